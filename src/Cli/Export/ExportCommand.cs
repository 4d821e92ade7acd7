using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using Sitrep.Cli.EventQueries;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Export;

/// <summary>`sitrep events export`: every match, oldest first, in memory that does not grow. A stream that breaks is taken up again after the last event.</summary>
internal static class ExportCommand
{
    /// <summary>How often it is noted how far the export has come.</summary>
    private const int NoteEvery = 2_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Tries in a row without a single event before the export gives up.</summary>
    private const int MaxFailures = 6;

    public static Command Create(CliConsole console, ServiceClients services)
    {
        var filter = new EventFilterOptions();
        var output = new Option<string>("--output") { Description = "File to write, - for standard output.", HelpName = "file", DefaultValueFactory = _ => "-" };
        var format = new Option<string>("--format")
        {
            Description = $"One of {string.Join(", ", ExportFormat.Names)}. Default: {ExportFormat.Default}.",
            HelpName = "format",
            DefaultValueFactory = _ => ExportFormat.Default,
        };
        var resume = new Option<bool>("--resume") { Description = "Go on with FILE.partial where an earlier export to the same file was interrupted." };
        // The default is JSON anyway; the option is taken so that --json can stand everywhere.
        var json = Arguments.Json();
        var command = new Command("export", "Every event that matches, oldest first, undated last.") { output, format, resume, json };
        filter.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var chosen = ExportFormat.Find(result.GetRequiredValue(format));
            var wanted = filter.Read(result);
            await using var target = ExportTarget.Open(result.GetRequiredValue(output), chosen, wanted, result.GetValue(resume), console);
            using var progress = new Progress(console, "events");
            await RunAsync(services.Events(result), chosen, target, wanted, progress, cancellationToken);
            await target.CompleteAsync(cancellationToken);
            if (console.ErrorIsTerminal)
                progress.Note(Progress.Line(target.Rows, null, progress.Elapsed, "events"));
            if (target.LeftOut > 0)
                progress.Note(string.Create(CultureInfo.InvariantCulture, $"{target.LeftOut:N0} events have no row in {chosen.Name}: nothing there corresponds to them."));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RunAsync(
        EventsService.EventsServiceClient client, ExportFormat format, ExportTarget target, EventFilter filter, Progress progress, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var request = new StreamEventsRequest { Filter = filter, After = target.After, AfterDate = Arguments.Day(target.AfterDate.Length > 0 ? target.AfterDate : null, "") };
            using var call = client.StreamEvents(request, ServiceClients.Streaming(cancellationToken));
            try
            {
                while (await call.ResponseStream.MoveNext(cancellationToken))
                {
                    failures = 0;
                    await target.AddAsync(call.ResponseStream.Current, format.Has(call.ResponseStream.Current), NoteEvery, cancellationToken);
                    progress.Report(target.Rows, share: null);
                }
                return;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable && ++failures < MaxFailures && !cancellationToken.IsCancellationRequested)
            {
                // The service restarts, or another replica answers: on after the last event.
                await Task.Delay(FirstPause * failures, cancellationToken);
            }
        }
    }
}
