using Google.Protobuf;
using ZiggyCreatures.Caching.Fusion;

namespace Sitrep.ServiceDefaults.Caching;

/// <summary>
/// Caches proto messages. A key must carry the version of everything that the value depends on: entries are never stale, and live a day
/// at most. Misses of one key in one process are computed once. Without Redis it costs time, never an answer.
/// </summary>
public sealed class MessageCache
{
    /// <summary>What an entry is taken to weigh before its size is known.</summary>
    internal const long AssumedBytes = 4096;

    private readonly IFusionCache _cache;
    private readonly CacheMetrics _metrics;

    internal MessageCache(IFusionCache cache, CacheMetrics metrics) => (_cache, _metrics) = (cache, metrics);

    /// <summary>The message under the key, made by <paramref name="make"/> where there is none.</summary>
    /// <param name="name">What is cached, for the metric: one of a closed set ("analysis", "toponyms").</param>
    /// <param name="key">Versions and a hash: `geo:v1:{gazetteer}:{hash}`.</param>
    /// <param name="make">Makes the value; its exception reaches the caller and nothing is cached.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> GetOrMakeAsync<T>(string name, string key, Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        T? made = null;
        var bytes = await _cache.GetOrSetAsync<byte[]>(
            key,
            async (context, token) =>
            {
                made = await make(token);
                var value = made.ToByteArray();
                context.Options.Size = value.Length;
                return value;
            },
            token: cancellationToken);
        _metrics.Request(name, hit: made is null);
        return made ?? Parse<T>(bytes);
    }

    /// <summary>Forgets a key everywhere: a report was deleted for good.</summary>
    public async Task RemoveAsync(string key, CancellationToken cancellationToken) => await _cache.RemoveAsync(key, token: cancellationToken);

    private static T Parse<T>(byte[] bytes)
        where T : class, IMessage<T>, new()
    {
        var message = new T();
        message.MergeFrom(bytes);
        return message;
    }
}
