using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Toponyms;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Muc4.Tests;

/// <summary>Reads texts for tests; place names stay unresolved.</summary>
internal sealed class Reading : IToponymSource
{
    private static readonly DateOnly Day = new(1990, 3, 12);

    public static async Task<(Muc4Report Report, AnalyzedText Analysis, CodedText Coded)> OfAsync(string text, string place = "San Salvador")
    {
        var time = new DateTimeOffset(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var coded = await new ReportCoder().CodeAsync(new CoderInput(text, "", time, "", ResolutionContext.None), new Reading(), TestContext.Current.CancellationToken);
        return (new Muc4Report(text, Day, place, "ACAN-EFE"), new TextAnalyzer().Analyze(text, new AnalysisContext("", Day)), coded);
    }

    public static async Task<Article> ArticleAsync(string text)
    {
        var (report, analysis, coded) = await OfAsync(text);
        return new Article(report, analysis, coded);
    }

    public static async Task<ArticleExample> ExampleAsync(string text)
    {
        var (report, analysis, coded) = await OfAsync(text);
        return new ArticleExample(report, analysis, coded, new WordClusters(new Dictionary<uint, byte>()));
    }

    public ValueTask<ToponymResolution> ResolveAsync(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ToponymResolution(
            [.. mentions.Select(m => new ResolvedToponym { Span = m.Span, Usage = m.Usage, Unresolved = UnresolvedReason.NotInGazetteer })], "none"));
}
