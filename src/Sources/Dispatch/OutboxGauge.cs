using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Storage;
using Sitrep.Storage;

namespace Sitrep.Sources.Dispatch;

/// <summary>Measures the queue from time to time: for the metrics, and for the bound beyond which submissions are refused.</summary>
internal sealed partial class OutboxGauge(
    IDbContextFactory<SourcesDbContext> contexts, TimeProvider time, IOptions<SourcesOptions> options, ILogger<OutboxGauge> logger) : BackgroundService
{
    private long _depth;
    private long _oldest;

    /// <summary>Reports that wait for the events service, as last measured.</summary>
    public long Depth => Volatile.Read(ref _depth);

    /// <summary>Depth over its bound.</summary>
    public double Saturation => (double)Depth / options.Value.MaxQueuedReports;

    /// <summary>How long the oldest of them has waited, in seconds; 0 where none waits.</summary>
    public double OldestAgeSeconds
    {
        get
        {
            var oldest = Volatile.Read(ref _oldest);
            return oldest == 0 ? 0 : Math.Max(0, (UnixMicros.From(time.GetUtcNow()) - oldest) / 1e6);
        }
    }

    /// <summary>Measures now.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        Volatile.Write(ref _depth, await context.Outbox.LongCountAsync(cancellationToken));
        Volatile.Write(ref _oldest, await context.Outbox.MinAsync(row => (long?)row.CreateTime, cancellationToken) ?? 0);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.MeasureInterval, time);
        do
        {
            try
            {
                await MeasureAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogMeasureFailed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1, EventName = "MeasureFailed", Level = LogLevel.Warning, Message = "The queue could not be measured")]
    private partial void LogMeasureFailed(Exception fault);
}
