using Google.Protobuf.Collections;
using Sitrep.LocalHosting.Telemetry.Otlp;

namespace Sitrep.LocalHosting.Telemetry;

/// <summary>The newest value of one series.</summary>
/// <param name="Service">Name of the resource that reports it.</param>
/// <param name="Scope">Meter.</param>
/// <param name="Name">Instrument.</param>
/// <param name="Unit">Unit (UCUM), as the instrument names it.</param>
/// <param name="Description">What it counts or measures.</param>
/// <param name="Kind">gauge, sum or histogram.</param>
/// <param name="Attributes">What tells it from other series of the instrument.</param>
/// <param name="Value">Value of a gauge or sum; mean of a histogram; null where nothing was measured.</param>
/// <param name="Count">Measurements of a histogram; null for others.</param>
/// <param name="P50">Median of a histogram by its buckets, linear within a bucket; null where there are none.</param>
/// <param name="P95">95th percentile, likewise.</param>
/// <param name="TimeMicroseconds">When it was measured, since 1970.</param>
internal sealed record MetricValue(
    string Service,
    string Scope,
    string Name,
    string Unit,
    string Description,
    string Kind,
    IReadOnlyDictionary<string, string> Attributes,
    double? Value,
    long? Count,
    double? P50,
    double? P95,
    long TimeMicroseconds)
{
    /// <summary>How fast a sum has grown since it was last reported; null for others, and for the first report.</summary>
    public double? PerSecond { get; init; }
}

/// <summary>The newest values of a bounded number of series. Thread-safe.</summary>
internal sealed class MetricStore
{
    /// <summary>Series kept; one that comes later is left out until the AppHost starts again.</summary>
    public const int MaxSeries = 5_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MetricValue> _series = [];

    public void Add(IEnumerable<ResourceMetrics> batch)
    {
        foreach (var resource in batch)
        {
            var (service, _) = TelemetryText.Identify(resource.Resource);
            foreach (var scope in resource.ScopeMetrics)
            {
                foreach (var metric in scope.Metrics)
                {
                    foreach (var value in Read(metric, service, TelemetryText.Cut(scope.Scope?.Name ?? "")))
                        Set(value);
                }
            }
        }
    }

    /// <summary>All series, by service, instrument and attributes.</summary>
    public IReadOnlyList<MetricValue> List()
    {
        lock (_lock)
            return [.. _series.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value)];
    }

    private void Set(MetricValue value)
    {
        var key = $"{value.Service}\n{value.Name}\n{string.Join('\n', value.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"))}";
        lock (_lock)
        {
            var earlier = _series.GetValueOrDefault(key);
            if (_series.Count < MaxSeries || earlier is not null) _series[key] = value with { PerSecond = Growth(earlier, value) };
        }
    }

    private static double? Growth(MetricValue? earlier, MetricValue now) =>
        now.Kind == "sum" && earlier is not null && now.Value >= earlier.Value && now.TimeMicroseconds > earlier.TimeMicroseconds
            ? (now.Value - earlier.Value) / ((now.TimeMicroseconds - earlier.TimeMicroseconds) / 1e6)
            : null;

    private static IEnumerable<MetricValue> Read(Metric metric, string service, string scope)
    {
        return metric.DataCase switch
        {
            Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(p => Number(p, "gauge")),
            Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(p => Number(p, "sum")),
            Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(p => Make("histogram", p.Attributes, p.TimeUnixNano, Mean(p.HasSum, p.Sum, p.Count)) with
            {
                Count = (long)p.Count,
                P50 = Quantile(p, 0.50),
                P95 = Quantile(p, 0.95),
            }),
            Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Select(p =>
                Make("histogram", p.Attributes, p.TimeUnixNano, Mean(p.HasSum, p.Sum, p.Count)) with { Count = (long)p.Count }),
            _ => [],
        };

        MetricValue Number(NumberDataPoint point, string kind) =>
            Make(kind, point.Attributes, point.TimeUnixNano, point.ValueCase switch
            {
                NumberDataPoint.ValueOneofCase.AsInt => point.AsInt,
                NumberDataPoint.ValueOneofCase.AsDouble when double.IsFinite(point.AsDouble) => point.AsDouble,
                _ => null,
            });

        MetricValue Make(string kind, RepeatedField<KeyValue> attributes, ulong time, double? value) => new(
            service, scope, TelemetryText.Cut(metric.Name), TelemetryText.Cut(metric.Unit), TelemetryText.Cut(metric.Description), kind,
            TelemetryText.Read(attributes), value, null, null, null, (long)(time / 1000));
    }

    private static double? Mean(bool hasSum, double sum, ulong count) => hasSum && count > 0 && double.IsFinite(sum) ? sum / count : null;

    private static double? Quantile(HistogramDataPoint point, double quantile)
    {
        // Without bounds there is one bucket, which says nothing.
        if (point.Count == 0 || point.ExplicitBounds.Count == 0 || point.BucketCounts.Count != point.ExplicitBounds.Count + 1) return null;
        var rank = quantile * point.Count;
        double below = 0;
        for (var i = 0; i < point.BucketCounts.Count; i++)
        {
            var inBucket = point.BucketCounts[i];
            if (inBucket > 0 && below + inBucket >= rank)
            {
                var low = i > 0 ? point.ExplicitBounds[i - 1] : point.HasMin ? Math.Min(point.Min, point.ExplicitBounds[0]) : 0;
                var high = i < point.ExplicitBounds.Count ? point.ExplicitBounds[i] : point.HasMax ? Math.Max(point.Max, low) : low;
                return low + (high - low) * ((rank - below) / inBucket);
            }

            below += inBucket;
        }

        return null;
    }
}
