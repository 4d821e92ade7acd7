using Microsoft.EntityFrameworkCore;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;

namespace Sitrep.Events.SearchIncidents;

/// <summary>
/// Finds incidents that have an event which a query may mean, in the order of pages, from a position on: walks incidents in order and looks at their
/// events, and where that finds little and few events are meant at all, goes from those instead.
/// </summary>
internal static class IncidentWalk
{
    /// <summary>So few events that pass are found at once and their incidents put in order.</summary>
    private const int Few = 2_000;

    /// <summary>One incident in so many, or fewer, is reason to ask whether few events pass.</summary>
    private const int Rare = 10;

    /// <summary>Incidents looked at in one statement, at first and at most.</summary>
    private const int FirstBatch = 256, MostBatch = 4_096;

    /// <summary>The next positions, at most as many as asked for; fewer only at the end.</summary>
    public static async Task<IReadOnlyList<EventPosition>> NextAsync(
        EventsDbContext context, EventQuery query, int minIndependent, EventPosition after, int count, CancellationToken cancellationToken)
    {
        var positions = new List<EventPosition>();
        var start = after;
        var isRareKnown = false;
        for (var batch = FirstBatch; positions.Count < count; batch = Math.Min(batch * 2, MostBatch))
        {
            var incidents = await Standing(context, minIndependent, after, query).Take(batch).ToListAsync(cancellationToken);
            if (incidents.Count == 0)
            {
                break;
            }

            var names = incidents.ConvertAll(i => IncidentName.Of(i.Id));
            var meant = await MeantAsync(context, query, names, cancellationToken);
            positions.AddRange(incidents.Where((_, i) => meant.Contains(names[i])));
            after = incidents[^1];
            if (incidents.Count < batch)
            {
                break;
            }

            if (!isRareKnown && positions.Count < count && meant.Count * Rare < incidents.Count)
            {
                isRareKnown = true;
                var found = await EventWalk.NextAsync(context, query, WalkOrder.NewestFirst, EventPosition.Start, Few + 1, cancellationToken);
                if (found.Count <= Few)
                {
                    return await OfEventsAsync(context, [.. found.Select(p => p.Id)], minIndependent, start, count, cancellationToken);
                }
            }
        }

        return positions.Count > count ? positions.GetRange(0, count) : positions;
    }

    /// <summary>Those of the incidents that have an event which the query may mean.</summary>
    private static async Task<HashSet<string>> MeantAsync(EventsDbContext context, EventQuery query, List<string> incidents, CancellationToken cancellationToken)
    {
        var events = EventWalk.Passing(context, query).Where(e => incidents.Contains(e.Incident));
        if (query.Words.Count == 0)
        {
            return [.. await events.Select(e => e.Incident).Distinct().ToListAsync(cancellationToken)];
        }

        var worded = await events.Join(context.ReportTexts, e => e.Report, t => t.Report, (e, t) => new { e.Incident, t.Words }).ToListAsync(cancellationToken);
        return [.. worded.Where(e => TextWords.HoldAll(e.Words, query.Words)).Select(e => e.Incident)];
    }

    private static async Task<IReadOnlyList<EventPosition>> OfEventsAsync(
        EventsDbContext context, long[] events, int minIndependent, EventPosition after, int count, CancellationToken cancellationToken)
    {
        var names = await context.Events.AsNoTracking().Where(e => events.Contains(e.Id)).Select(e => e.Incident).Distinct().ToListAsync(cancellationToken);
        var ids = names.Select(name => IncidentName.TryParse(name, out var id) ? id : -1).Where(id => id >= 0).ToArray();
        var found = await context.Incidents.AsNoTracking()
            .Where(i => ids.Contains(i.Id) && i.EventCount > 0 && i.IndependentSources >= minIndependent)
            .Select(i => new EventPosition(i.DateOrder, i.Id))
            .ToListAsync(cancellationToken);
        return [.. found.Where(p => p.CompareTo(after) > 0).Order().Take(count)];
    }

    private static IQueryable<EventPosition> Standing(EventsDbContext context, int minIndependent, EventPosition after, EventQuery query)
    {
        var (dateOrder, id) = after;
        var rows = context.Incidents.AsNoTracking()
            .Where(i => i.EventCount > 0 && i.DateOrder >= dateOrder && (i.DateOrder > dateOrder || i.Id > id));
        if (minIndependent > 1)
        {
            rows = rows.Where(i => i.IndependentSources >= minIndependent);
        }

        if (query.StartDay is { } start)
        {
            rows = rows.Where(i => i.EndDay > start);
        }

        return rows.OrderBy(i => i.DateOrder).ThenBy(i => i.Id).Select(i => new EventPosition(i.DateOrder, i.Id));
    }
}
