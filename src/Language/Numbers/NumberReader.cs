using System.Collections.Frozen;
using System.Globalization;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Numbers;

/// <summary>Reads the bare value of a number in digits or words; hedges, ranges and units are <see cref="NumberRecognizer"/>'s.</summary>
internal static class NumberReader
{
    /// <summary>A value and the tokens it takes: [start, End).</summary>
    /// <param name="Value">The value; decimals kept.</param>
    /// <param name="End">One past its last token.</param>
    /// <param name="IsOrdinal">"third".</param>
    internal readonly record struct Reading(decimal Value, int End, bool IsOrdinal);

    private enum WordKind
    {
        Unit,
        Ten,
        Scale,
        Ordinal,
    }

    private static readonly FrozenDictionary<string, (long Value, WordKind Kind)> Words = Lexicon.Lines("number_words").ToFrozenDictionary(
        line => line[0], line => (long.Parse(line[1], CultureInfo.InvariantCulture), Enum.Parse<WordKind>(line[2], ignoreCase: true)), StringComparer.Ordinal);

    /// <summary>No report means more; larger values are not read, so that no sum overflows.</summary>
    private const decimal Largest = 1_000_000_000_000_000m;

    /// <summary>Longest number in words: "one million two hundred and thirty-four thousand five hundred and sixty-seven".</summary>
    private const int MostWords = 16;

    /// <summary>The number that begins at token <paramref name="i"/>; null where none does.</summary>
    public static Reading? Read(Token[] tokens, int i, int end)
    {
        var lower = tokens[i].Lower;
        if (char.IsAsciiDigit(lower[0]))
            return ReadDigits(tokens, i, end);
        if (lower is "a" or "an")
        {
            // "a hundred", "a dozen": the article is part of the number only before a scale.
            return i + 1 < end && Words.TryGetValue(tokens[i + 1].Lower, out var scale) && scale.Kind == WordKind.Scale ? ReadWords(tokens, i + 1, end) : null;
        }

        if (lower == "half" && i + 2 < end && tokens[i + 1].Lower == "a" && tokens[i + 2].Lower is "dozen" or "million" or "billion")
            return new Reading(Words[tokens[i + 2].Lower].Value / 2m, i + 3, false);
        return Words.ContainsKey(lower) || lower.Contains('-', StringComparison.Ordinal) ? ReadWords(tokens, i, end) : null;
    }

    /// <summary>The value of a token in digits ("36", "1,000", "5.7"); null for anything else.</summary>
    public static decimal? Digits(string lower)
    {
        if (lower.Length > 20 || !char.IsAsciiDigit(lower[0]))
            return null;
        if (lower.Contains(',', StringComparison.Ordinal) && !IsGrouped(lower))
            return null;
        return decimal.TryParse(lower, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) && value <= Largest ? value : null;
    }

    /// <summary>Whether commas part groups of three digits.</summary>
    private static bool IsGrouped(string lower)
    {
        var dot = lower.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? lower.AsSpan() : lower.AsSpan(0, dot);
        var groups = 0;
        foreach (var range in whole.Split(','))
        {
            var length = whole[range].Length;
            if (groups++ == 0 ? length is 0 or > 3 : length is not (2 or 3))
                return false;
        }

        return true;
    }

    private static Reading? ReadDigits(Token[] tokens, int i, int end)
    {
        var lower = tokens[i].Lower;
        if (Digits(lower) is { } value)
        {
            var at = i + 1;
            while (at < end && Words.TryGetValue(tokens[at].Lower, out var word) && word.Kind == WordKind.Scale && value * word.Value <= Largest)
            {
                value *= word.Value;
                at++;
            }

            // "2 1/2" and "2 ½" are rare in reports and are left as "2".
            return new Reading(value, at, false);
        }

        var digits = 0;
        while (digits < lower.Length && (char.IsAsciiDigit(lower[digits]) || lower[digits] is ',' or '.'))
            digits++;
        if (digits == 0 || digits > 20 || Digits(lower[..digits]) is not { } head)
            return null;
        return lower[digits..] switch
        {
            "st" or "nd" or "rd" or "th" => new Reading(head, i + 1, true),
            "k" => new Reading(head * 1000, i + 1, false),
            "m" or "mn" or "mln" => new Reading(head * 1_000_000, i + 1, false),
            "b" or "bn" => head * 1_000_000_000 <= Largest ? new Reading(head * 1_000_000_000, i + 1, false) : null,
            "-strong" => new Reading(head, i + 1, false),
            _ => null,
        };
    }

    private static Reading? ReadWords(Token[] tokens, int i, int end)
    {
        decimal total = 0;
        decimal group = 0;
        var any = false;
        var ordinal = false;
        var at = i;
        var last = WordKind.Scale;          // what the word before was, to refuse "five six"
        var limit = Math.Min(end, i + MostWords);
        while (at < limit && !ordinal)
        {
            var lower = tokens[at].Lower;
            if (lower == "and" && any && group > 0 && group % 100 == 0 && at + 1 < limit && IsBelowHundred(tokens[at + 1].Lower))
            {
                at++;
                continue;
            }

            if (Words.TryGetValue(lower, out var word))
            {
                if (!Accept(word.Value, word.Kind))
                    break;
                at++;
                continue;
            }

            if (!TryHyphenated(lower, out var value, out ordinal) || (any && last != WordKind.Scale) || (ordinal && value >= 100))
                break;
            group += value;
            any = true;
            last = WordKind.Unit;
            at++;
        }

        if (!any || at == i)
            return null;
        return new Reading(total + group, at, ordinal);

        bool Accept(long value, WordKind kind)
        {
            switch (kind)
            {
                case WordKind.Unit:
                    if (any && last == WordKind.Unit || (any && last == WordKind.Ten && value >= 10))
                        return false;
                    group += value;
                    break;
                case WordKind.Ten:
                    if (any && last != WordKind.Scale)
                        return false;
                    group += value;
                    break;
                case WordKind.Ordinal:
                    if (any && last == WordKind.Unit)
                        return false;
                    group += value;
                    ordinal = true;
                    break;
                default:
                    if (!any)
                        group = 1;
                    if ((total + group) * value > Largest)
                        return false;
                    if (value is 100 or 12)
                    {
                        group *= value;
                    }
                    else
                    {
                        total = (total + group) * value;
                        group = 0;
                    }

                    break;
            }

            any = true;
            last = kind;
            return true;
        }
    }

    private static bool IsBelowHundred(string lower) =>
        (Words.TryGetValue(lower, out var word) && word.Kind is WordKind.Unit or WordKind.Ten) || TryHyphenated(lower, out _, out _);

    /// <summary>"thirty-six", "twenty-first".</summary>
    private static bool TryHyphenated(string lower, out long value, out bool ordinal)
    {
        value = 0;
        ordinal = false;
        var hyphen = lower.IndexOf('-', StringComparison.Ordinal);
        if (hyphen <= 0 || lower.Length > 20 || !Words.TryGetValue(lower[..hyphen], out var ten))
            return false;
        var tail = lower[(hyphen + 1)..];
        if (tail == "strong")
        {
            value = ten.Value;
            return true;
        }

        if (ten.Kind != WordKind.Ten || !Words.TryGetValue(tail, out var unit) || unit.Value is 0 or >= 10 || unit.Kind is not (WordKind.Unit or WordKind.Ordinal))
            return false;
        value = ten.Value + unit.Value;
        ordinal = unit.Kind == WordKind.Ordinal;
        return true;
    }
}
