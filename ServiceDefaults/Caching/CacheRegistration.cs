using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZiggyCreatures.Caching.Fusion;

namespace Sitrep.ServiceDefaults.Caching;

/// <summary>Registers the cache: memory before Redis, where the connection string `cache` names one, memory alone where not.</summary>
public static class CacheRegistration
{
    private const long MemoryLimitBytes = 64 * 1024 * 1024;

    /// <summary>Adds <see cref="MessageCache"/> and <see cref="RedisConnection"/>.</summary>
    public static IHostApplicationBuilder AddSitrepCache(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("cache");
        builder.Services.AddSingleton(_ => new RedisConnection(connectionString));
        builder.Services.AddSingleton<CacheMetrics>();
        builder.Services.AddSingleton(services => new MessageCache(services.GetRequiredService<IFusionCache>(), services.GetRequiredService<CacheMetrics>()));

        var cache = builder.Services.AddFusionCache()
            .WithMemoryCache(_ => new MemoryCache(new MemoryCacheOptions { SizeLimit = MemoryLimitBytes }))
            .WithOptions(options =>
            {
                options.CacheKeyPrefix = "sitrep:";
                // Keys carry the version of what they depend on, so nothing is ever removed by tag: no look-ups for tags.
                options.DisableTagging = true;
                options.DistributedCacheCircuitBreakerDuration = TimeSpan.FromSeconds(2);
                options.DistributedCacheErrorsLogLevel = LogLevel.Debug;
                options.DistributedCacheSyntheticTimeoutsLogLevel = LogLevel.Debug;
            })
            .WithDefaultEntryOptions(new FusionCacheEntryOptions
            {
                Duration = TimeSpan.FromDays(1),
                JitterMaxDuration = TimeSpan.FromMinutes(30),
                IsFailSafeEnabled = false,
                Size = MessageCache.AssumedBytes,
                DistributedCacheSoftTimeout = TimeSpan.FromMilliseconds(200),
                DistributedCacheHardTimeout = TimeSpan.FromMilliseconds(200),
                AllowBackgroundDistributedCacheOperations = true,
            });

        if (!string.IsNullOrEmpty(connectionString))
        {
            builder.Services.AddSingleton<IDistributedCache>(services => new RedisCache(new RedisCacheOptions
            {
                ConnectionMultiplexerFactory = () => Task.FromResult(services.GetRequiredService<RedisConnection>().Multiplexer!),
            }));
            builder.Services.AddHostedService<RedisConnecting>();
            cache.WithRegisteredDistributedCache().WithSerializer(new EntrySerializer());
        }

        return builder;
    }
}
