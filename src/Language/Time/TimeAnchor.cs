using System.Globalization;

namespace Sitrep.Language.Time;

/// <summary>
/// Works out what dates mean against the day of publication and the day last told of. Where the day of publication is unknown a date keeps "XXXX" for what nothing
/// fixes, and the years that the text itself names may fix it (inferred).
/// </summary>
internal sealed class TimeAnchor(DateOnly? published, IReadOnlyList<int> yearsNamed)
{
    /// <summary>A date of the past without a year may lie this many days after publication: time zones, and papers dated ahead.</summary>
    private const int DaysAhead = 1;

    private DateOnly? _focus;

    private (int Year, int Quarter)? _quarter;

    /// <summary>The day of publication.</summary>
    public DateOnly? Published { get; } = published;

    /// <summary>Keeps the day that "the following day" leans on.</summary>
    public void Remember(TimeReading reading)
    {
        if (reading is { Interval: { } interval, Precision: TimePrecision.Day or TimePrecision.PartOfDay })
            _focus = interval.Start;
        if (reading is { Interval.Start: var start } && reading.Value.Contains("-Q", StringComparison.Ordinal) && reading.Value[0] != 'X')
            _quarter ??= (start.Year, (start.Month + 2) / 3);
    }

    /// <summary>The quarter that the text reports on, so many years on; null where it speaks of none.</summary>
    public TimeReading? ReportedQuarter(int end, int years) => _quarter is { } told ? Quarter(end, told.Quarter, told.Year + years) : null;

    /// <summary>A date in full; <paramref name="lastDay"/> beyond 0 ends a range of days.</summary>
    public static TimeReading FullDate(int end, int year, int month, int day, int lastDay)
    {
        if (Calendar.Date(year, month, day) is not { } date)
            return new TimeReading(end, "DATE", "");
        var last = lastDay > day && Calendar.Date(year, month, lastDay) is { } known ? known : date;
        return Days(end, date, last);
    }

    /// <summary>A day without a year: by tense around publication; by its weekday and the text's own years where publication is unknown.</summary>
    public TimeReading DayMonth(int end, int month, int day, Tense tense, int weekday = 0, int lastDay = 0)
    {
        var year = 0;
        var inferred = false;
        if (Published is { } today)
        {
            year = YearByTense(today, month, day, tense, weekday);
        }
        else if (yearsNamed.Count > 0)
        {
            var named = yearsNamed.Max();
            inferred = true;
            for (var candidate = named - 1; candidate <= named + 1; candidate++)
            {
                if (weekday == 0 ? candidate == named : Calendar.Date(candidate, month, day) is { } date && Calendar.IsoWeekday(date) == weekday)
                    year = candidate;
            }
        }

        if (year == 0)
        {
            return new TimeReading(end, "DATE", string.Create(CultureInfo.InvariantCulture, $"XXXX-{month:00}-{day:00}"))
            {
                Precision = TimePrecision.Day,
                Undated = (month, day),
            };
        }

        return FullDate(end, year, month, day, lastDay) with { Inferred = inferred, Undated = (month, day) };
    }

    private static int YearByTense(DateOnly today, int month, int day, Tense tense, int weekday)
    {
        var best = 0;
        var bestScore = long.MaxValue;
        for (var year = today.Year - 1; year <= today.Year + 1; year++)
        {
            if (Calendar.Date(year, month, day) is not { } date)
                continue;
            long distance = date.DayNumber - today.DayNumber;
            var score = Math.Abs(distance);
            if (tense == Tense.Past && distance > DaysAhead)
                score += 250;
            else if (tense == Tense.Future && distance < 0)
                score += 300;
            else if (tense == Tense.Unknown && distance > 90)
                score += 60;
            if (weekday > 0 && Calendar.IsoWeekday(date) != weekday)
                score += 10_000;
            if (score < bestScore)
            {
                best = year;
                bestScore = score;
            }
        }

        return best;
    }

    /// <summary>A weekday: the last one up to publication, or the next one where the clause is in the future.</summary>
    public TimeReading Weekday(int end, int weekday, Tense tense)
    {
        if (Published is not { } today)
            return new TimeReading(end, "DATE", "XXXX-WXX-" + weekday) { Precision = TimePrecision.Day };
        var back = (Calendar.IsoWeekday(today) - weekday + 7) % 7;
        return Day(end, tense == Tense.Future ? Calendar.AddDays(today, (7 - back) % 7) : Calendar.AddDays(today, -back));
    }

    /// <summary>"last Friday", "next Friday": never the day of publication itself.</summary>
    public TimeReading WeekdayStrictly(int end, int weekday, int direction)
    {
        if (Published is not { } today)
            return new TimeReading(end, "DATE", "XXXX-WXX-" + weekday) { Precision = TimePrecision.Day };
        var back = (Calendar.IsoWeekday(today) - weekday + 7) % 7;
        return Day(end, direction < 0 ? Calendar.AddDays(today, back == 0 ? -7 : -back) : Calendar.AddDays(today, back == 0 ? 7 : 7 - back));
    }

    /// <summary>"the previous Friday", "the following Friday": against the day told of.</summary>
    public TimeReading WeekdayAround(int end, int weekday, int direction)
    {
        if ((_focus ?? Published) is not { } day)
            return WeekdayStrictly(end, weekday, direction);
        var back = (Calendar.IsoWeekday(day) - weekday + 7) % 7;
        return Day(end, direction < 0 ? Calendar.AddDays(day, back == 0 ? -7 : -back) : Calendar.AddDays(day, 7 - back));
    }

    /// <summary>The week around a day.</summary>
    public static TimeReading Week(int end, DateOnly day) => UnitAround(end, TimeUnit.Week, day);

    /// <summary>A known day.</summary>
    public static TimeReading OnDay(int end, DateOnly day) => Day(end, day);

    /// <summary>"Monday last week".</summary>
    public TimeReading WeekdayOfWeek(int end, int weekday, int weeks)
    {
        if (Published is not { } today)
            return new TimeReading(end, "DATE", "XXXX-WXX-" + weekday) { Precision = TimePrecision.Day };
        return Day(end, Calendar.AddDays(Calendar.Monday(today), 7 * weeks + weekday - 1));
    }

    /// <summary>A holiday, by the day it falls on in each year: the nearest, by tense.</summary>
    public TimeReading? Holiday(int end, Func<int, DateOnly> of, Tense tense, int direction)
    {
        if (Published is not { } today || today.Year is < 2 or > 9990)
            return null;
        var last = of(today.Year) <= today ? of(today.Year) : of(today.Year - 1);
        var next = of(today.Year) > today ? of(today.Year) : of(today.Year + 1);
        var ahead = direction == 0 ? tense == Tense.Future || (tense == Tense.Unknown && next.DayNumber - today.DayNumber < today.DayNumber - last.DayNumber) : direction > 0;
        return Day(end, ahead ? next : last);
    }

    /// <summary>Today, yesterday, tomorrow.</summary>
    public TimeReading DayOffset(int end, int days) =>
        Published is { } today ? Day(end, Calendar.AddDays(today, days)) : new TimeReading(end, "DATE", days == 0 ? "PRESENT_REF" : "XXXX-XX-XX") { Precision = TimePrecision.Day };

    /// <summary>The day told of last, so many days on; null where none was told.</summary>
    public TimeReading? FocusDay(int end, int days) => _focus is { } day ? Day(end, Calendar.AddDays(day, days)) with { Inferred = Published is null } : null;

    /// <summary>The day told of last, else that of publication.</summary>
    public TimeReading? FocusOrPublished(int end) => FocusDay(end, 0) ?? (Published is { } today ? Day(end, today) : new TimeReading(end, "DATE", "XXXX-XX-XX") { Precision = TimePrecision.Day });

    /// <summary>The week, month or year after or before that of the day told of.</summary>
    public TimeReading? FocusUnit(int end, TimeUnit unit, int direction) =>
        (_focus ?? Published) is { } day ? UnitAround(end, unit, Calendar.Shift(day, unit, direction)) : null;

    /// <summary>The calendar unit so many units from that of publication: "last week", "this year".</summary>
    public TimeReading Unit(int end, TimeUnit unit, int offset) => Published is { } today
        ? UnitAround(end, unit, offset == 0 ? today : Calendar.Shift(unit is TimeUnit.Month or TimeUnit.Quarter or TimeUnit.Year ? new DateOnly(today.Year, today.Month, 1) : today, unit, offset))
        : new TimeReading(end, "DATE", unit switch { TimeUnit.Week => "XXXX-WXX", TimeUnit.Month => "XXXX-XX", TimeUnit.Day => "XXXX-XX-XX", _ => "XXXX" }) { Precision = Calendar.Precision(unit) };

    /// <summary>The weekend: the last one up to publication for 0, the one before for -1, the next for 1.</summary>
    public TimeReading Weekend(int end, int offset)
    {
        if (Published is not { } today)
            return new TimeReading(end, "DATE", "XXXX-WXX-WE") { Precision = TimePrecision.Week };
        var monday = Calendar.Monday(today);
        var inWeekend = Calendar.IsoWeekday(today) >= 6;

        // On a Wednesday "the weekend" and "last weekend" are the one just over, "next weekend" the one to come.
        var weeks = offset switch { > 0 => inWeekend ? 1 : 0, < 0 => -1, _ => inWeekend ? 0 : -1 };
        var saturday = Calendar.AddDays(monday, 7 * weeks + 5);
        return new TimeReading(end, "DATE", Calendar.WeekValue(saturday) + "-WE") { Precision = TimePrecision.Week, Interval = new DateInterval(saturday, Calendar.AddDays(saturday, 2)) };
    }

    /// <summary>A month of a known year.</summary>
    public static TimeReading Month(int end, int year, int month) => Calendar.Date(year, month, 1) is { } first ? UnitAround(end, TimeUnit.Month, first) : new TimeReading(end, "DATE", "");

    /// <summary>A month without a year: the last one up to publication, or the next where the clause is in the future.</summary>
    public TimeReading MonthByTense(int end, int month, Tense tense)
    {
        if (Published is not { } today)
        {
            return yearsNamed.Count == 1
                ? Month(end, yearsNamed[0], month) with { Inferred = true }
                : new TimeReading(end, "DATE", string.Create(CultureInfo.InvariantCulture, $"XXXX-{month:00}")) { Precision = TimePrecision.Month };
        }

        // The nearest such month, against the tense only where that is much nearer: "a deal to buy it in January" is told in the past tense in November.
        var best = (Year: today.Year, Score: int.MaxValue);
        for (var candidate = today.Year - 1; candidate <= today.Year + 1; candidate++)
        {
            var distance = 12 * (candidate - today.Year) + month - today.Month;
            var score = Math.Abs(distance) + tense switch { Tense.Past => distance > 0 ? 6 : 0, Tense.Future => distance < 0 ? 24 : 0, _ => distance > 0 ? 3 : 0 };
            if (score < best.Score)
                best = (candidate, score);
        }

        var year = best.Year;
        return Month(end, year, month);
    }

    /// <summary>"last August", "next August": never the month of publication itself.</summary>
    public TimeReading MonthStrictly(int end, int month, int direction)
    {
        if (Published is not { } today)
            return MonthByTense(end, month, Tense.Past);
        return Month(end, direction < 0 ? (month < today.Month ? today.Year : today.Year - 1) : month > today.Month ? today.Year : today.Year + 1, month);
    }

    /// <summary>"June last year".</summary>
    public TimeReading MonthOfYear(int end, int month, int years) => YearOffset(years) is { } year ? Month(end, year, month) : MonthByTense(end, month, Tense.Past);

    /// <summary>The year so many years from publication; null where that is unknown or beyond the calendar.</summary>
    public int? YearOffset(int years) => Published is { } today && today.Year + years is >= 1 and <= 9999 and var year ? year : null;

    /// <summary>A stretch that ends or begins with publication: "the past two weeks".</summary>
    public TimeReading Stretch(int end, TimeUnit unit, decimal count, int direction)
    {
        var reading = new TimeReading(end, "DURATION", Calendar.Duration(unit, count)) { Precision = Calendar.Precision(unit) };
        if (Published is not { } today || count > 10_000)
            return reading;
        var far = Calendar.Shift(today, unit, direction * (long)decimal.Ceiling(count));
        if (far == today)
            far = Calendar.AddDays(today, direction);
        return reading with { Interval = direction < 0 ? new DateInterval(far, today) : new DateInterval(today, far) };
    }

    /// <summary>"two days ago", "three weeks from now": the day, week, month or year so far from publication.</summary>
    public TimeReading Ago(int end, TimeUnit unit, decimal? count, int direction)
    {
        if (count is not { } number || number > 10_000)
            return new TimeReading(end, "DATE", direction < 0 ? "PAST_REF" : "FUTURE_REF");
        if (Published is not { } today)
            return new TimeReading(end, "DATE", "") { Precision = Calendar.Precision(unit) };
        return Distant(end, today, unit, number, direction);
    }

    /// <summary>"two days later": so far from the day told of.</summary>
    public TimeReading FromFocus(int end, TimeUnit unit, decimal? count, int direction)
    {
        if (count is not { } number || number > 10_000)
            return new TimeReading(end, "DURATION", Calendar.Duration(unit, null));
        return (_focus ?? Published) is { } day
            ? Distant(end, day, unit, number, direction) with { Inferred = Published is null }
            : new TimeReading(end, "DURATION", Calendar.Duration(unit, number));
    }

    private static TimeReading Distant(int end, DateOnly from, TimeUnit unit, decimal number, int direction)
    {
        var date = Calendar.Shift(from, unit, direction * (long)decimal.Round(number));
        return unit switch
        {
            TimeUnit.Second or TimeUnit.Minute or TimeUnit.Hour or TimeUnit.Day => Day(end, date),
            TimeUnit.Week or TimeUnit.Fortnight or TimeUnit.Weekend => UnitAround(end, TimeUnit.Week, date),
            TimeUnit.Month => UnitAround(end, TimeUnit.Month, date),
            TimeUnit.Decade => Decade(end, date.Year / 10 * 10),
            _ => UnitAround(end, TimeUnit.Year, date),
        };
    }

    /// <summary>A clock time on the day told of, else on that of publication.</summary>
    public TimeReading Clock(int end, int hour, int minute)
    {
        var clock = string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");
        var day = _focus ?? Published;
        return new TimeReading(end, "TIME", (day is { } known ? Calendar.DayValue(known) : "XXXX-XX-XX") + "T" + clock)
        {
            Precision = TimePrecision.PartOfDay,
            PartOfDay = clock,
            Interval = day is { } on ? new DateInterval(on, Calendar.AddDays(on, 1)) : null,
        };
    }

    /// <summary>A quarter; of the year of publication, or of the year before where it would lie ahead.</summary>
    public TimeReading Quarter(int end, int quarter, int year)
    {
        if (year == 0)
        {
            if (Published is not { } today)
                return new TimeReading(end, "DATE", "XXXX-Q" + quarter) { Precision = TimePrecision.Year };
            year = 3 * (quarter - 1) + 1 > today.Month ? today.Year - 1 : today.Year;
        }

        if (Calendar.Date(year, 3 * (quarter - 1) + 1, 1) is not { } first)
            return new TimeReading(end, "DATE", "");
        return new TimeReading(end, "DATE", Calendar.YearValue(year) + "-Q" + quarter) { Precision = TimePrecision.Year, Interval = new DateInterval(first, Calendar.AddMonths(first, 3)) };
    }

    /// <summary>"last summer", "this spring", "next winter".</summary>
    public TimeReading RelativeSeason(int end, (string Code, int FirstMonth) season, int direction)
    {
        if (Published is not { } today)
            return new TimeReading(end, "DATE", "XXXX-" + season.Code) { Precision = TimePrecision.Month };
        var year = today.Year;
        if (direction < 0 && season.FirstMonth + 2 >= today.Month)
            year--;
        else if (direction > 0 && season.FirstMonth <= today.Month)
            year++;
        return Season(end, year, season);
    }

    /// <summary>A season of a year; winter begins in December of it.</summary>
    public static TimeReading Season(int end, int year, (string Code, int FirstMonth) season)
    {
        if (Calendar.Date(year, season.FirstMonth, 1) is not { } first)
            return new TimeReading(end, "DATE", "");
        return new TimeReading(end, "DATE", Calendar.YearValue(year) + "-" + season.Code) { Precision = TimePrecision.Month, Interval = new DateInterval(first, Calendar.AddMonths(first, 3)) };
    }

    /// <summary>A year.</summary>
    public static TimeReading Year(int end, int year) =>
        Calendar.Date(year, 1, 1) is { } first ? UnitAround(end, TimeUnit.Year, first) : new TimeReading(end, "DATE", "");

    /// <summary>From the first year to the end of the second.</summary>
    public static TimeReading Years(int end, int first, int last) => new(end, "DURATION", Calendar.Duration(TimeUnit.Year, last - first))
    {
        Precision = TimePrecision.Longer,
        Interval = new DateInterval(new DateOnly(first, 1, 1), new DateOnly(last, 1, 1).AddYears(1)),
    };

    /// <summary>Half of a year.</summary>
    public static TimeReading HalfYear(int end, int year, int half)
    {
        var first = new DateOnly(year, half == 1 ? 1 : 7, 1);
        return new TimeReading(end, "DATE", Calendar.YearValue(year) + "-H" + half) { Precision = TimePrecision.Year, Interval = new DateInterval(first, first.AddMonths(6)) };
    }

    /// <summary>The ten years from <paramref name="year"/>; TIMEX3 writes the first three digits.</summary>
    public static TimeReading Decade(int end, int year)
    {
        var first = new DateOnly(Math.Clamp(year, 1, 9980), 1, 1);
        return new TimeReading(end, "DATE", Calendar.YearValue(year)[..3]) { Precision = TimePrecision.Longer, Interval = new DateInterval(first, first.AddYears(10)) };
    }

    /// <summary>A century; TIMEX3 writes the first two digits.</summary>
    public static TimeReading Century(int end, int number)
    {
        var first = new DateOnly((number - 1) * 100 + 1, 1, 1);
        return new TimeReading(end, "DATE", (number - 1).ToString("00", CultureInfo.InvariantCulture)) { Precision = TimePrecision.Longer, Interval = new DateInterval(first, first.AddYears(100)) };
    }

    private static TimeReading Day(int end, DateOnly date) => Days(end, date, date);

    private static TimeReading Days(int end, DateOnly first, DateOnly last) => new(end, "DATE", Calendar.DayValue(first))
    {
        Precision = TimePrecision.Day,
        Interval = new DateInterval(first, Calendar.AddDays(last, 1)),
    };

    private static TimeReading UnitAround(int end, TimeUnit unit, DateOnly date)
    {
        switch (unit)
        {
            case TimeUnit.Week or TimeUnit.Fortnight or TimeUnit.Weekend:
                var monday = Calendar.Monday(date);
                return new TimeReading(end, "DATE", Calendar.WeekValue(monday)) { Precision = TimePrecision.Week, Interval = new DateInterval(monday, Calendar.AddDays(monday, 7)) };
            case TimeUnit.Month:
                var month = new DateOnly(date.Year, date.Month, 1);
                return new TimeReading(end, "DATE", Calendar.MonthValue(month)) { Precision = TimePrecision.Month, Interval = new DateInterval(month, Calendar.AddMonths(month, 1)) };
            case TimeUnit.Quarter:
                var quarter = new DateOnly(date.Year, (date.Month - 1) / 3 * 3 + 1, 1);
                return new TimeReading(end, "DATE", Calendar.YearValue(date.Year) + "-Q" + ((date.Month - 1) / 3 + 1)) { Precision = TimePrecision.Year, Interval = new DateInterval(quarter, Calendar.AddMonths(quarter, 3)) };
            case TimeUnit.Year:
                var year = new DateOnly(date.Year, 1, 1);
                return new TimeReading(end, "DATE", Calendar.YearValue(date.Year)) { Precision = TimePrecision.Year, Interval = new DateInterval(year, Calendar.AddMonths(year, 12)) };
            case TimeUnit.Decade:
                return Decade(end, date.Year / 10 * 10);
            case TimeUnit.Century:
                return Century(end, (date.Year + 99) / 100);
            default:
                return Day(end, date);
        }
    }
}
