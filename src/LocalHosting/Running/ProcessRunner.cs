using System.ComponentModel;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sitrep.LocalHosting.AppModel;

namespace Sitrep.LocalHosting.Running;

#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.
/// <summary>Runs a project as a process, watches its health and starts it again when it ends by itself.</summary>
internal sealed class ProcessRunner(
    ProjectResource resource,
    ResourceLog log,
    TerminalLog terminal,
    ServiceEnvironment environment,
    HealthCheckService healthChecks,
    IReadOnlyDictionary<IResource, ResourceRunner> runners,
    TimeProvider clock) : ResourceRunner(resource, log)
{
    /// <summary>Ends in a row, none of them after a healthy run, before the resource counts as failed.</summary>
    public const int MaxFailedStarts = 5;

    // A service that answers its last calls needs a moment; five seconds is what the SIGKILL drill allows as well.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartProbe = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);

    private readonly ProjectAnnotation _project = resource.Annotations.OfType<ProjectAnnotation>().Single();
    private readonly HashSet<string> _healthKeys = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key)];
    private readonly SemaphoreSlim _wake = new(0);
    private volatile bool _wanted = true;
    private CancellationTokenSource? _current;
    private int? _pid;
    private int _restarts;
    private int _failedStarts;
    private bool _wasHealthy;
    private long _startedAt;

    public override int? Pid => _pid;

    public override int Restarts => _restarts;

    /// <summary>Starts it where it is stopped or has failed.</summary>
    public void Start()
    {
        _failedStarts = 0;
        _wanted = true;
        _wake.Release();
    }

    /// <summary>Stops it until it is started again.</summary>
    public void Stop()
    {
        _wanted = false;
        Interrupt();
    }

    /// <summary>Stops it and starts it again.</summary>
    public void Restart()
    {
        Start();
        Interrupt();
    }

    public override async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await WaitForDependenciesAsync(runners, stopping);
            while (!stopping.IsCancellationRequested && !IsEnding)
            {
                if (!_wanted)
                {
                    if (State != ResourceState.Failed) State = ResourceState.Stopped;
                    await _wake.WaitAsync(stopping);
                    continue;
                }

                while (_wake.Wait(0, CancellationToken.None))
                {
                    // Older wake-ups meant the start that comes now.
                }

                if (await RunOnceAsync(stopping) is not { } exitCode || IsEnding) continue;
                await PauseAsync(exitCode, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop's ordinary end.
        }
        catch (DistributedApplicationException e)
        {
            // A fault of the topology, such as a missing connection string: starting again would not mend it.
            State = ResourceState.Failed;
            Say(e.Message, isError: true);
        }

        if (State != ResourceState.Failed) State = ResourceState.Stopped;
    }

    /// <returns>The exit code where the process ended by itself; null where it was told to.</returns>
    private async Task<int?> RunOnceAsync(CancellationToken stopping)
    {
        State = ResourceState.Starting;
        _wasHealthy = false;
        _startedAt = clock.GetTimestamp();
        using var current = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _current = current;
        // A stop that came before there was anything to interrupt.
        if (!_wanted) return null;
        ChildProcess process;
        try
        {
            process = ChildProcess.Start(_project.AssemblyPath, WorkingDirectory(), await environment.ForAsync(Resource, stopping), OnLine);
        }
        catch (Win32Exception e)
        {
            OnLine($"cannot be started: {e.Message}", true);
            return -1;
        }

        using (process)
        {
            _pid = process.Id;
            State = ResourceState.Running;
            var health = WatchHealthAsync(current.Token);
            try
            {
                return await process.WaitForExitAsync(current.Token);
            }
            catch (OperationCanceledException)
            {
                State = ResourceState.Stopping;
                var (_, killed) = await process.StopAsync(Grace);
                if (killed) Say($"did not stop within {Grace.TotalSeconds} s and was killed", isError: true);
                return null;
            }
            finally
            {
                _current = null;
                _pid = null;
                await current.CancelAsync();
                await health;
                Health = ResourceHealth.Unknown;
                HealthMessage = null;
            }
        }
    }

    private async Task PauseAsync(int exitCode, CancellationToken stopping)
    {
        // Without a health check every process counts as healthy at once; then it is the time that it held out that tells.
        var ranWell = _wasHealthy && (_healthKeys.Count > 0 || clock.GetElapsedTime(_startedAt) > LongestPause);
        _failedStarts = ranWell ? 1 : _failedStarts + 1;
        if (_failedStarts > MaxFailedStarts)
        {
            State = ResourceState.Failed;
            _wanted = false;
            Say(string.Create(CultureInfo.InvariantCulture, $"ended {_failedStarts} times without having been healthy, last with exit code {exitCode}; not started again. Start it from the page when the cause is mended."), isError: true);
            return;
        }

        Interlocked.Increment(ref _restarts);
        State = ResourceState.Restarting;
        var pause = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (_failedStarts - 1), LongestPause.Ticks));
        Say(string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}; starts again in {pause.TotalSeconds} s"), isError: true);
        await _wake.WaitAsync(pause, stopping);
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var report = await healthChecks.CheckHealthAsync(check => _healthKeys.Contains(check.Name), cancellationToken);
                var healthy = report.Status == HealthStatus.Healthy;
                if (healthy != (Health == ResourceHealth.Healthy) && _wasHealthy) Say(healthy ? "healthy again" : "unhealthy", isError: !healthy);
                HealthMessage = healthy ? null : string.Join("; ", report.Entries.Values.Select(e => e.Description ?? e.Exception?.Message).Where(m => m is not null));
                Health = healthy ? ResourceHealth.Healthy : ResourceHealth.Unhealthy;
                _wasHealthy |= healthy;
                await Task.Delay(_wasHealthy ? Probe : StartProbe, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended.
        }
    }

    private void Interrupt()
    {
        try
        {
            _current?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at the same moment.
        }
    }

    private string WorkingDirectory()
    {
        var project = Path.GetDirectoryName(_project.ProjectPath)!;
        return Directory.Exists(project) ? project : Path.GetDirectoryName(_project.AssemblyPath)!;
    }

    private void OnLine(string text, bool isError)
    {
        Log.Append(text, isError);
        terminal.Write(Resource.Name, text, isError);
    }

    /// <summary>Something that happened to the resource, said where its own lines are read.</summary>
    private void Say(string text, bool isError)
    {
        Log.Append("-- " + text, isError);
        terminal.Write(Resource.Name, "-- " + text, isError);
    }
}
