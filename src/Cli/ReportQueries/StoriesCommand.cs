using System.CommandLine;
using System.Globalization;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.ReportQueries;

/// <summary>`sitrep stories`: which reports carry the same text.</summary>
internal static class StoriesCommand
{
    private const int DefaultLimit = 50;
    private const int MaxPage = 1_000;

    public static Command Create(CliConsole console, ServiceClients services) => new("stories", "Reports that carry the same text.")
    {
        List(console, services), Get(console, services),
    };

    private static Command List(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var limit = Arguments.Limit($"How many at most; 0 for all. Default: {DefaultLimit}.");
        var command = new Command("list", "Stories by their first report, newest first.") { limit, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Sources(result);
            var wanted = result.GetValue(limit) ?? DefaultLimit;
            if (wanted < 0)
                throw CliException.Usage("--limit must not be negative");
            var request = new ListStoriesRequest();
            var shown = 0;
            do
            {
                request.PageSize = wanted == 0 ? MaxPage : Math.Min(MaxPage, wanted - shown);
                var page = await client.ListStoriesAsync(request, services.Unary(result, cancellationToken));
                foreach (var story in page.Stories)
                    Show(console, story, result.GetValue(json));
                shown += page.Stories.Count;
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && (wanted == 0 || shown < wanted));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Get(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var names = new Argument<string[]>("story") { Description = "stories/...", Arity = ArgumentArity.OneOrMore };
        var command = new Command("get", "Stories by name, with their reports.") { names, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Sources(result);
            foreach (var name in result.GetRequiredValue(names))
            {
                var story = await client.GetStoryAsync(new GetStoryRequest { Name = Arguments.Resource(name, "stories") }, services.Unary(result, cancellationToken));
                Show(console, story, result.GetValue(json));
                if (!result.GetValue(json))
                {
                    foreach (var report in story.Reports)
                        console.Output.WriteLine("  " + SafeText.Line(report));
                }
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(CliConsole console, Story story, bool json)
    {
        if (json)
            ProtoJson.Write(console, story);
        else
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{SafeText.Line(story.Name)}  {story.Reports.Count:N0} reports  {story.SourceCount:N0} sources, {story.IndependentSourceCount:N0} independent  first {SafeText.Line(story.LeadReport)}"));
    }
}
