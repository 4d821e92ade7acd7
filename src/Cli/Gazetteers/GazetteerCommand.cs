using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Geo.V1;

namespace Sitrep.Cli.Gazetteers;

/// <summary>`sitrep gazetteer`: the index of places, as a file or as a service has loaded it.</summary>
internal static class GazetteerCommand
{
    public static Command Create(CliConsole console, ServiceClients services) => new("gazetteer", "Describe or build an index of places.") { Info(console, services) };

    private static Command Info(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var command = new Command("info", "Version, checksum, size and licence of the gazetteer that the geo-lookup service has loaded.") { json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var info = await services.Geo(result).GetGazetteerAsync(new GetGazetteerRequest(), services.Unary(result, cancellationToken));
            if (result.GetValue(json))
                ProtoJson.Write(console, info);
            else
                Renderer.Render(console, PlaceViews.Card(info));
            return ExitCode.Done;
        });
        return command;
    }
}
