using System.Text.Json;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Training.Toponyms;

/// <summary>An article with the names that were marked in it, and where each lies.</summary>
/// <param name="Corpus">Name of the file.</param>
/// <param name="Fold">0 to 4, by its place in the file.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Mentions">Sorted, not overlapping.</param>
/// <param name="Gold">What each mention refers to; null where the annotators knew nothing.</param>
internal sealed record ToponymDocument(string Corpus, int Fold, string Text, IReadOnlyList<ToponymMention> Mentions, IReadOnlyList<GoldPlace?> Gold);

/// <summary>What the annotators chose.</summary>
/// <param name="Id">GeoNames id; empty for none.</param>
/// <param name="Point">Where it lies.</param>
internal sealed record GoldPlace(string Id, GeoPoint Point);

/// <summary>Reads corpora of the form of corpora/geo.</summary>
internal static class ToponymCorpus
{
    public const int Folds = 5;

    public static List<ToponymDocument> Read(string path, TextAnalyzer analyzer)
    {
        var documents = new List<ToponymDocument>();
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            documents.Add(Read(root, Path.GetFileNameWithoutExtension(path), documents.Count % Folds, analyzer));
        }
        return documents;
    }

    private static ToponymDocument Read(JsonElement root, string corpus, int fold, TextAnalyzer analyzer)
    {
        var text = root.GetProperty("text").GetString()!;
        var title = root.TryGetProperty("title", out var t) ? t.GetString() ?? "" : "";
        var usages = analyzer.Analyze(text, AnalysisContext.None with { Title = title }).Toponyms.ToDictionary(m => m.Span, m => m.Usage);
        var units = Utf16Of(text);
        var mentions = new List<ToponymMention>();
        var gold = new List<GoldPlace?>();
        foreach (var toponym in root.GetProperty("toponyms").EnumerateArray().OrderBy(m => m.GetProperty("start").GetInt32()).ThenBy(m => m.GetProperty("end").GetInt32()))
        {
            var span = new TextSpan(units[toponym.GetProperty("start").GetInt32()], units[toponym.GetProperty("end").GetInt32()]);
            if (mentions.Count > 0 && mentions[^1].Span.Overlaps(span))
                continue;
            mentions.Add(new ToponymMention(span, usages.GetValueOrDefault(span, ToponymUsage.Literal)));
            var placed = toponym.GetProperty("lat").ValueKind == JsonValueKind.Number;
            gold.Add(placed ? new GoldPlace(toponym.GetProperty("geonameid").ToString(), new GeoPoint(toponym.GetProperty("lat").GetDouble(), toponym.GetProperty("lon").GetDouble())) : null);
        }
        return new ToponymDocument(corpus, fold, text, mentions, gold);
    }

    // The corpora count code points.
    private static int[] Utf16Of(string text)
    {
        var units = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            units.Add(i);
        units.Add(text.Length);
        return [.. units];
    }
}
