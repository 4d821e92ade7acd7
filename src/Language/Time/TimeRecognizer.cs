using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Time;

/// <summary>
/// Finds time expressions and reads them against the day of publication. A hand-written grammar over tokens: each Read method tries one kind of expression at one
/// token and gives back what it means, or null. What it means is worked out by <see cref="TimeAnchor"/>.
/// </summary>
internal sealed class TimeRecognizer
{
    private readonly Document _document;
    private readonly Token[] _tokens;
    private readonly TimeAnchor _anchor;

    private TimeRecognizer(Document document, DateOnly? published)
    {
        _document = document;
        _tokens = document.Tokens;
        _anchor = new TimeAnchor(published, YearsNamed(document.Tokens));
    }

    /// <summary>Every time expression, in text order, not overlapping.</summary>
    public static List<TimeExpression> Recognize(Document document, DateOnly? published) => new TimeRecognizer(document, published).Run();

    private List<TimeExpression> Run()
    {
        var found = new List<TimeExpression>();
        foreach (var sentence in _document.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                if (Read(i, sentence.EndToken) is { } reading && reading.End > i)
                {
                    reading = Extend(i, reading, sentence.EndToken);
                    var relation = RelationBefore(i, sentence.FirstToken, reading);
                    found.Add(new TimeExpression(
                        _document.Span(i, reading.End), reading.Type, reading.Value, reading.Interval, reading.Precision, reading.PartOfDay, relation, reading.Inferred));
                    _anchor.Remember(reading);
                    i = reading.End;
                }
                else
                {
                    i++;
                }
            }
        }

        return found;
    }

    private string At(int i, int end) => i < end ? _tokens[i].Lower : "";

    private bool IsCapital(int i) => char.IsUpper(_tokens[i].Text[0]);

    private TimeReading? Read(int i, int end)
    {
        var lower = _tokens[i].Lower;
        var first = lower[0];
        if (char.IsAsciiDigit(first))
            return ReadDigits(i, end);
        if (first is '\'' or '\u2018')
            return null;
        if (Calendar.Weekday(lower) > 0 && IsCapital(i))
            return ReadWeekday(i, end);
        if (IsMonthAt(i, end))
            return ReadMonth(i, end);
        return ReadPhrase(i, end) ?? ReadCounted(i, end) ?? ReadHyphenated(lower, i);
    }

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
        return _anchor.Weekday(i + 1, weekday, TenseAt(i, i + 1));
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

    // ---- words ----

    private TimeReading? ReadPhrase(int i, int end)
    {
        var lower = _tokens[i].Lower;
        var next = At(i + 1, end);
        switch (lower)
        {
            case "today":
                return _anchor.DayOffset(i + 1, 0);
            case "yesterday":
                return _anchor.DayOffset(i + 1, -1);
            case "tomorrow":
                return _anchor.DayOffset(i + 1, 1);
            case "tonight":
                return _anchor.DayOffset(i + 1, 0).WithPart("TNI", "night");
            case "overnight":
                return _anchor.DayOffset(i + 1, -1).WithPart("TNI", "night");
            case "now" or "nowadays" or "presently" or "currently":
                return new TimeReading(i + 1, "DATE", "PRESENT_REF");
            case "recently" or "lately":
                return new TimeReading(i + 1, "DATE", "PAST_REF");
            case "soon" when next != "after" && !(i > 0 && _tokens[i - 1].Lower is "as" or "so" or "too"):
                return new TimeReading(i + 1, "DATE", "FUTURE_REF");
            case "daily" or "nightly":
                return new TimeReading(i + 1, "SET", "P1D") { Repeats = true };
            case "weekly":
                return new TimeReading(i + 1, "SET", "P1W") { Repeats = true };
            case "monthly":
                return new TimeReading(i + 1, "SET", "P1M") { Repeats = true };
            case "annually" or "yearly":
                return new TimeReading(i + 1, "SET", "P1Y") { Repeats = true };
            case "every" or "each":
                return ReadEvery(i, end);
            case "the":
                return ReadThe(i, end);
            case "last" or "past" or "previous" or "next" or "coming" or "this" or "recent" or "following":
                return ReadRelative(i, i, end, lower == "this");
            case "that" when next is "week" or "month" or "year":
                return _anchor.FocusUnit(i + 2, Calendar.Unit(next)!.Value.Unit, 0);
            case "that" when next == "same" && At(i + 2, end) == "day":
                return _anchor.FocusDay(i + 3, 0);
            case "that" when (Calendar.Unit(next) is { Plural: false, Unit: TimeUnit.Day } || Calendar.DayPart(next) is not null):
                return next is "day" ? _anchor.FocusDay(i + 2, 0) : Calendar.DayPart(next) is { } part ? _anchor.FocusDay(i + 2, 0)?.WithPart(part.Code, part.Word) : null;
            case "early" or "late" or "mid" or "earlier" or "later":
                return ReadPart(i, end);
            case "midnight" or "noon" or "dawn" or "dusk" or "daybreak" or "nightfall" or "midday":
                return ReadDayPart(i, i, end);
            case "mid-day":
                return null;
            case "christmas" when IsCapital(i):
                return next is "eve" ? _anchor.DayMonth(i + 2, 12, 24, Tense.Unknown) : _anchor.DayMonth(next is "day" ? i + 2 : i + 1, 12, 25, Tense.Unknown);
            case "new" when next == "year" && At(i + 2, end) == "'s" && At(i + 3, end) is "eve" or "day":
                return At(i + 3, end) == "eve" ? _anchor.DayMonth(i + 4, 12, 31, Tense.Unknown) : _anchor.DayMonth(i + 4, 1, 1, Tense.Unknown);
            default:
                break;
        }

        if (Calendar.Season(lower) is { } season)
        {
            if (Year(i + 1, end) is > 0 and var year)
                return TimeAnchor.Season(i + 2, year, season);
            if (next == "of" && Year(i + 2, end) is > 0 and var named && lower != "fall")
                return TimeAnchor.Season(i + 3, named, season);
        }

        if (Calendar.DayPart(lower) is { } dayPart && next == "of" && lower is "morning" or "night" or "evening" or "afternoon")
        {
            // "the night of Aug. 31".
            if (i + 2 < end && Read(i + 2, end) is { Precision: TimePrecision.Day, Interval: not null } day && _tokens[i + 2].Lower != "the")
                return day.WithPart(dayPart.Code, dayPart.Word);
        }

        if (lower.StartsWith("mid-", StringComparison.Ordinal))
            return ReadMid(lower, i, end);
        if (ReadOrdinalPeriod(i, end) is { } period)
            return period;
        return ReadBareUnit(i, end);
    }

    /// <summary>"mid-August", "mid-2019", "mid-1990s".</summary>
    private TimeReading? ReadMid(string lower, int i, int end)
    {
        var tail = lower[4..];
        if (Calendar.Month(tail) is > 0 and var month)
            return Year(i + 1, end) is > 0 and var year ? TimeAnchor.Month(i + 2, year, month) : _anchor.MonthByTense(i + 1, month, TenseAt(i, i + 1));
        if (tail.Length == 4 && NumberReader.Digits(tail) is >= 1400 and <= 2100 and var value)
            return TimeAnchor.Year(i + 1, (int)value);
        return ReadDecade(tail, i);
    }

    /// <summary>"third quarter", "the 20th century", "first half of 2019".</summary>
    private TimeReading? ReadOrdinalPeriod(int i, int end)
    {
        var lower = _tokens[i].Lower;
        var hyphen = lower.IndexOf("-quarter", StringComparison.Ordinal);
        if (hyphen > 0)
        {
            var which = Ordinal(lower[..hyphen]);
            return which is >= 1 and <= 4 ? _anchor.Quarter(i + 1, which, Year(i + 1, end)) : null;
        }

        var ordinal = Day(i);
        if (ordinal == 0 || char.IsAsciiDigit(lower[^1]))
            return null;
        switch (At(i + 1, end))
        {
            case "quarter" when ordinal <= 4:
                if (At(i + 2, end) == "of" && Year(i + 3, end) is > 0 and var year)
                    return _anchor.Quarter(i + 4, ordinal, year);
                return _anchor.Quarter(i + 2, ordinal, 0);
            case "half" when ordinal <= 2 && At(i + 2, end) == "of":
                return Year(i + 3, end) is > 0 and var halfYear ? TimeAnchor.HalfYear(i + 4, halfYear, ordinal) : null;
            case "century" when ordinal <= 21:
                return TimeAnchor.Century(i + 2, ordinal);
            default:
                return null;
        }
    }

    private static int Ordinal(string word) => word switch
    {
        "first" or "1st" => 1,
        "second" or "2nd" => 2,
        "third" or "3rd" => 3,
        "fourth" or "4th" => 4,
        _ => 0,
    };

    private TimeReading? ReadEvery(int i, int end)
    {
        var at = i + 1;
        if (At(at, end) is "single" or "other")
            at++;
        if (at >= end)
            return null;
        if (Calendar.Weekday(_tokens[at].Lower) is > 0 and var weekday && IsCapital(at))
            return new TimeReading(at + 1, "SET", "XXXX-WXX-" + weekday) { Repeats = true };
        if (Calendar.Month(_tokens[at].Lower) is > 0 and var month && IsCapital(at))
            return new TimeReading(at + 1, "SET", "XXXX-" + month.ToString("00", System.Globalization.CultureInfo.InvariantCulture)) { Repeats = true };
        if (Calendar.DayPart(_tokens[at].Lower) is { } part)
            return new TimeReading(at + 1, "SET", "XXXX-XX-XX" + part.Code) { Repeats = true, PartOfDay = part.Word };
        if (Calendar.Unit(_tokens[at].Lower) is { Plural: false } unit)
            return new TimeReading(at + 1, "SET", Calendar.Duration(unit.Unit, At(i + 1, end) == "other" ? 2 : 1)) { Repeats = true };
        if (NumberReader.Read(_tokens, at, end) is { IsOrdinal: false } number && number.End < end && Calendar.Unit(_tokens[number.End].Lower) is { } units)
            return new TimeReading(number.End + 1, "SET", Calendar.Duration(units.Unit, number.Value)) { Repeats = true };
        return null;
    }

    /// <summary>"the past two months", "the 1990s", "the end of 2018", "the day before yesterday", "the following day", "the weekend".</summary>
    private TimeReading? ReadThe(int i, int end)
    {
        if (i + 1 >= end)
            return null;
        var next = _tokens[i + 1].Lower;
        switch (next)
        {
            case "past" when At(i + 2, end) is "," or "." or "" or "that" or "and" || (i > 0 && _tokens[i - 1].Lower == "in" && i + 2 < end
                && _tokens[i + 2].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary or PartOfSpeech.Adposition or PartOfSpeech.Pronoun):
                return new TimeReading(i + 2, "DATE", "PAST_REF");
            case "last" or "past" or "previous" or "next" or "coming" or "recent" or "following":
                return ReadRelative(i + 1, i, end, false);
            case "same" when At(i + 2, end) is "day" or "night" or "evening" or "morning" or "afternoon":
                return At(i + 2, end) == "day" ? _anchor.FocusDay(i + 3, 0) : Calendar.DayPart(At(i + 2, end)) is { } samePart ? _anchor.FocusDay(i + 3, 0)?.WithPart(samePart.Code, samePart.Word) : null;
            case "day" when At(i + 2, end) == "before" && At(i + 3, end) == "yesterday":
                return _anchor.DayOffset(i + 4, -2);
            case "day" when At(i + 2, end) == "after" && At(i + 3, end) == "tomorrow":
                return _anchor.DayOffset(i + 4, 2);
            case "day" or "night" when At(i + 2, end) is "before" or "earlier" && !StartsPhrase(i + 3, end):
                return next == "night" ? _anchor.FocusDay(i + 3, -1)?.WithPart("TNI", "night") : _anchor.FocusDay(i + 3, -1);
            case "day" when At(i + 2, end) == "after" && !StartsPhrase(i + 3, end):
                return _anchor.FocusDay(i + 3, 1);
            case "weekend":
                return _anchor.Weekend(i + 2, TenseAt(i, i + 2) == Tense.Future ? 1 : 0);
            case "future":
                return new TimeReading(i + 2, "DATE", "FUTURE_REF");
            case "end" or "beginning" or "start" or "middle" or "close" or "eve" when At(i + 2, end) == "of" && i + 3 < end && next != "eve":
                return ReadEdge(next, i + 3, end);
            case "nineties" or "eighties" or "seventies" or "sixties" or "fifties" or "forties" or "thirties" or "twenties":
                return TimeAnchor.Decade(i + 2, 1900 + 10 * (Array.IndexOf(DecadeWords, next) + 2));
            case "early" or "late" or "mid":
                return ReadPart(i + 1, end);
            case "year" when Year(i + 2, end) is > 0 and var year:
                return TimeAnchor.Year(i + 3, year);
            case "first" or "final" or "last" when NumberReader.Read(_tokens, i + 2, end) is { IsOrdinal: false } count && count.End < end && Calendar.Unit(_tokens[count.End].Lower) is { } units:
                return new TimeReading(count.End + 1, "DURATION", Calendar.Duration(units.Unit, count.Value));
            default:
                break;
        }

        if (Calendar.Season(next) is { } season && next != "fall")
        {
            if (At(i + 2, end) == "of" && Year(i + 3, end) is > 0 and var named)
                return TimeAnchor.Season(i + 4, named, season);
            if (Year(i + 2, end) is > 0 and var year)
                return TimeAnchor.Season(i + 3, year, season);
        }

        if (Calendar.DayPart(next) is not null)
            return ReadDayPart(i + 1, i, end);
        if (ReadDayMonth(i + 1, end) is { } dated && !char.IsLetter(_tokens[i + 1].Lower[0]))
            return dated;
        if (char.IsAsciiDigit(next[0]))
            return ReadDecade(next, i + 1) ?? ReadOrdinalPeriod(i + 1, end);
        return ReadDayMonth(i + 1, end) ?? ReadOrdinalPeriod(i + 1, end);
    }

    private static readonly string[] DecadeWords = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

    /// <summary>Whether a noun phrase or clause begins at <paramref name="i"/> that "the day before" leans on: "the day before the vote".</summary>
    private bool StartsPhrase(int i, int end) =>
        i < end && _tokens[i].Tag is PartOfSpeech.Determiner or PartOfSpeech.Pronoun or PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Gerund or PartOfSpeech.Adjective or PartOfSpeech.Adposition
        && _tokens[i].Lower is not ("in" or "at" or "near" or "on" or "when" or "by");

    /// <summary>"the end of 2018", "the beginning of the month", "the end of last week".</summary>
    private TimeReading? ReadEdge(string edge, int at, int end)
    {
        if (_tokens[at].Lower is "the" or "this" && At(at + 1, end) is "year" or "month" or "week" or "day")
            return _anchor.Unit(at + 2, Calendar.Unit(At(at + 1, end))!.Value.Unit, 0).Edge(edge);
        if (At(at, end) is "next" or "last" || char.IsAsciiDigit(_tokens[at].Lower[0]) || IsMonthAt(at, end) || _tokens[at].Lower == "the")
        {
            var inner = _tokens[at].Lower == "the" && at + 1 < end ? ReadDecade(_tokens[at + 1].Lower, at + 1) : Year(at, end) is > 0 and var year ? TimeAnchor.Year(at + 1, year) : Read(at, end);
            return inner is { Type: "DATE" } date ? date.Edge(edge) : null;
        }

        return null;
    }

    /// <summary>"last week", "next Friday", "this morning", "last night", "past two months", "recent weeks".</summary>
    /// <param name="at">The word itself.</param>
    /// <param name="start">Where the expression starts, a "the" included.</param>
    /// <param name="end">End of the sentence.</param>
    /// <param name="near">Whether it is "this".</param>
    private TimeReading? ReadRelative(int at, int start, int end, bool near)
    {
        var word = _tokens[at].Lower;
        var i = at + 1;
        if (i >= end)
            return null;
        var direction = word switch { "last" or "past" or "previous" or "recent" => -1, "next" or "coming" or "following" => 1, _ => 0 };
        var lower = _tokens[i].Lower;
        if (near && lower is "coming" or "past" && i + 1 < end)
        {
            direction = lower == "coming" ? 1 : -1;
            i++;
            lower = _tokens[i].Lower;
        }

        if (word == "recent" || (word is "past" or "last" or "previous" or "coming" or "next" && lower is "few" or "several" or "couple"))
        {
            var unitAt = word == "recent" ? i : i + (At(i + 1, end) == "of" ? 2 : 1);
            if (unitAt < end && Calendar.Unit(_tokens[unitAt].Lower) is { Plural: true } vague)
                return word == "recent" ? new TimeReading(unitAt + 1, "DATE", "PAST_REF") : new TimeReading(unitAt + 1, "DURATION", Calendar.Duration(vague.Unit, null));
            return null;
        }

        if (word is "previous" or "following")
        {
            // "the following day", "the previous week": against the day told of, not against publication.
            if (lower is "day")
                return _anchor.FocusDay(i + 1, direction);
            if (Calendar.DayPart(lower) is { } focusPart)
                return _anchor.FocusDay(i + 1, direction)?.WithPart(focusPart.Code, focusPart.Word);
            return Calendar.Unit(lower) is { Plural: false } unit && unit.Unit is TimeUnit.Week or TimeUnit.Month or TimeUnit.Year && At(i + 1, end) is not "'s" ? _anchor.FocusUnit(i + 1, unit.Unit, direction) : null;
        }

        if (Calendar.Weekday(lower) is > 0 and var weekday && IsCapital(i))
            return direction == 0 ? _anchor.Weekday(i + 1, weekday, TenseAt(start, i + 1)) : _anchor.WeekdayStrictly(i + 1, weekday, direction);
        if (Calendar.Month(lower) is > 0 and var month && (IsCapital(i) || direction != 0))
        {
            if (direction == 0 && Day(i + 1) > 0 && i + 1 < end && Year(i + 1, end) == 0)
                return ReadMonth(i, end);
            return direction == 0 ? _anchor.MonthOfYear(i + 1, month, 0) : _anchor.MonthStrictly(i + 1, month, direction);
        }

        if (Calendar.Season(lower) is { } season && !(lower == "fall" && _tokens[i].Tag == PartOfSpeech.Verb))
            return _anchor.RelativeSeason(i + 1, season, direction);
        if (Calendar.DayPart(lower) is { } part && lower is not ("noon" or "midnight"))
        {
            if (lower[^1] == 's')
                return null;
            if (word == "next")
                return _anchor.FocusDay(i + 1, 1)?.WithPart(part.Code, part.Word);
            return direction switch
            {
                0 => _anchor.DayOffset(i + 1, 0).WithPart(part.Code, part.Word),
                < 0 when word == "last" => _anchor.DayOffset(i + 1, -1).WithPart(part.Code, part.Word),
                _ => null,
            };
        }

        if (NumberReader.Read(_tokens, i, end) is { IsOrdinal: false } number && number.End < end && Calendar.Unit(_tokens[number.End].Lower) is { } counted)
            return direction == 0 ? null : _anchor.Stretch(number.End + 1, counted.Unit, number.Value, direction);
        if (Calendar.Unit(lower) is not { } named)
            return null;
        if (named.Plural)
            return direction == 0 || word == "next" ? null : new TimeReading(i + 1, "DURATION", Calendar.Duration(named.Unit, null));
        if (named.Unit is TimeUnit.Second or TimeUnit.Minute or TimeUnit.Hour)
            return word is "past" or "last" or "next" ? new TimeReading(i + 1, "DURATION", Calendar.Duration(named.Unit, 1)) : null;
        if (named.Unit == TimeUnit.Weekend)
            return _anchor.Weekend(i + 1, direction == 0 && TenseAt(start, i + 1) == Tense.Future ? 1 : direction);
        if (named.Unit == TimeUnit.Day)
            return word == "next" && start < at ? _anchor.FocusDay(i + 1, 1) : null;

        // "the past year" is a stretch of twelve months up to now, "last year" the calendar year before; "over the last year" is a stretch too.
        var stretch = word == "past" || (start < at && word is "last" or "coming" or "next" && start > 0 && _tokens[start - 1].Lower is "over" or "in" or "during" or "within" or "for");
        return stretch && direction != 0 ? _anchor.Stretch(i + 1, named.Unit, 1, direction) : _anchor.Unit(i + 1, named.Unit, direction);
    }

    /// <summary>"early Tuesday", "late last year", "earlier this month", "late 2018".</summary>
    private TimeReading? ReadPart(int i, int end)
    {
        if (i + 1 >= end)
            return null;
        var lower = _tokens[i].Lower;
        var at = i + 1;
        if (lower is "earlier" or "later" && At(at, end) is "in" or "on")
            at++;
        if (At(at, end) == "on" || (lower is "earlier" or "later" && At(at, end) == "the"))
            at++;
        if (at >= end)
            return null;
        if (_tokens[at].Lower is "month" or "year" or "week" or "day" && _tokens[at - 1].Lower == "the" && lower is "earlier" or "later")
            return _anchor.Unit(at + 1, Calendar.Unit(_tokens[at].Lower)!.Value.Unit, 0).Half(lower, _anchor.Published);
        if (Year(at, end) is > 0 and var year)
            return TimeAnchor.Year(at + 1, year);
        if (Calendar.DayPart(_tokens[at].Lower) is { } part && lower is "early" or "late" or "mid")
            return part.Word is "morning" or "evening" or "afternoon" ? _anchor.FocusOrPublished(at + 1)?.WithPart(part.Code, part.Word) : null;
        if (!(Calendar.Weekday(_tokens[at].Lower) > 0 || IsMonthAt(at, end) || _tokens[at].Lower is "this" or "last" or "next" or "today" or "yesterday" or "tomorrow" or "in"
            || char.IsAsciiDigit(_tokens[at].Lower[0])))
            return null;
        if (Read(at, end) is not { Type: "DATE" or "TIME" } inner)
            return null;
        if (inner.Type == "DATE" && inner.Precision == TimePrecision.Day && lower is "early" or "late")
            return inner with { PartOfDay = lower };
        return lower is "earlier" or "later" ? inner.Half(lower, _anchor.Published) : inner;
    }

    /// <summary>"the morning", "midnight": the day is the one told of.</summary>
    private TimeReading? ReadDayPart(int at, int start, int end)
    {
        var lower = _tokens[at].Lower;
        if (Calendar.DayPart(lower) is not { } part || lower[^1] == 's')
            return null;
        if (At(at + 1, end) == "of" && at + 2 < end && _tokens[at + 2].Lower != "the" && Read(at + 2, end) is { Precision: TimePrecision.Day, Interval: not null } day)
            return day.WithPart(part.Code, part.Word);
        if (start < at && lower is not ("morning" or "evening" or "afternoon" or "night"))
            return null;

        // "at dawn", "in the morning", "after midnight"; but "the night sky", "the dawn of".
        var before = start > 0 ? _tokens[start - 1].Lower : "";
        if (before is not ("at" or "in" or "during" or "after" or "before" or "until" or "by" or "since" or "around" or "near" or "about" or "from" or "through") || At(at + 1, end) is "of" or "-")
            return null;
        if (WithDay(at + 1, end) is { } dated)
            return dated.WithPart(part.Code, part.Word);
        return _anchor.FocusOrPublished(at + 1)?.WithPart(part.Code, part.Word);
    }

    private TimeReading? WithDay(int at, int end)
    {
        if (At(at, end) is "on" or ",")
            at++;
        if (at >= end || !(Calendar.Weekday(_tokens[at].Lower) > 0 && IsCapital(at)) && !IsMonthAt(at, end) && _tokens[at].Lower is not ("yesterday" or "today"))
            return null;
        return Read(at, end) is { Precision: TimePrecision.Day, Interval: not null } day ? day : null;
    }

    /// <summary>"two days ago", "eighteen years", "a week later", "several weeks".</summary>
    private TimeReading? ReadCounted(int i, int end)
    {
        var lower = _tokens[i].Lower;
        decimal? count = null;
        int at;
        if (lower is "a" or "an" && At(i + 1, end) is "few" or "couple" or "dozen" or "hundred" or "thousand")
        {
            count = At(i + 1, end) switch { "couple" => 2, "dozen" => 12, "hundred" => 100, "thousand" => 1000, _ => null };
            at = i + 2 + (At(i + 2, end) == "of" ? 1 : 0);
        }
        else if (lower is "several" or "many" or "some" or "few")
        {
            at = i + 1;
        }
        else if (lower is "a" or "an" or "one" && Calendar.Unit(At(i + 1, end)) is { Plural: false })
        {
            count = 1;
            at = i + 1;
        }
        else if (lower == "half" && At(i + 1, end) is "a" or "an" && Calendar.Unit(At(i + 2, end)) is { Plural: false } halved)
        {
            return new TimeReading(i + 3, "DURATION", halved.Unit switch { TimeUnit.Hour => "PT30M", TimeUnit.Year => "P6M", TimeUnit.Century => "P50Y", TimeUnit.Decade => "P5Y", _ => Calendar.Duration(halved.Unit, 0.5m) });
        }
        else if (NumberReader.Read(_tokens, i, end) is { IsOrdinal: false } number)
        {
            count = number.Value;
            at = number.End;
        }
        else
        {
            return null;
        }

        if (At(at, end) is "more" or "full" or "consecutive" or "straight" or "long" or "whole" or "successive")
            at++;
        if (at >= end || Calendar.Unit(_tokens[at].Lower) is not { } unit)
            return null;
        var plain = lower is "a" or "an";
        if (!unit.Plural && !(count == 1) && !(lower is "a" or "an"))
        {
            // "two week", "some day": only before a noun does a number take the singular.
            if (count is null || at + 1 >= end || _tokens[at + 1].Tag != PartOfSpeech.Noun)
                return null;
        }

        at++;
        if (At(at, end) == "and" && At(at + 1, end) == "a" && At(at + 2, end) == "half" && count is { } whole)
        {
            count = whole + 0.5m;
            at += 3;
        }

        var after = At(at, end);
        switch (after)
        {
            case "ago":
                return _anchor.Ago(at + 1, unit.Unit, count, -1);
            case "from" when At(at + 1, end) == "now":
                return _anchor.Ago(at + 2, unit.Unit, count, 1);
            case "earlier" or "before" or "previously" or "prior" when !StartsPhrase(at + 1, end):
                return _anchor.FromFocus(at + 1, unit.Unit, count, -1);
            case "later" or "after" or "afterwards" when !StartsPhrase(at + 1, end):
                return _anchor.FromFocus(at + 1, unit.Unit, count, 1);
            case "old":
                return null;
            default:
                break;
        }

        if (unit.Unit is TimeUnit.Second && count == 1)
            return null;
        if (plain && at == i + 2)
            return ReadSingle(i, at, unit.Unit, end);
        return lower == "one" && unit.Unit == TimeUnit.Day && after is not ("of" or "after" or "before" or ",")
            ? new TimeReading(at, "DURATION", "P1D")
            : new TimeReading(at, "DURATION", Calendar.Duration(unit.Unit, count));
    }

    /// <summary>"a week" is a stretch after "for" and the like, and a rate after an amount ("three times a week").</summary>
    private TimeReading? ReadSingle(int i, int at, TimeUnit unit, int end)
    {
        var before = i > 0 ? _tokens[i - 1].Lower : "";
        if (before is "for" or "in" or "within" or "than" or "about" or "almost" or "nearly" or "over" or "least" or "under" or "after" or "during" or "of" or "just" or "around" or "take" or "takes"
            || At(at, end) is "after" or "before" or "of" or "since")
            return new TimeReading(at, "DURATION", Calendar.Duration(unit, 1));
        if (before is "times" or "once" or "twice" or "million" or "billion" or "dollars" or "%" or "percent" || (before.Length > 0 && char.IsAsciiDigit(before[0])))
            return new TimeReading(at, "SET", Calendar.Duration(unit, 1)) { Repeats = true };
        return null;
    }

    /// <summary>"eight-year", "two-day", "18-month-long"; ages ("22-year-old") are none.</summary>
    private static TimeReading? ReadHyphenated(string lower, int i)
    {
        if (lower.Length > 30)
            return null;
        var hyphen = lower.IndexOf('-', StringComparison.Ordinal);
        if (hyphen <= 0 || hyphen == lower.Length - 1)
            return null;
        var tail = lower[(hyphen + 1)..];
        if (tail.EndsWith("-long", StringComparison.Ordinal))
            tail = tail[..^5];
        if (lower is "decades-old" or "decades-long" or "years-long" or "months-long" or "weeks-long" or "days-long" or "year-long" or "day-long" or "week-long" or "month-long" or "weeklong")
        {
            var unitWord = lower[..hyphen];
            var plural = unitWord[^1] == 's';
            return Calendar.Unit(unitWord) is { } long_ ? new TimeReading(i + 1, "DURATION", Calendar.Duration(long_.Unit, plural ? null : 1)) : null;
        }

        if (Calendar.Unit(tail) is not { Plural: false } unit)
            return null;
        decimal? count = lower[..hyphen] is "a" or "one" ? 1 : char.IsAsciiDigit(lower[0]) ? NumberReader.Digits(lower[..hyphen]) : SmallWord(lower[..hyphen]);
        return count is null || count == 0 ? null : new TimeReading(i + 1, "DURATION", Calendar.Duration(unit.Unit, count));
    }

    private static decimal? SmallWord(string word) => Array.IndexOf(SmallWords, word) is >= 0 and var index ? index : word switch { "twenty" => 20, "thirty" => 30, "forty" => 40, "fifty" => 50, "hundred" => 100, _ => null };

    private static readonly string[] SmallWords =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    /// <summary>"years", "for decades", "weeks of protests".</summary>
    private TimeReading? ReadBareUnit(int i, int end)
    {
        if (Calendar.Unit(_tokens[i].Lower) is not { Plural: true } unit || _tokens[i].Lower is "seconds" or "quarters" or "nights" or "weekends")
            return null;
        var before = i > 0 ? _tokens[i - 1].Lower : "";
        if (At(i + 1, end) == "ago")
            return new TimeReading(i + 2, "DATE", "PAST_REF");
        return before is "for" or "after" or "in" or "within" or "over" or "of" or "than" or "take" || At(i + 1, end) is "of" or "after" or "before" or "later" or "earlier" or "into"
            ? new TimeReading(At(i + 1, end) is "later" or "earlier" ? i + 2 : i + 1, "DURATION", Calendar.Duration(unit.Unit, null))
            : null;
    }

    // ---- what stands around ----

    /// <summary>"Friday night", "Saturday at 10 p.m.": a part of the day behind a day.</summary>
    private TimeReading Extend(int start, TimeReading reading, int end)
    {
        if (reading.Precision != TimePrecision.Day || reading.Type != "DATE")
            return reading;
        var at = reading.End;
        if (at < end && Calendar.DayPart(_tokens[at].Lower) is { } part && _tokens[at].Lower[^1] != 's' && !(At(at + 1, end) is "-"))
            return reading.WithPart(part.Code, part.Word) with { End = at + 1 };
        if (At(at, end) is "at" or "around" or "about" or "," && at + 1 < end && char.IsAsciiDigit(_tokens[at + 1].Lower[0]))
        {
            var clockAt = at + 1;
            if (ReadClock(clockAt, end) is { PartOfDay.Length: > 0 } clock)
                return reading.AtClock(clock);
        }

        return reading;
    }

    private TimeRelation RelationBefore(int start, int sentenceStart, TimeReading reading)
    {
        if (reading.Repeats)
            return TimeRelation.Repeatedly;
        for (var i = start - 1; i >= Math.Max(sentenceStart, start - 3); i--)
        {
            switch (_tokens[i].Lower)
            {
                case "since" or "from":
                    return TimeRelation.Since;
                case "until" or "till":
                    return TimeRelation.Until;
                case "to" or "through" when i > sentenceStart && Calendar.Month(_tokens[i - 1].Lower) + Calendar.Weekday(_tokens[i - 1].Lower) + Year(i - 1, i) > 0:
                    return TimeRelation.Until;
                case "before" or "by":
                    return TimeRelation.Before;
                case "after":
                    return TimeRelation.After;
                case "throughout":
                    return TimeRelation.Throughout;
                case "the" or "at" or "around" or "about" or "early" or "late" or "least":
                    continue;
                default:
                    return TimeRelation.Within;
            }
        }

        return TimeRelation.Within;
    }
}
