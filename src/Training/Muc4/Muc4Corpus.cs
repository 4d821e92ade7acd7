using System.Globalization;
using System.Text.Json;
using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language;
using Sitrep.Language.Toponyms;
using Sitrep.Muc4;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>Reads and analyses the corpus.</summary>
internal sealed class Muc4Corpus(string gazetteerFile, string cacheFile) : IToponymSource
{
    private readonly GazetteerIndex _index = gazetteerFile.Length > 0 ? GazetteerIndex.Open(gazetteerFile) : DefaultGazetteer.Open();
    private readonly ReportCoder _coder = new();
    private readonly TextAnalyzer _analyzer = new();
    private ToponymResolver? _resolver;
    private string[] _cache = [];

    public async Task<GoldArticle[]> ReadAsync(string file)
    {
        _resolver = new ToponymResolver(_index);
        var lines = await File.ReadAllLinesAsync(file);
        var articles = new GoldArticle[lines.Length];
        if (cacheFile.Length > 0 && File.Exists(cacheFile))
        {
            var cached = await File.ReadAllLinesAsync(cacheFile);
            Parallel.For(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, i =>
            {
                using var json = JsonDocument.Parse(lines[i]);
                var both = JsonSerializer.Deserialize<Cached>(cached[i])!;
                articles[i] = Of(json.RootElement, both.Analysis, both.Coded);
            });
            return articles;
        }
        _cache = new string[lines.Length];
        await Parallel.ForAsync(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, async (i, token) => articles[i] = await ReadLineAsync(i, lines[i], token));
        if (cacheFile.Length > 0)
            await File.WriteAllLinesAsync(cacheFile, _cache);
        return articles;
    }

    public ValueTask<ToponymResolution> ResolveAsync(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ToponymResolution(_resolver!.Resolve(text, mentions, context, maxAlternatives: 0), _index.Description.Version));

    private async Task<GoldArticle> ReadLineAsync(int i, string line, CancellationToken token)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var report = Report(root);
        var time = report.Date is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : (DateTimeOffset?)null;
        var coded = await _coder.CodeAsync(new CoderInput(report.Text, "", time, "", ResolutionContext.None), this, token);
        var analysis = _analyzer.Analyze(report.Text, new AnalysisContext("", report.Date));
        if (cacheFile.Length > 0)
            _cache[i] = JsonSerializer.Serialize(new Cached(analysis, coded));
        return Of(root, analysis, coded);
    }

    private static Muc4Report Report(JsonElement root) =>
        new(root.GetProperty("text").GetString()!, Day(root.GetProperty("date").GetString()), root.GetProperty("place").GetString() ?? "", root.GetProperty("source").GetString() ?? "");

    private static GoldArticle Of(JsonElement root, AnalyzedText analysis, CodedText coded) => new()
    {
        Id = root.GetProperty("id").GetString()!,
        Example = new ArticleExample(Report(root), analysis, coded),
        Templates = [.. root.GetProperty("templates").EnumerateArray().Select(GoldTemplate.Read)],
    };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed record Cached(AnalyzedText Analysis, CodedText Coded);
}
