using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Coder;

/// <summary>A text to code.</summary>
/// <param name="Text">Plain text; any string is accepted.</param>
/// <param name="Title">Headline; helps to understand, no evidence lies in it.</param>
/// <param name="PublishTime">UTC; null where unknown.</param>
/// <param name="TimeZone">IANA zone in which the text was written; empty where unknown. Turns <paramref name="PublishTime"/> into a day.</param>
/// <param name="Context">What steers toponym resolution.</param>
public sealed record CoderInput(string Text, string Title, DateTimeOffset? PublishTime, string TimeZone, ResolutionContext Context);

/// <summary>Resolves the toponyms of a text in one call: in process, or through the geo-lookup service.</summary>
public interface IToponymSource
{
    /// <summary>One answer for each mention, in the same order, and the version of the gazetteer that gave them.</summary>
    ValueTask<ToponymResolution> ResolveAsync(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken);
}

/// <summary>Answers of one gazetteer.</summary>
public sealed record ToponymResolution(IReadOnlyList<ResolvedToponym> Toponyms, string GazetteerVersion);

/// <summary>Reads events out of text. Immutable, safe for concurrent use, deterministic: equal input, version and gazetteer give an equal result.</summary>
public sealed class ReportCoder
{
    private readonly TextAnalyzer _analyzer = new();

    /// <summary>Version of code, models, lexicons and ontology.</summary>
    public static string Version { get; } = "sitrep-coder-1+" + TextAnalyzer.Version;

    /// <summary>Codes one text. Never throws on any string; fails only where <paramref name="toponyms"/> does.</summary>
    public async ValueTask<CodedText> CodeAsync(CoderInput input, IToponymSource toponyms, CancellationToken cancellationToken)
    {
        var analysis = _analyzer.Analyze(input.Text, AnalysisContext.None with { Title = input.Title });
        var resolution = analysis.Toponyms.Count == 0
            ? new ToponymResolution([], "")
            : await toponyms.ResolveAsync(input.Text, analysis.Toponyms, input.Context, cancellationToken);
        return new CodedText
        {
            Text = input.Text,
            Events = [],
            Attributions = [],
            Toponyms = resolution.Toponyms,
            Times = analysis.Times,
            Names = analysis.Names,
            Quantities = [],
            CoderVersion = Version,
            GazetteerVersion = resolution.GazetteerVersion,
        };
    }
}
