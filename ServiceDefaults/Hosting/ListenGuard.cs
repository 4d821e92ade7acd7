using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Access;

namespace Sitrep.ServiceDefaults.Hosting;

/// <summary>
/// Without authentication a service answers to its own machine only: it refuses to listen beyond loopback unless callers are asked who
/// they are (`Authentication:Mode=Jwt`), or `Authentication:Mode=None` says that whoever runs it means that.
/// </summary>
internal sealed class ListenGuard(IConfiguration configuration, IServer server, IOptions<AccessOptions> access) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Check(ConfiguredAddresses());
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Whatever code or configuration opened, this is what is open.
        Check(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether an address as Kestrel takes it ("http://localhost:5101", "http://*:80") is reached from this machine only.</summary>
    internal static bool IsLoopback(string address)
    {
        var host = address.Contains("://", StringComparison.Ordinal) ? address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..] : address;
        if (host.StartsWith("unix:", StringComparison.Ordinal) || host.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return true;
        }

        host = host.Split('/')[0];
        host = host.StartsWith('[') ? host[1..host.IndexOf(']', StringComparison.Ordinal)] : host.Split(':')[0];
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private IEnumerable<string> ConfiguredAddresses()
    {
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { Length: > 0 } url)
            {
                yield return url;
            }
        }

        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return url;
        }

        // Ports alone mean every interface; Kestrel ignores them where addresses are given.
        if (string.IsNullOrEmpty(configuration["urls"]))
        {
            foreach (var ports in new[] { configuration["http_ports"], configuration["https_ports"] })
            {
                foreach (var port in (ports ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
                {
                    yield return $"http://*:{port}";
                }
            }
        }
    }

    private void Check(IEnumerable<string> addresses)
    {
        if (access.Value.Mode is not null)
        {
            return;
        }

        if (addresses.FirstOrDefault(address => !IsLoopback(address)) is { } open)
        {
            throw new InvalidOperationException(
                $"Refusing to listen on {open}: no authentication is configured, so only loopback is safe. Set Authentication:Mode=Jwt, or Authentication:Mode=None to listen there all the same.");
        }
    }
}
