using System.Globalization;
using Sitrep.Cli.Lines;

namespace Sitrep.Cli.Eval;

/// <summary>Dates of gold files: a day, perhaps with a time of day behind it.</summary>
internal static class GoldDates
{
    /// <summary>Null where the field is missing, null, empty or no date ("today").</summary>
    public static DateOnly? Day(JsonLine line, string field) =>
        line.Optional(field) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Midnight UTC of that day.</summary>
    public static DateTimeOffset? Time(JsonLine line, string field) =>
        Day(line, field) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
