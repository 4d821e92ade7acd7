using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.Events.V1;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Telemetry;

namespace Sitrep.Sources.Dispatch;

/// <summary>
/// Hands queued reports to the events service. One loop owns the queue: each turn writes down what came of calls and leases rows, in one transaction; callers beside it take
/// what was leased from a channel that is kept filled, so that none of them waits for a turn. Any number of replicas may run it.
/// </summary>
internal sealed partial class OutboxDispatcher(
    OutboxStore store, OutboxSignal signal, RetrySchedule schedule, EventsService.EventsServiceClient events, SourcesMetrics metrics, DispatchHealth health,
    TimeProvider time, IOptions<DispatchOptions> options, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    /// <summary>How long the last turn may take when the service stops; what it cannot write down is done again after its lease.</summary>
    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<(Leased Lease, CodingOutcome Outcome)> _answers = new();
    private readonly List<(Leased Lease, CodingOutcome Outcome)> _unwritten = [];
    private readonly Channel<Ready> _ready = Channel.CreateUnbounded<Ready>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly Lock _outage = new();
    private int _leased;
    private int _unreachable;
    private long _pausedUntil;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var callers = options.Value.Enabled ? Enumerable.Range(0, options.Value.Parallelism).Select(_ => CallersAsync(stoppingToken)).ToArray() : [];
        try
        {
            while (options.Value.Enabled && !stoppingToken.IsCancellationRequested)
            {
                var wait = await TurnAsync(stoppingToken);
                if (wait > TimeSpan.Zero)
                {
                    await signal.WaitAsync(wait, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            _ready.Writer.Complete();
            await Task.WhenAll(callers);
            await GiveBackAsync();
        }
    }

    /// <summary>One turn. How long to wait for the next unless woken.</summary>
    private async Task<TimeSpan> TurnAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (_leased > options.Value.Parallelism && _answers.Count < options.Value.Parallelism && options.Value.Gather > TimeSpan.Zero)
            {
                // The callers have enough to do: answers that come meanwhile share this turn's transaction.
                await Task.Delay(options.Value.Gather, time, stoppingToken);
            }

            DrainAnswers();
            var pause = Pause();
            var room = pause > TimeSpan.Zero ? 0 : options.Value.Parallelism + options.Value.Ahead - (_leased - _unwritten.Count);
            var turn = await store.TurnAsync(_unwritten, Math.Max(0, room), stoppingToken);
            _leased -= _unwritten.Count;
            _unwritten.Clear();
            health.Turned();
            foreach (var fate in turn.Fates)
            {
                metrics.Attempt(fate);
            }

            if (turn.Leases.Count > 0)
            {
                await StartAsync(turn.Leases, stoppingToken);
            }

            // Without room an ended call wakes; with a pause its end does.
            var next = room <= turn.Leases.Count && pause == TimeSpan.Zero ? options.Value.PollInterval : Max(turn.NextDue ?? options.Value.PollInterval, pause);
            return next < options.Value.PollInterval ? next : options.Value.PollInterval;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (StoreFaults.IsConflict(fault) || StoreFaults.IsTransient(fault))
            {
                LogStoreUnavailable(fault.Message);
            }
            else
            {
                LogTurnFailed(fault);
            }

            return options.Value.PollInterval;
        }
    }

    private async Task StartAsync(IReadOnlyList<Leased> leases, CancellationToken stoppingToken)
    {
        // Whatever becomes of them, they are ours until their lease ends.
        _leased += leases.Count;
        var leased = time.GetTimestamp();
        IReadOnlyDictionary<string, CodeReportRequest> requests;
        try
        {
            requests = await store.LoadAsync(leases, stoppingToken);
        }
        catch
        {
            foreach (var lease in leases)
            {
                _answers.Enqueue((lease, new CodingOutcome.GivenBack()));
            }

            throw;
        }

        foreach (var lease in leases)
        {
            if (requests.TryGetValue(lease.ReportId, out var request))
            {
                request.Force = lease.Force;
                _ready.Writer.TryWrite(new Ready(lease, request, leased));
            }
            else
            {
                _leased--;
            }
        }
    }

    /// <summary>Takes one report after the other until the service stops.</summary>
    private async Task CallersAsync(CancellationToken stoppingToken)
    {
        await foreach (var ready in _ready.Reader.ReadAllAsync(CancellationToken.None))
        {
            // What waited so long here that its lease may end within the call is given back, and so is what nobody will send any more. Waiting may use up half of the margin:
            // with all of it kept, the shortest lease that is allowed would let nothing through.
            var late = time.GetElapsedTime(ready.Leased) + options.Value.CallDeadline + (DispatchOptions.LeaseMargin / 2) > options.Value.Lease;
            if (stoppingToken.IsCancellationRequested || late || Pause() > TimeSpan.Zero)
            {
                _answers.Enqueue((ready.Lease, new CodingOutcome.GivenBack()));
                signal.Set();
                continue;
            }

            await CallAsync(ready.Lease, ready.Request, stoppingToken);
        }
    }

    private async Task CallAsync(Leased lease, CodeReportRequest request, CancellationToken stoppingToken)
    {
        // Off the loop at once: starting a call writes the report to a socket.
        await Task.Yield();
        var started = time.GetTimestamp();
        CodingOutcome outcome;
        using (var activity = SourcesActivities.StartCoding(lease))
        {
            try
            {
                var deadline = time.GetUtcNow().UtcDateTime + options.Value.CallDeadline;
                var response = await events.CodeReportAsync(request, deadline: deadline, cancellationToken: stoppingToken);
                outcome = new CodingOutcome.Coded(response.CoderVersion, response.Events.Count, response.SkipReason);
            }
            catch (RpcException) when (stoppingToken.IsCancellationRequested)
            {
                outcome = new CodingOutcome.GivenBack();
            }
            catch (RpcException failure)
            {
                outcome = CodingOutcome.Of(failure);
                metrics.Failure(failure.StatusCode);
                LogAttemptFailed(lease.ReportId, lease.Attempt, failure.StatusCode);
                SourcesActivities.Failed(activity, failure.StatusCode);
            }
            catch (Exception fault)
            {
                LogCallFailed(fault, lease.ReportId);
                outcome = new CodingOutcome.Failed(
                    new Google.Rpc.Status { Code = (int)StatusCode.Internal, Message = "The call failed in the sources service." }, AtLeast: null, Unreachable: false);
            }
        }

        Note(outcome);
        metrics.Call(time.GetElapsedTime(started));
        _answers.Enqueue((lease, outcome));
        signal.Set();
    }

    private void DrainAnswers()
    {
        while (_answers.TryDequeue(out var answer))
        {
            _unwritten.Add(answer);
        }
    }

    /// <summary>Where nobody is there, the others would use up their attempts for nothing: all dispatching pauses. Calls that were under way together count once.</summary>
    private void Note(CodingOutcome outcome)
    {
        lock (_outage)
        {
            if (outcome is CodingOutcome.Failed { Unreachable: true })
            {
                if (Pause() == TimeSpan.Zero)
                {
                    Volatile.Write(ref _pausedUntil, time.GetTimestamp() + (long)(schedule.OutagePause(++_unreachable).TotalSeconds * time.TimestampFrequency));
                }
            }
            else if (outcome is not CodingOutcome.GivenBack)
            {
                (_unreachable, _pausedUntil) = (0, 0);
            }
        }
    }

    private TimeSpan Pause() =>
        Volatile.Read(ref _pausedUntil) is var until && until > time.GetTimestamp() ? time.GetElapsedTime(time.GetTimestamp(), until) : TimeSpan.Zero;

    /// <summary>A report that waits for a caller.</summary>
    private sealed record Ready(Leased Lease, CodeReportRequest Request, long Leased);

    /// <summary>Leaves nothing leased behind that others could do at once.</summary>
    private async Task GiveBackAsync()
    {
        DrainAnswers();
        if (_unwritten.Count == 0)
        {
            return;
        }

        try
        {
            using var timeout = new CancellationTokenSource(LastTurn, time);
            await store.TurnAsync(_unwritten, room: 0, timeout.Token);
        }
        catch (Exception fault)
        {
            LogTurnFailed(fault);
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [LoggerMessage(EventId = 1, EventName = "AttemptFailed", Level = LogLevel.Warning, Message = "Attempt {Attempt} to code reports/{ReportId} answered {StatusCode}")]
    private partial void LogAttemptFailed(string reportId, int attempt, StatusCode statusCode);

    [LoggerMessage(EventId = 2, EventName = "CallFailed", Level = LogLevel.Error, Message = "The call to code reports/{ReportId} failed")]
    private partial void LogCallFailed(Exception fault, string reportId);

    [LoggerMessage(EventId = 3, EventName = "TurnFailed", Level = LogLevel.Error, Message = "The queue could not be worked on")]
    private partial void LogTurnFailed(Exception fault);

    [LoggerMessage(EventId = 4, EventName = "QueueUnavailable", Level = LogLevel.Warning, Message = "The queue cannot be reached for the moment: {Cause}")]
    private partial void LogStoreUnavailable(string cause);
}
