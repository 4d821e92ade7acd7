using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;

namespace Sitrep.Events.Joining;

/// <summary>
/// Locks the blocks that events lie in before the events are read: joining, which another transaction may be about just then, moves them from
/// one incident to another.
/// </summary>
internal static class BlockLocks
{
    /// <summary>Locks the blocks of stored events, and others beside.</summary>
    /// <param name="context">In its transaction.</param>
    /// <param name="events">Events that will be read and written.</param>
    /// <param name="further">Blocks of a <see cref="BlocksBusyException"/>; empty at first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What is held now, in order.</returns>
    public static async Task<IReadOnlyList<string>> TakeAsync(
        EventsDbContext context, IQueryable<EventRow> events, IReadOnlyList<string> further, CancellationToken cancellationToken)
    {
        if (!context.LocksBlocks)
        {
            return [];
        }

        var keys = await events.Join(context.EventSignatures, e => e.Id, s => s.EventId, (e, s) => s.BlockKey).Distinct().ToListAsync(cancellationToken);
        string[] roots = [.. keys.Select(Blocks.RootOf).Concat(further).Distinct().Order(StringComparer.Ordinal)];
        foreach (var root in roots)
        {
            await context.LockBlockAsync(root, cancellationToken);
        }

        return roots;
    }
}
