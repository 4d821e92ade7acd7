using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.WatchEvents;

/// <summary>Tells one watcher of changes, from a cursor on, in the order of the log: nothing skipped, nothing twice.</summary>
internal sealed class WatchEventsHandler(
    ChangeFeed feed,
    ChangeLog log,
    WatcherSeats seats,
    StoreIdentity store,
    EventFilterReader filters,
    IOptions<EventsOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    private const int BatchSize = 256;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async Task HandleAsync(WatchEventsRequest request, IServerStreamWriter<EventChange> stream, CancellationToken cancellationToken)
    {
        var databaseId = await store.GetIdAsync(cancellationToken);
        var violations = new Violations();
        var start = request.Cursor.Length > 0 ? WatchCursor.Read(request.Cursor, databaseId) : null;
        violations.Require(request.Cursor.Length == 0 || start is not null, "cursor", "FOREIGN_CURSOR", "Not a cursor of this database.");
        var query = await filters.ReadAsync(request.Filter, violations, cancellationToken);
        violations.ThrowIfAny();

        using var seat = seats.Take();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            var (newest, pruned) = await log.EndsAsync(stop.Token);
            var position = start ?? newest;
            if (position < pruned || position > newest)
            {
                throw Expired(pruned);
            }

            await WatchAsync(new Watcher(query, databaseId, position, stream, time), stop.Token);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SitrepException(StatusCode.Unavailable, EventsReasons.Stopping, "The service is stopping; go on from the last cursor.")
            {
                RetryAfter = RetryAfter,
            };
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The watcher is gone, and a write under way then fails in one way or another: none of them is a fault.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async Task WatchAsync(Watcher watcher, CancellationToken cancellationToken)
    {
        await watcher.BeatAsync(cancellationToken);
        using var heart = new PeriodicTimer(options.Value.Heartbeat, time);
        var beat = heart.WaitForNextTickAsync(cancellationToken).AsTask();
        while (true)
        {
            var window = await feed.GetWindowAsync(cancellationToken);
            if (watcher.Position < window.After)
            {
                var changes = await log.ReadAsync(watcher.Position, BatchSize, cancellationToken)
                    ?? throw Expired((await log.EndsAsync(cancellationToken)).Pruned);
                await watcher.TellAsync(changes, cancellationToken);
            }
            else if (watcher.Position < window.Last)
            {
                await watcher.TellAsync(window.From(watcher.Position), cancellationToken);
            }
            else
            {
                await Task.WhenAny(window.Superseded, beat);
            }

            if (beat.IsCompleted)
            {
                await beat;
                await watcher.BeatAsync(cancellationToken);
                beat = heart.WaitForNextTickAsync(cancellationToken).AsTask();
            }
        }
    }

    private static SitrepException Expired(long pruned) => new(
        StatusCode.OutOfRange,
        EventsReasons.CursorExpired,
        "The change log does not reach to this cursor: search anew, and watch from now on.",
        new Dictionary<string, string> { ["prunedSequence"] = pruned.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    /// <summary>One stream and where it stands.</summary>
    private sealed class Watcher(EventQuery query, string databaseId, long start, IServerStreamWriter<EventChange> stream, TimeProvider time)
    {
        public long Position { get; private set; } = start;

        public Task BeatAsync(CancellationToken cancellationToken) => stream.WriteAsync(
            new EventChange { Cursor = WatchCursor.Write(databaseId, Position), Heartbeat = Timestamp.FromDateTimeOffset(time.GetUtcNow()) }, cancellationToken);

        public async Task TellAsync(IEnumerable<Change> changes, CancellationToken cancellationToken)
        {
            foreach (var change in changes)
            {
                if (MessageOf(change) is { } message)
                {
                    message.Cursor = WatchCursor.Write(databaseId, change.Sequence);
                    await stream.WriteAsync(message, cancellationToken);
                }

                Position = change.Sequence;
            }
        }

        private EventChange? MessageOf(Change change)
        {
            if (change.Incident is { } incident)
            {
                return MessageOf(change, incident);
            }

            if (change.Now is { } now && query.Matches(now))
            {
                return new EventChange { Event = now.Event };
            }

            // Gone, or no match any more: told to those who had it. Of what was deleted for good nobody knows who had it, so all are told.
            var had = change.Before is { } before ? query.Matches(before) : change.Removed;
            return had ? new EventChange { RemovedEvent = change.Name } : null;
        }

        private EventChange? MessageOf(Change change, IncidentChange incident)
        {
            if (incident.Incident is { } now && incident.Now.Any(query.Matches))
            {
                return new EventChange { Incident = now };
            }

            // Of one whose events were deleted for good nobody knows who had it, as with events.
            var had = incident.Before is { Count: > 0 } before ? before.Any(query.Matches) : incident.Before is null || change.Removed;
            return had ? new EventChange { RemovedIncident = change.Name } : null;
        }
    }
}
