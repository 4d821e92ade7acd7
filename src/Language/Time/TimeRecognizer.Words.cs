using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Time;

/// <summary>Set words and phrases: "today", "the end of 2018", "every night".</summary>
internal sealed partial class TimeRecognizer
{
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

        if (IsCapital(i) && Holidays.At(lower, next, At(i + 2, end)) is var (words, holiday))
        {
            var (tense, direction) = (TenseAt(i, i + words), i > 0 ? _tokens[i - 1].Lower switch { "last" => -1, "next" => 1, _ => 0 } : 0);
            return Year(i + words, end) is > 0 and var holidayYear ? TimeAnchor.OnDay(i + words + 1, holiday(holidayYear)) : _anchor.Holiday(i + words, holiday, tense, direction);
        }

        if (Calendar.Season(lower) is { } season)
        {
            if (Year(i + 1, end) is > 0 and var year)
                return TimeAnchor.Season(i + 2, year, season);
            if (next == "of" && Year(i + 2, end) is > 0 and var named && lower != "fall")
                return TimeAnchor.Season(i + 3, named, season);
            if (next == "of" && SpelledYear(i + 2, end) is var (spelled, spelledEnd))
                return TimeAnchor.Season(spelledEnd, spelled, season);
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
        if (Calendar.DayPart(tail) is { } dayPart && i + 1 < end && WithDay(i + 1, end) is { } day)
            return day.WithPart(dayPart.Code, dayPart.Word);
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

    /// <summary>In a text that reports on a quarter: "the quarter", "the latest period", "a year earlier", "the year-ago quarter".</summary>
    private TimeReading? ReadReportedQuarter(int i, int start, int end)
    {
        var lower = _tokens[i].Lower;
        switch (lower)
        {
            case "the" when i + 1 < end:
                return ReadReportedQuarter(i + 1, i, end);
            case "quarter" or "period" when start < i && lower == "quarter" && At(i + 1, end) is not ("of" or "-"):
                return _anchor.ReportedQuarter(i + 1, 0);
            case "latest" or "current" when At(i + 1, end) is "quarter" or "period":
                return _anchor.ReportedQuarter(i + 2, 0);
            case "corresponding" or "same" or "comparable" when At(i + 1, end) is "quarter" or "period":
                if (At(i + 2, end) is "last" && At(i + 3, end) == "year")
                    return _anchor.ReportedQuarter(i + 4, -1);
                return At(i + 2, end) is "a" && At(i + 3, end) == "year" && At(i + 4, end) is "ago" or "earlier" ? _anchor.ReportedQuarter(i + 5, -1) : null;
            case "year-ago" or "year-earlier":
                return _anchor.ReportedQuarter(At(i + 1, end) is "quarter" or "period" ? i + 2 : i + 1, -1);
            case "a" or "the" when At(i + 1, end) == "year" && At(i + 2, end) is "ago" or "earlier" or "before":
                return At(i + 2, end) == "before" ? null : _anchor.ReportedQuarter(i + 3, -1);
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
            case "near" or "foreseeable" or "distant" when At(i + 2, end) == "future":
                return new TimeReading(i + 3, "DATE", "FUTURE_REF");
            case "fiscal" when At(i + 2, end) == "year" && Year(i + 3, end) == 0:
                return _anchor.Unit(i + 3, TimeUnit.Year, 0);
            case "current" when At(i + 2, end) is "fiscal" && At(i + 3, end) == "year":
                return _anchor.Unit(i + 4, TimeUnit.Year, 0);
            case "current" when At(i + 2, end) is "year" or "month" or "week":
                return _anchor.Unit(i + 3, Calendar.Unit(At(i + 2, end))!.Value.Unit, 0);
            case "end" or "beginning" or "start" or "middle" or "close" or "eve" when At(i + 2, end) == "of" && i + 3 < end && next != "eve":
                return ReadEdge(next, i + 3, end);
            case "nineties" or "eighties" or "seventies" or "sixties" or "fifties" or "forties" or "thirties" or "twenties":
                return TimeAnchor.Decade(i + 2, 1900 + 10 * (Array.IndexOf(DecadeWords, next) + 2));
            case "early" or "late" or "mid":
                return ReadPart(i + 1, end);
            case "year" when Year(i + 2, end) is > 0 and var year:
                return TimeAnchor.Year(i + 3, year);
            case "year" when SpelledYear(i + 2, end) is var (spelled, spelledEnd):
                return TimeAnchor.Year(spelledEnd, spelled);
            case "week" when At(i + 2, end) == "of" && i + 3 < end && Read(i + 3, end) is { Precision: TimePrecision.Day, Interval: { } first } of:
                return TimeAnchor.Week(of.End, first.Start);
            case "first" or "final" or "last" when NumberReader.Read(_tokens, i + 2, end) is { IsOrdinal: false } count && count.End < end && Calendar.Unit(_tokens[count.End].Lower) is { } units:
                return new TimeReading(count.End + 1, "DURATION", Calendar.Duration(units.Unit, count.Value));
            default:
                break;
        }

        if (Calendar.Season(next) is { } season && next != "fall")
        {
            if (At(i + 2, end) == "of" && Year(i + 3, end) is > 0 and var named)
                return TimeAnchor.Season(i + 4, named, season);
            if (At(i + 2, end) == "of" && SpelledYear(i + 3, end) is var (spelled, spelledEnd))
                return TimeAnchor.Season(spelledEnd, spelled, season);
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
}
