using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Sitrep.LocalHosting.Running;

/// <summary>Says where things are: on the terminal for people, in a file for programs.</summary>
internal static class Announcement
{
    /// <summary>Variables in which the `sitrep` tool looks for its services, by the resource that is meant.</summary>
    private static readonly (string Resource, string Variable)[] ClientVariables =
        [("sources", "SITREP_SOURCES"), ("events", "SITREP_EVENTS"), ("geo-lookup", "SITREP_GEO")];

    public static EndpointsFile Endpoints(IReadOnlyList<IResource> resources, Uri page)
    {
        var addresses = new Dictionary<string, string>();
        foreach (var resource in resources)
        {
            var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
            foreach (var endpoint in endpoints)
                addresses[endpoints.Count == 1 ? resource.Name : $"{resource.Name}/{endpoint.Name}"] = Address(endpoint);
        }

        var variables = ClientVariables.Where(v => addresses.ContainsKey(v.Resource)).ToDictionary(v => v.Variable, v => addresses[v.Resource]);
        return new(Environment.ProcessId, page.ToString(), addresses, variables);
    }

    /// <summary>Tells when everything is healthy, counted from the start of this process, and then what to give the `sitrep` tool.</summary>
    public static async Task AnnounceAsync(ApplicationRunner runner, TerminalLog terminal, Uri page, TimeProvider clock, CancellationToken stopping)
    {
        try
        {
            await runner.WaitUntilHealthyAsync(stopping);
            using var self = Process.GetCurrentProcess();
            var took = clock.GetUtcNow() - self.StartTime.ToUniversalTime();
            terminal.Announce(string.Create(CultureInfo.InvariantCulture, $"healthy in {took.TotalSeconds:F1} s"));
            var endpoints = Endpoints([.. runner.Runners.Select(r => r.Resource)], page);
            foreach (var (name, address) in endpoints.Endpoints)
                terminal.Announce($"  {name} at {address}");
            if (endpoints.Environment.Count > 0)
                terminal.Announce($"for the sitrep tool: export {string.Join(' ', endpoints.Environment.Select(v => $"{v.Key}={v.Value}"))}");
            terminal.Announce($"page at {page}");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped before everything was healthy.
        }
    }

    private static string Address(EndpointAnnotation endpoint) => endpoint.UriScheme == "tcp"
        ? string.Create(CultureInfo.InvariantCulture, $"localhost:{endpoint.AllocatedPort}")
        : string.Create(CultureInfo.InvariantCulture, $"{endpoint.UriScheme}://localhost:{endpoint.AllocatedPort}");
}
