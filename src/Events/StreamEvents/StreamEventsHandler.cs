using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.StreamEvents;

/// <summary>
/// Every match, oldest first, undated last. Walks by key and holds one batch: an event that stands unchanged while the stream runs comes
/// exactly once, one that is recoded meanwhile as it stood when the walk passed it. No transaction stays open, however slow the reader.
/// </summary>
internal sealed class StreamEventsHandler(IDbContextFactory<EventsDbContext> contexts, EventFilterReader filters)
{
    private const int BatchSize = 128;

    private static readonly EventPosition[] Starts = [new(EventRow.Undated - 1, long.MaxValue), new(EventRow.Undated, long.MaxValue)];

    public async Task HandleAsync(StreamEventsRequest request, IServerStreamWriter<Event> stream, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var query = await filters.ReadAsync(request.Filter, violations, cancellationToken);
        var after = After(request, violations);
        violations.ThrowIfAny();

        foreach (var start in Starts)
        {
            // The dated first, then the undated; what comes before a position of the undated is all that is dated.
            var undated = start.DateOrder == EventRow.Undated;
            if (after is not { } position)
            {
                await WalkAsync(query, start, undated, stream, cancellationToken);
            }
            else if (undated || position.DateOrder != EventRow.Undated)
            {
                await WalkAsync(query, undated && position.DateOrder != EventRow.Undated ? start : position, undated, stream, cancellationToken);
            }
        }
    }

    /// <summary>Where to go on; null for the beginning.</summary>
    private static EventPosition? After(StreamEventsRequest request, Violations violations)
    {
        var day = EventDays.Day(request.AfterDate);
        violations.Require(request.AfterDate is null || day is not null, "after_date", "INVALID_DATE", "Must be a full date of the calendar.");
        violations.Require(request.After.Length > 0 || request.AfterDate is null, "after", "REQUIRED", "Must be set where after_date is.");
        if (request.After.Length == 0)
        {
            return null;
        }

        var holds = EventName.TryParse(request.After, out var id);
        violations.Require(holds, "after", "INVALID_FORMAT", "Must be `events/{event}`.");
        return new EventPosition(day is { } first ? -first : EventRow.Undated, id);
    }

    private async Task WalkAsync(EventQuery query, EventPosition start, bool undated, IServerStreamWriter<Event> stream, CancellationToken cancellationToken)
    {
        var after = start;
        var batch = new List<(EventPosition Position, EventView? View)>(BatchSize);
        do
        {
            batch.Clear();
            await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            {
                var positions = await EventWalk.NextAsync(context, query, WalkOrder.OldestFirst, after, BatchSize, cancellationToken);
                await foreach (var read in EventReader.ReadAsync(context, positions, query.Words.Count > 0, cancellationToken))
                {
                    batch.Add(read);
                }
            }

            foreach (var (position, view) in batch)
            {
                // The undated ones have their own walk, which the order of dates then leads back to the dated.
                if (undated && position.DateOrder != EventRow.Undated)
                {
                    return;
                }

                if (view is not null && query.Matches(view))
                {
                    await stream.WriteAsync(view.Event, cancellationToken);
                }

                after = position;
            }
        }
        while (batch.Count == BatchSize);
    }
}
