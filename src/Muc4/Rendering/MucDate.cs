using System.Globalization;

namespace Sitrep.Muc4.Rendering;

/// <summary>Dates as the scorer compares them: a day, "A/B" for between, "/B" for on or before.</summary>
internal static class MucDate
{
    /// <summary>The date of the highest expected score, given the logit of each.</summary>
    public static string Likeliest(IReadOnlyList<(string Date, double Logit)> dates) => dates.Count == 0
        ? ""
        : dates.MaxBy(d => dates.Sum(key => Score(d.Date, key.Date) / (1 + Math.Exp(-key.Logit)))).Date;

    /// <summary>1 where right, 0.5 where partly right by the scorer's rules.</summary>
    public static double Score(string given, string key)
    {
        if (given == key)
            return 1;
        var to = given[(given.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var on = !given.Contains('/', StringComparison.Ordinal);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (from, end) = slash < 0 ? (key, key) : (key[..slash], key[(slash + 1)..]);
        if (on && slash > 0 && string.CompareOrdinal(from, given) <= 0 && string.CompareOrdinal(given, end) <= 0)
            return 0.5;
        if (on && slash == 0 && DateOnly.Parse(end, CultureInfo.InvariantCulture).DayNumber - DateOnly.Parse(given, CultureInfo.InvariantCulture).DayNumber is >= 0 and <= 7)
            return 0.5;
        if (!on && to == end)
            return 0.5;
        return !on && given[0] != '/' && slash < 0 && string.CompareOrdinal(given[..given.IndexOf('/', StringComparison.Ordinal)], end) <= 0 && string.CompareOrdinal(end, to) <= 0 ? 0.5 : 0;
    }
}
