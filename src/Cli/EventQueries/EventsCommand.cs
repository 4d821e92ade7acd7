using System.CommandLine;
using Sitrep.Cli.Export;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;

namespace Sitrep.Cli.EventQueries;

/// <summary>`sitrep events`: what the events service knows.</summary>
internal static class EventsCommand
{
    /// <summary>Rows where --limit does not say.</summary>
    private const int DefaultLimit = 50;

    /// <summary>The most that the service gives at once.</summary>
    private const int MaxPage = 1_000;

    public static Command Create(CliConsole console, ServiceClients services) => new("events", "Search, read, watch, count, review, correct and export events.")
    {
        Search(console, services), Get(console, services), WatchEvents.Create(console, services), ExportCommand.Create(console, services),
        ReviewCommands.Review(console, services), ReviewCommands.Correct(console, services), ReviewCommands.Revisions(console, services),
        ReviewCommands.Differences(console, services), AggregateCommand.Create(console, services),
    };

    private static Command Search(CliConsole console, ServiceClients services)
    {
        var (filter, json) = (new EventFilterOptions(), Arguments.Json());
        var limit = Arguments.Limit($"How many at most; 0 for all. Default: {DefaultLimit}.");
        var full = new Option<bool>("--full") { Description = "Each event in full instead of a row." };
        var command = new Command("search", "Events that match, newest first, undated last.") { limit, full, json };
        filter.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            var wanted = result.GetValue(limit) ?? DefaultLimit;
            if (wanted < 0)
                throw CliException.Usage("--limit must not be negative");
            var request = new SearchEventsRequest { Filter = filter.Read(result) };
            var events = new List<Event>();
            var count = 0;
            do
            {
                request.PageSize = wanted == 0 ? MaxPage : Math.Min(MaxPage, wanted - count);
                var page = await client.SearchEventsAsync(request, services.Unary(result, cancellationToken));
                foreach (var item in page.Events.Take(wanted == 0 ? int.MaxValue : wanted - count))
                {
                    count++;
                    if (result.GetValue(json))
                        ProtoJson.Write(console, item);
                    else
                        events.Add(item);
                }
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && (wanted == 0 || count < wanted));
            if (!result.GetValue(json))
                Show(console, events, result.GetValue(full));
            if (request.PageToken.Length > 0 && console.ErrorIsTerminal)
                await console.Error.WriteLineAsync($"There are more than {count}: --limit 0 gives all.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Get(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var names = new Argument<string[]>("event") { Description = "events/...", Arity = ArgumentArity.OneOrMore };
        var command = new Command("get", "Events by name, in full.") { names, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            foreach (var name in result.GetRequiredValue(names))
            {
                var request = new GetEventRequest { Name = Arguments.Resource(name, "events") };
                var item = await client.GetEventAsync(request, services.Unary(result, cancellationToken));
                if (result.GetValue(json))
                    ProtoJson.Write(console, item);
                else
                    Renderer.Render(console, EventCard.Render(item, number: null));
            }
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A table, or a card each; says so where there is nothing.</summary>
    public static void Show(CliConsole console, IReadOnlyList<Event> events, bool full)
    {
        if (events.Count == 0)
        {
            console.Output.WriteLine("No events.");
            return;
        }
        if (!full)
        {
            Renderer.Render(console, EventsTable.Render(events, console.Width));
            return;
        }
        for (var i = 0; i < events.Count; i++)
        {
            if (i > 0)
                console.Output.WriteLine();
            Renderer.Render(console, EventCard.Render(events[i], i + 1));
        }
    }
}
