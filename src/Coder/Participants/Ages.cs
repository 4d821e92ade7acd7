using Sitrep.Coder.Grammar;

namespace Sitrep.Coder.Participants;

/// <summary>Ages as reports give them: "eight-year-old", "aged 9", "Ali, 12,".</summary>
internal static class Ages
{
    /// <summary>Who is younger is a child (Convention on the Rights of the Child, article 1).</summary>
    private const int Adult = 18;

    private static readonly string[] Words =
    [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    ];

    /// <summary>Whether a phrase says of somebody that they are a child.</summary>
    public static bool IsChild(ReportReading r, NounPhrase phrase)
    {
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (OfWord(r.Lower(t)) is < Adult || (r.Lower(t) is "year-old" or "month-old" or "year-olds" && t > 0 && OfNumber(r, t - 1) is < Adult) || r.Lower(t).EndsWith("-month-old", StringComparison.Ordinal))
                return true;
        }
        // "Ibrahim, 8, was wounded", "two boys, aged 9 and 11".
        var after = phrase.End < r.Tokens.Count && r.Lower(phrase.End) == "," ? phrase.End + 1 : phrase.End;
        if (after >= r.Tokens.Count || r.Tokens[after].Sentence != phrase.Sentence)
            return false;
        if (r.Lower(after) is "aged" or "age")
            return OfNumber(r, after + 1) is < Adult;
        return after > phrase.End && r.Lower(after + 1) is "," or "." && OfNumber(r, after) is < Adult && r.NameAt[phrase.Head] >= 0 && r.Names[r.NameAt[phrase.Head]].Type == "PER";
    }

    /// <summary>Whether a number is one of the ages after "aged": "aged 9 and 11".</summary>
    public static bool IsAge(ReportReading r, int token)
    {
        for (var t = token - 1; t >= Math.Max(0, token - 5); t--)
        {
            if (r.Lower(t) is "aged" or "ages")
                return true;
            if (r.NumberAt[t] < 0 && r.Lower(t) is not ("and" or "," or "between" or "to" or "of" or "or"))
                return false;
        }
        return false;
    }

    /// <summary>"eight-year-old", "8-year-old"; null for other words.</summary>
    private static int? OfWord(string lower)
    {
        var end = lower.IndexOf("-year-old", StringComparison.Ordinal);
        if (end <= 0)
            return null;
        var number = lower[..end];
        if (int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var digits))
            return digits;
        return Array.IndexOf(Words, number) is > 0 and var word ? word : null;
    }

    private static long? OfNumber(ReportReading r, int token) =>
        token >= 0 && token < r.Tokens.Count && r.NumberAt[token] >= 0 && r.Numbers[r.NumberAt[token]] is { Unit: "", IsOrdinal: false } number ? number.Range.Stated : null;
}
