using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Time;

/// <summary>What begins with digits: dates, clocks, decades, years.</summary>
internal sealed partial class TimeRecognizer
{
    // ---- digits ----

    private TimeReading? ReadDigits(int i, int end)
    {
        var lower = _tokens[i].Lower;
        if (ReadIso(lower, i) is { } iso)
            return iso;
        if (ReadDayMonth(i, end) is { } dated)
            return dated;
        if (ReadClock(i, end) is { } clock)
            return clock;
        if (ReadOrdinalPeriod(i, end) is { } period)
            return period;
        if (Year(i, end) is > 0 and var quarterYear && Day(i + 1) is >= 1 and <= 4 and var quarter && At(i + 2, end) == "quarter")
            return _anchor.Quarter(i + 3, quarter, quarterYear);
        if (ReadDecade(lower, i) is { } decade)
            return decade;
        if (ReadCounted(i, end) is { } counted)
            return counted;
        if (ReadHyphenated(lower, i) is { } hyphenated)
            return hyphenated;
        return ReadYear(i, end);
    }

    private static TimeReading? ReadIso(string lower, int i)
    {
        if (lower.Length is < 8 or > 10)
            return null;
        var separator = lower.IndexOf('-', StringComparison.Ordinal) == 4 ? '-' : lower.Contains('/', StringComparison.Ordinal) ? '/' : ' ';
        var parts = lower.Split(separator);
        if (parts.Length != 3 || !parts.All(part => part.Length is 1 or 2 or 4 && part.All(char.IsAsciiDigit)))
            return null;
        var numbers = parts.Select(part => (int)NumberReader.Digits(part).GetValueOrDefault()).ToArray();
        if (parts[0].Length == 4)
            return TimeAnchor.FullDate(i + 1, numbers[0], numbers[1], numbers[2], 0);
        if (separator != '/' || parts[2].Length != 4)
            return null;

        // 31/08/2019 can only be day first; 8/9/2019 is read the American way.
        return numbers[0] > 12 ? TimeAnchor.FullDate(i + 1, numbers[2], numbers[1], numbers[0], 0) : TimeAnchor.FullDate(i + 1, numbers[2], numbers[0], numbers[1], 0);
    }

    /// <summary>"1990s".</summary>
    private static TimeReading? ReadDecade(string lower, int i)
    {
        if (lower.Length != 5 || lower[4] != 's' || lower[3] != '0' || lower[0] is not ('1' or '2') || !char.IsAsciiDigit(lower[1]) || !char.IsAsciiDigit(lower[2]))
            return null;
        return TimeAnchor.Decade(i + 1, (lower[0] - '0') * 1000 + (lower[1] - '0') * 100 + (lower[2] - '0') * 10);
    }

    /// <summary>A bare year: after a word of time, before a month is done with elsewhere, or between a determiner and a singular noun ("the 2001 invasion").</summary>
    private TimeReading? ReadYear(int i, int end)
    {
        var year = Year(i, end);
        if (year == 0 && ReadYearRange(i) is { } range)
            return range;
        if (year is < 1400 or > 2100)
            return null;
        var before = i > 0 ? _tokens[i - 1].Lower : "";
        var after = At(i + 1, end);
        var countsThings = i + 1 < end && _tokens[i + 1].Tag == PartOfSpeech.Noun && after[^1] == 's' && Calendar.Unit(after) is null;
        var accepted = before switch
        {
            "in" or "since" or "until" or "till" or "during" or "by" or "before" or "after" or "year" or "early" or "late" or "mid" or "circa" or "through" or "throughout" => !countsThings
                || (before is "in" or "since"),
            "of" or "from" or "to" or "and" or "between" or "for" or "around" or "about" or "(" or "-" or "\u2013" or "/" or "around" or "than" or "back" or "prior" or "the" or "'s" or "its" or "their"
                or "a" or "his" or "," or "following" or "fiscal" or "that" or "into" or "her" or "whose" => after.Length == 0 || (!countsThings && !IsQuantityContext(i, end)) || (before is "the" or "'s" or "its" or "their" && countsThings && year > 1900),
            _ => after.Length > 0 && (Calendar.Season(before) is not null
                || (i > 0 && _tokens[i - 1].Tag == PartOfSpeech.Adjective && i + 1 < end && _tokens[i + 1].Tag == PartOfSpeech.Noun && !countsThings && year > 1900)),
        };
        return accepted && _tokens[i].Text.Length == 4 ? TimeAnchor.Year(i + 1, year) : null;
    }

    private bool IsQuantityContext(int i, int end) =>
        At(i + 1, end) is "%" or "percent" or "people" or "men" or "women" or "children" or "troops" or "police" or "km" or "miles" or "meters" or "metres" or "feet" or "euros" or "dollars" or "of"
        || _tokens[i - 1].Lower is "than" or "about" && At(i + 1, end) is not ("," or "." or "to" or "and");

    /// <summary>"2010-2014".</summary>
    private TimeReading? ReadYearRange(int i)
    {
        var lower = _tokens[i].Lower;
        if (lower.Length is not (7 or 9) || lower[4] != '-' || lower[0] is not ('1' or '2'))
            return null;
        if (NumberReader.Digits(lower[..4]) is not { } first || NumberReader.Digits(lower[5..]) is not { } second)
            return null;
        if (lower.Length == 7)
            second += decimal.Truncate(first / 100) * 100;
        return first is >= 1400 and <= 2100 && second > first && second <= 2200 ? TimeAnchor.Years(i + 1, (int)first, (int)second) : null;
    }

    // ---- clock ----

    /// <summary>"10:30", "5 p.m.", "5pm", "1430 GMT"; the day comes from the words around.</summary>
    private TimeReading? ReadClock(int i, int end)
    {
        var lower = _tokens[i].Lower;
        var hour = -1;
        var minute = 0;
        var at = i + 1;
        var digits = 0;
        while (digits < lower.Length && (char.IsAsciiDigit(lower[digits]) || (lower[digits] is ':' or '.' && digits > 0)))
            digits++;
        var tail = lower[digits..];
        var separator = lower.AsSpan(0, digits).IndexOfAny(':', '.');
        if (digits is 0 or > 5)
            return null;
        if (separator > 0)
        {
            if (NumberReader.Digits(lower[..separator]) is not { } hours || digits - separator != 3 || NumberReader.Digits(lower[(separator + 1)..digits]) is not { } minutes)
                return null;
            hour = (int)hours;
            minute = (int)minutes;
        }
        else if (NumberReader.Digits(lower[..digits]) is { } number && number == decimal.Truncate(number))
        {
            hour = number < 100 && digits <= 2 ? (int)number : digits == 4 && number < 2400 ? (int)number / 100 : -1;
            minute = digits == 4 ? (int)number % 100 : 0;
        }

        if (hour is < 0 or > 24 || minute > 59)
            return null;
        var half = tail is "am" or "pm" ? tail : tail.Length == 0 ? HalfDay(ref at, end) : "?";
        var zone = At(at, end) is "gmt" or "utc" or "edt" or "est" or "bst" or "cet";
        if (zone)
            at++;
        if (At(at, end) == "local" && At(at + 1, end) == "time")
        {
            zone = true;
            at += 2;
        }
        else if (At(at, end) is "hours" or "hrs" && digits == 4)
        {
            zone = true;
            at++;
        }

        if (half == "?" || (half.Length == 0 && !zone && (separator < 0 || lower[separator] != ':' || !IsTimeContext(i))))
            return null;
        if (half == "pm" && hour < 12)
            hour += 12;
        else if (half == "am" && hour == 12)
            hour = 0;
        if (hour > 23)
            return null;
        return WithDayAfter(_anchor.Clock(at, hour, minute), end);
    }

    private bool IsTimeContext(int i) => i > 0 && _tokens[i - 1].Lower is "at" or "around" or "about" or "by" or "until" or "before" or "after" or "from" or "to" or "approximately" or "(";

    private string HalfDay(ref int at, int end)
    {
        switch (At(at, end))
        {
            case "a.m." or "am" or "a.m":
                at++;
                return "am";
            case "p.m." or "pm" or "p.m":
                at++;
                return "pm";
            default:
                return "";
        }
    }

    /// <summary>"10 p.m. Wednesday", "1 a.m. on Saturday": the day named behind the clock is its day.</summary>
    private TimeReading WithDayAfter(TimeReading clock, int end)
    {
        var at = clock.End;
        if (At(at, end) is "on" or "," or "of")
            at++;
        if (at >= end || !(Calendar.Weekday(_tokens[at].Lower) > 0 && IsCapital(at)) && _tokens[at].Lower is not ("yesterday" or "today" or "tomorrow") && !IsMonthAt(at, end))
            return clock;
        var day = Read(at, end);
        return day is { Precision: TimePrecision.Day, Interval: not null } date ? clock.OnDay(date) : clock;
    }
}
