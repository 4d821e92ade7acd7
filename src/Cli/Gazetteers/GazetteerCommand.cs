using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Offline;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Building;
using Sitrep.Gazetteer.UserPlaces;
using Sitrep.Geo.V1;

namespace Sitrep.Cli.Gazetteers;

/// <summary>`sitrep gazetteer`: the index of places, as files or as a service has loaded it.</summary>
internal static class GazetteerCommand
{
    /// <summary>What stands for the index that comes with the tool.</summary>
    private const string Default = "default";

    private const string GeoNames = "https://download.geonames.org/export/dump/";

    // Without these no build of a country or of cities is whole.
    private static readonly string[] Tables = ["countryInfo.txt", "admin1CodesASCII.txt", "admin2Codes.txt"];

    public static Command Create(CliConsole console, ServiceClients services) => new("gazetteer", "Fetch, build, describe or verify an index of places.")
    {
        Info(console, services), Build(console), Download(console), Verify(console),
    };

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
        var input = new Option<string>("--input") { Description = "A folder of GeoNames dumps, .txt, .txt.gz and .zip, with countryInfo.txt.", HelpName = "folder", Required = true };
        var output = new Option<string>("--output")
        {
            Description = "The index to write; or a folder that is there, in which it gets a name of its version and becomes what \"current\" names.",
            HelpName = "file",
            Required = true,
        };
        var small = new Option<bool>("--smallest") { Description = "Pack as small as can be: takes minutes more, and memory at every start. Without, the index is mapped." };
        var command = new Command("build", "Builds an index from GeoNames dumps.") { input, output, small, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (folder, target) = (result.GetRequiredValue(input), result.GetRequiredValue(output));
            var isFolder = Directory.Exists(target);
            var file = isFolder ? Path.Combine(target, $"building-{Environment.ProcessId}.gaz") : target;
            using var progress = new Progress(console, "rows");
            try
            {
                var description = await Task.Run(
                    () => GazetteerBuilder.Build(GazetteerSources.FromDirectory(folder), file, result.GetValue(small), new Steps(progress), cancellationToken), cancellationToken);
                if (isFolder)
                    Activate(target, file, description);
                Show(console, Describe(description), result.GetValue(json));
                return ExitCode.Done;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or GazetteerFormatException or InvalidDataException)
            {
                // The builder names file and line; .NET's own messages name the path.
                throw CliException.Failed($"cannot build {target}: {exception.Message}", exception);
            }
        });
        return command;
    }

    private static Command Download(CliConsole console)
    {
        var output = new Option<string>("--output") { Description = "The folder to fetch into.", HelpName = "folder", Required = true };
        var address = new Option<string>("--base-address")
        {
            Description = $"Where the files lie. Default: SITREP_GEONAMES, else {GeoNames}",
            HelpName = "url",
        };
        var countries = Arguments.Many("--country", "Only this country, ISO 3166-1 alpha-2.", "code");
        var files = Arguments.Many("--file", "Only this file, beside the tables that every build needs.", "name");
        var command = new Command("download", "Fetches GeoNames' files: all countries (400 MB) and alternate names (200 MB), or what is asked for. Goes on where it stopped.")
        {
            output, address, countries, files,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var text = result.GetValue(address) ?? console.Variable("SITREP_GEONAMES") ?? GeoNames;
            if (!Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var baseAddress) || baseAddress.Scheme is not ("http" or "https"))
                throw CliException.Usage($"--base-address: \"{text}\" is no http or https address");
            var wanted = Wanted(result.GetValue(countries) ?? [], result.GetValue(files) ?? []);
            using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            http.DefaultRequestHeaders.UserAgent.ParseAdd("sitrep-gazetteer/1");
            try
            {
                var changed = await new DumpDownload(http, baseAddress, result.GetRequiredValue(output), console).RunAsync(wanted, cancellationToken);
                console.Output.WriteLine($"{changed} of {wanted.Count} files are new. Data: GeoNames (geonames.org), CC BY 4.0.");
                return ExitCode.Done;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw CliException.Failed($"cannot write into {result.GetRequiredValue(output)}: {exception.Message}", exception);
            }
        });
        return command;
    }

    private static Command Verify(CliConsole console)
    {
        var file = new Argument<string>("file") { Description = $"An index, or \"{Default}\" for the one that comes with the tool." };
        var user = new Option<string?>("--user-places") { Description = "A file of user places to check against it.", HelpName = "file" };
        var command = new Command("verify", "Reads an index through: checksum, order, references; and user places against it.") { file, user };
        command.SetAction((result, cancellationToken) =>
        {
            var path = result.GetRequiredValue(file);
            path = path == Default ? DefaultGazetteer.Path : path;
            try
            {
                var table = result.GetValue(user) is { } userFile ? UserPlaceTable.Read(userFile) : null;
                using var index = GazetteerIndex.Open(path, table);
                index.Verify(cancellationToken);
                console.Output.WriteLine($"{index.Description.Version}: {index.Description.PlaceCount} places, {index.Description.NameCount} names, sha256 {index.Description.Sha256}. All is well.");
                return Task.FromResult(ExitCode.Done);
            }
            catch (UserPlacesException exception)
            {
                throw CliException.Failed("the user places are refused" + Environment.NewLine + exception.Message, exception);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw CliException.Failed($"cannot verify {path}: {InputFile.Why(exception)}", exception);
            }
        });
        return command;
    }

    private static List<string> Wanted(string[] countries, string[] files)
    {
        foreach (var country in countries)
        {
            if (country.Length != 2 || !country.All(char.IsAsciiLetter))
                throw CliException.Usage($"--country: \"{country}\" is not two letters");
        }
        foreach (var file in files)
        {
            if (file.Length == 0 || Path.GetFileName(file) != file)
                throw CliException.Usage($"--file: \"{file}\" is not the name of a file");
        }
        IEnumerable<string> places = countries.Length + files.Length == 0 ? ["allCountries.zip", "alternateNamesV2.zip", "featureCodes_en.txt"] : [.. countries.Select(c => c.ToUpperInvariant() + ".zip"), .. files];
        return [.. Tables.Concat(places).Distinct(StringComparer.Ordinal)];
    }

    // The name says what is in it; services that watch the folder change over.
    private static void Activate(string folder, string file, GazetteerDescription description)
    {
        var name = $"{description.Version}-{description.Sha256[..8]}.gaz";
        File.Move(file, Path.Combine(folder, name), true);
        LiveGazetteer.SetCurrent(folder, name);
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
        public void Report(GazetteerBuildProgress value) => progress.Report(value.RowsRead, value.Share);
    }
}
