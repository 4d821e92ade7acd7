using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Storage;
using Sitrep.Storage;

namespace Sitrep.Sources.SubmitReport;

/// <summary>Removes request ids whose time is over, some at a time, so that no writer waits long.</summary>
internal sealed partial class RequestPurge(
    IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, TimeProvider time, IOptions<SourcesOptions> options, ILogger<RequestPurge> logger)
    : BackgroundService
{
    private const int AtATime = 1_000;

    /// <summary>Removes them now; how many.</summary>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var spent = UnixMicros.From(time.GetUtcNow() - options.Value.RequestIdLifetime);
        for (var purged = 0; ;)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            using var pass = await gate.EnterAsync(cancellationToken);
            var some = await context.Requests.Where(row => context.Requests
                    .Where(request => request.CreateTime <= spent).OrderBy(request => request.CreateTime).Take(AtATime).Select(request => request.Id)
                    .Contains(row.Id))
                .ExecuteDeleteAsync(cancellationToken);
            purged += some;
            if (some < AtATime)
            {
                return purged;
            }
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

    [LoggerMessage(EventId = 1, EventName = "PurgeFailed", Level = LogLevel.Warning, Message = "Spent request ids could not be removed")]
    private partial void LogPurgeFailed(Exception fault);
}
