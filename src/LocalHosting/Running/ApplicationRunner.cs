using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sitrep.LocalHosting.Running;

/// <summary>Brings all resources up in the order of their dependencies, and down in the reverse of it.</summary>
internal sealed class ApplicationRunner
{
    private readonly List<ResourceRunner> _runners = [];
    private readonly Dictionary<ResourceRunner, (CancellationTokenSource Stop, Task Run)> _running = [];

    public ApplicationRunner(IReadOnlyList<IResource> resources, TerminalLog terminal, ServiceEnvironment environment, HealthCheckService healthChecks, TimeProvider clock)
    {
        var byResource = new Dictionary<IResource, ResourceRunner>();
        foreach (var resource in resources)
        {
            var log = new ResourceLog(clock);
            byResource[resource] = resource is ProjectResource project
                ? new ProcessRunner(project, log, terminal, environment, healthChecks, byResource, clock)
                : new ValueRunner(resource, log, byResource);
            _runners.Add(byResource[resource]);
        }
    }

    /// <summary>All resources, in the order in which they were added.</summary>
    public IReadOnlyList<ResourceRunner> Runners => _runners;

    /// <summary>Whether a resource has been given up.</summary>
    public bool HasFailed => _runners.Exists(r => r.State == ResourceState.Failed);

    public ResourceRunner? Find(string name) => _runners.Find(r => r.Resource.Name == name);

    public void Start()
    {
        foreach (var runner in _runners)
        {
            var stop = new CancellationTokenSource();
            // The loops start side by side, not one inside the other.
            _running[runner] = (stop, Task.Run(() => runner.RunAsync(stop.Token), CancellationToken.None));
        }
    }

    /// <summary>Ends when every resource has been healthy once.</summary>
    public Task WaitUntilHealthyAsync(CancellationToken cancellationToken) => Task.WhenAll(_runners.Select(r => r.BecameHealthy)).WaitAsync(cancellationToken);

    /// <summary>Stops each resource once all that wait for it have stopped.</summary>
    public async Task StopAsync()
    {
        foreach (var runner in _runners) runner.EndWithApplication();
        var stops = new Dictionary<ResourceRunner, Task>();
        await Task.WhenAll(_runners.Select(StopOnce));

        Task StopOnce(ResourceRunner runner)
        {
            if (!stops.TryGetValue(runner, out var stop)) stops[runner] = stop = StopAfterDependentsAsync(runner);
            return stop;
        }

        async Task StopAfterDependentsAsync(ResourceRunner runner)
        {
            await Task.WhenAll(_runners.Where(r => r.WaitsFor(runner)).Select(StopOnce));
            if (!_running.TryGetValue(runner, out var running)) return;
            await running.Stop.CancelAsync();
            await running.Run;
        }
    }
}
