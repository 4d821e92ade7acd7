using System.Diagnostics.Metrics;

namespace Sitrep.Events.Telemetry;

/// <summary>`sitrep.coder.report.duration` (s) and `sitrep.coder.events` ({event}): what was coded, cached answers left out.</summary>
internal sealed class EventsMetrics
{
    /// <summary>From a line to a mebibyte: a millisecond to ten seconds.</summary>
    private static readonly double[] DurationBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _events;

    public EventsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Sitrep.Events");
        _duration = meter.CreateHistogram(
            "sitrep.coder.report.duration", "s", "Time to code one text, toponym resolution included",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets });
        _events = meter.CreateCounter<long>("sitrep.coder.events", "{event}", "Events read out of texts");
    }

    public void Coded(TimeSpan duration, int events)
    {
        _duration.Record(duration.TotalSeconds);
        _events.Add(events);
    }
}
