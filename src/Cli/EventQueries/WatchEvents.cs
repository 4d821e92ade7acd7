using System.CommandLine;
using Grpc.Core;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;

namespace Sitrep.Cli.EventQueries;

/// <summary>`sitrep events watch`: changes as they happen. A stream that breaks is taken up again after the last cursor, so nothing is missed.</summary>
internal static class WatchEvents
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Tries in a row without a single message before the watch gives up.</summary>
    private const int MaxFailures = 6;

    public static Command Create(CliConsole console, ServiceClients services)
    {
        var (filter, json) = (new EventFilterOptions(), Arguments.Json());
        var cursor = new Option<string>("--cursor") { Description = "Go on after this change. Default: from now on.", HelpName = "cursor", DefaultValueFactory = _ => "" };
        var limit = Arguments.Limit("End after so many changes.");
        var command = new Command("watch", "Changes of events as they happen, until Ctrl+C.") { cursor, limit, json };
        filter.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            var request = new WatchEventsRequest { Filter = filter.Read(result), Cursor = result.GetRequiredValue(cursor) };
            var left = result.GetValue(limit) ?? int.MaxValue;
            var failures = 0;
            while (left > 0)
            {
                using var call = client.WatchEvents(request, ServiceClients.Streaming(cancellationToken));
                try
                {
                    while (left > 0 && await call.ResponseStream.MoveNext(cancellationToken))
                    {
                        var change = call.ResponseStream.Current;
                        failures = 0;
                        request.Cursor = change.Cursor;
                        if (Show(console, change, result.GetValue(json)))
                            left--;
                        await console.Output.FlushAsync(cancellationToken);
                    }
                    if (left == 0)
                        break;
                    // The service ended the stream (it is being stopped): the next instance goes on after the cursor.
                    failures++;
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable && request.Cursor.Length > 0 && failures < MaxFailures)
                {
                    failures++;
                    if (console.ErrorIsTerminal)
                        await console.Error.WriteLineAsync($"The stream broke ({SafeText.Line(exception.Status.Detail)}); going on after the last change.");
                }
                if (failures > MaxFailures)
                    throw CliException.NotAvailable($"the events service ends the stream again and again; go on later with --cursor {request.Cursor}");
                await Task.Delay(Pause(failures), console.Time, cancellationToken);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static TimeSpan Pause(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Clamp(failures - 1, 0, 16)));

    /// <summary>Writes one change; false for a heartbeat.</summary>
    private static bool Show(CliConsole console, EventChange change, bool json)
    {
        if (json)
            ProtoJson.Write(console, change);
        switch (change.ChangeCase)
        {
            case EventChange.ChangeOneofCase.Heartbeat or EventChange.ChangeOneofCase.None:
                return false;
            case var _ when json:
                return true;
            case EventChange.ChangeOneofCase.Event:
                Renderer.Render(console, EventCard.Render(change.Event, number: null));
                break;
            case EventChange.ChangeOneofCase.RemovedEvent:
                console.Output.WriteLine("gone: " + SafeText.Line(change.RemovedEvent));
                break;
            case EventChange.ChangeOneofCase.Incident:
                console.Output.WriteLine($"incident: {SafeText.Line(change.Incident.Name)} {Words.Of(change.Incident.Type)} {Words.Days(change.Incident.Time)} {Words.Of(change.Incident.Location)}".TrimEnd());
                break;
            case EventChange.ChangeOneofCase.RemovedIncident:
                console.Output.WriteLine("gone: " + SafeText.Line(change.RemovedIncident));
                break;
        }
        return true;
    }
}
