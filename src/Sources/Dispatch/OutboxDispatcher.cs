using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.Events.V1;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Telemetry;

namespace Sitrep.Sources.Dispatch;

/// <summary>
/// Hands queued reports to the events service. One loop owns the queue: each turn writes down what came of calls and leases as many rows as
/// calls may start, in one transaction; calls run beside it. Any number of replicas may run it.
/// </summary>
internal sealed partial class OutboxDispatcher(
    OutboxStore store, OutboxSignal signal, RetrySchedule schedule, EventsService.EventsServiceClient events, SourcesMetrics metrics, DispatchHealth health,
    TimeProvider time, IOptions<DispatchOptions> options, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    /// <summary>How long the last turn may take when the service stops; what it cannot write down is done again after its lease.</summary>
    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<(Leased Lease, CodingOutcome Outcome)> _answers = new();
    private readonly List<(Leased Lease, CodingOutcome Outcome)> _unwritten = [];
    private readonly List<Task> _calls = [];
    private int _unreachable;
    private long _pausedUntil;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
            await GiveBackAsync();
        }
    }

    /// <summary>One turn. How long to wait for the next unless woken.</summary>
    private async Task<TimeSpan> TurnAsync(CancellationToken stoppingToken)
    {
        try
        {
            DrainAnswers();
            _calls.RemoveAll(call => call.IsCompleted);
            var pause = Pause();
            var room = pause > TimeSpan.Zero ? 0 : options.Value.Parallelism - _calls.Count;
            var turn = await store.TurnAsync(_unwritten, Math.Max(0, room), stoppingToken);
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
        var requests = await store.LoadAsync(leases, stoppingToken);
        foreach (var lease in leases)
        {
            if (requests.TryGetValue(lease.ReportId, out var request))
            {
                request.Force = lease.Force;
                _calls.Add(CallAsync(lease, request, stoppingToken));
            }
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

        metrics.Call(time.GetElapsedTime(started));
        _answers.Enqueue((lease, outcome));
        signal.Set();
    }

    private void DrainAnswers()
    {
        while (_answers.TryDequeue(out var answer))
        {
            _unwritten.Add(answer);
            if (answer.Outcome is not CodingOutcome.Failed { Unreachable: true })
            {
                _unreachable = 0;
                continue;
            }

            // Nobody is there: the others would use up their attempts for nothing. Calls that were under way together count once.
            if (Pause() == TimeSpan.Zero)
            {
                _pausedUntil = time.GetTimestamp() + (long)(schedule.OutagePause(++_unreachable).TotalSeconds * time.TimestampFrequency);
            }
        }
    }

    private TimeSpan Pause() =>
        _unreachable > 0 && _pausedUntil > time.GetTimestamp() ? time.GetElapsedTime(time.GetTimestamp(), _pausedUntil) : TimeSpan.Zero;

    /// <summary>Leaves nothing leased behind that others could do at once.</summary>
    private async Task GiveBackAsync()
    {
        await Task.WhenAll(_calls);
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
