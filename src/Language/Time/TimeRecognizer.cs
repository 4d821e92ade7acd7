using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Time;

/// <summary>
/// Finds time expressions and reads them against the day of publication. A hand-written grammar over tokens: each Read method tries one kind of expression at one
/// token and gives back what it means, or null. What it means is worked out by <see cref="TimeAnchor"/>.
/// </summary>
internal sealed partial class TimeRecognizer
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
        if (SpelledYear(i, end) is var (spelled, spelledEnd))
            return TimeAnchor.Year(spelledEnd, spelled);
        return ReadPhrase(i, end) ?? ReadReportedQuarter(i, i, end) ?? ReadCounted(i, end) ?? ReadHyphenated(lower, i);
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
