using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Events.Storage;
using Sitrep.Storage;

namespace Sitrep.Events.WatchEvents;

/// <summary>Forgets changes that are older than the log is kept. Replicas may do so side by side.</summary>
internal sealed partial class ChangeLogPruning(
    IDbContextFactory<EventsDbContext> contexts, WriteGate gate, IOptions<EventsOptions> options, TimeProvider time, ILogger<ChangeLogPruning> logger)
    : BackgroundService
{
    /// <summary>A short transaction each, so that no report waits long.</summary>
    private const int BatchSize = 5_000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Forgets what is too old now.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        while (await PruneBatchAsync(cancellationToken))
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotPruned(e);
            }
        }
    }

    private async Task<bool> PruneBatchAsync(CancellationToken cancellationToken)
    {
        var oldest = UnixMicros.From(time.GetUtcNow() - options.Value.ChangeRetention);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // In the order of the log up to the first that is kept: clocks of replicas differ, and the log must not get holes.
        var batch = await context.Changes.AsNoTracking()
            .OrderBy(c => c.Sequence)
            .Take(BatchSize)
            .Select(c => new { c.Sequence, c.Time })
            .ToListAsync(cancellationToken);
        var old = batch.TakeWhile(c => c.Time < oldest).ToList();
        if (old.Count == 0)
        {
            return false;
        }

        var last = old[^1].Sequence;
        await context.Store.Where(s => s.Id == StoreRow.TheId && s.PrunedSequence < last).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.PrunedSequence, last), cancellationToken);
        await context.Changes.Where(c => c.Sequence <= last).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogPruned(old.Count);
        return old.Count == BatchSize;
    }

    [LoggerMessage(EventId = 13, EventName = "ChangesPruned", Level = LogLevel.Information, Message = "{Count} changes are older than the log is kept and were forgotten")]
    private partial void LogPruned(int count);

    [LoggerMessage(EventId = 14, EventName = "ChangesNotPruned", Level = LogLevel.Warning, Message = "The change log could not be cut")]
    private partial void LogNotPruned(Exception exception);
}
