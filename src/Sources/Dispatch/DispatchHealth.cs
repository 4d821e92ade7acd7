using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Sitrep.Sources.Dispatch;

/// <summary>Degraded where the dispatcher has not worked on the queue for a while. Not unhealthy: the service still takes in reports, and a restart mends no database.</summary>
internal sealed class DispatchHealth(TimeProvider time, IOptions<DispatchOptions> options) : IHealthCheck
{
    private const int MissedTurns = 30;
    private long _last = time.GetTimestamp();

    /// <summary>A turn succeeded.</summary>
    public void Turned() => Volatile.Write(ref _last, time.GetTimestamp());

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(options.Value.Enabled && time.GetElapsedTime(Volatile.Read(ref _last)) > MissedTurns * options.Value.PollInterval
            ? HealthCheckResult.Degraded("The queue cannot be worked on; the log says why.")
            : HealthCheckResult.Healthy());
}
