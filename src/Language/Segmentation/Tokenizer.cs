using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Sitrep.Language.Lexicons;

namespace Sitrep.Language.Segmentation;

/// <summary>
/// Splits a text into words, numbers and marks, much as English treebanks do: clitics ("'s", "n't") and currency signs stand alone, hyphenated words
/// and numbers with commas stay whole. Every code unit that is no white space lies in exactly one token. One pass, no look-behind.
/// </summary>
internal static class Tokenizer
{
    /// <summary>Abbreviations that keep their full stop, lower case without it.</summary>
    private static readonly FrozenDictionary<string, string> Abbreviations = Lexicon.Map("abbreviations");
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> AbbreviationLookup =
        Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words before which "'d" is a clitic; elsewhere it belongs to a name ("Sa'd").</summary>
    private static readonly FrozenSet<string> BeforeD = FrozenSet.Create(StringComparer.Ordinal, "i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "how", "what");

    /// <summary>The tokens' spans, in text order.</summary>
    public static List<TextSpan> Tokenize(string text)
    {
        var spans = new List<TextSpan>(text.Length / 5 + 4);
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = IsWordStart(text, at) ? WordEnd(text, at) : MarkEnd(text, at);
            AddWithClitics(text, at, end, spans);
            at = end;
        }

        return spans;
    }

    /// <summary>Whether an apostrophe of any typography.</summary>
    public static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u02BC' or '\u2018';

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    private static bool IsWordStart(string text, int at) => char.IsLetterOrDigit(text[at]) || WordUnits(text, at) > 0;

    /// <summary>How many code units of word matter stand at <paramref name="at"/>: 1 for letters, digits and marks, 2 for such beyond the BMP, 0 for others.</summary>
    private static int WordUnits(string text, int at)
    {
        if (at >= text.Length)
            return 0;
        var c = text[at];
        if (char.IsAsciiLetterOrDigit(c))
            return 1;
        if (c < 0x80)
            return 0;
        if (char.IsHighSurrogate(c))
            return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) && Rune.IsLetterOrDigit(new Rune(c, text[at + 1])) ? 2 : 0;
        return char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format ? 1 : 0;
    }

    private static int MarkEnd(string text, int at)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            return at + 2;
        var end = at + 1;
        while (end < text.Length && text[end] == c)
            end++;
        if (char.IsHighSurrogate(c) && end < text.Length && char.IsLowSurrogate(text[end]) && end > at + 1)
            end--;          // the last of a run of lone surrogates may not be alone

        // "--", "..", "``" and "''" are one mark; longer runs of anything are ornament ("======"), one token whatever their length.
        return end - at >= 3 || (end - at == 2 && c is '-' or '.' or '`' or '\'') ? end : at + 1;
    }

    private static int WordEnd(string text, int at)
    {
        if (text[at] is 'h' or 'H' or 'w' or 'W' && IsAddress(text, at))
            return AddressEnd(text, at);

        var end = at;
        var pieceStart = at;            // start of the letters since the last full stop
        var dotted = true;              // only single letters parted by full stops so far: "U.S", "a.m"
        while (end < text.Length)
        {
            var units = WordUnits(text, end);
            if (units > 0)
            {
                end += units;
                continue;
            }

            var c = text[end];
            var next = end + 1;
            var before = text[end - 1];
            var nextIsWord = WordUnits(text, next) > 0;
            if (c == '.')
            {
                var single = end - pieceStart == 1 && char.IsLetter(before);
                if (single && dotted && IsSingleLetter(text, next))
                {
                    end++;              // "U." before "S."
                    pieceStart = end;
                    continue;
                }

                if (single && dotted && pieceStart > at)
                {
                    end++;              // the last full stop of "U.S."
                    if (end < text.Length && IsHyphen(text[end]) && WordUnits(text, end + 1) > 0)
                    {
                        dotted = false; // "U.S.-led"
                        pieceStart = end;
                        continue;
                    }

                    return end;
                }

                if (char.IsDigit(before) && next < text.Length && char.IsDigit(text[next]))
                {
                    end = next;         // "3.5"
                    continue;
                }

                if (nextIsWord && char.IsLower(text[next]) && char.IsLetterOrDigit(before) && end - pieceStart > 1)
                {
                    end = next;         // "example.org"
                    pieceStart = end;
                    continue;
                }

                return KeepsStop(text, at, end) ? next : end;
            }

            if (nextIsWord && (IsHyphen(c)
                || (c is ',' or ':' && char.IsDigit(before) && char.IsDigit(text[next]))
                || (c == '/' && char.IsDigit(before) && char.IsDigit(text[next]))
                || (IsApostrophe(c) && c != '\u2018' && char.IsLetter(text[next]))
                || (c == '&' && char.IsLetter(before) && char.IsLetter(text[next]))))
            {
                if (IsHyphen(c))
                    pieceStart = next;
                dotted = false;
                end = next;
                continue;
            }

            break;
        }

        return end;
    }

    /// <summary>Whether a lone letter stands at <paramref name="at"/>.</summary>
    private static bool IsSingleLetter(string text, int at) => at < text.Length && char.IsLetter(text[at]) && WordUnits(text, at + 1) == 0;

    /// <summary>Whether the full stop after [start, end) belongs to the word: a known abbreviation, or an initial before a name.</summary>
    private static bool KeepsStop(string text, int start, int end)
    {
        var length = end - start;
        if (length == 1 && char.IsUpper(text[start]))
        {
            // "George W. Bush": an initial is followed by a blank and a capital; "Plan B. He left" is not worth telling apart.
            return end + 2 < text.Length && text[end + 1] == ' ' && char.IsUpper(text[end + 2]) && !(end + 3 < text.Length && text[end + 3] == ' ');
        }

        if (length > 12)
            return false;
        Span<char> lower = stackalloc char[12];
        text.AsSpan(start, length).ToLowerInvariant(lower);
        if (!AbbreviationLookup.TryGetValue(lower[..length], out var kind))
            return false;
        if (kind == "number")
        {
            var next = end + 1;
            while (next < text.Length && text[next] == ' ')
                next++;
            return next < text.Length && char.IsDigit(text[next]);
        }

        // "the gen." may be one, "is in may." is not: words that are also plain words need their capital.
        return kind != "capital" || char.IsUpper(text[start]);
    }

    private static bool IsAddress(string text, int at)
    {
        var rest = text.AsSpan(at);
        return rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    private static int AddressEnd(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '<' or '>' or '\u201D'))
            end++;
        while (end > at + 1 && text[end - 1] is '.' or ',' or ')' or ';' or ':' or '\'' or ']')
            end--;

        // A surrogate pair is never split: trimming only takes marks of the BMP away.
        return end;
    }

    private static void AddWithClitics(string text, int start, int end, List<TextSpan> spans)
    {
        var split = CliticStart(text, start, end);
        if (split > start && split < end)
        {
            spans.Add(new TextSpan(start, split));
            spans.Add(new TextSpan(split, end));
            return;
        }

        spans.Add(new TextSpan(start, end));
    }

    private static int CliticStart(string text, int start, int end)
    {
        var length = end - start;
        if (length >= 3 && IsApostrophe(text[end - 2]))
        {
            switch (char.ToLowerInvariant(text[end - 1]))
            {
                case 's':
                    return end - 2;
                case 'm' when length == 3 && text[start] is 'I' or 'i':
                    return end - 2;
                case 'd' when length <= 7 && BeforeD.Contains(text[start..(end - 2)].ToLowerInvariant()):
                    return end - 2;
                case 't' when length >= 4 && text[end - 3] is 'n' or 'N':
                    return end - 3;
                default:
                    break;
            }
        }

        if (length >= 4 && IsApostrophe(text[end - 3]))
        {
            var clitic = text.AsSpan(end - 2, 2);
            if (clitic.Equals("re", StringComparison.OrdinalIgnoreCase) || clitic.Equals("ve", StringComparison.OrdinalIgnoreCase)
                || clitic.Equals("ll", StringComparison.OrdinalIgnoreCase))
                return end - 3;
        }

        return length == 6 && text.AsSpan(start, 6).Equals("cannot", StringComparison.OrdinalIgnoreCase) ? start + 3 : start;
    }
}
