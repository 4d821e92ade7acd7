using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Time;

/// <summary>Days, months and years, written or spelled.</summary>
internal sealed partial class TimeRecognizer
{
    // ---- days and months ----

    /// <summary>Whether a month's name stands here: "may" and "march" need their capital and company.</summary>
    private bool IsMonthAt(int i, int end)
    {
        var lower = i < end ? _tokens[i].Lower : "";
        if (Calendar.Month(lower) == 0 || !IsCapital(i))
            return false;
        if (lower is not ("may" or "march" or "mar." or "jan" or "jun" or "dec" or "sep" or "apr"))
            return true;
        var next = At(i + 1, end);
        if (next.Length > 0 && char.IsAsciiDigit(next[0]))
            return true;
        var before = i > 0 ? _tokens[i - 1].Lower : "";
        return (next == "," && Year(i + 2, end) > 0)
            || before is "in" or "since" or "last" or "next" or "this" or "early" or "late" or "by" or "until" or "of" or "from" or "mid" or "through" or "every" || Day(i - 1) > 0
            || (before is "the" or "to" or "and" && i > 1 && (Calendar.Month(_tokens[i - 2].Lower) > 0));
    }

    /// <summary>The day of the month in "31", "31st"; 0 where none.</summary>
    private int Day(int i)
    {
        if (i < 0 || i >= _tokens.Length)
            return 0;
        var lower = _tokens[i].Lower;
        var digits = 0;
        while (digits < lower.Length && char.IsAsciiDigit(lower[digits]))
            digits++;
        if (digits is 0 or > 2 || !(digits == lower.Length || lower[digits..] is "st" or "nd" or "rd" or "th"))
            return NumberReader.Read(_tokens, i, Math.Min(i + 2, _tokens.Length)) is { IsOrdinal: true, Value: <= 31 } ordinal && char.IsLetter(lower[0]) && ordinal.End == i + 1 ? (int)ordinal.Value : 0;
        var day = lower[0] - '0';
        if (digits == 2)
            day = day * 10 + lower[1] - '0';
        return day is >= 1 and <= 31 ? day : 0;
    }

    /// <summary>A year in four digits; 0 where none.</summary>
    private int Year(int i, int end)
    {
        if (i >= end)
            return 0;
        var lower = _tokens[i].Lower;
        if (lower.Length != 4 || !char.IsAsciiDigit(lower[1]) || !char.IsAsciiDigit(lower[2]) || !char.IsAsciiDigit(lower[3]))
            return 0;
        var year = (lower[0] - '0') * 1000 + (lower[1] - '0') * 100 + (lower[2] - '0') * 10 + lower[3] - '0';
        return lower[0] is '1' or '2' && year is >= 1000 and <= 2199 ? year : 0;
    }

    /// <summary>"nineteen ninety-six", "two thousand and three" after "the year": what broadcasts spell out.</summary>
    private (int Year, int End)? SpelledYear(int i, int end)
    {
        if (At(i, end) is "nineteen" or "eighteen" or "seventeen" && i + 1 < end)
        {
            var century = At(i, end) switch { "nineteen" => 1900, "eighteen" => 1800, _ => 1700 };
            if (At(i + 1, end) == "hundred" || NumberReader.Read(_tokens, i + 1, Math.Min(end, i + 3)) is not { IsOrdinal: false, Value: >= 10 and <= 99 } rest || char.IsAsciiDigit(At(i + 1, end)[0]))
                return null;
            return (century + (int)rest.Value, rest.End);
        }

        return i > 0 && _tokens[i - 1].Lower == "year" && At(i, end) == "two" && At(i + 1, end) == "thousand"
            && NumberReader.Read(_tokens, i, end) is { IsOrdinal: false, Value: >= 2000 and < 2100 } year ? ((int)year.Value, year.End) : null;
    }

    /// <summary>Years in four digits that the text names beside a month or after "in": what may fix dates where the day of publication is unknown.</summary>
    private static List<int> YearsNamed(Token[] tokens)
    {
        var years = new List<int>();
        for (var i = 1; i < tokens.Length && years.Count < 64; i++)
        {
            var lower = tokens[i].Lower;
            if (lower.Length == 4 && lower[0] is '1' or '2' && lower.All(char.IsAsciiDigit) && tokens[i - 1].Lower is var before
                && (before is "in" or "of" or "since" or "," || Calendar.Month(before) > 0))
                years.Add((lower[0] - '0') * 1000 + (lower[1] - '0') * 100 + (lower[2] - '0') * 10 + lower[3] - '0');
        }

        return years;
    }

    private TimeReading? ReadWeekday(int i, int end)
    {
        var weekday = Calendar.Weekday(_tokens[i].Lower);
        if (_tokens[i].Lower[^1] == 's' && _tokens[i].Lower.EndsWith("days", StringComparison.Ordinal))
            return new TimeReading(i + 1, "SET", "XXXX-WXX-" + weekday) { Repeats = true };
        var next = i + 1;
        if (At(next, end) is "," or "(" or "the")
            next++;
        if (At(next, end) == "the")
            next++;
        var dated = next < end && IsMonthAt(next, end) ? ReadMonth(next, end) : next < end ? ReadDayMonth(next, end) : null;
        if (dated is { Precision: TimePrecision.Day } date)
            return date.Undated is { } undated ? _anchor.DayMonth(date.End, undated.Month, undated.Day, TenseAt(i, date.End), weekday) : date;
        if (At(i + 1, end) is "last" or "next" && At(i + 2, end) == "week")
            return _anchor.WeekdayOfWeek(i + 3, weekday, _tokens[i + 1].Lower == "last" ? -1 : 1);
        var tense = TenseAt(i, i + 1);

        // "would look for ways around Wednesday's ruling": what is named by its day has mostly happened.
        if (tense == Tense.Future && At(i + 1, end) == "'s" && !(i > 0 && _tokens[i - 1].Lower is "of" or "for" or "before" or "in" or "to" or "at"))
            tense = Tense.Past;
        return _anchor.Weekday(i + 1, weekday, tense);
    }

    private Tense TenseAt(int start, int end) => ClauseTense.Of(_document, start, end);

    /// <summary>"August 31st, 2019", "Aug. 31", "August 2019", "August".</summary>
    private TimeReading? ReadMonth(int i, int end)
    {
        var month = Calendar.Month(_tokens[i].Lower);
        var next = i + 1;
        if (At(next, end) == "the" && Day(next + 1) > 0 && next + 1 < end)
            next++;
        if (next < end && Year(next, end) == 0)
        {
            var day = Day(next);
            var (from, to) = DayRange(_tokens[next].Lower);
            if (from > 0)
                day = from;

            // "March 20 people" counts people, but "Aug. 31" followed by anything dates.
            if (day > 0)
            {
                var after = next + 1;
                if (At(after, end) == "," && Year(after + 1, end) > 0)
                    after++;
                var year = Year(after, end);
                if (year > 0 && !(after + 1 < end && _tokens[after - 1].Lower != "," && _tokens[after + 1].Tag == PartOfSpeech.Noun && _tokens[after + 1].Lower[^1] == 's'))
                    return TimeAnchor.FullDate(after + 1, year, month, day, to);
                if (At(next + 1, end) is "last" or "this" && At(next + 2, end) == "year")
                    return _anchor.YearOffset(_tokens[next + 1].Lower == "last" ? -1 : 0) is { } named ? TimeAnchor.FullDate(next + 3, named, month, day, to) : null;
                return _anchor.DayMonth(next + 1, month, day, TenseAt(i, next + 1), 0, to);
            }
        }

        if (At(next, end) is "," or "of" && Year(next + 1, end) > 0)
            next++;
        if (Year(next, end) is > 0 and var fixedYear)
            return TimeAnchor.Month(next + 1, fixedYear, month);
        if (SpelledYear(next, end) is var (spelled, spelledEnd))
            return TimeAnchor.Month(spelledEnd, spelled, month);
        if (At(i + 1, end) is "last" or "this" or "next" && At(i + 2, end) == "year")
            return _anchor.MonthOfYear(i + 3, month, At(i + 1, end) switch { "last" => -1, "next" => 1, _ => 0 });
        return _anchor.MonthByTense(i + 1, month, TenseAt(i, i + 1));
    }

    /// <summary>"7-9" as days; (0, 0) where it is none.</summary>
    private static (int From, int To) DayRange(string lower)
    {
        var hyphen = lower.IndexOf('-', StringComparison.Ordinal);
        if (hyphen is not (1 or 2) || lower.Length - hyphen is not (2 or 3))
            return (0, 0);
        return NumberReader.Digits(lower[..hyphen]) is { } from and >= 1 && NumberReader.Digits(lower[(hyphen + 1)..]) is { } to and <= 31 && from < to ? ((int)from, (int)to) : (0, 0);
    }

    /// <summary>"31 August 2019", "31st of August", "the third of May".</summary>
    private TimeReading? ReadDayMonth(int i, int end)
    {
        var day = Day(i);
        var (from, to) = DayRange(_tokens[i].Lower);
        if (from > 0)
            day = from;
        if (day == 0)
            return null;
        var at = i + 1;
        if (At(at, end) == "of")
            at++;
        if (at >= end || Calendar.Month(_tokens[at].Lower) == 0 || !IsCapital(at) || (char.IsLetter(_tokens[i].Lower[0]) && at == i + 1))
            return null;
        var month = Calendar.Month(_tokens[at].Lower);
        at++;
        if (At(at, end) == "," && Year(at + 1, end) > 0)
            at++;
        if (Year(at, end) is > 0 and var year)
            return TimeAnchor.FullDate(at + 1, year, month, day, to);
        if (At(at, end) is "last" or "this" && At(at + 1, end) == "year" && _anchor.YearOffset(At(at, end) == "last" ? -1 : 0) is { } named)
            return TimeAnchor.FullDate(at + 2, named, month, day, to);
        if (At(at, end) == ",")
            return _anchor.DayMonth(at, month, day, TenseAt(i, at), 0, to);
        return _anchor.DayMonth(at, month, day, TenseAt(i, at), 0, to);
    }
}
