using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Telemetry;

namespace Sitrep.Sources.SubmitReport;

/// <summary>
/// Where all submissions meet. While one transaction is committed the next gathers, so that under load many reports share what a commit
/// costs, and without load none waits for others. Nothing is answered before it is stored.
/// </summary>
internal sealed partial class ReportIntake : BackgroundService
{
    private const int MaxConflicts = 5;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Pauses while the database is away: about ten seconds in all, a restart of PostgreSQL.</summary>
    private static readonly TimeSpan[] OutagePauses = [.. Enumerable.Range(0, 7).Select(i => TimeSpan.FromMilliseconds(80 << i))];

    private readonly ReportCommit _commit;
    private readonly OutboxSignal _signal;
    private readonly OutboxGauge _gauge;
    private readonly SourceRates _rates;
    private readonly SourcesMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly SourcesOptions _options;
    private readonly ILogger<ReportIntake> _logger;
    private readonly Channel<Waiting> _queue;
    private int _waitingSubmissions;

    public ReportIntake(
        ReportCommit commit, OutboxSignal signal, OutboxGauge gauge, SourceRates rates, SourcesMetrics metrics, TimeProvider time, IOptions<SourcesOptions> options,
        ILogger<ReportIntake> logger)
    {
        (_commit, _signal, _gauge, _rates, _metrics, _time, _options, _logger) = (commit, signal, gauge, rates, metrics, time, options.Value, logger);
        // One commit's worth: what is gathered while another is stored. Streams wait beyond that, and so do their senders.
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(_options.MaxReportsPerCommit) { SingleReader = true });
    }

    /// <summary>Stores one report; returns once it is stored or refused.</summary>
    /// <exception cref="SitrepException">RESOURCE_EXHAUSTED: too many wait already.</exception>
    public async Task<CommitResult> SubmitAsync(SubmittedReport submission, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waitingSubmissions) > _options.MaxWaitingSubmissions)
            {
                _metrics.Refusal(SourcesReasons.IntakeFull);
                throw Exhausted(SourcesReasons.IntakeFull, "As many submissions wait to be stored as are allowed.");
            }

            return await await EnqueueAsync(submission, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waitingSubmissions);
        }
    }

    /// <summary>Hands one report in; waits for room only. The inner task ends when the report is stored or refused.</summary>
    /// <exception cref="SitrepException">RESOURCE_EXHAUSTED: as many reports wait for the events service as are allowed, or the source is too fast.</exception>
    public async ValueTask<Task<CommitResult>> EnqueueAsync(SubmittedReport submission, CancellationToken cancellationToken)
    {
        if (_gauge.Depth >= _options.MaxQueuedReports)
        {
            _metrics.Refusal(SourcesReasons.QueueFull);
            throw Exhausted(SourcesReasons.QueueFull, "As many reports wait for the events service as are allowed.");
        }

        try
        {
            _rates.Take(submission.Source);
        }
        catch (SitrepException)
        {
            _metrics.Refusal(SourcesReasons.SourceTooFast);
            throw;
        }

        var waiting = new Waiting(submission);
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        return waiting.Stored.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(_options.MaxReportsPerCommit);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                batch.Clear();
                var text = 0;
                while (batch.Count < _options.MaxReportsPerCommit && text < _options.MaxTextPerCommit && _queue.Reader.TryRead(out var waiting))
                {
                    batch.Add(waiting);
                    text += waiting.Submission.Text.Length;
                }

                await StoreAsync(batch, stoppingToken);
            }
        }
        finally
        {
            // Nobody stores what still waits: its callers hear that the service is stopping.
            _queue.Writer.TryComplete(new OperationCanceledException());
            foreach (var waiting in batch)
            {
                waiting.Stored.TrySetCanceled(CancellationToken.None);
            }

            while (_queue.Reader.TryRead(out var waiting))
            {
                waiting.Stored.TrySetCanceled(CancellationToken.None);
            }
        }
    }

    private async Task StoreAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        try
        {
            var started = _time.GetTimestamp();
            var (results, queued) = await RetryAsync([.. batch.Select(waiting => waiting.Submission)], cancellationToken);
            _metrics.Commit(batch.Count, _time.GetElapsedTime(started));
            if (queued)
            {
                _signal.Set();
            }

            for (var i = 0; i < results.Count; i++)
            {
                _metrics.Submission(results[i].Outcome);
                batch[i].Stored.TrySetResult(results[i]);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (batch.Count > 1 && fault is not SitrepException)
            {
                // One of them may be the cause: alone, it fails alone.
                LogCommitSplit(fault, batch.Count);
                foreach (var waiting in batch)
                {
                    await StoreAsync([waiting], cancellationToken);
                }

                return;
            }

            foreach (var waiting in batch)
            {
                waiting.Stored.TrySetException(fault);
            }
        }
    }

    private async Task<(IReadOnlyList<CommitResult> Results, bool Queued)> RetryAsync(
        IReadOnlyList<SubmittedReport> submissions, CancellationToken cancellationToken)
    {
        for (int conflicts = 0, outages = 0; ;)
        {
            try
            {
                return await _commit.StoreAsync(submissions, cancellationToken);
            }
            catch (Exception fault) when (StoreFaults.IsConflict(fault) && conflicts < MaxConflicts)
            {
                conflicts++;
                _metrics.CommitConflict();
            }
            catch (Exception fault) when (StoreFaults.IsTransient(fault))
            {
                if (outages == OutagePauses.Length)
                {
                    LogStoreUnavailable(fault);
                    throw StoreUnavailable();
                }

                await Task.Delay(OutagePauses[outages++], _time, cancellationToken);
            }
        }
    }

    /// <summary>The refusal of calls while the database is away.</summary>
    internal static SitrepException StoreUnavailable() =>
        new(StatusCode.Unavailable, SourcesReasons.StoreUnavailable, "The database cannot be reached.") { RetryAfter = RetryAfter };

    private static SitrepException Exhausted(string reason, string message) => new(StatusCode.ResourceExhausted, reason, message) { RetryAfter = RetryAfter };

    [LoggerMessage(EventId = 1, EventName = "CommitSplit", Level = LogLevel.Warning, Message = "A commit of {Count} reports failed; each is stored alone")]
    private partial void LogCommitSplit(Exception fault, int count);

    [LoggerMessage(EventId = 2, EventName = "StoreUnavailable", Level = LogLevel.Error, Message = "The database cannot be reached")]
    private partial void LogStoreUnavailable(Exception fault);

    private sealed class Waiting(SubmittedReport submission)
    {
        public SubmittedReport Submission { get; } = submission;

        public TaskCompletionSource<CommitResult> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
