using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.WatchEvents;

/// <summary>Bounds how many watch at a time.</summary>
internal sealed class WatcherSeats(IOptions<EventsOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private int _taken;

    /// <summary>A seat, given up when disposed.</summary>
    /// <exception cref="SitrepException">RESOURCE_EXHAUSTED: all are taken.</exception>
    public Seat Take()
    {
        var most = options.Value.MaxWatchers;
        if (Interlocked.Increment(ref _taken) > most)
        {
            Interlocked.Decrement(ref _taken);
            throw new SitrepException(
                StatusCode.ResourceExhausted,
                EventsReasons.TooManyWatchers,
                $"{most} watches are open, as many as this service allows.",
                new Dictionary<string, string> { ["maxWatchers"] = most.ToString(System.Globalization.CultureInfo.InvariantCulture) })
            {
                RetryAfter = RetryAfter,
            };
        }

        return new Seat(this);
    }

    internal readonly struct Seat(WatcherSeats seats) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref seats._taken);
    }
}
