using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Coding;
using Sitrep.Events.Incidents;
using Sitrep.Events.Joining;
using Sitrep.Events.Storage;
using Sitrep.Events.UpdateEvent;
using Sitrep.Events.V1;
using Sitrep.Events.Writing;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Events.CodeReport;

/// <summary>Writes what came of a delivery: report, events, what they were before, and the change log, in one transaction.</summary>
internal sealed class ReportStore(IDbContextFactory<EventsDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>Author of what follows from the report's own record and not from its text.</summary>
    private const string SourcesAuthor = "sources";

    /// <summary>Stores a delivery; null where what is known of the report is no longer what it was decided on.</summary>
    public async Task<Applied?> ApplyAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> blocks = [];
        while (true)
        {
            try
            {
                return await ApplyAsync(delivery, blocks, cancellationToken);
            }
            catch (BlocksBusyException busy)
            {
                // Rolled back; locked in order from the beginning it will go through.
                blocks = busy.Roots;
            }
        }
    }

    private async Task<Applied?> ApplyAsync(Delivery delivery, IReadOnlyList<string> blocks, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockReportAsync(delivery.Report.Name, cancellationToken);

        var row = await context.Reports.SingleOrDefaultAsync(r => r.Name == delivery.Report.Name, cancellationToken);
        if ((row is null ? null : KnownReport.Of(row)) != delivery.Known)
        {
            return null;
        }

        var held = row is null && blocks.Count == 0 ? [] : await BlockLocks.TakeAsync(context, context.Events.Where(e => e.Report == delivery.Report.Name), blocks, cancellationToken);
        // A report that is new has nothing that could be read.
        var standing = row is null ? [] : await StandingAsync(context, row.Name, cancellationToken);
        var text = row is null ? null : await context.ReportTexts.SingleOrDefaultAsync(t => t.Report == row.Name, cancellationToken);
        row = WriteReport(context, row, delivery);
        var telling = delivery.Coded is { } read ? new ReportTelling(delivery.Report.Text, read.Coded) : null;
        var writer = new EventWriter(context, time) { Telling = telling, Joining = new JoinPlan { Held = held } };
        var former = standing.Select(e => e.Row.DateOrder).ToList();
        var standingIncidents = standing.Select(e => e.Row.Incident).ToList();
        IReadOnlyList<EventRow> rows = [];
        if (delivery.Report.Status == Report.Types.Status.Withdrawn)
        {
            standing.ForEach(e => writer.Remove(e, keep: false));
            if (text is not null)
            {
                context.ReportTexts.Remove(text);
                writer.Index(text, former, []);
            }
        }
        else
        {
            rows = await ReplaceAsync(context, writer, standing, delivery, cancellationToken);
            if (text is null && rows.Count > 0)
            {
                text = new ReportTextRow { Report = row.Name, Words = TextWords.Pack(TextWords.Of(delivery.Report.Text)) };
                context.ReportTexts.Add(text);
                former = [];
            }

            if (text is not null)
            {
                writer.Index(text, former, rows.Select(e => e.DateOrder));
            }
        }

        await writer.SaveAsync(cancellationToken);
        if (delivery.Report.Status == Report.Types.Status.Withdrawn)
        {
            await IncidentPurge.ForgetAsync(context, row.Name, standingIncidents, cancellationToken);
            await context.EventRevisions.Where(r => r.Report == row.Name).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Data, Array.Empty<byte>()).SetProperty(r => r.Reason, ""), cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new Applied(KnownReport.Of(row), writer.Changes, [.. rows.Where(e => e.Position != EventRow.NotFound).Select(e => e.Id)]);
    }

    private static async Task<List<StoredEvent>> StandingAsync(EventsDbContext context, string report, CancellationToken cancellationToken)
    {
        var found = await context.Events
            .Where(e => e.Report == report)
            .Join(context.EventBodies, e => e.Id, b => b.EventId, (e, b) => new { Row = e, Body = b })
            .OrderBy(e => e.Row.Position)
            .ToListAsync(cancellationToken);
        return found.ConvertAll(e => new StoredEvent(e.Row, e.Body));
    }

    private ReportRow WriteReport(EventsDbContext context, ReportRow? row, Delivery delivery)
    {
        if (row is null)
        {
            row = new ReportRow
            {
                Name = delivery.Report.Name,
                CodedFrom = "",
                CoderVersion = "",
                SkipReason = "",
                CacheKey = "",
                Report = [],
                Source = [],
                Analysis = [],
            };
            context.Reports.Add(row);
        }

        var report = delivery.Report.Clone();
        report.Text = "";
        row.Revision = report.Revision;
        row.CodedFrom = delivery.CodedFrom;
        row.Report = report.ToByteArray();
        row.Source = delivery.Source.ToByteArray();
        row.UpdateTime = UnixMicros.From(time.GetUtcNow());
        if (delivery.Coded is { } coded)
        {
            row.CoderVersion = coded.Coded.CoderVersion;
            row.SkipReason = coded.SkipReason;
            row.CacheKey = coded.CacheKey;
            row.Analysis = AnalysisOf(delivery.Report.Name, coded.Coded).ToByteArray();
        }
        else if (delivery.Report.Status == Report.Types.Status.Withdrawn)
        {
            (row.CacheKey, row.Analysis) = ("", []);
        }

        return row;
    }

    private static Analysis AnalysisOf(string report, CodeTextResponse coded) => new()
    {
        Name = report + GetAnalysis.GetAnalysisHandler.Suffix,
        Attributions = { coded.Attributions },
        Toponyms = { coded.Toponyms },
        TimeExpressions = { coded.TimeExpressions },
        Entities = { coded.Entities },
        Quantities = { coded.Quantities },
        CoderVersion = coded.CoderVersion,
    };

    /// <summary>Puts what the coder says in the place of what stands, as far as analysts left it to the coder.</summary>
    /// <returns>The rows that stand now: those of the text in its order, then those that only an analyst's work keeps.</returns>
    private static async Task<IReadOnlyList<EventRow>> ReplaceAsync(
        EventsDbContext context, EventWriter writer, IReadOnlyList<StoredEvent> standing, Delivery delivery, CancellationToken cancellationToken)
    {
        // Names go by what the coder reads, so what analysts set does not move them.
        var earlier = standing.Select(e => (e.Row.Id, Event: Event.Parser.ParseFrom(e.Body.Coded ?? e.Body.Data))).ToList();
        var events = delivery.Coded is { } coded ? [.. coded.Coded.Events] : earlier.ConvertAll(before => before.Event.Clone());
        var ids = delivery.Coded is null
            ? earlier.ConvertAll(before => before.Id)
            : await EventNaming.MatchAsync(delivery.Report.Name, earlier, events, (numbers, token) => TakenAsync(context, numbers, token), cancellationToken);
        EventNaming.Rename(events, ids);

        var (reference, current) = (Reference(delivery), delivery.Report.Status is Report.Types.Status.Current or Report.Types.Status.Unspecified);
        var differences = new RecodingDifferences(context, delivery);
        var rows = new List<EventRow>();
        var stored = standing.ToDictionary(e => e.Row.Id);
        for (var i = 0; i < events.Count; i++)
        {
            var found = stored.GetValueOrDefault(ids[i]);
            var account = events[i];
            account.Report = reference;
            if (found is null)
            {
                account.State = current ? Event.Types.State.Current : Event.Types.State.ReportWithdrawn;
                rows.Add(writer.Add(ids[i], account, i, account.CoderVersion));
                differences.Added(ids[i]);
                continue;
            }

            var position = delivery.Coded is null ? found.Row.Position : i;
            Update(writer, found, account, position, delivery, current, differences);
            rows.Add(found.Row);
        }

        foreach (var gone in standing.Where(e => !ids.Contains(e.Row.Id)))
        {
            var before = Event.Parser.ParseFrom(gone.Body.Data);
            if (!IsWorkedOn(before.Review))
            {
                writer.Remove(gone, keep: true);
                differences.Removed(gone.Row, kept: false);
                continue;
            }

            if (gone.Row.Position != EventRow.NotFound)
            {
                differences.Removed(gone.Row, kept: true);
            }

            var account = before.Clone();
            account.Report = reference;
            account.State = !current ? Event.Types.State.ReportWithdrawn : IsLocked(before) ? Event.Types.State.Current : Event.Types.State.NotFoundAgain;
            var (author, reason) = Cause(delivery, before, account);
            writer.Update(gone, before, account, gone.Body.Coded, EventRow.NotFound, author, reason);
            rows.Add(gone.Row);
        }

        return rows;
    }

    private static void Update(
        EventWriter writer, StoredEvent found, Event account, int position, Delivery delivery, bool current, RecodingDifferences differences)
    {
        var before = Event.Parser.ParseFrom(found.Body.Data);
        var overridden = before.Review?.Overridden?.Paths ?? [];
        var coded = found.Body.Coded;
        if (IsLocked(before) || delivery.Coded is null)
        {
            (account, var reference) = (before.Clone(), account.Report);
            account.Report = reference;
        }
        else
        {
            differences.Compared(found.Row, coded is null ? before : Event.Parser.ParseFrom(coded), account);
            // Everything that is not the coder's stays.
            account.Incident = before.Incident;
            account.Review = before.Review;
            if (overridden.Count > 0)
            {
                coded = account.ToByteArray();
                Overlay.Apply(before, account, overridden);
                CorrectedMappings.Derive(account, overridden);
            }
        }

        account.State = !current ? Event.Types.State.ReportWithdrawn
            : position == EventRow.NotFound && !IsLocked(before) ? Event.Types.State.NotFoundAgain
            : Event.Types.State.Current;
        var (author, reason) = Cause(delivery, before, account);
        writer.Update(found, before, account, overridden.Count > 0 ? coded : null, position, author, reason);
    }

    /// <summary>An event that an analyst put work into outlives a coder that no longer finds it.</summary>
    private static bool IsWorkedOn(Review? review) => review is not null
        && (review.Status != Review.Types.Status.Unspecified || review.Tags.Count > 0 || review.Note.Length > 0 || review.Overridden?.Paths.Count > 0);

    private static bool IsLocked(Event account) => account.Review?.Status == Review.Types.Status.Locked;

    /// <summary>Who changed an event that stood before, and why.</summary>
    private static (string Author, string Reason) Cause(Delivery delivery, Event before, Event now) =>
        now.State == Event.Types.State.ReportWithdrawn && before.State != now.State
            ? (SourcesAuthor, delivery.Report.Status == Report.Types.Status.Superseded ? "the report is superseded" : "the report is retracted")
            : delivery.Coded is { } coded ? (coded.Coded.CoderVersion, "") : (SourcesAuthor, "the report's record changed");

    /// <summary>Those of the numbers that any event has or ever had.</summary>
    private static async Task<IReadOnlySet<long>> TakenAsync(EventsDbContext context, IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var taken = await context.Events.Where(e => numbers.Contains(e.Id)).Select(e => e.Id)
            .Union(context.EventRevisions.Where(r => numbers.Contains(r.EventId)).Select(r => r.EventId))
            .ToListAsync(cancellationToken);
        return taken.ToHashSet();
    }

    private static ReportRef Reference(Delivery delivery)
    {
        var report = delivery.Report;
        return new ReportRef
        {
            Report = report.Name,
            Source = report.Source,
            SourceDisplayName = delivery.Source.DisplayName,
            Title = report.Title,
            Url = report.Url,
            PublishTime = report.PublishTime,
            Story = report.Story,
        };
    }
}
