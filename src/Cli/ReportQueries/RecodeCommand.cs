using System.CommandLine;
using System.Globalization;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.ReportQueries;

/// <summary>`sitrep recode`: has every report that matches coded again, in the background, and watches how far it is.</summary>
internal static class RecodeCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static Command Create(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var source = new Option<string?>("--source") { Description = "Only reports of this source (sources/reuters).", HelpName = "source" };
        var version = new Option<string?>("--not-coder-version") { Description = "Only reports that another version than this has coded.", HelpName = "version" };
        var from = new Option<string?>("--from") { Description = "Published at or after this day or time.", HelpName = "time" };
        var until = new Option<string?>("--until") { Description = "Published before this day or time.", HelpName = "time" };
        var follow = new Option<string?>("--follow") { Description = "Begin nothing; watch this recoding (recodings/...).", HelpName = "recoding" };
        var detach = new Option<bool>("--detach") { Description = "Begin it and return." };
        var command = new Command("recode", "Has reports coded again, after a new version of the coder.") { source, version, from, until, follow, detach, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Sources(result);
            var recoding = result.GetValue(follow) is { } name
                ? await client.GetRecodingAsync(new GetRecodingRequest { Name = Arguments.Resource(name, "recodings") }, services.Unary(result, cancellationToken))
                : await client.RecodeReportsAsync(
                    new RecodeReportsRequest
                    {
                        Source = result.GetValue(source) is { } id ? Arguments.Resource(id, "sources") : "",
                        NotCoderVersion = result.GetValue(version) ?? "",
                        StartTime = Arguments.Moment(result.GetValue(from), "--from"),
                        EndTime = Arguments.Moment(result.GetValue(until), "--until"),
                    },
                    services.Unary(result, cancellationToken));
            if (!result.GetValue(detach))
                recoding = await WatchAsync(console, services, result, client, recoding, cancellationToken);
            if (result.GetValue(json))
                ProtoJson.Write(console, recoding);
            else
                console.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{SafeText.Line(recoding.Name)}  {recoding.DoneCount:N0} of {recoding.ReportCount:N0} coded again, {recoding.FailedCount:N0} failed{(recoding.EndTime is null ? "; under way" : "")}"));
            return recoding.FailedCount == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<Recoding> WatchAsync(
        CliConsole console, ServiceClients services, ParseResult result, SourcesService.SourcesServiceClient client, Recoding recoding, CancellationToken cancellationToken)
    {
        using var progress = new Progress(console, "reports");
        try
        {
            while (recoding.EndTime is null)
            {
                await Task.Delay(LookEvery, console.Time, cancellationToken);
                recoding = await client.GetRecodingAsync(new GetRecodingRequest { Name = recoding.Name }, services.Unary(result, cancellationToken));
                var done = recoding.DoneCount + recoding.FailedCount;
                progress.Report(done, recoding.ReportCount == 0 ? null : (double)done / recoding.ReportCount);
            }
        }
        catch (OperationCanceledException)
        {
            progress.Note($"sitrep: it goes on without us; watch it with: sitrep recode --follow {recoding.Name}");
            throw;
        }
        return recoding;
    }
}
