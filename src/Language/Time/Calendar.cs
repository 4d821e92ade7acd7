using System.Collections.Frozen;
using System.Globalization;

namespace Sitrep.Language.Time;

/// <summary>Units of time as reports name them.</summary>
internal enum TimeUnit
{
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// <summary>Names of months, weekdays, units and parts of the day, and the arithmetic of ISO weeks. Facts of English and ISO 8601, nothing read from the text.</summary>
internal static class Calendar
{
    private static readonly FrozenDictionary<string, int> Months = Number(
        "january jan. jan", "february feb. feb", "march mar.", "april apr. apr", "may", "june jun. jun", "july jul. jul", "august aug. aug", "september sept. sep. sept sep",
        "october oct. oct", "november nov. nov", "december dec. dec");

    private static readonly FrozenDictionary<string, int> Weekdays = Number(
        "monday mon. mondays", "tuesday tue. tues. tuesdays", "wednesday wed. wednesdays", "thursday thu. thurs. thursdays", "friday fri. fridays", "saturday sat. saturdays",
        "sunday sun. sundays");

    private static readonly FrozenDictionary<string, TimeUnit> Units = new Dictionary<string, TimeUnit>(StringComparer.Ordinal)
    {
        ["second"] = TimeUnit.Second,
        ["minute"] = TimeUnit.Minute,
        ["hour"] = TimeUnit.Hour,
        ["day"] = TimeUnit.Day,
        ["night"] = TimeUnit.Day,
        ["weekend"] = TimeUnit.Weekend,
        ["week"] = TimeUnit.Week,
        ["fortnight"] = TimeUnit.Fortnight,
        ["month"] = TimeUnit.Month,
        ["quarter"] = TimeUnit.Quarter,
        ["year"] = TimeUnit.Year,
        ["decade"] = TimeUnit.Decade,
        ["century"] = TimeUnit.Century,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Code, string Word)> DayParts = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["morning"] = ("TMO", "morning"),
        ["mornings"] = ("TMO", "morning"),
        ["dawn"] = ("TMO", "dawn"),
        ["daybreak"] = ("TMO", "dawn"),
        ["sunrise"] = ("TMO", "dawn"),
        ["noon"] = ("T12:00", "noon"),
        ["midday"] = ("T12:00", "noon"),
        ["afternoon"] = ("TAF", "afternoon"),
        ["afternoons"] = ("TAF", "afternoon"),
        ["evening"] = ("TEV", "evening"),
        ["evenings"] = ("TEV", "evening"),
        ["dusk"] = ("TEV", "dusk"),
        ["sunset"] = ("TEV", "dusk"),
        ["nightfall"] = ("TEV", "dusk"),
        ["night"] = ("TNI", "night"),
        ["nights"] = ("TNI", "night"),
        ["midnight"] = ("T24:00", "midnight"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Code, int FirstMonth)> Seasons = new Dictionary<string, (string, int)>(StringComparer.Ordinal)
    {
        ["spring"] = ("SP", 3),
        ["summer"] = ("SU", 6),
        ["autumn"] = ("FA", 9),
        ["fall"] = ("FA", 9),
        ["winter"] = ("WI", 12),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>1 to 12, or 0 for no month.</summary>
    public static int Month(string lower) => Months.GetValueOrDefault(lower);

    /// <summary>1 (Monday) to 7 (Sunday), or 0 for no weekday.</summary>
    public static int Weekday(string lower) => Weekdays.GetValueOrDefault(lower);

    /// <summary>The unit and whether the word is a plural; null for other words.</summary>
    public static (TimeUnit Unit, bool Plural)? Unit(string lower)
    {
        if (Units.TryGetValue(lower, out var unit))
            return (unit, false);
        if (lower == "centuries")
            return (TimeUnit.Century, true);
        return lower.Length > 3 && lower[^1] == 's' && Units.TryGetValue(lower[..^1], out unit) ? (unit, true) : null;
    }

    /// <summary>The TIMEX3 code and the plain word of a part of the day; null for other words.</summary>
    public static (string Code, string Word)? DayPart(string lower) => DayParts.TryGetValue(lower, out var part) ? part : null;

    /// <summary>The TIMEX3 code of a season and the month it begins in (northern half); null for other words.</summary>
    public static (string Code, int FirstMonth)? Season(string lower) => Seasons.TryGetValue(lower, out var season) ? season : null;

    /// <summary>1 (Monday) to 7 (Sunday).</summary>
    public static int IsoWeekday(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

    /// <summary>The Monday of the week of <paramref name="date"/>.</summary>
    public static DateOnly Monday(DateOnly date) => AddDays(date, 1 - IsoWeekday(date));

    /// <summary>"2019-W35".</summary>
    public static string WeekValue(DateOnly date)
    {
        var moment = date.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(moment):0000}-W{ISOWeek.GetWeekOfYear(moment):00}");
    }

    /// <summary>"2019-08-31".</summary>
    public static string DayValue(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"2019-08".</summary>
    public static string MonthValue(DateOnly date) => date.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>"2019".</summary>
    public static string YearValue(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>The day so many days on; the first or last day there is where the calendar ends.</summary>
    public static DateOnly AddDays(DateOnly date, long days) =>
        DateOnly.FromDayNumber((int)Math.Clamp(date.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>The day so many months on, bounded as <see cref="AddDays"/>.</summary>
    public static DateOnly AddMonths(DateOnly date, long months)
    {
        var target = date.Year * 12L + date.Month - 1 + months;
        return target < 12 ? DateOnly.MinValue : target >= 10_000L * 12 ? DateOnly.MaxValue : date.AddMonths((int)months);
    }

    /// <summary>The date, or null where the calendar has no such day.</summary>
    public static DateOnly? Date(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    /// <summary>The date <paramref name="count"/> units on, and the first day of the unit for units longer than a day.</summary>
    public static DateOnly Shift(DateOnly date, TimeUnit unit, long count) => unit switch
    {
        TimeUnit.Second or TimeUnit.Minute => date,
        TimeUnit.Hour => AddDays(date, count / 24),
        TimeUnit.Day => AddDays(date, count),
        TimeUnit.Week or TimeUnit.Weekend => AddDays(date, 7 * count),
        TimeUnit.Fortnight => AddDays(date, 14 * count),
        TimeUnit.Month => AddMonths(date, count),
        TimeUnit.Quarter => AddMonths(date, 3 * count),
        TimeUnit.Year => AddMonths(date, 12 * count),
        TimeUnit.Decade => AddMonths(date, 120 * count),
        _ => AddMonths(date, 1200 * count),
    };

    /// <summary>"P18Y", "PT2H"; "PXW" where <paramref name="count"/> is null.</summary>
    public static string Duration(TimeUnit unit, decimal? count)
    {
        var (letter, factor, clock) = unit switch
        {
            TimeUnit.Second => ("S", 1, true),
            TimeUnit.Minute => ("M", 1, true),
            TimeUnit.Hour => ("H", 1, true),
            TimeUnit.Day => ("D", 1, false),
            TimeUnit.Weekend => ("D", 2, false),
            TimeUnit.Week => ("W", 1, false),
            TimeUnit.Fortnight => ("W", 2, false),
            TimeUnit.Month => ("M", 1, false),
            TimeUnit.Quarter => ("M", 3, false),
            TimeUnit.Year => ("Y", 1, false),
            TimeUnit.Decade => ("Y", 10, false),
            _ => ("Y", 100, false),
        };
        // "2 1/2 years" and "an hour and a half" have a unit below.
        if (count is { } odd && odd < 1000 && odd > 1 && odd % 1 == 0.5m && unit is TimeUnit.Year or TimeUnit.Hour or TimeUnit.Minute)
        {
            var below = unit switch { TimeUnit.Year => "6M", TimeUnit.Hour => "30M", _ => "30S" };
            return (clock ? "PT" : "P") + decimal.Truncate(odd).ToString(CultureInfo.InvariantCulture) + letter + below;
        }

        var number = count is { } n ? (n * factor).ToString("0.##", CultureInfo.InvariantCulture) : "X";
        if (count is null && unit is TimeUnit.Decade)
            return "PXDE";
        if (count is null && unit is TimeUnit.Century)
            return "PXCE";
        return (clock ? "PT" : "P") + number + letter;
    }

    /// <summary>How exactly a unit fixes a date.</summary>
    public static TimePrecision Precision(TimeUnit unit) => unit switch
    {
        TimeUnit.Second or TimeUnit.Minute or TimeUnit.Hour => TimePrecision.PartOfDay,
        TimeUnit.Day => TimePrecision.Day,
        TimeUnit.Weekend or TimeUnit.Week or TimeUnit.Fortnight => TimePrecision.Week,
        TimeUnit.Month => TimePrecision.Month,
        TimeUnit.Quarter or TimeUnit.Year => TimePrecision.Year,
        _ => TimePrecision.Longer,
    };

    private static FrozenDictionary<string, int> Number(params string[] names) => names
        .SelectMany((line, index) => line.Split(' ').Select(name => (name, index + 1))).ToFrozenDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);
}
