using Aspire.Hosting.ApplicationModel;
using Sitrep.LocalHosting.AppModel;

namespace Sitrep.LocalHosting.Running;

internal enum ResourceState
{
    /// <summary>Waits for what it depends on.</summary>
    Waiting,
    Starting,
    Running,

    /// <summary>Ended by itself; starts again after a pause.</summary>
    Restarting,
    Stopping,
    Stopped,

    /// <summary>Ended by itself so often before it was ever healthy that it is not started again; the page can.</summary>
    Failed,
}

internal enum ResourceHealth
{
    Unknown,
    Healthy,
    Unhealthy,
}

/// <summary>Brings one resource up and keeps it there.</summary>
internal abstract class ResourceRunner(IResource resource, ResourceLog log)
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ResourceHealth _health;
    private ResourceState _state;
    private volatile bool _isEnding;

    public IResource Resource { get; } = resource;

    public ResourceLog Log { get; } = log;

    public ResourceState State
    {
        get => _state;
        protected set
        {
            _state = value;
            if (value == ResourceState.Running) _started.TrySetResult();
        }
    }

    public ResourceHealth Health
    {
        get => _health;
        protected set
        {
            _health = value;
            if (value == ResourceHealth.Healthy) _healthy.TrySetResult();
        }
    }

    /// <summary>What its last health check said; null where it is well or was not asked.</summary>
    public string? HealthMessage { get; protected set; }

    /// <summary>Ends when it has run for the first time.</summary>
    public Task Started => _started.Task;

    /// <summary>Ends when it was healthy for the first time.</summary>
    public Task BecameHealthy => _healthy.Task;

    public virtual int? Pid => null;

    public virtual int Restarts => 0;

    /// <summary>Whether the application stops: what ends by itself now is not started again.</summary>
    protected bool IsEnding => _isEnding;

    /// <summary>The application stops. Ctrl+C in a terminal reaches every process at once, and each ends before it is told to.</summary>
    public void EndWithApplication() => _isEnding = true;

    /// <summary>Runs until <paramref name="stopping"/>, and returns when everything of it has ended.</summary>
    public abstract Task RunAsync(CancellationToken stopping);

    /// <summary>Whether this resource waits for the other.</summary>
    public bool WaitsFor(ResourceRunner other) => Resource.Annotations.OfType<WaitAnnotation>().Any(w => w.Dependency == other.Resource);

    protected Task WaitForDependenciesAsync(IReadOnlyDictionary<IResource, ResourceRunner> runners, CancellationToken stopping) =>
        Task.WhenAll(Resource.Annotations.OfType<WaitAnnotation>().Select(wait =>
            (wait.UntilHealthy ? runners[wait.Dependency].BecameHealthy : runners[wait.Dependency].Started).WaitAsync(stopping)));
}

/// <summary>A resource without a process, such as a connection string: there as soon as what it is made of is there.</summary>
internal sealed class ValueRunner(IResource resource, ResourceLog log, IReadOnlyDictionary<IResource, ResourceRunner> runners) : ResourceRunner(resource, log)
{
    public override async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await WaitForDependenciesAsync(runners, stopping);
            State = ResourceState.Running;
            Health = ResourceHealth.Healthy;
            await Task.Delay(Timeout.Infinite, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            State = ResourceState.Stopped;
            Health = ResourceHealth.Unknown;
        }
    }
}
