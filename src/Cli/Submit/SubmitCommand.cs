using System.CommandLine;
using Grpc.Core;
using Sitrep.Cli.Code;
using Sitrep.Cli.EventQueries;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.Submit;

/// <summary>`sitrep submit`: hands reports in; with --watch, waits until they are coded and shows their events.</summary>
internal static class SubmitCommand
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>The most that the service gives at once.</summary>
    private const int MaxPage = 1_000;

    public static Command Create(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var files = new Argument<string[]>("file")
        {
            Description = "Texts, - for standard input. Lines Title:, Published:, Source: and Url: and a blank line may stand first.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var input = new Option<string?>("--input") { Description = "JSON lines, one report each (text; title, publish_time, source, url, language_code), plain or .gz.", HelpName = "file" };
        var folder = new Option<string?>("--folder") { Description = "Every .txt and .html file below; of a web page the article.", HelpName = "folder" };
        var errors = new Option<string?>("--errors") { Description = "Where refused reports are noted. Default: beside the input, .errors.jsonl.", HelpName = "file" };
        var restart = new Option<bool>("--restart") { Description = "Begin anew where an earlier run of --input or --folder was interrupted." };
        var published = new Option<string?>("--published") { Description = "Day or RFC 3339 time of publication.", HelpName = "time" };
        var source = new Option<string?>("--source") { Description = "Who published it (Reuters, sources/reuters).", HelpName = "name" };
        var title = new Option<string?>("--title") { Description = "Headline.", HelpName = "text" };
        var url = new Option<string?>("--url") { Description = "Where it was published; never fetched.", HelpName = "address" };
        var zone = new Option<string?>("--time-zone") { Description = "IANA zone in which it was written.", HelpName = "zone" };
        var watch = new Option<bool>("--watch") { Description = "Wait until coded and show the events." };
        var command = new Command("submit", "Hands reports in to be stored and coded.") { files, input, folder, errors, restart, published, source, title, url, zone, watch, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var paths = result.GetValue(files) ?? [];
            if (result.GetValue(input) is not null || result.GetValue(folder) is not null)
            {
                if (paths.Length > 0 || (result.GetValue(input) is not null && result.GetValue(folder) is not null))
                    throw CliException.Usage("give files, --input or --folder, only one of them");
                return await BulkAsync(console, services, result, result.GetValue(input), result.GetValue(folder), result.GetValue(source), result.GetValue(errors), result.GetValue(restart), cancellationToken);
            }
            if (paths.Length == 0)
                throw CliException.Usage("no file, no --input and no --folder");
            if (paths.Count(path => path == "-") > 1)
                throw CliException.Usage("standard input can be read once only");
            var timeZone = Arguments.Zone(result.GetValue(zone), "--time-zone");
            var requests = new List<SubmitReportsRequest>();
            foreach (var path in paths)
            {
                var file = ReportFile.Parse(await InputFile.ReadTextAsync(path, console.Input, cancellationToken));
                var given = result.GetValue(published);
                requests.Add(new SubmitReportsRequest
                {
                    RequestId = Guid.NewGuid().ToString(),
                    Report = new Report
                    {
                        Source = result.GetValue(source) ?? file.Source,
                        Title = result.GetValue(title) ?? file.Title,
                        Text = file.Text,
                        Url = result.GetValue(url) ?? file.Url,
                        PublishTime = given is not null ? Arguments.Moment(given, "--published", timeZone) : Arguments.Moment(file.Published, $"{path}: Published", timeZone),
                        TimeZone = result.GetValue(zone) ?? "",
                    },
                });
            }
            var (reports, failed) = await SubmitAsync(console, services, result, paths, requests, result.GetValue(json) && !result.GetValue(watch), cancellationToken);
            if (result.GetValue(watch))
            {
                foreach (var report in reports)
                    failed |= !await WatchAsync(console, services, result, report, result.GetValue(json), cancellationToken);
            }
            return failed ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> BulkAsync(
        CliConsole console, ServiceClients services, ParseResult result, string? input, string? folder, string? source, string? errors, bool restart, CancellationToken cancellationToken)
    {
        var path = input ?? folder!;
        if (folder is not null ? !Directory.Exists(folder) : input == "-" || !File.Exists(input))
            throw CliException.Usage(folder is not null ? $"there is no folder {folder}" : $"there is no file {input}");
        var bulk = new BulkInput(path, folder is not null, source ?? "");
        var beside = path.TrimEnd('/', '\\');
        var done = BulkProgress.Open(beside + ".submitted", bulk.Identity, !restart, console.Time);
        await using var submission = new BulkSubmission(console, services.Sources(result), bulk, done, errors ?? beside + ".errors.jsonl");
        return await submission.RunAsync(cancellationToken);
    }

    private static async Task<(List<Report> Reports, bool Failed)> SubmitAsync(
        CliConsole console, ServiceClients services, ParseResult result, string[] paths, List<SubmitReportsRequest> requests, bool json, CancellationToken cancellationToken)
    {
        var client = services.Sources(result);
        if (requests is [var only])
        {
            var request = new SubmitReportRequest { Report = only.Report, RequestId = only.RequestId };
            var report = await client.SubmitReportAsync(request, services.Unary(result, cancellationToken));
            Show(console, report, paths[0], json);
            return ([report], false);
        }
        using var call = client.SubmitReports(ServiceClients.Streaming(cancellationToken));
        using var progress = new Progress(console, "reports");
        var sending = SendAsync(call.RequestStream, requests, cancellationToken);
        var reports = new SortedDictionary<long, Report>();
        var refused = 0L;
        await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            var path = answer.Index >= 0 && answer.Index < paths.Length ? paths[answer.Index] : "?";
            if (answer.Report is { } report)
            {
                reports[answer.Index] = report;
                Show(console, report, path, json);
            }
            else
            {
                refused++;
                progress.Note($"sitrep: {path}: {RpcErrorText.Describe(answer.Error ?? new Google.Rpc.Status())}");
            }
            progress.Report(reports.Count + refused, (double)(reports.Count + refused) / requests.Count);
        }
        await sending;
        var unanswered = requests.Count - reports.Count - refused;
        if (unanswered > 0)
            progress.Note($"sitrep: {unanswered} reports were not answered; submitting them again does no harm");
        return ([.. reports.Values], refused + unanswered > 0);
    }

    private static async Task SendAsync(IClientStreamWriter<SubmitReportsRequest> stream, List<SubmitReportsRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var request in requests)
                await stream.WriteAsync(request, cancellationToken);
            await stream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The service has ended the call; the reading side says why.
        }
    }

    private static void Show(CliConsole console, Report report, string path, bool json)
    {
        if (json)
            ProtoJson.Write(console, report);
        else
            console.Output.WriteLine($"{SafeText.Line(report.Name)}  {ReportViews.Coding(report)}  {SafeText.Line(report.Title.Length > 0 ? report.Title : path)}");
    }

    /// <summary>Waits for the coding of one report and shows what came out.</summary>
    /// <returns>False where the report could not be coded.</returns>
    private static async Task<bool> WatchAsync(CliConsole console, ServiceClients services, ParseResult result, Report report, bool json, CancellationToken cancellationToken)
    {
        await console.Output.FlushAsync(cancellationToken);
        var sources = services.Sources(result);
        var pause = FirstPause;
        while (report.Coding is null or { State: Report.Types.State.Pending or Report.Types.State.Unspecified })
        {
            await Task.Delay(pause, console.Time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            report = await sources.GetReportAsync(new GetReportRequest { Name = report.Name }, services.Unary(result, cancellationToken));
        }
        if (report.Coding.State == Report.Types.State.Failed)
        {
            var why = report.Coding.LastError is { } error ? RpcErrorText.Describe(error) : "no reason given";
            await console.Error.WriteLineAsync($"sitrep: {SafeText.Line(report.Name)} could not be coded: {why}");
            return false;
        }
        var events = await EventsAsync(services, result, report.Name, cancellationToken);
        if (json)
        {
            events.ForEach(item => ProtoJson.Write(console, item));
            return true;
        }
        console.Output.WriteLine();
        if (report.Coding.SkipReason.Length > 0)
            console.Output.WriteLine($"{SafeText.Line(report.Name)} was skipped: {SafeText.Line(report.Coding.SkipReason)}");
        else
            EventsCommand.Show(console, events, full: true);
        return true;
    }

    private static async Task<List<Event>> EventsAsync(ServiceClients services, ParseResult result, string report, CancellationToken cancellationToken)
    {
        var client = services.Events(result);
        var request = new SearchEventsRequest { PageSize = MaxPage, Filter = new EventFilter { Reports = { report }, Factualities = { EventFilterOptions.AllFactualities } } };
        var events = new List<Event>();
        do
        {
            var page = await client.SearchEventsAsync(request, services.Unary(result, cancellationToken));
            events.AddRange(page.Events);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return [.. events.OrderBy(item => item.Triggers.Count > 0 ? item.Triggers[0].Span?.Start ?? 0 : 0).ThenBy(item => item.Name, StringComparer.Ordinal)];
    }
}
