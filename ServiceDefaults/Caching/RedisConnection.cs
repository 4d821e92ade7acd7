using Sitrep.ServiceDefaults.Telemetry;
using StackExchange.Redis;

namespace Sitrep.ServiceDefaults.Caching;

/// <summary>
/// The one connection to Redis (or Garnet). Redis is a cache and a wake-up, never the truth: while it is gone, commands fail at once
/// instead of queueing, and the connection mends itself in the background.
/// </summary>
public sealed class RedisConnection : IDisposable
{
    private const int TimeoutMs = 200;
    private readonly Lazy<IConnectionMultiplexer?> _multiplexer;

    internal RedisConnection(string? connectionString) =>
        _multiplexer = new(() => string.IsNullOrEmpty(connectionString) ? null : Connect(connectionString));

    /// <summary>Null where no Redis is configured. Never throws for a server that is not there: its commands do.</summary>
    public IConnectionMultiplexer? Multiplexer => _multiplexer.Value;

    private static ConnectionMultiplexer Connect(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.SyncTimeout = TimeoutMs;
        options.AsyncTimeout = TimeoutMs;
        options.ConnectTimeout = 1_000;
        options.ConnectRetry = 1;
        options.ReconnectRetryPolicy = new LinearRetry(1_000);
        var multiplexer = ConnectionMultiplexer.Connect(options);
        RedisActivities.Attach(multiplexer);
        return multiplexer;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        if (_multiplexer.IsValueCreated)
        {
            _multiplexer.Value?.Dispose();
        }
    }
}
