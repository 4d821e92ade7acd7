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
    public static async IAsyncEnumerable<(EventPosition Position, Event? Event)> ReadAsync(
        EventsDbContext context, IReadOnlyList<EventPosition> positions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in positions.Chunk(BatchSize))
        {
            var ids = batch.Select(p => p.Id).ToArray();
            var data = await context.Events.AsNoTracking()
                .Where(e => ids.Contains(e.Id))
                .Select(e => new { e.Id, e.Data })
                .ToDictionaryAsync(e => e.Id, e => e.Data, cancellationToken);
            foreach (var position in batch)
            {
                yield return (position, data.TryGetValue(position.Id, out var bytes) ? Event.Parser.ParseFrom(bytes) : null);
            }
        }
    }
}
