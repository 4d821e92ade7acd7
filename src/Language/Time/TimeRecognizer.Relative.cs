using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Time;

/// <summary>"last week", "early Tuesday", "two days ago", "eight-year".</summary>
internal sealed partial class TimeRecognizer
{
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
            if (Calendar.Weekday(lower) is > 0 and var dayOfWeek && IsCapital(i))
                return _anchor.WeekdayAround(i + 1, dayOfWeek, direction);

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
        if (named.Unit == TimeUnit.Year && At(i + 1, end) == "'s" && direction != 0 && i + 2 < end && _anchor.YearOffset(direction) is { } ofYear)
        {
            if (Day(i + 2) is >= 1 and <= 4 and var which && At(i + 3, end) == "quarter")
                return _anchor.Quarter(i + 4, which, ofYear);
            if (At(i + 2, end) is "quarter" or "period" && _anchor.ReportedQuarter(i + 3, direction) is { } reported)
                return reported;
        }

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

        var part = At(at, end) switch { "1/2" or "\u00BD" => 0.5m, "1/4" or "\u00BC" => 0.25m, "3/4" or "\u00BE" => 0.75m, "and" when At(at + 1, end) is "a" && At(at + 2, end) == "half" => 0.5m, _ => 0 };
        if (part > 0 && count is { } wholeNumber)
        {
            count = wholeNumber + part;
            at += At(at, end) == "and" ? 3 : 1;
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

        if (unit.Unit is TimeUnit.Second && (count == 1 || (count >= 1000 && !unit.Plural)))
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
}
