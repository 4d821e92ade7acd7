using System.CommandLine;
using System.Globalization;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.EventQueries;

/// <summary>`sitrep events aggregate`: counts of events, incidents and tolls.</summary>
internal static class AggregateCommand
{
    private const int DefaultCell = 3;

    public static Command Create(CliConsole console, ServiceClients services)
    {
        var (filter, json) = (new EventFilterOptions(), Arguments.Json());
        var by = Arguments.Many("--by", "day, week, month, type, country, adm1, cell or source; at most two.", "key");
        var cell = new Option<int?>("--cell") { Description = $"Letters of the geohash for --by cell, 1 to 8. Default: {DefaultCell}.", HelpName = "n" };
        var command = new Command("aggregate", "Counts events, incidents, killed and injured.") { by, cell, json };
        filter.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var keys = (result.GetValue(by) ?? []).Select(word => Arguments.Constant<AggregateEventsRequest.Types.Dimension>(word, "--by")).ToList();
            var request = new AggregateEventsRequest
            {
                Filter = filter.Read(result),
                Dimensions = { keys },
                CellResolution = result.GetValue(cell) ?? (keys.Contains(AggregateEventsRequest.Types.Dimension.Cell) ? DefaultCell : 0),
            };
            var counted = await services.Events(result).AggregateEventsAsync(request, services.Unary(result, cancellationToken));
            if (result.GetValue(json))
            {
                foreach (var bucket in counted.Buckets)
                    ProtoJson.Write(console, bucket);
                return ExitCode.Done;
            }
            if (counted.Buckets.Count == 0)
            {
                console.Output.WriteLine("No events.");
                return ExitCode.Done;
            }
            var table = Tables.Create([.. keys.Select(key => Words.Hyphenated(key.ToString())), "events", "incidents", "killed", "injured"]);
            foreach (var bucket in counted.Buckets)
            {
                var cells = bucket.Keys.Select(key => SafeText.Line(key.Length == 0 ? "unknown" : key))
                    .Concat(new[] { bucket.EventCount, bucket.IncidentCount, bucket.Killed, bucket.Injured }.Select(n => n.ToString("N0", CultureInfo.InvariantCulture)));
                table.AddRow(cells.Select(words => (IRenderable)Tables.Cell(words)));
            }
            Renderer.Render(console, table);
            return ExitCode.Done;
        });
        return command;
    }
}
