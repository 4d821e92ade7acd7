using Microsoft.Extensions.Hosting;

namespace Sitrep.ServiceDefaults.Caching;

/// <summary>
/// Connects to Redis while the service starts: the first calls would give their commands up while the connection is being made. The start does not wait
/// for it, for a cache that is not there keeps nobody from working.
/// </summary>
internal sealed class RedisConnecting(RedisConnection connection) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(() => connection.Multiplexer, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
