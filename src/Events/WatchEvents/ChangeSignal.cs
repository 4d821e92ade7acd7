using System.Threading.Channels;
using Sitrep.Events.Storage;
using Sitrep.ServiceDefaults.Caching;
using StackExchange.Redis;

namespace Sitrep.Events.WatchEvents;

/// <summary>
/// Says that the change log grew: to this process at once, to the other replicas through Redis. Only a wake-up: whoever misses one finds the
/// change by polling.
/// </summary>
internal sealed partial class ChangeSignal(RedisConnection redis, StoreIdentity store, ILogger<ChangeSignal> logger)
{
    private static readonly TimeSpan SubscribeAgain = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Subscription? _subscription;

    /// <summary>Called after each commit that wrote changes.</summary>
    public void Announce()
    {
        _wakes.Writer.TryWrite(true);
        if (Volatile.Read(ref _subscription) is not { } subscription)
        {
            return;
        }

        try
        {
            subscription.Subscriber.Publish(subscription.Channel, RedisValue.EmptyString, CommandFlags.FireAndForget);
        }
        catch (RedisException)
        {
            // Redis is gone for the moment: the others poll.
        }
    }

    /// <summary>Waits for a wake-up, or for the time to poll.</summary>
    public async Task WaitAsync(TimeSpan poll, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(poll, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        // Asked without exceptions: every quiet poll would throw one.
        await _wakes.Reader.WaitToReadAsync(either.Token).AsTask().ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        _wakes.Reader.TryRead(out _);
    }

    /// <summary>Listens to other replicas; tries until Redis takes the subscription, which then outlives its restarts.</summary>
    public async Task ListenAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        // Connecting may block for a second where nothing listens.
        if (await Task.Run(() => redis.Multiplexer, cancellationToken) is not { } multiplexer)
        {
            return;
        }

        var channel = RedisChannel.Literal($"sitrep:events:{await store.GetIdAsync(cancellationToken)}:changes");
        while (true)
        {
            try
            {
                var subscriber = multiplexer.GetSubscriber();
                await subscriber.SubscribeAsync(channel, (_, _) => _wakes.Writer.TryWrite(true));
                Volatile.Write(ref _subscription, new Subscription(subscriber, channel));
                return;
            }
            catch (RedisException e)
            {
                LogNotSubscribed(e);
                await Task.Delay(SubscribeAgain, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 10, EventName = "ChangesNotSubscribed", Level = LogLevel.Debug, Message = "Redis takes no subscription yet; changes of other replicas are polled")]
    private partial void LogNotSubscribed(Exception exception);

    private sealed record Subscription(ISubscriber Subscriber, RedisChannel Channel);
}
