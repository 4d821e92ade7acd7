using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client.Balancer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Sitrep.ServiceDefaults.Clients;

/// <summary>
/// Resolves `svc:///events` to every configured `services:events:http:N` (and `https:N`), so that gRPC's round_robin spreads calls and
/// skips the dead; to DNS where none is configured, as on Kubernetes.
/// </summary>
internal sealed class ServiceResolverFactory(IConfiguration configuration) : ResolverFactory
{
    public const string Scheme = "svc";
    private static readonly string[] Transports = ["http", "https"];

    public override string Name => Scheme;

    public override Resolver Create(ResolverOptions options)
    {
        var service = options.Address.AbsolutePath.Trim('/');
        return new ServiceResolver(service, Configured(configuration, service), options.LoggerFactory);
    }

    /// <summary>Addresses that configuration gives the service, in order.</summary>
    public static IReadOnlyList<Uri> Configured(IConfiguration configuration, string service) =>
        [.. Transports
            .SelectMany(scheme => configuration.GetSection($"services:{service}:{scheme}").GetChildren())
            .Where(child => !string.IsNullOrEmpty(child.Value))
            .OrderBy(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue)
            .Select(child => new Uri(child.Value!))];
}

/// <summary>One channel's view of a service's addresses.</summary>
internal sealed class ServiceResolver(string service, IReadOnlyList<Uri> configured, ILoggerFactory loggerFactory) : PollingResolver(loggerFactory)
{
    /// <summary>Port of a service that is only known by name: ASP.NET's default in containers.</summary>
    private const int ContainerPort = 8080;

    protected override async Task ResolveAsync(CancellationToken cancellationToken)
    {
        if (configured.Count > 0)
        {
            Listener(ResolverResult.ForResult([.. configured.Select(uri => new BalancerAddress(uri.Host, uri.Port))]));
            return;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(service, cancellationToken);
            Listener(ResolverResult.ForResult([.. addresses.Select(a => new BalancerAddress(a.ToString(), ContainerPort))]));
        }
        catch (SocketException e)
        {
            Listener(ResolverResult.ForFailure(new Status(StatusCode.Unavailable, $"No address is configured for '{service}' and DNS has none.", e)));
        }
    }
}
