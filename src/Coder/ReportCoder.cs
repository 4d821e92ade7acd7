using Sitrep.Coder.Building;
using Sitrep.Coder.Explaining;
using Sitrep.Coder.Grammar;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Toponyms;
using Sitrep.Wire;

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
    /// <summary>Entries of the actor dictionary that hold today are taken for reports of unknown date.</summary>
    private const int YearOfUndatedReports = 2020;

    private readonly TextAnalyzer _analyzer = new();

    /// <summary>Version of code, models, lexicons and ontology.</summary>
    public static string Version { get; } = "sitrep-coder-2+" + TextAnalyzer.Version;

    /// <summary>Codes one text. Never throws on any string; fails only where <paramref name="toponyms"/> does.</summary>
    public async ValueTask<CodedText> CodeAsync(CoderInput input, IToponymSource toponyms, CancellationToken cancellationToken) =>
        (await CodeAsync(input, toponyms, null, cancellationToken)).Coded;

    /// <summary>Codes one text and tells what decided each field; the coded text is the same as without.</summary>
    public async ValueTask<(CodedText Coded, CodingExplanation Explanation)> ExplainAsync(CoderInput input, IToponymSource toponyms, CancellationToken cancellationToken)
    {
        var notes = new Notebook();
        var (coded, reading, eventOfToken) = await CodeAsync(input, toponyms, notes, cancellationToken);
        return (coded, notes.Explain(reading, eventOfToken, coded.Events.Count));
    }

    private async ValueTask<(CodedText Coded, ReportReading Reading, IReadOnlyDictionary<int, int> EventOfToken)> CodeAsync(
        CoderInput input, IToponymSource toponyms, Notebook? notes, CancellationToken cancellationToken)
    {
        var wire = WireReader.Read(input.Text);
        // Of a report whose day of publication is not known, the dateline may tell it.
        var publishDate = PublishDay(input) ?? wire.Dateline?.DateNear(null);
        var analysis = _analyzer.Analyze(input.Text, new AnalysisContext(input.Title, publishDate));
        var resolution = analysis.Toponyms.Count == 0
            ? new ToponymResolution([], "")
            : await toponyms.ResolveAsync(input.Text, analysis.Toponyms, input.Context, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var reading = new ReportReading(analysis, resolution.Toponyms, publishDate, publishDate?.Year ?? YearOfUndatedReports, wire) { Notes = notes };
        var assembler = new EventAssembler(reading);
        var (events, quantities) = assembler.Assemble();
        var coded = new CodedText
        {
            Text = input.Text,
            Events = events,
            Attributions = assembler.Attributions,
            Toponyms = resolution.Toponyms,
            Times = analysis.Times,
            Names = analysis.Names,
            Quantities = quantities,
            CoderVersion = Version,
            GazetteerVersion = resolution.GazetteerVersion,
        };
        return (coded, reading, assembler.EventOfToken);
    }

    /// <summary>The day of publication in the zone in which the text was written; UTC where the zone is unknown.</summary>
    private static DateOnly? PublishDay(CoderInput input)
    {
        if (input.PublishTime is not { } time)
            return null;
        var local = time.UtcDateTime;
        if (input.TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone, out var zone))
            local = TimeZoneInfo.ConvertTimeFromUtc(local, zone);
        return DateOnly.FromDateTime(local);
    }
}
