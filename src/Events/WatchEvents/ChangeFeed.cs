using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace Sitrep.Events.WatchEvents;

/// <summary>
/// Reads new changes once for all watchers of this process and keeps the latest in memory: a bounded window that watchers read at their own
/// pace. Whoever falls behind it reads the log, so a slow watcher holds up nobody and costs no memory.
/// </summary>
internal sealed partial class ChangeFeed(
    ChangeLog log, ChangeSignal signal, IOptions<EventsOptions> options, TimeProvider time, ILogger<ChangeFeed> logger)
    : BackgroundService, IHealthCheck
{
    private const int BatchSize = 256;

    /// <summary>The window ends here however few changes it holds.</summary>
    private const long MaxWindowBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan UnhealthyAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChangeWindow _window = new(0, 0, []);

    /// <summary>When reading first failed, after which it never succeeded; 0 while it does. A machine that is only slow is not unhealthy.</summary>
    private long _failingSince;

    /// <summary>The latest changes.</summary>
    public async ValueTask<ChangeWindow> GetWindowAsync(CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        return Volatile.Read(ref _window);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        Interlocked.Read(ref _failingSince) is not (not 0 and var since) || time.GetElapsedTime(since) < UnhealthyAfter
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The change log could not be read for a while."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A poll is no request: without this every one would be a trace of its own.
        using var quiet = SuppressInstrumentationScope.Begin();
        var listening = signal.ListenAsync(time, stoppingToken);
        while (true)
        {
            try
            {
                await ReadOnAsync(stoppingToken);
                Interlocked.Exchange(ref _failingSince, 0);
                await signal.WaitAsync(options.Value.Poll, time, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is restarting, perhaps: watchers wait, and nothing is lost.
                LogNotRead(e);
                Interlocked.CompareExchange(ref _failingSince, time.GetTimestamp(), 0);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }

            if (listening.IsFaulted)
            {
                // A bug, not a Redis that is gone; polling goes on without it.
                LogNotListening(listening.Exception!);
                listening = Task.CompletedTask;
            }
        }
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        if (!_started.Task.IsCompleted)
        {
            var (newest, _) = await log.EndsAsync(cancellationToken);
            Volatile.Write(ref _window, new ChangeWindow(newest, newest, []));
            _started.SetResult();
        }

        while (true)
        {
            var window = _window;
            var changes = await log.ReadAsync(window.Last, BatchSize, cancellationToken);
            if (changes is null)
            {
                // This process slept longer than the log is kept: begin anew; watchers behind it will hear that their cursors are expired.
                var (newest, _) = await log.EndsAsync(cancellationToken);
                Replace(window, new ChangeWindow(newest, newest, []));
                return;
            }

            if (changes.Count > 0)
            {
                // What was deleted for good is not to be had from memory either: whoever is behind reads the log, from which it is gone.
                var forgets = changes.Any(c => c is { Removed: true, Before: null, Incident: null });
                Replace(window, forgets ? new ChangeWindow(changes[^1].Sequence, changes[^1].Sequence, []) : window.Append(changes, options.Value.RecentChanges, MaxWindowBytes));
            }

            if (changes.Count < BatchSize)
            {
                return;
            }
        }
    }

    private void Replace(ChangeWindow former, ChangeWindow window)
    {
        Volatile.Write(ref _window, window);
        former.SetSuperseded();
    }

    [LoggerMessage(EventId = 11, EventName = "ChangesNotRead", Level = LogLevel.Warning, Message = "The change log cannot be read; watchers wait")]
    private partial void LogNotRead(Exception exception);

    [LoggerMessage(EventId = 12, EventName = "ChangesNotHeard", Level = LogLevel.Error, Message = "Changes of other replicas are not listened to, only polled")]
    private partial void LogNotListening(Exception exception);
}

/// <summary>Consecutive changes. Immutable; says when a later window has taken its place.</summary>
/// <param name="after">Changes after this one are held.</param>
/// <param name="last">The last that is held; equal to <paramref name="after"/> where none is.</param>
/// <param name="changes">In order.</param>
internal sealed class ChangeWindow(long after, long last, IReadOnlyList<Change> changes)
{
    private readonly TaskCompletionSource _superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long After => after;

    public long Last => last;

    /// <summary>Completes when there are later changes.</summary>
    public Task Superseded => _superseded.Task;

    public void SetSuperseded() => _superseded.SetResult();

    /// <summary>The changes after one that is not before <see cref="After"/>.</summary>
    public IEnumerable<Change> From(long position)
    {
        // Sequences have gaps, so the place is searched.
        var (low, high) = (0, changes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = changes[middle].Sequence <= position ? (middle + 1, high) : (low, middle);
        }

        for (var i = low; i < changes.Count; i++)
        {
            yield return changes[i];
        }
    }

    /// <summary>This window and what came since, cut at its old end to the limits.</summary>
    public ChangeWindow Append(IReadOnlyList<Change> more, int maxChanges, long maxBytes)
    {
        List<Change> all = [.. changes, .. more];
        var bytes = 0L;
        var first = all.Count;
        while (first > 0 && all.Count - first < maxChanges && bytes + all[first - 1].Bytes <= maxBytes)
        {
            bytes += all[--first].Bytes;
        }

        return new ChangeWindow(first == 0 ? after : all[first - 1].Sequence, all[^1].Sequence, all.GetRange(first, all.Count - first));
    }
}
