using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Coding;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Events.CodeReport;

/// <summary>Writes what came of a delivery: report, events, what they were before, and the change log, in one transaction.</summary>
internal sealed class ReportStore(IDbContextFactory<EventsDbContext> contexts, WriteGate gate, TimeProvider time)
{
    private const int EtagBytes = 9;

    /// <summary>Stores a delivery; null where what is known of the report is no longer what it was decided on.</summary>
    public async Task<Applied?> ApplyAsync(Delivery delivery, CancellationToken cancellationToken)
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

        row = WriteReport(context, row, delivery);
        var withdrawn = delivery.Report.Status == Report.Types.Status.Withdrawn;
        var standing = await context.Events.Where(e => e.Report == row.Name).OrderBy(e => e.Position).ToListAsync(cancellationToken);
        var changes = withdrawn
            ? Purge(context, standing)
            : await ReplaceAsync(context, standing, delivery, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        if (withdrawn)
        {
            await context.EventRevisions.Where(r => r.Report == row.Name).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Data, Array.Empty<byte>()), cancellationToken);
        }

        if (changes.Count > 0)
        {
            // Last of all: others wait for this lock until the transaction ends.
            await context.OrderChangesAsync(cancellationToken);
            context.Changes.AddRange(changes);
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new Applied(KnownReport.Of(row), changes.Count > 0);
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

    /// <summary>Takes away every event of a report that was deleted for good, and what they said.</summary>
    private List<ChangeRow> Purge(EventsDbContext context, IReadOnlyList<EventRow> standing) => [.. standing.Select(row => Remove(context, row, keep: false))];

    private async Task<List<ChangeRow>> ReplaceAsync(
        EventsDbContext context, IReadOnlyList<EventRow> standing, Delivery delivery, CancellationToken cancellationToken)
    {
        var earlier = standing.Select(row => (row.Id, Event: Event.Parser.ParseFrom(row.Data))).ToList();
        var events = delivery.Coded is { } coded ? [.. coded.Coded.Events] : earlier.ConvertAll(before => before.Event.Clone());
        var ids = delivery.Coded is null
            ? earlier.ConvertAll(before => before.Id)
            : await EventNaming.MatchAsync(delivery.Report.Name, earlier, events, Taker(context, cancellationToken));
        EventNaming.Rename(events, ids);

        var changes = new List<ChangeRow>();
        var rows = standing.ToDictionary(row => row.Id);
        var before = earlier.ToDictionary(e => e.Id, e => e.Event);
        foreach (var row in standing.Where(row => !ids.Contains(row.Id)))
        {
            changes.Add(Remove(context, row, keep: true));
        }

        for (var i = 0; i < events.Count; i++)
        {
            var account = events[i];
            account.Report = Reference(delivery);
            account.State = delivery.Report.Status is Report.Types.Status.Current or Report.Types.Status.Unspecified
                ? Event.Types.State.Current
                : Event.Types.State.ReportWithdrawn;
            var change = rows.TryGetValue(ids[i], out var row)
                ? await UpdateAsync(context, row, before[row.Id], account, i, cancellationToken)
                : Add(context, ids[i], account, i);
            if (change is not null)
            {
                changes.Add(change);
            }
        }

        return changes;
    }

    /// <summary>Takes a number for a new event: false where any event has it or ever had it.</summary>
    private static Func<long, Task<bool>> Taker(EventsDbContext context, CancellationToken cancellationToken)
    {
        var taken = new HashSet<long>();
        return async id => taken.Add(id)
            && !await context.Events.AnyAsync(e => e.Id == id, cancellationToken)
            && !await context.EventRevisions.AnyAsync(r => r.EventId == id, cancellationToken);
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

    private ChangeRow Add(EventsDbContext context, long id, Event account, int position)
    {
        var now = UnixMicros.From(time.GetUtcNow());
        account.Revision = 1;
        account.CreateTime = UnixMicros.ToTimestamp(now);
        account.UpdateTime = account.CreateTime;
        account.Etag = Etag(account);
        context.Events.Add(EventTerms.Row(id, account, position, account.ToByteArray()));
        AddTerms(context, id, account);
        return Change(id, account.Revision, removed: false);
    }

    private async Task<ChangeRow?> UpdateAsync(
        EventsDbContext context, EventRow row, Event before, Event account, int position, CancellationToken cancellationToken)
    {
        // Everything that is not the coder's stays.
        account.Incident = before.Incident;
        account.Review = before.Review;
        account.Revision = before.Revision;
        account.CreateTime = before.CreateTime;
        account.UpdateTime = before.UpdateTime;
        account.Etag = before.Etag;
        row.Position = position;
        if (SameButVersions(before, account))
        {
            // Read again by another version with the same result: that is noted, and nobody is told.
            var data = account.ToByteArray();
            if (!data.AsSpan().SequenceEqual(row.Data))
            {
                row.Data = data;
            }

            return null;
        }

        context.EventRevisions.Add(new EventRevisionRow { EventId = row.Id, Revision = row.Revision, Report = row.Report, Data = row.Data });
        account.Revision = before.Revision + 1;
        account.UpdateTime = UnixMicros.ToTimestamp(UnixMicros.From(time.GetUtcNow()));
        account.Etag = Etag(account);
        context.Entry(row).CurrentValues.SetValues(EventTerms.Row(row.Id, account, position, account.ToByteArray()));
        await context.EventTerms.Where(t => t.EventId == row.Id).ExecuteDeleteAsync(cancellationToken);
        AddTerms(context, row.Id, account);
        return Change(row.Id, account.Revision, removed: false);
    }

    private ChangeRow Remove(EventsDbContext context, EventRow row, bool keep)
    {
        context.EventRevisions.Add(new EventRevisionRow { EventId = row.Id, Revision = row.Revision, Report = row.Report, Data = keep ? row.Data : [] });
        context.Events.Remove(row);
        return Change(row.Id, row.Revision + 1, removed: true);
    }

    private static bool SameButVersions(Event before, Event now)
    {
        var (a, b) = (before.Clone(), now.Clone());
        a.CoderVersion = b.CoderVersion = a.GazetteerVersion = b.GazetteerVersion = "";
        return a.Equals(b);
    }

    private static void AddTerms(EventsDbContext context, long id, Event account)
    {
        var order = EventDays.Of(account) is { } days ? -days.Start : EventRow.Undated;
        context.EventTerms.AddRange(EventTerms.Of(account).Select(term => new EventTermRow
        {
            Kind = (short)term.Kind,
            Value = term.Value,
            DateOrder = order,
            EventId = id,
        }));
    }

    private ChangeRow Change(long id, int revision, bool removed) =>
        new() { EventId = id, Revision = revision, Removed = removed, Time = UnixMicros.From(time.GetUtcNow()) };

    private static string Etag(Event account) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Name}\n{account.Revision}\n{account.UpdateTime}")).AsSpan(0, EtagBytes));
}
