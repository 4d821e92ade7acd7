using System.Diagnostics;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;

namespace Sitrep.Benchmarks.Year;

/// <summary>The events service as a process of its own on the year's store, and a geo-lookup that knows every place and no toponym.</summary>
internal sealed class YearService : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly WebApplication _geo;
    private readonly Process _process;
    private readonly string _address;

    private YearService(WebApplication geo, Process process, string address)
    {
        (_geo, _process, _address) = (geo, process, address);
        Channel = Open();
        Client = new EventsService.EventsServiceClient(Channel);
    }

    public GrpcChannel Channel { get; }

    public EventsService.EventsServiceClient Client { get; }

    /// <summary>Resident memory of the service, in MiB.</summary>
    public long ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    /// <summary>Processor time that the service has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<YearService> StartAsync(YearOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var geo = builder.Build();
        geo.MapGrpcService<Geo>();
        await geo.StartAsync();

        var program = typeof(YearService).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "EventsService").Value!;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__events-db"] = options.IsPostgres ? options.Store : $"Data Source={options.Store}";
        start.Environment["services__geo-lookup__http__0"] = geo.Urls.Single();
        var process = Process.Start(start) ?? throw new InvalidOperationException("The events service did not start.");
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                address.TrySetResult(line.Data[(at + Listening.Length)..].Trim());
            }
            else if (line.Data is { Length: > 0 } said)
            {
                Console.Error.WriteLine(said);
            }
        };
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The events service ended before it listened."));
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new YearService(geo, process, await address.Task.WaitAsync(TimeSpan.FromMinutes(10)));
        }
        catch
        {
            // Nobody has it yet who could end it.
            process.Kill(entireProcessTree: true);
            process.Dispose();
            await geo.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection of its own.</summary>
    public GrpcChannel Open() => GrpcChannel.ForAddress(_address, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20, HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _geo.DisposeAsync();
    }

    private sealed class Geo : GeoLookupService.GeoLookupServiceBase
    {
        public override Task<GazetteerInfo> GetGazetteer(GetGazetteerRequest request, ServerCallContext context) => Task.FromResult(new GazetteerInfo { Version = "year-1" });

        public override Task<BatchGetPlacesResponse> BatchGetPlaces(BatchGetPlacesRequest request, ServerCallContext context) =>
            Task.FromResult(new BatchGetPlacesResponse { Places = { request.Names.Select(name => new Place { Name = name }) } });

        public override Task<ResolveToponymsResponse> ResolveToponyms(ResolveToponymsRequest request, ServerCallContext context) => Task.FromResult(new ResolveToponymsResponse
        {
            GazetteerVersion = "year-1",
            Toponyms = { request.Spans.Select(span => new Toponym { Evidence = new Text.V1.Evidence { Span = span, Quote = request.Text[span.Start..span.End] }, Unresolved = Toponym.Types.UnresolvedReason.NotInGazetteer }) },
        });
    }
}
