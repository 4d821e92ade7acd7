using System.CommandLine;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Sitrep.Access;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.Services;

/// <summary>A service that a command talks to.</summary>
/// <param name="Name">As the user knows it.</param>
/// <param name="Option">The option that gives its address.</param>
/// <param name="Variable">The environment variable that does.</param>
/// <param name="Default">Where the AppHost runs it.</param>
internal sealed record ServiceName(string Name, string Option, string Variable, string Default);

/// <summary>Finds the services and opens channels to them, each when first asked for.</summary>
internal sealed class ServiceClients(CliConsole console) : IAsyncDisposable
{
    /// <summary>A 1 MiB report can have thousands of events.</summary>
    private const int MaxReceiveBytes = 64 * 1024 * 1024;

    /// <summary>Requests kept for a retry; larger ones are sent once.</summary>
    private const int RetryBufferBytes = 8 * 1024 * 1024;

    /// <summary>Seconds that a call may take, unless --timeout says otherwise.</summary>
    private const double DefaultTimeoutSeconds = 30;

    private const string TokenVariable = "SITREP_TOKEN";
    private const string RootsVariable = "SITREP_CA";

    private static readonly ServiceName SourcesName = new("sources", "--sources", "SITREP_SOURCES", "http://localhost:5101");
    private static readonly ServiceName EventsName = new("events", "--events", "SITREP_EVENTS", "http://localhost:5102");
    private static readonly ServiceName GeoName = new("geo-lookup", "--geo", "SITREP_GEO", "http://localhost:5103");

    private readonly Option<string?> _sources = Address(SourcesName);
    private readonly Option<string?> _events = Address(EventsName);
    private readonly Option<string?> _geo = Address(GeoName);
    private readonly Option<double?> _timeout = new("--timeout")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"How long a call to a service may take. Default: {DefaultTimeoutSeconds}."),
        HelpName = "seconds",
        Recursive = true,
    };

    private readonly Option<string?> _roots = new("--ca")
    {
        Description = $"PEM file with the authority of the services' certificates. Default: ${RootsVariable}, else the machine's authorities.",
        HelpName = "file",
        Recursive = true,
    };

    private readonly Dictionary<ServiceName, (GrpcChannel Channel, string Address)> _channels = [];

    /// <summary>The options that every command understands.</summary>
    public IEnumerable<Option> Options => [_sources, _events, _geo, _timeout, _roots];

    /// <summary>The services asked so far, with their addresses.</summary>
    public IReadOnlyList<(ServiceName Service, string Address)> Opened => [.. _channels.Select(entry => (entry.Key, entry.Value.Address))];

    public SourcesService.SourcesServiceClient Sources(ParseResult result) => new(Channel(result, SourcesName, _sources));

    public EventsService.EventsServiceClient Events(ParseResult result) => new(Channel(result, EventsName, _events));

    public GeoLookupService.GeoLookupServiceClient Geo(ParseResult result) => new(Channel(result, GeoName, _geo));

    /// <summary>A call with an answer: it ends at the deadline.</summary>
    public CallOptions Unary(ParseResult result, CancellationToken cancellationToken)
    {
        var seconds = result.GetValue(_timeout) ?? DefaultTimeoutSeconds;
        if (seconds is not (> 0 and <= 86_400))
            throw CliException.Usage("--timeout is a number of seconds, more than 0 and at most 86400");
        return new CallOptions(deadline: console.Time.GetUtcNow().UtcDateTime.AddSeconds(seconds), cancellationToken: cancellationToken);
    }

    /// <summary>A stream: it ends when either side ends it.</summary>
    public static CallOptions Streaming(CancellationToken cancellationToken) => new(cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var (channel, _) in _channels.Values)
            channel.Dispose();
        await ValueTask.CompletedTask;
    }

    private static Option<string?> Address(ServiceName service) => new(service.Option)
    {
        Description = $"Address of the {service.Name} service. Default: ${service.Variable}, else {service.Default}.",
        HelpName = "address",
        Recursive = true,
    };

    private CallInvoker Channel(ParseResult result, ServiceName service, Option<string?> option)
    {
        if (!_channels.TryGetValue(service, out var open))
        {
            var address = result.GetValue(option) ?? (console.Variable(service.Variable) is { Length: > 0 } set ? set : service.Default);
            _channels[service] = open = (Open(service, address, Tls(result)), address);
        }
        var calls = open.Channel.CreateCallInvoker();
        // The environment and no option: a command line is everybody's to read.
        return console.Variable(TokenVariable) is { Length: > 0 } token
            ? calls.Intercept(headers =>
            {
                headers.Add("authorization", "Bearer " + token);
                return headers;
            })
            : calls;
    }

    private SslClientAuthenticationOptions Tls(ParseResult result)
    {
        var path = result.GetValue(_roots) ?? console.Variable(RootsVariable);
        try
        {
            return TrustedRoots.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or FormatException)
        {
            throw CliException.Failed($"{path}: {e.Message}", e);
        }
    }

    private static GrpcChannel Open(ServiceName service, string address, SslClientAuthenticationOptions tls)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw CliException.Usage($"the address of the {service.Name} service must look like {service.Default}, not \"{address}\"");
        var retry = new MethodConfig
        {
            Names = { MethodName.Default },
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = 4,
                InitialBackoff = TimeSpan.FromMilliseconds(150),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        return GrpcChannel.ForAddress(uri, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MaxReceiveBytes,
            MaxRetryBufferSize = RetryBufferBytes,
            MaxRetryBufferPerCallSize = RetryBufferBytes,
            ServiceConfig = new ServiceConfig { MethodConfigs = { retry } },
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions = tls,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                // A watch must notice that the other side is gone.
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                EnableMultipleHttp2Connections = true,
            },
            DisposeHttpClient = true,
        });
    }
}
