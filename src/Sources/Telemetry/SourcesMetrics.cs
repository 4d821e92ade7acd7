using System.Diagnostics.Metrics;
using Grpc.Core;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.SubmitReport;

namespace Sitrep.Sources.Telemetry;

/// <summary>What operators see: what comes in, what waits, what goes out. Names are a contract; the README lists them.</summary>
internal sealed class SourcesMetrics
{
    private const string Outcome = "sitrep.outcome", Reason = "sitrep.reason";

    private readonly Counter<long> _submissions;
    private readonly Counter<long> _refusals;
    private readonly Histogram<long> _commitSize;
    private readonly Histogram<double> _commitDuration;
    private readonly Counter<long> _commitConflicts;
    private readonly UpDownCounter<long> _streams;
    private readonly Counter<long> _stories;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _callDuration;

    public SourcesMetrics(IMeterFactory meters, OutboxGauge gauge)
    {
        var meter = meters.Create("Sitrep.Sources");
        _submissions = meter.CreateCounter<long>("sitrep.sources.submissions", "{report}", "Submitted reports, by what became of them");
        _refusals = meter.CreateCounter<long>("sitrep.sources.refusals", "{report}", "Reports refused because a bound was reached, by which; queue_full means that the events service is too slow");
        _commitSize = meter.CreateHistogram(
            "sitrep.sources.commit.reports", "{report}", "Reports of one transaction",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        _commitDuration = meter.CreateHistogram(
            "sitrep.sources.commit.duration", "s", "Time to store the reports of one transaction, retries included",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });
        _commitConflicts = meter.CreateCounter<long>("sitrep.sources.commit.conflicts", "{transaction}", "Transactions done again because another came first");
        _streams = meter.CreateUpDownCounter<long>("sitrep.sources.streams", "{stream}", "Open ingest streams");
        _stories = meter.CreateCounter<long>("sitrep.sources.stories", "{story}", "Stories begun, joined by a copy, and merged into another");
        _attempts = meter.CreateCounter<long>("sitrep.outbox.attempts", "{attempt}", "Attempts to hand a report to the events service, by what became of them");
        _failures = meter.CreateCounter<long>("sitrep.outbox.failures", "{attempt}", "Attempts that the events service did not take, by status");
        _callDuration = meter.CreateHistogram(
            "sitrep.outbox.call.duration", "s", "Time of one CodeReport call",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30] });
        meter.CreateObservableGauge("sitrep.outbox.depth", () => gauge.Depth, "{report}", "Reports that wait for the events service");
        meter.CreateObservableGauge("sitrep.outbox.oldest.age", () => gauge.OldestAgeSeconds, "s", "How long the oldest of them has waited");
        meter.CreateObservableGauge("sitrep.outbox.saturation", () => gauge.Saturation, "1", "Depth over its bound; at 1 submissions are refused");
    }

    public void Submission(CommitOutcome outcome) => _submissions.Add(1, new KeyValuePair<string, object?>(Outcome, outcome switch
    {
        CommitOutcome.Accepted => "accepted",
        CommitOutcome.Revised => "revised",
        CommitOutcome.Duplicate => "duplicate",
        _ => "refused",
    }));

    /// <summary>A report was refused because a bound was reached.</summary>
    public void Refusal(string reason)
    {
        Submission(CommitOutcome.Refused);
        _refusals.Add(1, new KeyValuePair<string, object?>(Reason, reason switch
        {
            SourcesReasons.QueueFull => "queue_full",
            SourcesReasons.SourceTooFast => "source_too_fast",
            _ => "intake_full",
        }));
    }

    public void Commit(int reports, TimeSpan duration)
    {
        _commitSize.Record(reports);
        _commitDuration.Record(duration.TotalSeconds);
    }

    public void CommitConflict() => _commitConflicts.Add(1);

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    /// <summary>What became of the stories of a commit.</summary>
    public void Stories(int begun, int joined, int merged)
    {
        Add(begun, "begun");
        Add(joined, "joined");
        Add(merged, "merged");

        void Add(int count, string outcome)
        {
            if (count > 0)
            {
                _stories.Add(count, new KeyValuePair<string, object?>(Outcome, outcome));
            }
        }
    }

    public void Attempt(AttemptFate fate) => _attempts.Add(1, new KeyValuePair<string, object?>(Outcome, fate switch
    {
        AttemptFate.Coded => "coded",
        AttemptFate.Skipped => "skipped",
        AttemptFate.Retried => "retried",
        AttemptFate.Failed => "failed",
        AttemptFate.Superseded => "superseded",
        AttemptFate.LeaseLost => "lease_lost",
        _ => "given_back",
    }));

    /// <summary>The events service answered with this instead of taking the report.</summary>
    public void Failure(StatusCode code) => _failures.Add(1, new KeyValuePair<string, object?>(Reason, code.ToString()));

    public void Call(TimeSpan duration) => _callDuration.Record(duration.TotalSeconds);
}
