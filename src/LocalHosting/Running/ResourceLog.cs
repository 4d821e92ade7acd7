namespace Sitrep.LocalHosting.Running;

/// <summary>One line that a process wrote.</summary>
/// <param name="Number">Counts from 1 and is never reused, so that a reader can ask for what is newer.</param>
/// <param name="Time">When it was read.</param>
/// <param name="IsError">Whether it came from standard error.</param>
/// <param name="Text">The line, cut at <see cref="ResourceLog.MaxLineLength"/>.</param>
internal sealed record LogLine(long Number, DateTimeOffset Time, bool IsError, string Text);

/// <summary>The last lines of one resource. Thread-safe.</summary>
internal sealed class ResourceLog(TimeProvider clock)
{
    /// <summary>Lines kept; with the length of a line this bounds the memory of one resource's log to 8 MB.</summary>
    public const int MaxLines = 1_000;

    /// <summary>Characters of a line kept.</summary>
    public const int MaxLineLength = 4_096;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new(MaxLines);
    private long _last;

    public LogLine Append(string text, bool isError)
    {
        lock (_lock)
        {
            var line = new LogLine(++_last, clock.GetUtcNow(), isError, text.Length > MaxLineLength ? text[..MaxLineLength] + "…" : text);
            if (_lines.Count == MaxLines) _lines.Dequeue();
            _lines.Enqueue(line);
            return line;
        }
    }

    /// <summary>The lines after the one of that number, oldest first.</summary>
    public IReadOnlyList<LogLine> Read(long after)
    {
        lock (_lock)
            return [.. _lines.Where(l => l.Number > after)];
    }
}
