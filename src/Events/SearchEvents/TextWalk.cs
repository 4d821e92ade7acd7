using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;

namespace Sitrep.Events.SearchEvents;

/// <summary>
/// Walks the index of words in the order of pages. Its keys begin with the day, so days are taken one after the other, each whole; within a day the
/// events are put in order by name.
/// </summary>
internal static class TextWalk
{
    /// <summary>So many documents at once at least: a page then takes one look at the index.</summary>
    private const int MinBatch = 128;

    /// <summary>A day of more matches than were read is read again with so many times as many.</summary>
    private const int Growth = 8;

    /// <summary>The next positions.</summary>
    /// <param name="context">The store.</param>
    /// <param name="words">All must be there.</param>
    /// <param name="walk">Passes and orders events.</param>
    /// <param name="order">Newest or oldest first.</param>
    /// <param name="after">Left out, with all before it.</param>
    /// <param name="latestOrder">Days from this one on are not looked at; null for no end.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<EventPosition>> NextAsync(
        EventsDbContext context,
        IReadOnlyList<ulong> words,
        Func<IQueryable<EventRow>, IQueryable<EventPosition>> walk,
        WalkOrder order,
        EventPosition after,
        int? latestOrder,
        int count,
        CancellationToken cancellationToken)
    {
        var descending = order == WalkOrder.OldestFirst;
        var start = descending && latestOrder is { } latest ? Math.Min(after.DateOrder, latest) : after.DateOrder;
        var from = descending ? TextKeys.LastOf(start) : TextKeys.Of(start, 0);
        var batch = Math.Max(MinBatch, count);
        var found = new List<EventPosition>();
        while (true)
        {
            var keys = await context.FindTextsAsync(words, from, descending, batch, cancellationToken);
            var more = keys.Count == batch;
            if (more)
            {
                // The last day may go on.
                var last = TextKeys.DateOrder(keys[^1]);
                var whole = keys.FindIndex(key => TextKeys.DateOrder(key) == last);
                if (whole == 0)
                {
                    batch *= Growth;
                    continue;
                }

                from = descending ? TextKeys.LastOf(last) : TextKeys.Of(last, 0);
                keys.RemoveRange(whole, keys.Count - whole);
            }

            if (keys.Count > 0)
            {
                found.AddRange(await walk(context.EventsOfTexts(keys)).ToListAsync(cancellationToken));
                var past = !descending && latestOrder is { } end && TextKeys.DateOrder(keys[^1]) >= end;
                more &= !past;
            }

            if (!more || found.Count >= count)
            {
                return found.Count > count ? found.GetRange(0, count) : found;
            }
        }
    }
}
