using Sitrep.LocalHosting.Telemetry.Otlp;

namespace Sitrep.LocalHosting.Telemetry;

/// <summary>One structured log record.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="TimeMicroseconds">Since 1970.</param>
/// <param name="Service">Name of the resource that wrote it.</param>
/// <param name="Severity">Trace, Debug, Information, Warning, Error or Critical, as the service calls it.</param>
/// <param name="IsProblem">Warning or worse.</param>
/// <param name="Category">Logger that wrote it.</param>
/// <param name="Body">The message.</param>
/// <param name="TraceId">Trace that it belongs to; empty where none.</param>
/// <param name="SpanId">Span that it belongs to; empty where none.</param>
/// <param name="Attributes">Its named values.</param>
internal sealed record LogEntry(
    long Number,
    long TimeMicroseconds,
    string Service,
    string Severity,
    bool IsProblem,
    string Category,
    string Body,
    string TraceId,
    string SpanId,
    IReadOnlyDictionary<string, string> Attributes);

/// <summary>The newest log records, within a fixed amount of memory. Thread-safe.</summary>
internal sealed class LogStore
{
    /// <summary>Records kept.</summary>
    public const int MaxRecords = 10_000;

    /// <summary>Bytes that they may take by estimate.</summary>
    public const int MaxBytes = 24 * 1024 * 1024;

    // OTLP's severity numbers: four steps a level, warning from 13 on.
    private const int Warning = 13;

    private readonly Lock _lock = new();
    private readonly Queue<LogEntry> _records = [];
    private long _last;
    private long _bytes;

    public void Add(IEnumerable<ResourceLogs> batch)
    {
        foreach (var resource in batch)
        {
            var (service, _) = TelemetryText.Identify(resource.Resource);
            foreach (var scope in resource.ScopeLogs)
            {
                foreach (var record in scope.LogRecords)
                    Add(record, service, TelemetryText.Cut(scope.Scope?.Name ?? ""));
            }
        }
    }

    /// <summary>The newest records first.</summary>
    /// <param name="service">Only of this service; null for all.</param>
    /// <param name="traceId">Only of this trace; null for all.</param>
    /// <param name="onlyProblems">Only warnings and worse.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<LogEntry> List(string? service, string? traceId, bool onlyProblems, int limit)
    {
        lock (_lock)
        {
            return [.. _records.Reverse()
                .Where(r => (service is null || r.Service == service) && (traceId is null || r.TraceId == traceId) && (!onlyProblems || r.IsProblem))
                .Take(limit)];
        }
    }

    private void Add(LogRecord record, string service, string category)
    {
        var time = record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano;
        lock (_lock)
        {
            var entry = new LogEntry(
                ++_last, (long)(time / 1000), service, TelemetryText.Cut(record.SeverityText), record.SeverityNumber >= Warning, category,
                TelemetryText.Text(record.Body), TelemetryText.Hex(record.TraceId), TelemetryText.Hex(record.SpanId), TelemetryText.Read(record.Attributes));
            _records.Enqueue(entry);
            _bytes += Size(entry);
            while (_records.Count > MaxRecords || _bytes > MaxBytes)
                _bytes -= Size(_records.Dequeue());
        }
    }

    private static int Size(LogEntry entry) => 256 + 2 * entry.Body.Length + entry.Attributes.Sum(a => 96 + 2 * (a.Key.Length + a.Value.Length));
}
