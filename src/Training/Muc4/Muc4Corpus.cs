using System.Globalization;
using System.Text.Json;
using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Toponyms;
using Sitrep.Muc4;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>Reads and analyses the corpus.</summary>
internal sealed class Muc4Corpus(string gazetteerFile, string cacheFile) : IToponymSource
{
    private readonly GazetteerIndex _index = gazetteerFile.Length > 0 ? GazetteerIndex.Open(gazetteerFile) : DefaultGazetteer.Open();
    private readonly ReportCoder _coder = new();
    private readonly TextAnalyzer _analyzer = new();
    private ToponymResolver? _resolver;

    public async Task<GoldArticle[]> ReadAsync(string file)
    {
        _resolver = new ToponymResolver(_index);
        var lines = await File.ReadAllLinesAsync(file);
        var read = new Cached[lines.Length];
        if (cacheFile.Length > 0 && File.Exists(cacheFile))
        {
            var cached = await File.ReadAllLinesAsync(cacheFile);
            Parallel.For(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, i => read[i] = JsonSerializer.Deserialize<Cached>(cached[i])!);
        }
        else
        {
            await Parallel.ForAsync(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, async (i, token) => read[i] = await ReadLineAsync(lines[i], token));
            if (cacheFile.Length > 0)
                await File.WriteAllLinesAsync(cacheFile, read.Select(r => JsonSerializer.Serialize(r)));
        }
        Clusters = Learn(read);
        var articles = new GoldArticle[lines.Length];
        Parallel.For(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, i =>
        {
            using var json = JsonDocument.Parse(lines[i]);
            articles[i] = Of(json.RootElement, read[i]);
        });
        return articles;
    }

    /// <summary>Classes of the words of the corpus; none before it is read.</summary>
    public WordClusters Clusters { get; private set; } = new(new Dictionary<uint, byte>());

    private static WordClusters Learn(IEnumerable<Cached> reports)
    {
        const int Classes = 200;
        const int Rounds = 6;
        var words = reports.SelectMany(r => r.Analysis.Sentences.SelectMany(s => Enumerable.Range(s.FirstToken, s.EndToken - s.FirstToken)
            .Select(t => r.Analysis.Tokens[t]).Select(t => t.Tag == PartOfSpeech.Number ? "0" : t.Lemma).Append("")));
        return new WordClusters(Names.WordClusters.Learn(words, Classes, Rounds).Where(c => c.Value is > 0 and <= byte.MaxValue).DistinctBy(c => WordClusters.Key(c.Key)).ToDictionary(c => WordClusters.Key(c.Key), c => (byte)c.Value));
    }

    public ValueTask<ToponymResolution> ResolveAsync(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ToponymResolution(_resolver!.Resolve(text, mentions, context, maxAlternatives: 0), _index.Description.Version));

    private async Task<Cached> ReadLineAsync(string line, CancellationToken token)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var report = Report(root);
        var time = report.Date is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : (DateTimeOffset?)null;
        var coded = await _coder.CodeAsync(new CoderInput(report.Text, "", time, "", ResolutionContext.None), this, token);
        return new Cached(_analyzer.Analyze(report.Text, new AnalysisContext("", report.Date)), coded);
    }

    private static Muc4Report Report(JsonElement root) =>
        new(root.GetProperty("text").GetString()!, Day(root.GetProperty("date").GetString()), root.GetProperty("place").GetString() ?? "", root.GetProperty("source").GetString() ?? "");

    private GoldArticle Of(JsonElement root, Cached read) => new()
    {
        Id = root.GetProperty("id").GetString()!,
        Example = new ArticleExample(Report(root), read.Analysis, read.Coded, Clusters),
        Templates = [.. root.GetProperty("templates").EnumerateArray().Select(GoldTemplate.Read)],
    };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed record Cached(AnalyzedText Analysis, CodedText Coded);
}
