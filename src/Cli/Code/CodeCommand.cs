using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Offline;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Terminal;
using Sitrep.Coder;
using Sitrep.Events.V1;
using Sitrep.Gazetteer;
using Sitrep.Mapping.Coding;

namespace Sitrep.Cli.Code;

/// <summary>`sitrep code`: reads events out of a text, or of a file of texts, with no server.</summary>
internal static class CodeCommand
{
    public static Command Create(CliConsole console)
    {
        var json = Arguments.Json();
        var file = new Argument<string?>("file")
        {
            Description = "A text, - for standard input. Lines Title:, Published:, Source: and Url: and a blank line may stand first.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var input = new Option<string?>("--input") { Description = "JSON lines: id, text, title, publish_time, source, language_code; .gz too, - for standard input.", HelpName = "jsonl" };
        var output = new Option<string?>("--output") { Description = "Where one CodeTextResponse a line goes, - for standard output.", HelpName = "jsonl" };
        var published = new Option<string?>("--published") { Description = "Day or RFC 3339 time of publication, against which \"on Saturday\" is read.", HelpName = "time" };
        var title = new Option<string?>("--title") { Description = "Headline.", HelpName = "text" };
        var zone = new Option<string?>("--time-zone") { Description = "IANA zone in which the text was written.", HelpName = "zone" };
        var explain = new Option<bool>("--explain") { Description = "Which rule or model decided each field, and what was rejected and why; with --json that alone, as JSON." };
        var gazetteer = OfflineEngine.GazetteerOption();
        var command = new Command("code", "Reads events out of a text, or of a file of texts, with no server.") { file, input, output, published, title, zone, explain, gazetteer, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (path, inputPath, outputPath) = (result.GetValue(file), result.GetValue(input), result.GetValue(output));
            if ((path is null) == (inputPath is null))
                throw CliException.Usage("give a file, or --input and --output");
            if (inputPath is not null && result.GetValue(explain))
                throw CliException.Usage("--explain is for one text");
            if (path is not null && outputPath is not null)
                throw CliException.Usage("--output goes with --input");
            var engine = OfflineEngine.Open(result.GetValue(gazetteer));
            if (inputPath is not null)
            {
                if (result.GetValue(published) is not null || result.GetValue(title) is not null || result.GetValue(zone) is not null)
                    throw CliException.Usage("--published, --title and --time-zone are for one text; the lines of --input carry their own");
                return await LinePipeline.RunAsync(
                    console, inputPath, outputPath ?? "-", "reports", (line, token) => CodeLine.RunAsync(engine, line, token), cancellationToken);
            }
            var timeZone = Arguments.Zone(result.GetValue(zone), "--time-zone");
            var report = ReportFile.Parse(await InputFile.ReadTextAsync(path!, console.Input, cancellationToken));
            DateTimeOffset? publishTime = (result.GetValue(published), report.Published) switch
            {
                ({ } given, _) => Arguments.Time(given, "--published", timeZone),
                (null, { Length: > 0 } stated) => Arguments.Time(stated, $"{path}: Published", timeZone),
                _ => null,
            };
            var request = new CoderInput(report.Text, result.GetValue(title) ?? report.Title, publishTime, result.GetValue(zone) ?? "", ResolutionContext.None);
            if (result.GetValue(explain))
            {
                var (read, explanation) = await engine.ExplainAsync(request, cancellationToken);
                if (result.GetValue(json))
                {
                    console.Output.WriteLine(ExplanationText.Json(explanation));
                    return ExitCode.Done;
                }
                Show(console, report, CodedTextMapping.ToResponse(read));
                console.Output.WriteLine();
                ExplanationText.Write(console, read, explanation);
                return ExitCode.Done;
            }
            var coded = await engine.CodeAsync(request, cancellationToken);
            if (result.GetValue(json))
                ProtoJson.Write(console, coded);
            else
                Show(console, report, coded);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(CliConsole console, ReportFile report, CodeTextResponse coded)
    {
        for (var i = 0; i < coded.Events.Count; i++)
        {
            Renderer.Render(console, EventCard.Render(coded.Events[i], i + 1));
            console.Output.WriteLine();
        }
        if (coded.Events.Count == 0)
            console.Output.WriteLine("No events.\n");
        Renderer.Render(console, EvidenceText.Render(report.Text, coded.Events, console.Colour));
        console.Output.WriteLine();
        if (console.Colour && coded.Events.Count > 0)
            Renderer.Render(console, EvidenceText.Legend());
        console.Output.WriteLine(SafeText.Line($"coder {coded.CoderVersion} · gazetteer {(coded.GazetteerVersion.Length > 0 ? coded.GazetteerVersion : "not needed")}"));
    }
}
