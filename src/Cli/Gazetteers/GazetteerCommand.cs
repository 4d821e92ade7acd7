using System.CommandLine;
using System.IO.Compression;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Offline;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Building;
using Sitrep.Geo.V1;

namespace Sitrep.Cli.Gazetteers;

/// <summary>`sitrep gazetteer`: the index of places, as a file or as a service has loaded it.</summary>
internal static class GazetteerCommand
{
    /// <summary>What stands for the index that comes with the tool.</summary>
    private const string Default = "default";

    public static Command Create(CliConsole console, ServiceClients services) =>
        new("gazetteer", "Describe or build an index of places.") { Info(console, services), Build(console) };

    private static Command Info(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var file = new Argument<string?>("file")
        {
            Description = $"An index, or \"{Default}\" for the one that comes with the tool. Without: what the geo-lookup service has loaded.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("info", "Version, checksum, size and licence of a gazetteer.") { file, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var info = result.GetValue(file) is { } path
                ? Describe(LocalGazetteer.Open(path == Default ? null : path).Index.Description)
                : await services.Geo(result).GetGazetteerAsync(new GetGazetteerRequest(), services.Unary(result, cancellationToken));
            Show(console, info, result.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Build(CliConsole console)
    {
        var json = Arguments.Json();
        var input = new Option<string>("--input") { Description = "A folder of GeoNames dumps, .txt and .txt.gz, with countryInfo.txt.", HelpName = "folder", Required = true };
        var output = new Option<string>("--output") { Description = "The index to write.", HelpName = "file", Required = true };
        var small = new Option<bool>("--smallest") { Description = "Pack as small as can be; takes a minute more." };
        var command = new Command("build", "Builds an index from GeoNames dumps.") { input, output, small, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (folder, file) = (result.GetRequiredValue(input), result.GetRequiredValue(output));
            using var progress = new Progress(console, "rows");
            var compression = result.GetValue(small) ? CompressionLevel.SmallestSize : CompressionLevel.Fastest;
            try
            {
                var description = await Task.Run(
                    () => GazetteerBuilder.Build(GazetteerSources.FromDirectory(folder), file, compression, new Steps(progress), cancellationToken), cancellationToken);
                Show(console, Describe(description), result.GetValue(json));
                return ExitCode.Done;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or GazetteerFormatException or InvalidDataException)
            {
                // The builder names file and line; .NET's own messages name the path.
                throw CliException.Failed($"cannot build {file}: {exception.Message}", exception);
            }
        });
        return command;
    }

    private static void Show(CliConsole console, GazetteerInfo info, bool json)
    {
        if (json)
            ProtoJson.Write(console, info);
        else
            Renderer.Render(console, PlaceViews.Card(info));
    }

    private static GazetteerInfo Describe(GazetteerDescription description) => new()
    {
        Version = description.Version,
        Sha256 = description.Sha256,
        PlaceCount = description.PlaceCount,
        NameCount = description.NameCount,
        Attribution = description.Attribution,
    };

    /// <summary>Tells at once: <see cref="Progress{T}"/> would go through the thread pool and come late.</summary>
    private sealed class Steps(Progress progress) : IProgress<GazetteerBuildProgress>
    {
        public void Report(GazetteerBuildProgress value) =>
            progress.Report(value.RowsRead, value.BytesTotal > 0 ? (double)value.BytesRead / value.BytesTotal : null);
    }
}
