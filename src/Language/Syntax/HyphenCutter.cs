using System.Collections.Frozen;

namespace Sitrep.Language.Syntax;

/// <summary>Cuts hyphenated tokens as Universal Dependencies do: "U.S.-backed" is three words, "non-combatant" and "e-mail" are one.</summary>
internal static class HyphenCutter
{
    /// <summary>Parts that are no words of their own.</summary>
    private static readonly FrozenSet<string> Prefixes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "anti", "bi", "co", "counter", "cyber", "de", "e", "ex", "extra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis",
        "multi", "neo", "non", "over", "pan", "para", "post", "pre", "pro", "proto", "pseudo", "quasi", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "under", "uni");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PrefixLookup = Prefixes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Longer tokens are no words; they stay whole.</summary>
    private const int LongestCut = 60;

    /// <summary>Whether the token is cut at all.</summary>
    public static bool IsCut(ReadOnlySpan<char> token) => NextCut(token, 0) > 0;

    /// <summary>Adds the parts of the token at <paramref name="span"/>, hyphens among them, in text order.</summary>
    public static void Cut(string text, TextSpan span, List<TextSpan> parts)
    {
        var token = text.AsSpan(span.Start, span.Length);
        var from = 0;
        for (var cut = NextCut(token, 0); cut > 0; cut = NextCut(token, from))
        {
            parts.Add(new TextSpan(span.Start + from, span.Start + cut));
            parts.Add(new TextSpan(span.Start + cut, span.Start + cut + 1));
            from = cut + 1;
        }

        parts.Add(new TextSpan(span.Start + from, span.End));
    }

    /// <summary>The next hyphen to cut at; 0 where there is none.</summary>
    private static int NextCut(ReadOnlySpan<char> token, int from)
    {
        if (token.Length > LongestCut || token.IndexOfAny('@', '/', '#') >= 0)
            return 0;
        for (var i = from + 1; i < token.Length - 1; i++)
        {
            if (token[i] is not ('-' or '\u2010' or '\u2011') || !char.IsLetterOrDigit(token[i + 1]))
                continue;
            var part = token[from..i];
            if (!PrefixLookup.Contains(part) && !(part.Length == 1 && from == 0 && char.IsLower(part[0])))
                return i;
        }

        return 0;
    }
}
