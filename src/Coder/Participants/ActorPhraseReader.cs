using Sitrep.Coder.Grammar;
using Sitrep.Language;

namespace Sitrep.Coder.Participants;

/// <summary>Who a phrase stands for that was taken out of its text.</summary>
/// <param name="DisplayName">The name that the phrase stands for.</param>
/// <param name="ActorId">Id in the actor dictionary; empty for actors that it does not know.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-3, or PLOVER's IGO, NGO, MNC, IMG, ISM; empty where open.</param>
/// <param name="Sectors">PLOVER sectors, main one first; empty where open.</param>
public sealed record ActorPhrase(string DisplayName, string ActorId, string CountryCode, IReadOnlyList<string> Sectors);

/// <summary>Reads phrases as actors by the rules that read the participants of events. Immutable, safe for concurrent use, deterministic.</summary>
public sealed class ActorPhraseReader
{
    private readonly TextAnalyzer _analyzer = new();

    /// <summary>Reads one phrase ("Somalia's prime minister"); never throws on any string.</summary>
    /// <param name="phrase">The words, nothing around them.</param>
    /// <param name="year">Who holds an office depends on it.</param>
    /// <param name="toponyms">Resolves the place names of the phrase.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<ActorPhrase> ReadAsync(string phrase, int year, IToponymSource toponyms, CancellationToken cancellationToken)
    {
        var analysis = _analyzer.Analyze(phrase, AnalysisContext.None);
        var resolution = analysis.Toponyms.Count == 0
            ? new ToponymResolution([], "")
            : await toponyms.ResolveAsync(phrase, analysis.Toponyms, Gazetteer.ResolutionContext.None, cancellationToken);
        if (analysis.Tokens.Count == 0)
            return new ActorPhrase(phrase, "", "", []);
        var party = new PartyReader(new ReportReading(analysis, resolution.Toponyms, null, year)).ReadSource(new TextSpan(0, phrase.Length));
        return new ActorPhrase(party.DisplayName, party.ActorId, party.Country, SectorsOf(party));
    }

    /// <summary>A country alone says nothing of who in it acts; its capital stands for its government.</summary>
    private static IReadOnlyList<string> SectorsOf(Party party) => party switch
    {
        { IsCountry: true } => [],
        { IsPlace: true, Sectors.Count: 0, PlaceCode: "PPLC" } => ["GOV"],
        _ => party.Sectors,
    };
}
