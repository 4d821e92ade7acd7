using System.Collections.Frozen;
using Sitrep.Coder;

namespace Sitrep.Muc4.Reading;

/// <summary>What kind of thing a noun is, by the coder's own lists of people, bodies, targets and weapons.</summary>
internal static class WordClasses
{
    private static readonly FrozenDictionary<string, string[]> Classes = Read();
    private static readonly FrozenSet<string> Weapons = Phrases("weapons.txt").ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Armed = Phrases("people.txt", "armed").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Classes of the words [start, end) by their longest tail that the lists have; none where they have none.</summary>
    public static string[] Of(Article article, int start, int end)
    {
        for (var from = Math.Max(start, end - 3); from < end; from++)
        {
            if (Classes.TryGetValue(Phrase(article, from, end), out var classes))
                return classes;
        }
        return [];
    }

    /// <summary>A noun for a weapon or for armed people, which may fill a slot where it stands before another noun: "dynamite attack", "guerrilla action".</summary>
    public static bool FillsAsModifier(string lemma) => Weapons.Contains(lemma) || Armed.Contains(lemma);

    private static string Phrase(Article article, int from, int end)
    {
        var words = new List<string>();
        for (var t = from; t < end; t++)
            words.Add(t == end - 1 ? article.Tokens[t].Lemma : article.Tokens[t].Lower);
        return string.Join(' ', words);
    }

    private static FrozenDictionary<string, string[]> Read()
    {
        var classes = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (file, prefix) in new[] { ("people.txt", "person"), ("bodies.txt", "body"), ("targets.txt", "target"), ("weapons.txt", "weapon") })
        {
            foreach (var fields in Lines(file))
            {
                if (!classes.TryGetValue(fields[0], out var list))
                    classes[fields[0]] = list = [];
                list.Add(prefix);
                foreach (var field in fields.Skip(1))
                {
                    foreach (var value in field.Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries))
                        list.Add(prefix + ":" + value);
                }
            }
        }
        return classes.ToFrozenDictionary(c => c.Key, c => c.Value.Distinct().ToArray(), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Phrases(string file, string with = "") =>
        Lines(file).Where(f => with.Length == 0 || f[^1].Contains(with, StringComparison.Ordinal)).Select(f => f[0]);

    private static IEnumerable<string[]> Lines(string file)
    {
        using var stream = typeof(ReportCoder).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"The coder has no list {file}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('|', StringSplitOptions.TrimEntries);
        }
    }
}
