using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;
using Sitrep.Language.Time;

namespace Sitrep.Language.Numbers;

/// <summary>Finds numbers with their hedges, ranges, vague words and units. Semantics of hedges: DESIGN section 3 ("Numbers are ranges").</summary>
internal static class NumberRecognizer
{
    /// <summary>Hedges by their first word, longest first.</summary>
    private static readonly FrozenDictionary<string, (string[] Words, string Kind)[]> Hedges = Lexicon.Lines("number_hedges").Select(line => (Words: line[0].Split(' '), Kind: line[1]))
        .GroupBy(hedge => hedge.Words[0]).ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(hedge => hedge.Words.Length).ToArray(), StringComparer.Ordinal);

    /// <summary>Words that stand for a range of their own.</summary>
    private static readonly FrozenDictionary<string, (long Low, long High)> Vague = new Dictionary<string, (long, long)>(StringComparer.Ordinal)
    {
        ["several"] = (3, 9),
        ["dozens"] = (24, 99),
        ["scores"] = (40, 199),
        ["tens"] = (20, 99),
        ["hundreds"] = (200, 999),
        ["thousands"] = (2_000, 9_999),
        ["millions"] = (2_000_000, 9_999_999),
        ["billions"] = (2_000_000_000, 9_999_999_999),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Currencies = Lexicon.Map("currencies");

    /// <summary>Every number outside <paramref name="times"/>, in text order.</summary>
    public static List<NumberExpression> Recognize(Document document, IReadOnlyList<TimeExpression> times)
    {
        var tokens = document.Tokens;
        var found = new List<NumberExpression>();
        var time = 0;
        foreach (var sentence in document.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                while (time < times.Count && times[time].Span.End <= tokens[i].Span.Start)
                    time++;
                var limit = sentence.EndToken;
                if (time < times.Count && times[time].Span.Overlaps(tokens[i].Span))
                {
                    i++;
                    continue;
                }

                // A number never reaches into a time expression.
                if (time < times.Count)
                {
                    var stop = i + 1;
                    while (stop < limit && stop < i + 24 && tokens[stop].Span.End <= times[time].Span.Start)
                        stop++;
                    if (stop < limit && times[time].Span.Overlaps(tokens[stop].Span))
                        limit = stop;
                }

                var number = ReadAt(document, i, limit);
                if (number is null)
                {
                    i++;
                    continue;
                }

                found.Add(number);
                i = number.EndToken;
            }
        }

        return found;
    }

    private static NumberExpression? ReadAt(Document document, int start, int end)
    {
        var tokens = document.Tokens;
        var at = start;
        var hedge = "";
        while (at < end && at < start + 8 && HedgeAt(tokens, at, end) is var (kind, hedgeEnd) && hedgeEnd > at)
        {
            if (kind != "none")
                hedge = hedge.Length == 0 || kind != "about" ? kind : hedge;
            at = hedgeEnd;
        }

        if (at >= end)
            return null;
        var between = tokens[at].Lower == "between" && hedge.Length == 0;
        if (between)
            at++;
        if (at >= end)
            return null;
        var currency = Currency(tokens, ref at, end);
        if (at >= end)
            return null;

        CountRange range;
        int stop;
        var ordinal = false;
        var unit = currency;
        if (VagueAt(tokens, at, end) is { } vague)
        {
            if (between)
                return null;
            range = vague.Range;
            stop = vague.End;
        }
        else if (HyphenRange(tokens[at].Lower) is var (low, high) && high > 0)
        {
            range = new CountRange(low, high, null, false, "");
            stop = at + 1;
        }
        else if (NumberReader.Read(tokens, at, end) is { } first)
        {
            if (between && !(first.End < end && tokens[first.End].Lower == "and"))
                return null;
            if (IsPronounOne(tokens, at, first))
                return null;
            ordinal = first.IsOrdinal;
            stop = first.End;
            range = Plain(first.Value, tokens[first.End - 1].Lower == "dozen");
            if (!ordinal && stop + 1 < end && IsRangeWord(tokens[stop].Lower, between)
                && ReadSecond(tokens, stop + 1, end) is { IsOrdinal: false } second && Scaled(first.Value, second.Value) is var lowValue && second.Value > lowValue)
            {
                range = new CountRange(Floor(lowValue), Ceiling(second.Value), null, false, "");
                stop = second.End;
            }
            else if (between)
            {
                return null;
            }
        }
        else
        {
            return null;
        }

        range = ApplyHedge(range, hedge);
        if (!ordinal)
            range = ApplyTrailingHedge(tokens, ref stop, end, range);
        unit = UnitBehind(tokens, ref stop, end, unit);
        if (ordinal && hedge.Length > 0)
            return null;
        return new NumberExpression(document.Span(start, stop), start, stop, range, ordinal, unit);
    }

    private static NumberReader.Reading? ReadSecond(Token[] tokens, int at, int end)
    {
        Currency(tokens, ref at, end);
        return at < end ? NumberReader.Read(tokens, at, end) : null;
    }

    private static bool IsRangeWord(string lower, bool between) => between ? lower == "and" : lower is "to" or "-" or "\u2013" or "\u2014" or "or";

    /// <summary>"2 to 3 million": the scale of the second number goes for the first.</summary>
    private static decimal Scaled(decimal first, decimal second) => first < 1000 && second >= 1_000_000 ? first * (second >= 1_000_000_000 ? 1_000_000_000 : 1_000_000) : first;

    private static CountRange Plain(decimal value, bool dozen) => value == decimal.Truncate(value)
        ? new CountRange((long)value, (long)value, (long)value, dozen, "")
        : new CountRange(Floor(value), Ceiling(value), null, true, "");

    private static long Floor(decimal value) => (long)decimal.Floor(value);

    private static long Ceiling(decimal value) => (long)decimal.Ceiling(value);

    private static CountRange ApplyHedge(CountRange range, string hedge) => hedge switch
    {
        "low" => range with { High = null },
        "high" => range with { Low = null },
        "about" => range with { Approximate = true },
        _ => range,
    };

    private static CountRange ApplyTrailingHedge(Token[] tokens, ref int stop, int end, CountRange range)
    {
        if (stop + 1 >= end || tokens[stop].Lower != "or")
            return range;
        switch (tokens[stop + 1].Lower)
        {
            case "more":
                stop += 2;
                return range with { High = null };
            case "fewer" or "less":
                stop += 2;
                return range with { Low = null };
            case "so":
                stop += 2;
                return range with { Approximate = true };
            default:
                return range;
        }
    }

    private static (string Kind, int End) HedgeAt(Token[] tokens, int at, int end)
    {
        if (!Hedges.TryGetValue(tokens[at].Lower, out var hedges))
            return ("", at);
        foreach (var (words, kind) in hedges)
        {
            if (at + words.Length >= end)
                continue;
            var k = 0;
            while (k < words.Length && tokens[at + k].Lower == words[k])
                k++;
            if (k == words.Length)
                return (kind, at + k);
        }

        return ("", at);
    }

    private static (CountRange Range, int End)? VagueAt(Token[] tokens, int at, int end)
    {
        var lower = tokens[at].Lower;
        if (lower == "a" && at + 1 < end)
        {
            if (tokens[at + 1].Lower == "few")
                return Few(tokens, at + 2, end, "a few");
            if (tokens[at + 1].Lower == "couple" && at + 2 < end && tokens[at + 2].Lower == "of")
                return (new CountRange(2, 2, 2, true, "a couple of"), at + 3);
            return null;
        }

        if (lower == "several")
            return Few(tokens, at + 1, end, "several");
        if (!Vague.TryGetValue(lower, out var range))
            return null;
        if (lower is "scores" or "tens" && !(at + 1 < end && tokens[at + 1].Lower is "of" or "more" or "were" or "killed" or "dead" or "injured" or "wounded" or "have")
            && !(lower == "scores" && IsAloneInPlace(tokens, at)))
            return null;
        if (at + 2 < end && tokens[at + 1].Lower == "of" && Vague.TryGetValue(tokens[at + 2].Lower, out var scale) && tokens[at + 2].Lower is "thousands" or "millions" or "billions")
        {
            // "tens of thousands": 20,000 to 99,999.
            var factor = scale.Low / 2;
            var term = lower + " of " + tokens[at + 2].Lower;
            return (new CountRange(range.Low * factor, (range.High + 1) * factor - 1, null, false, term), at + 3);
        }

        return (new CountRange(range.Low, range.High, null, false, lower), at + 1);
    }

    /// <summary>"Scores fled", "killed scores": a subject or object with nothing before it; "test scores" and "the scores" are points.</summary>
    private static bool IsAloneInPlace(Token[] tokens, int at) => tokens[at] is { Tag: PartOfSpeech.Noun, Relation: Relation.Nsubj or Relation.NsubjPass or Relation.Obj }
        && (at == 0 || tokens[at - 1].Sentence != tokens[at].Sentence || tokens[at - 1].Tag is PartOfSpeech.Verb or PartOfSpeech.Punctuation or PartOfSpeech.Conjunction or PartOfSpeech.Gerund);

    /// <summary>"several", "a few", and with a scale: "several hundred" is 300 to 999, "several dozen" 36 to 99.</summary>
    private static (CountRange Range, int End) Few(Token[] tokens, int at, int end, string term)
    {
        if (at < end)
        {
            switch (tokens[at].Lower)
            {
                case "dozen":
                    return (new CountRange(36, 99, null, false, term + " dozen"), at + 1);
                case "hundred":
                    return (new CountRange(300, 999, null, false, term + " hundred"), at + 1);
                case "thousand":
                    return (new CountRange(3_000, 9_999, null, false, term + " thousand"), at + 1);
                case "million":
                    return (new CountRange(3_000_000, 9_999_999, null, false, term + " million"), at + 1);
                default:
                    break;
            }
        }

        return (new CountRange(3, 9, null, false, term), at);
    }

    /// <summary>"10-15": both ends; (0, 0) where the token is none.</summary>
    private static (long Low, long High) HyphenRange(string lower)
    {
        var hyphen = lower.IndexOf('-', StringComparison.Ordinal);
        if (hyphen <= 0 || hyphen == lower.Length - 1 || lower.Length > 30)
            return (0, 0);
        return NumberReader.Digits(lower[..hyphen]) is { } low && NumberReader.Digits(lower[(hyphen + 1)..]) is { } high && high > low
            && low == decimal.Truncate(low) && high == decimal.Truncate(high) ? ((long)low, (long)high) : (0, 0);
    }

    /// <summary>"no one", "one another", "this one" count nothing.</summary>
    private static bool IsPronounOne(Token[] tokens, int at, NumberReader.Reading reading)
    {
        if (reading.Value != 1 || tokens[at].Lower != "one")
            return false;
        var before = at > 0 ? tokens[at - 1].Lower : "";
        var after = reading.End < tokens.Length ? tokens[reading.End].Lower : "";
        return before is "no" or "the" or "this" or "that" or "any" or "every" or "each" or "which" || after is "another" or "'s" || (before is "some" && after is not "of");
    }

    private static string Currency(Token[] tokens, ref int at, int end)
    {
        if (at + 1 >= end)
            return "";
        if (tokens[at].Lower is "us" or "u.s." && tokens[at + 1].Lower == "$")
        {
            at += 2;
            return "USD";
        }

        var sign = tokens[at].Lower switch
        {
            "$" => "USD",
            "\u20AC" => "EUR",
            "\u00A3" => "GBP",
            "\u00A5" => "JPY",
            "\u20B9" => "INR",
            "\u20AA" => "ILS",
            "\u20BD" => "RUB",
            _ => "",
        };
        if (sign.Length > 0)
            at++;
        return sign;
    }

    private static string UnitBehind(Token[] tokens, ref int stop, int end, string unit)
    {
        if (stop >= end || unit.Length > 0)
            return unit;
        var lower = tokens[stop].Lower;
        if (lower is "%" or "percent" or "pct")
        {
            stop++;
            return "%";
        }

        if (lower == "per" && stop + 1 < end && tokens[stop + 1].Lower == "cent")
        {
            stop += 2;
            return "%";
        }

        if (lower == "percentage" && stop + 1 < end && tokens[stop + 1].Lower is "points" or "point")
        {
            stop += 2;
            return "%";
        }

        if (lower is "us" or "u.s." && stop + 1 < end && tokens[stop + 1].Lower is "dollars" or "dollar")
        {
            stop += 2;
            return "USD";
        }

        if (!Currencies.TryGetValue(lower, out var currency))
            return "";
        stop++;
        return currency;
    }
}
