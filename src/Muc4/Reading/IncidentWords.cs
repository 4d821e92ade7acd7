using System.Collections.Frozen;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Reading;

/// <summary>A word that tells of an incident.</summary>
/// <param name="Token">Where it stands.</param>
/// <param name="Type">Incident type.</param>
/// <param name="Kind">deed, harm, means or frame.</param>
internal sealed record IncidentWord(int Token, string Type, string Kind);

/// <summary>Finds <see cref="IncidentWord"/>s by the list in Lexicons/incident_words.txt.</summary>
internal static class IncidentWords
{
    private static readonly FrozenDictionary<string, (string Type, string Kind)> Words = Read();

    public static bool Has(string lemma) => Words.ContainsKey(lemma);

    public static List<IncidentWord> Find(Article article)
    {
        var found = new List<IncidentWord>();
        for (var t = 0; t < article.Tokens.Count; t++)
        {
            var token = article.Tokens[t];
            if (token.Tag is Pos.Noun or Pos.Verb or Pos.Participle or Pos.Gerund or Pos.Adjective && Words.TryGetValue(token.Lemma, out var word))
                found.Add(new IncidentWord(t, word.Type, word.Kind));
        }
        return found;
    }

    private static FrozenDictionary<string, (string, string)> Read()
    {
        using var stream = typeof(IncidentWords).Assembly.GetManifestResourceStream("incident_words.txt")!;
        using var reader = new StreamReader(stream);
        var words = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var fields = line.Split('|', StringSplitOptions.TrimEntries);
            words[fields[0]] = (fields[1], fields[2]);
        }
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
