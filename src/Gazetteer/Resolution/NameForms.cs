using System.Collections.Frozen;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>The folded forms under which a name as written may stand in a gazetteer, nearest first.</summary>
internal static class NameForms
{
    private static readonly string[] KindsBefore =
    [
        "city of ", "town of ", "village of ", "capital of ", "port of ", "province of ", "state of ", "governorate of ", "district of ", "county of ", "region of ",
        "republic of ", "municipality of ", "island of ", "kingdom of ", "commonwealth of ", "emirate of ", "department of ", "county ", "downtown ", "greater ", "metropolitan ",
        "central ", "upper ", "lower ", "inner ", "outer ", "old ", "occupied ", "mainland ", "rural ", "suburban ", "modern ", "mid ",
    ];

    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["city"] = "P.",
        ["town"] = "P.",
        ["village"] = "P.",
        ["township"] = "P.",
        ["borough"] = "P.",
        ["metro"] = "P.",
        ["province"] = "A.ADM1",
        ["state"] = "A.ADM1",
        ["governorate"] = "A.ADM1",
        ["oblast"] = "A.ADM1",
        ["krai"] = "A.ADM1",
        ["prefecture"] = "A.ADM1",
        ["voivodeship"] = "A.ADM1",
        ["canton"] = "A.ADM1",
        ["county"] = "A.ADM2",
        ["counties"] = "A.ADM2",
        ["parish"] = "A.ADM2",
        ["district"] = "A.ADM2",
        ["department"] = "A.ADM",
        ["division"] = "A.ADM",
        ["municipality"] = "A.ADM",
        ["region"] = "A.ADM",
        ["republic"] = "A.",
        ["emirate"] = "A.",
        ["territory"] = "A.",
        ["area"] = "",
        ["valley"] = "",
        ["island"] = "",
        ["islands"] = "",
        ["peninsula"] = "",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Directions =
    [
        "north eastern ", "north western ", "south eastern ", "south western ", "northeastern ", "northwestern ", "southeastern ", "southwestern ", "northern ", "southern ", "eastern ",
        "western ", "northeast ", "northwest ", "southeast ", "southwest ", "north ", "south ", "east ", "west ",
    ];

    private static readonly string[] Articles = ["al ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az ", "el "];

    private static readonly (string From, string To)[] Spellings =
        [("st ", "saint "), ("saint ", "st "), ("mt ", "mount "), ("mount ", "mt "), ("ft ", "fort "), ("fort ", "ft "), ("ste ", "sainte ")];

    /// <summary>The class that a word beside a name asks for ("province": "A.ADM1"); null where the word is none of these, empty where any class will do.</summary>
    public static string? ClassOf(string foldedWord) => Kinds.GetValueOrDefault(foldedWord);

    /// <summary>Removes what grammar adds: "the", a possessive ending.</summary>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> written)
    {
        written = written.Trim();
        if (written.StartsWith("the ", StringComparison.OrdinalIgnoreCase))
            written = written[4..].TrimStart();
        if (written.Length > 3 && written[^1] is 's' or 'S' && written.Length > 2 && written[^2] is '\'' or '\u2019')
            written = written[..^2];
        else if (written.Length > 2 && written[^1] is '\'' or '\u2019')
            written = written[..^1];
        return written;
    }

    /// <summary>Other forms to try, in order, where the name itself is not known.</summary>
    /// <param name="folded">The folded name.</param>
    /// <returns>Form; the class that the removed word asked for (empty for any); whether the form names a larger whole ("eastern Ghouta" and "Ghouta").</returns>
    public static IEnumerable<(string Form, string Class, bool IsPart)> Others(string folded)
    {
        foreach (var (from, to) in Spellings)
        {
            if (folded.StartsWith(from, StringComparison.Ordinal))
                yield return (to + folded[from.Length..], "", false);
            var inside = folded.IndexOf(" " + from, StringComparison.Ordinal);
            if (inside > 0)
                yield return (folded[..(inside + 1)] + to + folded[(inside + 1 + from.Length)..], "", false);
        }
        var article = Array.Find(Articles, a => folded.StartsWith(a, StringComparison.Ordinal));
        if (article is not null)
        {
            foreach (var other in Articles)
            {
                if (other != article)
                    yield return (other + folded[article.Length..], "", false);
            }
            yield return (folded[article.Length..], "", false);
        }
        var last = folded.LastIndexOf(' ');
        if (last > 0 && Kinds.TryGetValue(folded[(last + 1)..], out var kind))
        {
            yield return (folded[..last], kind, kind.Length == 0);
            if (folded.StartsWith("the ", StringComparison.Ordinal))
                yield return (folded[4..last], kind, kind.Length == 0);
        }
        foreach (var before in KindsBefore)
        {
            if (folded.StartsWith(before, StringComparison.Ordinal) && folded.Length > before.Length)
                yield return (folded[before.Length..], before.Length > 3 && before.EndsWith("of ", StringComparison.Ordinal) ? Kinds.GetValueOrDefault(before[..^4], "") : "", !before.EndsWith("of ", StringComparison.Ordinal));
        }
        foreach (var direction in Directions)
        {
            if (folded.StartsWith(direction, StringComparison.Ordinal) && folded.Length > direction.Length)
                yield return (folded[direction.Length..], "", true);
        }
        if (article is null && folded.Length > 3)
            yield return ("al " + folded, "", false);
    }
}
