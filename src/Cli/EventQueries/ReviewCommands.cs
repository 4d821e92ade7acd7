using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Spectre.Console;

namespace Sitrep.Cli.EventQueries;

/// <summary>`sitrep events review`, `correct`, `revisions` and `differences`: what analysts make of events, and how events came to stand as they do.</summary>
internal static class ReviewCommands
{
    /// <summary>The most that the service gives at once.</summary>
    private const int MaxPage = 1_000;

    private const string StatusPath = "review.status", TagsPath = "review.tags", NotePath = "review.note", OverriddenPath = "review.overridden";

    /// <summary>`sitrep events review EVENT... --status accepted`.</summary>
    public static Command Review(CliConsole console, ServiceClients services)
    {
        var (names, reason, json) = (Names(), Reason(), Arguments.Json());
        var status = new Option<string?>("--status") { Description = "in-review, accepted, rejected, locked, or none for not reviewed.", HelpName = "status" };
        var tags = Arguments.Many("--add-tag", "Tag it so.", "tag");
        var untags = Arguments.Many("--remove-tag", "Take this tag off.", "tag");
        var note = new Option<string?>("--note") { Description = "A note; empty takes it away.", HelpName = "text" };
        var command = new Command("review", "Accepts, rejects, locks, tags or annotates events.") { names, status, tags, untags, note, reason, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            var mask = new FieldMask();
            var wanted = result.GetValue(status);
            if (wanted is not null)
                mask.Paths.Add(StatusPath);
            if (result.GetValue(note) is not null)
                mask.Paths.Add(NotePath);
            var (add, remove) = (result.GetValue(tags) ?? [], result.GetValue(untags) ?? []);
            if (add.Length + remove.Length > 0)
                mask.Paths.Add(TagsPath);
            if (mask.Paths.Count == 0)
                throw CliException.Usage("say --status, --add-tag, --remove-tag or --note");
            foreach (var name in result.GetRequiredValue(names))
            {
                var item = new Event { Name = Arguments.Resource(name, "events"), Review = new Review { Note = result.GetValue(note) ?? "" } };
                if (wanted is not null && wanted != "none")
                    item.Review.Status = Arguments.Constant<Events.V1.Review.Types.Status>(wanted, "--status");
                if (mask.Paths.Contains(TagsPath))
                {
                    // Tags are set as a whole, so those of others are read first, and a change in between is refused.
                    var current = await client.GetEventAsync(new GetEventRequest { Name = item.Name }, services.Unary(result, cancellationToken));
                    item.Review.Tags.AddRange((current.Review?.Tags ?? []).Concat(add).Except(remove).Distinct());
                    item.Etag = current.Etag;
                }
                var request = new UpdateEventRequest { Event = item, UpdateMask = mask, Reason = result.GetRequiredValue(reason) };
                Show(console, await client.UpdateEventAsync(request, services.Unary(result, cancellationToken)), result.GetValue(json));
            }
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>`sitrep events correct EVENT --set type=COERCE`.</summary>
    public static Command Correct(CliConsole console, ServiceClients services)
    {
        var (reason, json) = (Reason(), Arguments.Json());
        var name = new Argument<string>("event") { Description = "events/..." };
        var sets = Arguments.Many("--set", "A field and its value as proto3 JSON: type=EVENT_TYPE_COERCE, 'modes=[\"firearms\"]', 'time.start_date={\"year\":2019,\"month\":8,\"day\":31}'.", "field=json");
        var clears = Arguments.Many("--clear", "A field that shall have no value.", "field");
        var gives = Arguments.Many("--give-back", "A corrected field that shall again be as the coder has it.", "field");
        var etag = new Option<string?>("--etag") { Description = "Refuse where the event has changed since it had this etag.", HelpName = "etag" };
        var command = new Command("correct", "Sets fields of an event over what the coder says; survives recoding.") { name, sets, clears, gives, etag, reason, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            var mask = new FieldMask();
            var item = new Event();
            foreach (var set in result.GetValue(sets) ?? [])
            {
                var equals = set.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                    throw CliException.Usage($"--set: \"{set}\" is not field=json");
                mask.Paths.Add(set[..equals]);
                Merge(item, set[..equals], set[(equals + 1)..]);
            }
            mask.Paths.AddRange(result.GetValue(clears) ?? []);
            item.Name = Arguments.Resource(result.GetRequiredValue(name), "events");
            item.Etag = result.GetValue(etag) ?? "";
            if ((result.GetValue(gives) ?? []) is { Length: > 0 } back)
            {
                var current = await client.GetEventAsync(new GetEventRequest { Name = item.Name }, services.Unary(result, cancellationToken));
                item.Etag = item.Etag.Length > 0 ? item.Etag : current.Etag;
                item.Review = new Review { Overridden = new FieldMask { Paths = { (current.Review?.Overridden?.Paths ?? []).Except(back) } } };
                mask.Paths.Add(OverriddenPath);
            }
            if (mask.Paths.Count == 0)
                throw CliException.Usage("say --set, --clear or --give-back");
            var request = new UpdateEventRequest { Event = item, UpdateMask = mask, Reason = result.GetRequiredValue(reason) };
            Show(console, await client.UpdateEventAsync(request, services.Unary(result, cancellationToken)), result.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>`sitrep events revisions EVENT`.</summary>
    public static Command Revisions(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var name = new Argument<string>("event") { Description = "events/..." };
        var command = new Command("revisions", "How an event came to stand as it does, newest first: when, who, why and which fields.") { name, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Events(result);
            var request = new ListEventRevisionsRequest { Name = Arguments.Resource(result.GetRequiredValue(name), "events"), PageSize = MaxPage };
            var revisions = new List<EventRevision>();
            do
            {
                var page = await client.ListEventRevisionsAsync(request, services.Unary(result, cancellationToken));
                revisions.AddRange(page.Revisions);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            if (result.GetValue(json))
            {
                revisions.ForEach(revision => ProtoJson.Write(console, revision));
                return ExitCode.Done;
            }
            var table = Tables.Create("revision", "time", "author", "reason", "changed");
            for (var i = 0; i < revisions.Count; i++)
            {
                var (now, before) = (revisions[i], i + 1 < revisions.Count ? revisions[i + 1].Event : null);
                table.AddRow(
                    Tables.Cell(now.Event.Revision.ToString(CultureInfo.InvariantCulture)),
                    Tables.Cell(now.CreateTime?.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? ""),
                    Tables.Cell(SafeText.Line(now.Author)),
                    Tables.Cell(SafeText.Line(now.Reason)),
                    Tables.Cell(before is null ? "" : string.Join(", ", Changed(before, now.Event))));
            }
            Renderer.Render(console, table);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>`sitrep events differences`.</summary>
    public static Command Differences(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var coder = new Option<string?>("--coder") { Description = "The version. Default: the one that last read anything differently.", HelpName = "version" };
        var command = new Command("differences", "What recoding by a coder version changed, field by field.") { coder, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var request = new GetRecodingReportRequest { CoderVersion = result.GetValue(coder) ?? "" };
            var report = await services.Events(result).GetRecodingReportAsync(request, services.Unary(result, cancellationToken));
            if (result.GetValue(json))
            {
                ProtoJson.Write(console, report);
                return ExitCode.Done;
            }
            if (report.CoderVersion.Length == 0 || report.FormerVersions.Count == 0)
            {
                console.Output.WriteLine("No differences.");
                return ExitCode.Done;
            }
            console.Output.WriteLine($"{SafeText.Line(report.CoderVersion)} after {SafeText.Line(string.Join(", ", report.FormerVersions))}");
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.ChangedEventCount:N0} changed, {report.AddedEventCount:N0} added, {report.RemovedEventCount:N0} removed, {report.KeptEventCount:N0} kept for analysts' work"));
            if (report.Fields.Count > 0)
            {
                var table = Tables.Create("field", "events", "for example");
                foreach (var field in report.Fields)
                    table.AddRow(
                        Tables.Cell(field.Field), Tables.Cell(field.EventCount.ToString("N0", CultureInfo.InvariantCulture)), Tables.Cell(field.ExampleEvents.FirstOrDefault() ?? ""));
                Renderer.Render(console, table);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string[]> Names() => new("event") { Description = "events/...", Arity = ArgumentArity.OneOrMore };

    private static Option<string> Reason() => new("--reason") { Description = "Why; kept with your name.", HelpName = "text", Required = true };

    private static void Show(CliConsole console, Event item, bool json)
    {
        if (json)
            ProtoJson.Write(console, item);
        else
            Renderer.Render(console, EventCard.Render(item, number: null));
    }

    /// <summary>Reads a value by wrapping it in the messages that its path leads through.</summary>
    private static void Merge(Event item, string path, string json)
    {
        var names = path.Split('.');
        // A word that is no JSON is meant as a string, and constants may be written short.
        var value = json.Length > 0 && (json[0] is '{' or '[' or '"' or '-' || char.IsAsciiDigit(json[0]) || json is "true" or "false" or "null")
            ? json
            : System.Text.Json.JsonSerializer.Serialize(path is "type" && !json.StartsWith("EVENT_TYPE_", StringComparison.Ordinal) ? "EVENT_TYPE_" + json.ToUpperInvariant()
                : path is "factuality" && !json.StartsWith("FACTUALITY_", StringComparison.Ordinal) ? "FACTUALITY_" + json.ToUpperInvariant() : json);
        var whole = names.Reverse().Aggregate(value, (inner, name) => $"{{{System.Text.Json.JsonSerializer.Serialize(name)}:{inner}}}");
        try
        {
            item.MergeFrom(JsonParser.Default.Parse<Event>(whole));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw CliException.Usage($"--set {path}: {exception.Message}");
        }
    }

    private static IEnumerable<string> Changed(Event before, Event now) => Event.Descriptor.Fields.InFieldNumberOrder()
        .Where(field => field.FieldNumber is not (Event.RevisionFieldNumber or Event.UpdateTimeFieldNumber or Event.EtagFieldNumber or Event.CoderVersionFieldNumber)
            && !Equals(field.Accessor.GetValue(before), field.Accessor.GetValue(now)))
        .Select(field => field.Name);
}
