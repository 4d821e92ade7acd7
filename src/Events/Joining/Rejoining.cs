using Microsoft.EntityFrameworkCore;
using OpenTelemetry;
using Sitrep.Events.Storage;
using Sitrep.Events.WatchEvents;
using Sitrep.Events.Writing;
using Sitrep.Storage;

namespace Sitrep.Events.Joining;

/// <summary>
/// Joins all events anew where the store was joined by other rules, or never: in the background, some at a time, going on where it was stopped.
/// Replicas may do so side by side; the second finds the work done.
/// </summary>
internal sealed partial class Rejoining(
    IDbContextFactory<EventsDbContext> contexts, WriteGate gate, ChangeSignal changes, TimeProvider time, ILogger<Rejoining> logger) : BackgroundService
{
    private const int BatchSize = 64;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Joins what is not joined by these rules yet.</summary>
    public async Task RejoinAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> roots = [];
        while (true)
        {
            try
            {
                if (!await RejoinBatchAsync(roots, cancellationToken))
                {
                    return;
                }

                roots = [];
                changes.Announce();
            }
            catch (BlocksBusyException busy)
            {
                roots = busy.Roots;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        while (true)
        {
            try
            {
                await RejoinAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRejoined(e);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    private async Task<bool> RejoinBatchAsync(IReadOnlyList<string> roots, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var store = await context.Store.SingleAsync(s => s.Id == StoreRow.TheId, cancellationToken);
        if (store.JoinVersion == JoinWeights.Version)
        {
            return false;
        }

        var ids = await context.Events.Where(e => e.Id > store.JoinCursor).OrderBy(e => e.Id).Take(BatchSize).Select(e => e.Id).ToArrayAsync(cancellationToken);
        var events = context.Events.Where(e => ids.Contains(e.Id));
        var held = await BlockLocks.TakeAsync(context, events, roots, cancellationToken);
        var batch = await events
            .Join(context.EventBodies, e => e.Id, b => b.EventId, (e, b) => new { Row = e, Body = b })
            .OrderBy(e => e.Row.Id)
            .ToListAsync(cancellationToken);
        (store.JoinVersion, store.JoinCursor) = ids.Length == 0 ? (JoinWeights.Version, -1) : (store.JoinVersion, ids[^1]);
        var writer = new EventWriter(context, time) { Joining = new JoinPlan { Held = held, ComparesAnew = true } };
        foreach (var standing in batch)
        {
            writer.Rejoin(new StoredEvent(standing.Row, standing.Body));
        }

        await writer.SaveAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (ids.Length == 0)
        {
            LogRejoined(JoinWeights.Version);
        }

        return ids.Length > 0;
    }

    [LoggerMessage(EventId = 15, EventName = "EventsRejoined", Level = LogLevel.Information, Message = "All events are joined by rules {Version}")]
    private partial void LogRejoined(string version);

    [LoggerMessage(EventId = 16, EventName = "EventsNotRejoined", Level = LogLevel.Warning, Message = "Events could not be joined anew; this is tried again")]
    private partial void LogNotRejoined(Exception exception);
}
