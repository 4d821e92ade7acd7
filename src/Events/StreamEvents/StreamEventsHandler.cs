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
        violations.ThrowIfAny();

        foreach (var start in Starts)
        {
            await WalkAsync(query, start, stream, cancellationToken);
        }
    }

    private async Task WalkAsync(EventQuery query, EventPosition start, IServerStreamWriter<Event> stream, CancellationToken cancellationToken)
    {
        var after = start;
        var batch = new List<(EventPosition Position, Event? Event)>(BatchSize);
        do
        {
            batch.Clear();
            await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            {
                var positions = await EventWalk.NextAsync(context, query, WalkOrder.OldestFirst, after, BatchSize, cancellationToken);
                await foreach (var read in EventReader.ReadAsync(context, positions, cancellationToken))
                {
                    batch.Add(read);
                }
            }

            foreach (var (position, account) in batch)
            {
                // The undated ones have their own walk, which the order of dates then leads back to the dated.
                if (start.DateOrder == EventRow.Undated && position.DateOrder != EventRow.Undated)
                {
                    return;
                }

                if (account is not null && query.Matches(account))
                {
                    await stream.WriteAsync(account, cancellationToken);
                }

                after = position;
            }
        }
        while (batch.Count == BatchSize);
    }
}
