using Microsoft.Extensions.Options;

namespace Sitrep.Sources.Dispatch;

/// <summary>How long to wait before a report is tried again: twice as long each time, up to a bound, half of it by chance, so that what failed together does not come back together.</summary>
internal sealed class RetrySchedule(IOptions<DispatchOptions> options, Random random)
{
    /// <summary>The pause after an attempt.</summary>
    /// <param name="attempt">Counted from 1.</param>
    /// <param name="atLeast">What the events service asked for; null where it asked for nothing. Bounded like all pauses.</param>
    public TimeSpan PauseAfter(int attempt, TimeSpan? atLeast = null) => Max(Jittered(attempt, options.Value.LongestPause), Min(atLeast ?? TimeSpan.Zero, options.Value.LongestPause));

    /// <summary>The pause of all dispatching while the events service cannot be reached.</summary>
    /// <param name="failures">Calls in a row that did not reach it, from 1.</param>
    public TimeSpan OutagePause(int failures) => Jittered(failures, options.Value.LongestOutagePause);

    private TimeSpan Jittered(int attempt, TimeSpan longest)
    {
        // 2^30 first pauses are beyond every bound, and stay within a double.
        var whole = Math.Min(options.Value.FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30)), longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole * (0.5 + (random.NextDouble() / 2)));
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
