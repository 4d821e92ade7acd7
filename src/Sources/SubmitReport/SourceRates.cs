using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Sources.SubmitReport;

/// <summary>
/// Keeps one source from taking the place of all others: each may submit so many reports a minute, a fifth of them at once. Counts what this replica takes in, in memory
/// of bounded size.
/// </summary>
internal sealed class SourceRates(TimeProvider time, IOptions<SourcesOptions> options)
{
    /// <summary>Share of a minute's reports that may come at once.</summary>
    private const double Burst = 0.2;

    /// <summary>Sources that are counted; when more come, those that have been quiet are forgotten.</summary>
    private const int MaxSources = 20_000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new();
    private readonly int _perMinute = options.Value.MaxReportsPerSourcePerMinute;

    /// <summary>Counts one report of a source, as the report names it.</summary>
    /// <exception cref="SitrepException">RESOURCE_EXHAUSTED: the source has submitted as many as it may; RetryInfo says when the next may come.</exception>
    public void Take(SourceReference source)
    {
        if (_perMinute == 0)
        {
            return;
        }

        var key = source.Id ?? SourceNaming.Key(source.DisplayName!);
        var most = Math.Max(1, _perMinute * Burst);
        var now = time.GetTimestamp();
        if (_buckets.Count >= MaxSources)
        {
            Forget(now);
        }

        var bucket = _buckets.GetOrAdd(key, _ => new Bucket(most, now));
        var wait = bucket.Take(time, now, most, _perMinute / 60.0);
        if (wait > TimeSpan.Zero)
        {
            throw new SitrepException(
                StatusCode.ResourceExhausted, SourcesReasons.SourceTooFast, $"{key} has submitted as many reports as a source may.", new Dictionary<string, string> { ["source"] = key })
            {
                RetryAfter = wait < LongestWait ? wait : LongestWait,
            };
        }
    }

    /// <summary>Forgets sources whose bucket is full again: they are as if they had never come.</summary>
    private void Forget(long now)
    {
        foreach (var (key, bucket) in _buckets)
        {
            if (time.GetElapsedTime(bucket.Last, now) > LongestWait)
            {
                _buckets.TryRemove(key, out _);
            }
        }
    }

    private sealed class Bucket(double tokens, long now)
    {
        private readonly Lock _lock = new();
        private double _tokens = tokens;
        private long _last = now;

        public long Last => Volatile.Read(ref _last);

        /// <summary>Takes a token; how long until there is one where there is none.</summary>
        public TimeSpan Take(TimeProvider time, long now, double most, double perSecond)
        {
            lock (_lock)
            {
                _tokens = Math.Min(most, _tokens + (time.GetElapsedTime(_last, now).TotalSeconds * perSecond));
                _last = Math.Max(_last, now);
                if (_tokens >= 1)
                {
                    _tokens--;
                    return TimeSpan.Zero;
                }

                return TimeSpan.FromSeconds((1 - _tokens) / perSecond);
            }
        }
    }
}
