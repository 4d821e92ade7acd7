using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.ReportQueries;

/// <summary>`sitrep reports`: what was submitted, and how far it has come.</summary>
internal static class ReportsCommand
{
    private const int DefaultLimit = 50;
    private const int MaxPage = 1_000;

    public static Command Create(CliConsole console, ServiceClients services) => new("reports", "List and read reports, or have them coded again.")
    {
        List(console, services), Get(console, services), Recode(console, services),
    };

    private static Command List(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var source = new Option<string?>("--source") { Description = "Only of this source (sources/reuters).", HelpName = "source" };
        var state = new Option<string?>("--state") { Description = "pending, coded or failed.", HelpName = "state" };
        var from = new Option<string?>("--from") { Description = "Published at or after this day or time.", HelpName = "time" };
        var until = new Option<string?>("--until") { Description = "Published before this day or time.", HelpName = "time" };
        var limit = Arguments.Limit($"How many at most; 0 for all. Default: {DefaultLimit}.");
        var command = new Command("list", "Reports by publication, newest first, without their texts.") { source, state, from, until, limit, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Sources(result);
            var wanted = result.GetValue(limit) ?? DefaultLimit;
            if (wanted < 0)
                throw CliException.Usage("--limit must not be negative");
            var request = new ListReportsRequest
            {
                Source = result.GetValue(source) is { } name ? Arguments.Resource(name, "sources") : "",
                State = result.GetValue(state) is { } word ? Arguments.Constant<Report.Types.State>(word, "--state") : Report.Types.State.Unspecified,
                StartTime = Arguments.Moment(result.GetValue(from), "--from"),
                EndTime = Arguments.Moment(result.GetValue(until), "--until"),
            };
            var reports = new List<Report>();
            do
            {
                request.PageSize = wanted == 0 ? MaxPage : Math.Min(MaxPage, wanted - reports.Count);
                var page = await client.ListReportsAsync(request, services.Unary(result, cancellationToken));
                reports.AddRange(page.Reports.Take(wanted == 0 ? int.MaxValue : wanted - reports.Count));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && (wanted == 0 || reports.Count < wanted));
            if (result.GetValue(json))
                reports.ForEach(report => ProtoJson.Write(console, report));
            else if (reports.Count == 0)
                console.Output.WriteLine("No reports.");
            else
                Renderer.Render(console, ReportViews.Table(reports));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Get(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var names = Names();
        var command = new Command("get", "Reports by name, with their texts.") { names, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Sources(result);
            foreach (var name in result.GetRequiredValue(names))
            {
                var request = new GetReportRequest { Name = Arguments.Resource(name, "reports") };
                var report = await client.GetReportAsync(request, services.Unary(result, cancellationToken));
                if (result.GetValue(json))
                    ProtoJson.Write(console, report);
                else
                    Renderer.Render(console, ReportViews.Card(report));
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Recode(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var names = Names();
        var command = new Command("recode", "Hands reports to the events service once more, after a failure was mended.") { names, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Sources(result);
            foreach (var name in result.GetRequiredValue(names))
            {
                var request = new RecodeReportRequest { Name = Arguments.Resource(name, "reports") };
                var report = await client.RecodeReportAsync(request, services.Unary(result, cancellationToken));
                if (result.GetValue(json))
                    ProtoJson.Write(console, report);
                else
                    console.Output.WriteLine($"{SafeText.Line(report.Name)}  {ReportViews.Coding(report)}");
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string[]> Names() => new("report") { Description = "reports/...", Arity = ArgumentArity.OneOrMore };
}
