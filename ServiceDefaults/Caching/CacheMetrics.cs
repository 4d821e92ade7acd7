using System.Diagnostics.Metrics;

namespace Sitrep.ServiceDefaults.Caching;

/// <summary>`sitrep.cache.requests` ({request}): look-ups by `sitrep.cache.name` and `sitrep.cache.hit`.</summary>
internal sealed class CacheMetrics
{
    private readonly Counter<long> _requests;

    public CacheMetrics(IMeterFactory meters) =>
        _requests = meters.Create("Sitrep.ServiceDefaults").CreateCounter<long>("sitrep.cache.requests", "{request}", "Cache look-ups");

    public void Request(string name, bool hit) =>
        _requests.Add(1, new KeyValuePair<string, object?>("sitrep.cache.name", name), new KeyValuePair<string, object?>("sitrep.cache.hit", hit));
}
