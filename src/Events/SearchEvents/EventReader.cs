using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.SearchEvents;

/// <summary>Reads events that were found.</summary>
internal static class EventReader
{
    /// <summary>So many at once: a page that ends early for its size has read few events in vain.</summary>
    private const int BatchSize = 128;

    /// <summary>The events at the positions, in that order; null for one that is gone by now.</summary>
    /// <param name="context">The store.</param>
    /// <param name="positions">Where they stand.</param>
    /// <param name="withWords">Whether the words of their reports are needed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async IAsyncEnumerable<(EventPosition Position, EventView? View)> ReadAsync(
        EventsDbContext context, IReadOnlyList<EventPosition> positions, bool withWords, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in positions.Chunk(BatchSize))
        {
            var ids = batch.Select(p => p.Id).ToArray();
            var bodies = context.EventBodies.AsNoTracking().Where(b => ids.Contains(b.EventId));
            // Words as the index has them: by the report of the event's row.
            var data = withWords
                ? await bodies
                    .Join(context.Events, b => b.EventId, e => e.Id, (b, e) => new { b.EventId, b.Data, e.Report })
                    .Join(context.ReportTexts, e => e.Report, t => t.Report, (e, t) => new { e.EventId, e.Data, Words = (byte[]?)t.Words })
                    .ToDictionaryAsync(b => b.EventId, cancellationToken)
                : await bodies.Select(b => new { b.EventId, b.Data, Words = (byte[]?)null }).ToDictionaryAsync(b => b.EventId, cancellationToken);
            foreach (var position in batch)
            {
                yield return (position, data.TryGetValue(position.Id, out var body) ? new EventView(Event.Parser.ParseFrom(body.Data), body.Words) : null);
            }
        }
    }
}
