using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Storage;
using Sitrep.Storage;

namespace Sitrep.Sources.Stories;

/// <summary>Drops the sketches of texts that are out of the window, some at a time: nothing is compared with them any more. Their hashes stay.</summary>
internal sealed partial class SketchPurge(
    IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, TimeProvider time, IOptions<SourcesOptions> options, ILogger<SketchPurge> logger)
    : BackgroundService
{
    private const int AtATime = 2_000;
    private static readonly byte[] Nothing = [];
    private long _done;

    /// <summary>Drops them now; how many.</summary>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var purged = 0;
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var last = (await context.Sketches.MaxAsync(row => (long?)row.Number, cancellationToken) ?? 0) - options.Value.StoryWindow;
            if (_done >= last)
            {
                return purged;
            }

            var (from, until) = (_done, Math.Min(_done + AtATime, last));
            using (await gate.EnterAsync(cancellationToken))
            {
                purged += await context.Sketches.Where(row => row.Number > from && row.Number <= until && row.Sketch != Nothing)
                    .ExecuteUpdateAsync(row => row.SetProperty(r => r.Sketch, Nothing), cancellationToken);
            }

            _done = until;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PurgeInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogPurgeFailed(fault);
            }
        }
    }

    [LoggerMessage(EventId = 1, EventName = "SketchPurgeFailed", Level = LogLevel.Warning, Message = "Sketches out of the window could not be dropped")]
    private partial void LogPurgeFailed(Exception fault);
}
