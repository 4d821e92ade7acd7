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

        var incidents = await IncidentsAsync(context, rows, cancellationToken);
        var wanted = rows
            .Where(c => !c.IsIncident)
            .SelectMany(c => new[] { (c.EventId, Revision: c.Revision - 1), (c.EventId, c.Revision) })
            .Concat(incidents.Values.SelectMany(i => i.Members))
            .Where(key => key.Revision > 0)
            .ToHashSet();
        var events = await EventsAsync(context, wanted, cancellationToken);
        return rows.ConvertAll(row => row.IsIncident ? OfIncident(row) : OfEvent(row));

        Change OfEvent(ChangeRow row)
        {
            var before = events.GetValueOrDefault((row.EventId, row.Revision - 1));
            var now = row.Removed ? default : events.GetValueOrDefault((row.EventId, row.Revision));
            return new Change(row.Sequence, EventName.Of(row.EventId), row.Removed, before.View, now.View, before.Bytes + now.Bytes);
        }

        Change OfIncident(ChangeRow row)
        {
            var stood = incidents.GetValueOrDefault((row.EventId, row.Revision - 1));
            var stands = incidents.GetValueOrDefault((row.EventId, row.Revision));
            var before = stood is null ? (row.Revision > 1 ? null : []) : Views(stood);
            IReadOnlyList<EventView> now = row.Removed || stands is null ? [] : Views(stands);
            var incident = row.Removed || stands is null ? null : Incident.Parser.ParseFrom(stands.Data);
            // An event that is told of on its own as well weighs nothing more: the view is the same.
            var bytes = (stands?.Data.Length ?? 0) + (64 * ((before?.Count ?? 0) + now.Count));
            return new Change(row.Sequence, IncidentName.Of(row.EventId), row.Removed, null, null, bytes, new IncidentChange(before, now, incident));
        }

        IReadOnlyList<EventView> Views(StoredIncident incident) =>
            [.. incident.Members.Select(member => events.GetValueOrDefault(member).View).OfType<EventView>()];
    }

    /// <summary>Incidents that the rows tell of, as they stand after and before.</summary>
    private static async Task<Dictionary<(long, int), StoredIncident>> IncidentsAsync(
        EventsDbContext context, List<ChangeRow> rows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(long, int), StoredIncident>();
        var ids = rows.Where(c => c.IsIncident).Select(c => c.EventId).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return found;
        }

        // First what stands, then what stood: a revision that ceases to stand in between is found in the second.
        foreach (var row in await context.Incidents.AsNoTracking()
            .Where(i => ids.Contains(i.Id))
            .Select(i => new { i.Id, i.Revision, i.Data, i.Members })
            .ToListAsync(cancellationToken))
        {
            found[(row.Id, row.Revision)] = new StoredIncident(row.Data, IncidentMembers.Read(row.Members));
        }

        var former = rows
            .Where(c => c.IsIncident)
            .SelectMany(c => new[] { (c.EventId, Revision: c.Revision - 1), (c.EventId, c.Revision) })
            .Where(key => key.Revision > 0 && !found.ContainsKey(key))
            .ToList();
        if (former.Count > 0)
        {
            var formerIds = former.Select(key => key.EventId).Distinct().ToArray();
            var revisions = former.Select(key => key.Revision).Distinct().ToArray();
            foreach (var row in await context.IncidentRevisions.AsNoTracking()
                .Where(r => formerIds.Contains(r.IncidentId) && revisions.Contains(r.Revision))
                .ToListAsync(cancellationToken))
            {
                found.TryAdd((row.IncidentId, row.Revision), new StoredIncident(row.Data, IncidentMembers.Read(row.Members)));
            }
        }

        return found;
    }

    /// <summary>Events at revisions, with the words of their reports.</summary>
    private static async Task<Dictionary<(long, int), (EventView? View, int Bytes)>> EventsAsync(
        EventsDbContext context, HashSet<(long EventId, int Revision)> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(long, int), (EventView? View, int Bytes)>();
        void Add(long id, int revision, byte[] data, byte[]? words)
        {
            if (data.Length > 0 && wanted.Contains((id, revision)))
            {
                // A report's text never changes, so its words are those of every revision.
                found.TryAdd((id, revision), (new EventView(Event.Parser.ParseFrom(data), words), data.Length));
            }
        }

        // First what stands, then what stood: a revision that ceases to stand in between is found in the second.
        var ids = wanted.Select(key => key.EventId).Distinct().ToArray();
        foreach (var standing in await context.Events.AsNoTracking()
            .Where(e => ids.Contains(e.Id))
            .Join(context.EventBodies, e => e.Id, b => b.EventId, (e, b) => new { e.Id, e.Revision, e.Report, b.Data })
            .GroupJoin(context.ReportTexts, e => e.Report, t => t.Report, (e, texts) => new { e, texts })
            .SelectMany(pair => pair.texts.DefaultIfEmpty(), (pair, text) => new { pair.e.Id, pair.e.Revision, pair.e.Data, Words = text == null ? null : text.Words })
            .ToListAsync(cancellationToken))
        {
            Add(standing.Id, standing.Revision, standing.Data, standing.Words);
        }

        var former = wanted.Where(key => !found.ContainsKey(key)).ToList();
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
                Add(stood.EventId, stood.Revision, stood.Data, stood.Words);
            }
        }

        return found;
    }

    private static Task<long> PrunedAsync(EventsDbContext context, CancellationToken cancellationToken) =>
        context.Store.AsNoTracking().Where(s => s.Id == StoreRow.TheId).Select(s => s.PrunedSequence).SingleAsync(cancellationToken);

    private sealed record StoredIncident(byte[] Data, IReadOnlyList<(long Id, int Revision)> Members);
}
