using Google.Protobuf.WellKnownTypes;

namespace Sitrep.Storage;

/// <summary>Times as both databases keep them: microseconds since 1970-01-01 UTC, which order and compare as integers.</summary>
public static class UnixMicros
{
    /// <summary>First and last microsecond of the years 1 to 9999.</summary>
    public const long Min = -62_135_596_800_000_000, Max = 253_402_300_799_999_999;

    /// <summary>Rounds towards the past.</summary>
    public static long From(Timestamp time) => (time.Seconds * 1_000_000) + (time.Nanos / 1_000);

    /// <summary>Of the clock.</summary>
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Back to proto.</summary>
    public static Timestamp ToTimestamp(long micros)
    {
        var seconds = Math.DivRem(micros, 1_000_000, out var rest);
        return rest < 0
            ? new Timestamp { Seconds = seconds - 1, Nanos = (int)((rest + 1_000_000) * 1_000) }
            : new Timestamp { Seconds = seconds, Nanos = (int)(rest * 1_000) };
    }
}
