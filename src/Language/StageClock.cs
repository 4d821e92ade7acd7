using System.Diagnostics;

namespace Sitrep.Language;

/// <summary>Adds up the time that each stage takes; benchmarks read it, the analysis does not.</summary>
internal sealed class StageClock
{
    private readonly Dictionary<string, long> _ticks = new(StringComparer.Ordinal);
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Time of each stage so far, in the order in which they first ended.</summary>
    public IEnumerable<(string Stage, TimeSpan Time)> Stages => _ticks.Select(stage => (stage.Key, Stopwatch.GetElapsedTime(0, stage.Value)));

    /// <summary>A text begins: what passed since the last stage is nobody's.</summary>
    public void Start() => _last = Stopwatch.GetTimestamp();

    /// <summary>A stage ends.</summary>
    public void End(string stage)
    {
        var now = Stopwatch.GetTimestamp();
        _ticks[stage] = _ticks.GetValueOrDefault(stage) + now - _last;
        _last = now;
    }
}
