using Microsoft.EntityFrameworkCore;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.WatchEvents;

/// <summary>Reads the change log. What a change says follows from the log and the revisions alone: read again, it says the same.</summary>
internal sealed class ChangeLog(IDbContextFactory<EventsDbContext> contexts)
{
    /// <summary>The newest change, and the newest of those that are no longer kept; 0 where there is none.</summary>
    public async Task<(long Newest, long Pruned)> EndsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = await context.Changes.MaxAsync(c => (long?)c.Sequence, cancellationToken);
        var pruned = await PrunedAsync(context, cancellationToken);
        return (newest ?? pruned, pruned);
    }

    /// <summary>The changes after one, in order; null where the log no longer reaches back to it.</summary>
    public async Task<IReadOnlyList<Change>?> ReadAsync(long after, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Changes.AsNoTracking()
            .Where(c => c.Sequence > after)
            .OrderBy(c => c.Sequence)
            .Take(count)
            .ToListAsync(cancellationToken);
        // Read after the changes: had they been pruned before, this says so.
        if (after < await PrunedAsync(context, cancellationToken))
        {
            return null;
        }

        if (rows.Count == 0)
        {
            return [];
        }

        // First what stands, then what stood: a revision that ceases to stand in between is found in the second.
        var ids = rows.Select(c => c.EventId).Distinct().ToArray();
        var found = new Dictionary<(long, int), byte[]>();
        var words = new Dictionary<long, byte[]>();
        foreach (var standing in await context.Events.AsNoTracking()
            .Where(e => ids.Contains(e.Id))
            .Join(context.EventBodies, e => e.Id, b => b.EventId, (e, b) => new { e.Id, e.Revision, e.Report, b.Data })
            .GroupJoin(context.ReportTexts, e => e.Report, t => t.Report, (e, texts) => new { e, texts })
            .SelectMany(pair => pair.texts.DefaultIfEmpty(), (pair, text) => new { pair.e.Id, pair.e.Revision, pair.e.Data, Words = text == null ? null : text.Words })
            .ToListAsync(cancellationToken))
        {
            found[(standing.Id, standing.Revision)] = standing.Data;
            if (standing.Words is { } known)
            {
                words[standing.Id] = known;
            }
        }

        var former = rows
            .SelectMany(c => new[] { (c.EventId, Revision: c.Revision - 1), (c.EventId, c.Revision) })
            .Where(key => key.Revision > 0 && !found.ContainsKey(key))
            .ToList();
        if (former.Count > 0)
        {
            var formerIds = former.Select(key => key.EventId).Distinct().ToArray();
            var revisions = former.Select(key => key.Revision).Distinct().ToArray();
            foreach (var stood in await context.EventRevisions.AsNoTracking()
                .Where(r => formerIds.Contains(r.EventId) && revisions.Contains(r.Revision))
                .GroupJoin(context.ReportTexts, r => r.Report, t => t.Report, (r, texts) => new { r, texts })
                .SelectMany(pair => pair.texts.DefaultIfEmpty(), (pair, text) => new { pair.r.EventId, pair.r.Revision, pair.r.Data, Words = text == null ? null : text.Words })
                .ToListAsync(cancellationToken))
            {
                found.TryAdd((stood.EventId, stood.Revision), stood.Data);
                if (stood.Words is { } known)
                {
                    words.TryAdd(stood.EventId, known);
                }
            }
        }

        return rows.ConvertAll(row =>
        {
            var before = found.GetValueOrDefault((row.EventId, row.Revision - 1)) ?? [];
            var now = row.Removed ? [] : found.GetValueOrDefault((row.EventId, row.Revision)) ?? [];
            // A report's text never changes, so its words are those of every revision.
            return new Change(row.Sequence, EventName.Of(row.EventId), row.Removed, View(row, before), View(row, now), before.Length + now.Length);
        });

        EventView? View(ChangeRow row, byte[] data) =>
            data.Length == 0 ? null : new EventView(Event.Parser.ParseFrom(data), words.GetValueOrDefault(row.EventId));
    }

    private static Task<long> PrunedAsync(EventsDbContext context, CancellationToken cancellationToken) =>
        context.Store.AsNoTracking().Where(s => s.Id == StoreRow.TheId).Select(s => s.PrunedSequence).SingleAsync(cancellationToken);
}
