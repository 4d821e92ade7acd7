using Sitrep.LocalHosting.Telemetry.Otlp;

namespace Sitrep.LocalHosting.Telemetry;

/// <summary>One operation of one service.</summary>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">The span that it is part of; empty for a root.</param>
/// <param name="Service">Name of the resource that did it.</param>
/// <param name="Instance">Its instance: another after every restart.</param>
/// <param name="Scope">Instrumentation that reported it.</param>
/// <param name="Name">What was done.</param>
/// <param name="Kind">Internal, Server, Client, Producer or Consumer.</param>
/// <param name="StartMicroseconds">Since 1970.</param>
/// <param name="DurationMicroseconds">Length.</param>
/// <param name="Error">Null where it ended well; else why it did not, which may be empty.</param>
/// <param name="Attributes">What it says of itself.</param>
/// <param name="Events">What happened during it.</param>
/// <param name="Links">Spans of other traces that it goes back to.</param>
internal sealed record SpanRecord(
    string SpanId,
    string ParentId,
    string Service,
    string Instance,
    string Scope,
    string Name,
    string Kind,
    long StartMicroseconds,
    long DurationMicroseconds,
    string? Error,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<SpanEvent> Events,
    IReadOnlyList<SpanLink> Links);

/// <summary>Something that happened during a span.</summary>
internal sealed record SpanEvent(string Name, long TimeMicroseconds, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A span that another goes back to without being part of it: a retry names the attempt before.</summary>
internal sealed record SpanLink(string TraceId, string SpanId);

/// <summary>A trace in the list.</summary>
internal sealed record TraceSummary(
    string TraceId, string Name, string Service, long StartMicroseconds, long DurationMicroseconds, int SpanCount, int ErrorCount, IReadOnlyList<string> Services);

/// <summary>A trace with its spans in order of their start.</summary>
internal sealed record Trace(TraceSummary Summary, IReadOnlyList<SpanRecord> Spans, int DroppedSpans);

/// <summary>The newest traces, within a fixed amount of memory. Thread-safe.</summary>
internal sealed class SpanStore
{
    /// <summary>Bytes that spans may take by estimate; the oldest traces go first.</summary>
    public const int MaxBytes = 48 * 1024 * 1024;

    /// <summary>Spans kept of one trace: one that never ends must not push out all others.</summary>
    public const int MaxSpansPerTrace = 4_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _traces = [];
    private readonly Queue<string> _order = [];
    private long _bytes;

    public void Add(IEnumerable<ResourceSpans> batch)
    {
        foreach (var resource in batch)
        {
            var (service, instance) = TelemetryText.Identify(resource.Resource);
            foreach (var scope in resource.ScopeSpans)
            {
                foreach (var span in scope.Spans)
                    Add(TelemetryText.Hex(span.TraceId), Read(span, service, instance, scope.Scope?.Name ?? ""));
            }
        }
    }

    /// <summary>The newest traces first.</summary>
    /// <param name="service">Only traces with a span of this service; null for all.</param>
    /// <param name="onlyErrors">Only traces with an error.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<TraceSummary> List(string? service, bool onlyErrors, int limit)
    {
        lock (_lock)
        {
            return [.. _traces.Select(t => Summarise(t.Key, t.Value))
                .Where(t => (service is null || t.Services.Contains(service)) && (!onlyErrors || t.ErrorCount > 0))
                .OrderByDescending(t => t.StartMicroseconds).ThenBy(t => t.TraceId, StringComparer.Ordinal).Take(limit)];
        }
    }

    /// <summary>One trace; null where it is not, or no longer, there.</summary>
    public Trace? Find(string traceId)
    {
        lock (_lock)
        {
            return _traces.TryGetValue(traceId, out var entry)
                ? new(Summarise(traceId, entry), [.. entry.Spans.OrderBy(s => s.StartMicroseconds).ThenByDescending(s => s.DurationMicroseconds)], entry.Dropped)
                : null;
        }
    }

    private void Add(string traceId, SpanRecord span)
    {
        if (traceId.Length == 0 || span.SpanId.Length == 0) return;
        lock (_lock)
        {
            if (!_traces.TryGetValue(traceId, out var entry))
            {
                _traces.Add(traceId, entry = new());
                _order.Enqueue(traceId);
            }

            if (entry.Spans.Count == MaxSpansPerTrace)
            {
                entry.Dropped++;
                return;
            }

            var bytes = Size(span);
            entry.Spans.Add(span);
            entry.Bytes += bytes;
            _bytes += bytes;
            while (_bytes > MaxBytes && _order.Count > 1 && _traces.Remove(_order.Dequeue(), out var oldest))
                _bytes -= oldest.Bytes;
        }
    }

    private static TraceSummary Summarise(string traceId, Entry entry)
    {
        var spans = entry.Spans;
        var start = spans.Min(s => s.StartMicroseconds);
        // The root may still be under way: the earliest span stands for it.
        var root = spans.Find(s => s.ParentId.Length == 0) ?? spans.MinBy(s => s.StartMicroseconds)!;
        return new(
            traceId, root.Name, root.Service, start, spans.Max(s => s.StartMicroseconds + s.DurationMicroseconds) - start, spans.Count,
            spans.Count(s => s.Error is not null), [.. spans.Select(s => s.Service).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static SpanRecord Read(Span span, string service, string instance, string scope) => new(
        TelemetryText.Hex(span.SpanId),
        TelemetryText.Hex(span.ParentSpanId),
        service,
        instance,
        TelemetryText.Cut(scope),
        TelemetryText.Cut(span.Name),
        span.Kind.ToString(),
        (long)(span.StartTimeUnixNano / 1000),
        // Clocks step back: a span is never shorter than nothing.
        Math.Max(0, (long)(span.EndTimeUnixNano / 1000) - (long)(span.StartTimeUnixNano / 1000)),
        span.Status?.Code == Span.Types.Code.Error ? TelemetryText.Cut(span.Status.Message) : null,
        TelemetryText.Read(span.Attributes),
        [.. span.Events.Take(32).Select(e => new SpanEvent(TelemetryText.Cut(e.Name), (long)(e.TimeUnixNano / 1000), TelemetryText.Read(e.Attributes)))],
        [.. span.Links.Take(32).Select(l => new SpanLink(TelemetryText.Hex(l.TraceId), TelemetryText.Hex(l.SpanId)))]);

    private static int Size(SpanRecord span) =>
        512 + 2 * (span.Name.Length + (span.Error?.Length ?? 0)) + Size(span.Attributes) + span.Events.Sum(e => 128 + Size(e.Attributes)) + 128 * span.Links.Count;

    private static int Size(IReadOnlyDictionary<string, string> attributes) => attributes.Sum(a => 96 + 2 * (a.Key.Length + a.Value.Length));

    private sealed class Entry
    {
        public List<SpanRecord> Spans { get; } = [];

        public long Bytes { get; set; }

        public int Dropped { get; set; }
    }
}
