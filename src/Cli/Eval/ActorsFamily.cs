using Sitrep.Cli.Lines;
using Sitrep.Coder;
using Sitrep.Coder.Participants;

namespace Sitrep.Cli.Eval;

/// <summary>plover_score.py on actors: `{"id","country","code_1","code_2","wiki"}`; reads id, text and date.</summary>
internal static class ActorsFamily
{
    /// <summary>What the corpus means by a date that is missing or "today".</summary>
    private const int Today = 2022;

    public static async ValueTask<string> RunAsync(ActorPhraseReader reader, IToponymSource toponyms, JsonLine line, CancellationToken cancellationToken)
    {
        var actor = await reader.ReadAsync(line.Required("text"), GoldDates.Day(line, "date")?.Year ?? Today, toponyms, cancellationToken);
        return Prediction.Line(line.RawId, json =>
        {
            json.WriteString("country", actor.CountryCode);
            json.WriteString("code_1", actor.Sectors.Count > 0 ? actor.Sectors[0] : "");
            json.WriteString("code_2", actor.Sectors.Count > 1 ? actor.Sectors[1] : "");
            // The actor dictionary knows no encyclopedia.
            json.WriteString("wiki", "");
        });
    }
}
