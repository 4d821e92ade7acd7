namespace Sitrep.Language.Time;

/// <summary>Holidays that reports date by, and the day each falls on. Facts of law and of the church's reckoning.</summary>
internal static class Holidays
{
    /// <summary>The holiday whose name begins with these words: how many words, and its day in a year; null for none.</summary>
    public static (int Words, Func<int, DateOnly> Day)? At(string first, string second, string third) => (first, second, third) switch
    {
        ("thanksgiving", "day", _) => (2, Thanksgiving),
        ("thanksgiving", _, _) => (1, Thanksgiving),
        ("election", "day", _) => (2, year => Weekday(year, 11, DayOfWeek.Monday, 1).AddDays(1)),
        ("labor", "day", _) => (2, year => Weekday(year, 9, DayOfWeek.Monday, 1)),
        ("memorial", "day", _) => (2, year => Last(year, 5, DayOfWeek.Monday)),
        ("independence", "day", _) => (2, year => new DateOnly(year, 7, 4)),
        ("veterans", "day", _) => (2, year => new DateOnly(year, 11, 11)),
        ("columbus", "day", _) => (2, year => Weekday(year, 10, DayOfWeek.Monday, 2)),
        ("halloween", _, _) => (1, year => new DateOnly(year, 10, 31)),
        ("valentine", "'s", "day") => (3, year => new DateOnly(year, 2, 14)),
        ("good", "friday", _) => (2, year => Easter(year).AddDays(-2)),
        ("easter", "sunday", _) => (2, Easter),
        ("easter", "monday", _) => (2, year => Easter(year).AddDays(1)),
        ("easter", _, _) => (1, Easter),
        ("boxing", "day", _) => (2, year => new DateOnly(year, 12, 26)),
        _ => null,
    };

    private static DateOnly Thanksgiving(int year) => Weekday(year, 11, DayOfWeek.Thursday, 4);

    private static DateOnly Weekday(int year, int month, DayOfWeek day, int which)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)day - (int)first.DayOfWeek + 7) % 7 + 7 * (which - 1));
    }

    private static DateOnly Last(int year, int month, DayOfWeek day)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)day + 7) % 7));
    }

    /// <summary>Easter Sunday of the western churches. Source: the anonymous Gregorian algorithm (Meeus, Jones, Butcher).</summary>
    private static DateOnly Easter(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
