using System.Globalization;

namespace Sitrep.Cli.Lines;

/// <summary>Reads the dates that people and files give.</summary>
internal static class PublishTimes
{
    private static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK",
    ];

    /// <summary>RFC 3339 ("2019-08-31T06:00:00Z"), the same without a zone (UTC), or a day ("2019-08-31": its midnight in <paramref name="zone"/>, UTC where null).</summary>
    public static bool TryParse(string text, TimeZoneInfo? zone, out DateTimeOffset time)
    {
        text = text.Trim();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return TryMidnight(day, zone ?? TimeZoneInfo.Utc, out time);
        if (!DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
            return false;
        time = time.ToUniversalTime();
        return true;
    }

    private static bool TryMidnight(DateOnly day, TimeZoneInfo zone, out DateTimeOffset time)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // A few zones skip midnight when summer time begins; the day begins an hour later there.
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        var ticks = local.Ticks - zone.GetUtcOffset(local).Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            time = default;
            return false;
        }
        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }
}
