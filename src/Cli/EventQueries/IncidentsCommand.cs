using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;

namespace Sitrep.Cli.EventQueries;

/// <summary>`sitrep incidents`: happenings gathered from many accounts, and what analysts say of which accounts belong together.</summary>
internal static class IncidentsCommand
{
    /// <summary>Rows where --limit does not say.</summary>
    private const int DefaultLimit = 50;

    /// <summary>The most that the service gives at once.</summary>
    private const int MaxPage = 1_000;

    public static Command Create(CliConsole console, ServiceClients services) => new("incidents", "Search, read, merge and split incidents.")
    {
        Search(console, services), Get(console, services), Merge(console, services), Split(console, services),
    };

    private static Command Search(CliConsole console, ServiceClients services)
    {
        var (filter, json) = (new EventFilterOptions(), Arguments.Json());
        var limit = Arguments.Limit($"How many at most; 0 for all. Default: {DefaultLimit}.");
        var independent = new Option<int>("--independent") { Description = "At least so many sources that do not copy one another.", HelpName = "n" };
        var command = new Command("search", "Incidents that have an event which matches, newest first, undated last.") { limit, independent, json };
        filter.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            var wanted = result.GetValue(limit) ?? DefaultLimit;
            if (wanted < 0)
                throw CliException.Usage("--limit must not be negative");
            var request = new SearchIncidentsRequest { Filter = filter.Read(result), MinIndependentSources = result.GetValue(independent) };
            var incidents = new List<Incident>();
            var count = 0;
            do
            {
                request.PageSize = wanted == 0 ? MaxPage : Math.Min(MaxPage, wanted - count);
                var page = await client.SearchIncidentsAsync(request, services.Unary(result, cancellationToken));
                foreach (var item in page.Incidents.Take(wanted == 0 ? int.MaxValue : wanted - count))
                {
                    count++;
                    if (result.GetValue(json))
                        ProtoJson.Write(console, item);
                    else
                        incidents.Add(item);
                }
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && (wanted == 0 || count < wanted));
            if (!result.GetValue(json))
                if (incidents.Count == 0)
                    console.Output.WriteLine("No incidents.");
                else
                    Renderer.Render(console, IncidentViews.Table(incidents, console.Width));
            if (request.PageToken.Length > 0 && console.ErrorIsTerminal)
                await console.Error.WriteLineAsync($"There are more than {count}: --limit 0 gives all.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Get(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var names = new Argument<string[]>("incident") { Description = "incidents/...", Arity = ArgumentArity.OneOrMore };
        var command = new Command("get", "Incidents by name, in full: tolls with every claim, accounts, and why they are held to be one.") { names, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            foreach (var name in result.GetRequiredValue(names))
                Show(console, await client.GetIncidentAsync(new GetIncidentRequest { Name = Arguments.Resource(name, "incidents") }, services.Unary(result, cancellationToken)), result.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Merge(CliConsole console, ServiceClients services)
    {
        var (reason, json) = (Reason(), Arguments.Json());
        var names = new Argument<string[]>("incident") { Description = "incidents/...; the first takes the others in.", Arity = new ArgumentArity(2, 100) };
        var command = new Command("merge", "Says that incidents are one; outlives recoding, and a split undoes it.") { names, reason, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var request = new MergeIncidentsRequest { Reason = result.GetRequiredValue(reason) };
            request.Names.AddRange(result.GetRequiredValue(names).Select(name => Arguments.Resource(name, "incidents")));
            Show(console, await services.Events(result).MergeIncidentsAsync(request, services.Unary(result, cancellationToken)), result.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Split(CliConsole console, ServiceClients services)
    {
        var (reason, json) = (Reason(), Arguments.Json());
        var name = new Argument<string>("incident") { Description = "incidents/..." };
        var events = new Argument<string[]>("event") { Description = "events/... that do not belong to it.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("split", "Says that events do not belong to an incident: they become a new one. A merge undoes it.") { name, events, reason, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var request = new SplitIncidentRequest { Name = Arguments.Resource(result.GetRequiredValue(name), "incidents"), Reason = result.GetRequiredValue(reason) };
            request.Events.AddRange(result.GetRequiredValue(events).Select(item => Arguments.Resource(item, "events")));
            Show(console, await services.Events(result).SplitIncidentAsync(request, services.Unary(result, cancellationToken)), result.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string> Reason() => new("--reason") { Description = "Why; kept with your name.", HelpName = "text", Required = true };

    private static void Show(CliConsole console, Incident incident, bool json)
    {
        if (json)
            ProtoJson.Write(console, incident);
        else
            console.Output.Write(IncidentViews.Text(incident));
    }
}
