using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.RecodeReports;

/// <summary>
/// Queues the reports of recodings, some at a time and only while few of them wait, so that new reports wait for them a few seconds at most. Goes on after a restart where it
/// was; any number of replicas may run it.
/// </summary>
internal sealed partial class RecodingSweep(
    IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, OutboxSignal signal, TimeProvider time, IOptions<DispatchOptions> options, ILogger<RecodingSweep> logger)
    : BackgroundService
{
    /// <summary>Reports queued at a time: some seconds of coding.</summary>
    private const int AtATime = 100;

    private readonly OutboxSignal _wake = new(time);

    /// <summary>There is something to do.</summary>
    public void Wake() => _wake.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var busy = false;
            try
            {
                busy = await TurnAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogTurnFailed(fault);
            }

            // While one is under way its reports are topped up often enough that the dispatcher never runs dry.
            await _wake.WaitAsync(busy ? options.Value.PollInterval / 4 : options.Value.PollInterval * 5, stoppingToken);
        }
    }

    /// <summary>One look at what is under way; whether anything is.</summary>
    public async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var running = await context.Recodings.AsNoTracking().Where(row => row.EndTime == null).OrderBy(row => row.StartTime).Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var id in running)
        {
            var waiting = await context.Outbox.CountAsync(row => row.RecodingId == id, cancellationToken);
            if (waiting < AtATime)
            {
                await AdvanceAsync(id, cancellationToken);
            }
        }

        return running.Count > 0;
    }

    private async Task AdvanceAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var databaseNow = await context.LockAsync(cancellationToken);
        if (await context.Recodings.SingleOrDefaultAsync(row => row.Id == id && row.EndTime == null, cancellationToken) is not { } recoding)
        {
            return;
        }

        var now = UnixMicros.From(time.GetUtcNow());
        if (recoding.Queued)
        {
            if (!await context.Outbox.AnyAsync(row => row.RecodingId == id, cancellationToken))
            {
                recoding.EndTime = now;
            }
        }
        else
        {
            await QueueAsync(context, recoding, now, databaseNow, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
    }

    private static async Task QueueAsync(SourcesDbContext context, RecodingRow recoding, long now, long databaseNow, CancellationToken cancellationToken)
    {
        var position = recoding.Position;
#pragma warning disable CA1309 // Becomes SQL, where the column's collation compares bytes.
        var ids = await RecodingRows.Matching(context, recoding).Where(row => string.Compare(row.Id, position) > 0)
            .OrderBy(row => row.Id).Take(AtATime).Select(row => row.Id).ToListAsync(cancellationToken);
#pragma warning restore CA1309
        foreach (var id in ids)
        {
            await context.QueueAsync(
                new OutboxRow { ReportId = id, Force = recoding.Force, CreateTime = now, AvailableTime = databaseNow, RecodingId = recoding.Id }, cancellationToken);
        }

        // What is only told anew is a revision, or the events service would not look at it; what is forced it takes as it is.
        var step = recoding.Force ? 0 : 1;
        await context.Reports.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(
            row => row
                .SetProperty(r => r.Revision, r => r.Revision + step)
                .SetProperty(r => r.State, (int)Report.Types.State.Pending)
                .SetProperty(r => r.Attempts, 0)
                .SetProperty(r => r.LastError, (byte[]?)null),
            cancellationToken);
        recoding.QueuedCount += ids.Count;
        recoding.Position = ids.Count > 0 ? ids[^1] : position;
        recoding.Queued = ids.Count < AtATime;
    }

    [LoggerMessage(EventId = 1, EventName = "RecodingFailed", Level = LogLevel.Warning, Message = "Recodings could not be worked on")]
    private partial void LogTurnFailed(Exception fault);
}
