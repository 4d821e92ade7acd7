using Sitrep.Language;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>Reads what stands beside a name: "Kunduz province", "Alexandria, La.", "Mosul (Iraq)", "the Zakhil neighbourhood of Kunduz".</summary>
internal static class Surroundings
{
    private const int MaxBetween = 60;

    private static readonly string[] PartWords =
        ["neighbourhood", "neighborhood", "district", "quarter", "area", "suburb", "village", "camp", "market", "square", "township", "town", "crossing", "checkpoint", "hospital", "airport", "base", "street", "mosque", "school", "bazaar", "intersection", "roundabout", "settlement", "hamlet", "section"];

    private static readonly string[] Relations =
    [
        " of", " in", " of the city of", " in the city of", " in central", " in northern", " in southern", " in eastern", " in western", " in downtown", " of the", " in the", " outside", " near", " of northern", " of southern",
        " of eastern", " of western", " on the outskirts of", " in the city", " in the suburbs of",
    ];

    /// <summary>Whether the next name is written as the area of this one: "Paris, Texas", "Mosul (Iraq)".</summary>
    public static bool IsBesideMark(ReadOnlySpan<char> between)
    {
        between = between.Trim();
        return between is "," or "(" || between.Length == 2 && between[0] is '.' or '’' or '"' && between[1] == ',';
    }

    /// <summary>Whether the next name holds this one: " neighbourhood of ", " district in the city of ".</summary>
    public static bool IsPartOf(ReadOnlySpan<char> between)
    {
        if (between.Length > MaxBetween)
            return false;
        Span<char> folded = stackalloc char[Folding.MaxLength(MaxBetween)];
        var words = (ReadOnlySpan<char>)folded[..Folding.Fold(between, folded)];
        foreach (var part in PartWords)
        {
            if (words.StartsWith(part, StringComparison.Ordinal) && IsRelation(words[part.Length..]))
                return true;
        }
        return words is "in" or "near" or "in the";
    }

    /// <summary>Whether the name before holds this one: "Kunduz's Zakhil neighbourhood", "Kunduz city's Zakhil".</summary>
    public static bool IsHeldBefore(ReadOnlySpan<char> between)
    {
        between = between.TrimEnd();
        if (between.StartsWith(" city", StringComparison.Ordinal) || between.StartsWith(" town", StringComparison.Ordinal))
            between = between[5..];
        return between is "'s" or "\u2019s" or "'" or "\u2019";
    }

    /// <summary>The word behind a name.</summary>
    public static ReadOnlySpan<char> NextWord(string text, int start)
    {
        if (start >= text.Length || text[start] != ' ')
            return [];
        var end = start + 1;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        return text.AsSpan(start + 1, end - start - 1);
    }

    /// <summary>Up to three capitalised words behind a comma; null where there are none.</summary>
    public static List<string>? WordsAfterComma(string text, int start)
    {
        if (start + 2 >= text.Length || text[start] != ',' || text[start + 1] != ' ')
            return null;
        var words = new List<string>(3);
        for (var at = start + 2; words.Count < 3 && at < text.Length && char.IsUpper(text[at]);)
        {
            var end = at;
            while (end < text.Length && (char.IsLetter(text[end]) || text[end] is '.' or '-' or '\''))
                end++;
            words.Add(text[at..end]);
            if (end >= text.Length || text[end] != ' ')
                break;
            at = end + 1;
        }
        return words.Count == 0 ? null : words;
    }

    private static bool IsRelation(ReadOnlySpan<char> rest)
    {
        foreach (var relation in Relations)
        {
            if (rest.SequenceEqual(relation))
                return true;
        }
        return false;
    }
}
