using System.CommandLine;
using Sitrep.Cli.Code;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Offline;
using Sitrep.Cli.Terminal;
using Sitrep.Coder.Participants;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Muc4;

namespace Sitrep.Cli.Eval;

/// <summary>`sitrep eval FAMILY`: predictions for the scorers. Of the gold only ids, texts and dates are read and, where the family's name says so, spans.</summary>
internal static class EvalCommand
{
    private static readonly string[] Families = ["sitrep", "muc4", "plover", "actors", "geo", "geo-spans", "time", "attribution", "names", "mentions", "treebank", "treebank-tokens"];

    public static Command Create(CliConsole console)
    {
        var family = new Argument<string>("family") { Description = string.Join(", ", Families) + ".", HelpName = "family" };
        family.AcceptOnlyFromAmong(Families);
        var input = new Option<string>("--input") { Description = "The gold file; .gz too.", HelpName = "file", Required = true };
        var output = new Option<string>("--output") { Description = "Where the predictions go, - for standard output.", HelpName = "file", Required = true };
        var gazetteer = OfflineEngine.GazetteerOption();
        // Predictions are JSON (or CoNLL-U) anyway; the option is taken so that --json can stand everywhere.
        var json = Arguments.Json();
        var command = new Command("eval", "Writes predictions for a scorer, from a gold file or one from which the answers were removed.") { family, input, output, gazetteer, json };
        command.SetAction((result, cancellationToken) =>
        {
            var name = result.GetRequiredValue(family);
            var (gold, predictions) = (result.GetRequiredValue(input), result.GetRequiredValue(output));
            return name switch
            {
                "time" => Text(LanguageFamilies.Time),
                "attribution" => Text(LanguageFamilies.Attribution),
                "names" => Text(LanguageFamilies.Names),
                "mentions" => Text(LanguageFamilies.Mentions),
                "treebank" => TreebankFamily.RunAsync(console, new TextAnalyzer(), gold, predictions, cancellationToken),
                "geo" => Geo(GeoFamilies.Geo),
                "geo-spans" => Geo(GeoFamilies.GeoSpans),
                "sitrep" => Coded(CodeLine.RunAsync),
                "plover" => Coded(async (engine, bytes, token) =>
                {
                    using var line = JsonLine.Parse(bytes.Bytes);
                    return await PloverFamily.RunAsync(engine, line, token);
                }),
                "actors" => Actors(),
                "treebank-tokens" => TreebankFamily.RunGivenTokensAsync(console, new TextAnalyzer(), gold, predictions, cancellationToken),
                "muc4" => Incidents(),
                _ => throw new InvalidOperationException(name),
            };

            Task<int> Text(Func<TextAnalyzer, JsonLine, string> predict)
            {
                var analyzer = new TextAnalyzer();
                return Lines(line => predict(analyzer, line));
            }

            Task<int> Geo(Func<TextAnalyzer, IToponymResolver, JsonLine, string> predict)
            {
                var resolver = LocalGazetteer.Open(result.GetValue(gazetteer)).Resolver;
                var analyzer = new TextAnalyzer();
                return Lines(line => predict(analyzer, resolver, line));
            }

            Task<int> Coded(Func<OfflineEngine, ByteLine, CancellationToken, ValueTask<string?>> predict)
            {
                var engine = OfflineEngine.Open(result.GetValue(gazetteer));
                return LinePipeline.RunAsync(console, gold, predictions, "records", (line, token) => predict(engine, line, token), cancellationToken);
            }

            Task<int> Actors()
            {
                var reader = new ActorPhraseReader();
                return Coded(async (engine, bytes, token) =>
                {
                    using var line = JsonLine.Parse(bytes.Bytes);
                    return await ActorsFamily.RunAsync(reader, engine, line, token);
                });
            }

            Task<int> Incidents()
            {
                var renderer = IncidentRenderer.Load() ?? throw CliException.NotAvailable("eval muc4 is not available: this build leaves the models of its corpus out");
                var analyzer = new TextAnalyzer();
                return Coded(async (engine, bytes, token) =>
                {
                    using var line = JsonLine.Parse(bytes.Bytes);
                    return await Muc4Family.RunAsync(renderer, analyzer, engine, line, token);
                });
            }

            Task<int> Lines(Func<JsonLine, string> predict) => LinePipeline.RunAsync(
                console, gold, predictions, "records",
                (bytes, _) =>
                {
                    using var line = JsonLine.Parse(bytes.Bytes);
                    return ValueTask.FromResult<string?>(predict(line));
                },
                cancellationToken);
        });
        return command;
    }
}
