using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Events.Storage;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Events.WatchEvents;

namespace Sitrep.Events.Tests;

public sealed class WatchTests(EventsFixture fixture) : IClassFixture<EventsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EventsService.EventsServiceClient Client => fixture.Instance.Client;

    [Fact]
    public async Task A_quiet_watch_says_now_and_then_that_it_is_alive_and_how_far_it_looked()
    {
        await using var lively = fixture.Start(("Events:Heartbeat", "00:00:00.200"));
        using var watch = lively.Client.WatchEvents(new WatchEventsRequest { Filter = new EventFilter { Modes = { "nothing-has-it" } } }, cancellationToken: Token);
        var first = await NextAsync(watch);
        await lively.Client.CodeReportAsync(Sample.Report("heartbeat", Sample.Event()), cancellationToken: Token);

        var cursors = new HashSet<string> { first.Cursor };
        while (cursors.Count < 2)
        {
            var next = await NextAsync(watch);
            Assert.Equal(EventChange.ChangeOneofCase.Heartbeat, next.ChangeCase);
            cursors.Add(next.Cursor);
        }
    }

    [Fact]
    public async Task More_watchers_than_are_allowed_are_refused_until_one_leaves()
    {
        await using var small = fixture.Start(("Events:MaxWatchers", "2"));
        var first = small.Client.WatchEvents(new WatchEventsRequest(), cancellationToken: Token);
        using var second = small.Client.WatchEvents(new WatchEventsRequest(), cancellationToken: Token);
        await NextAsync(first);
        await NextAsync(second);

        using var third = small.Client.WatchEvents(new WatchEventsRequest(), cancellationToken: Token);
        var refusal = await Refusal.OfAsync(() => NextAsync(third));
        first.Dispose();

        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_WATCHERS", "2"), (refusal.Code, refusal.Reason, refusal.Info.Metadata["maxWatchers"]));
        Assert.NotNull(refusal.RetryAfter);
        for (var free = false; !free;)
        {
            try
            {
                using var next = small.Client.WatchEvents(new WatchEventsRequest(), cancellationToken: Token);
                await NextAsync(next);
                free = true;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Delay(20, Token);
            }
        }

        Assert.Empty(small.Errors);
    }

    [Fact]
    public async Task A_cursor_older_than_the_log_is_expired_and_one_of_what_is_kept_goes_on()
    {
        using var watch = Client.WatchEvents(new WatchEventsRequest(), cancellationToken: Token);
        var start = (await NextAsync(watch)).Cursor;
        await Client.CodeReportAsync(Sample.Report("old", Sample.Event(0)), cancellationToken: Token);
        await NextAsync(watch);
        // Whoever begins now has all of the old report behind it, its incident included.
        using var between = Client.WatchEvents(new WatchEventsRequest(), cancellationToken: Token);
        var recentStart = (await NextAsync(between)).Cursor;

        // What was told so far is made two months old.
        await using (var context = await fixture.Instance.Services.GetRequiredService<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(Token))
        {
            await context.Changes.ExecuteUpdateAsync(set => set.SetProperty(c => c.Time, c => c.Time - (60L * 86_400_000_000)), Token);
        }

        await Client.CodeReportAsync(Sample.Report("new", Sample.Event(0)), cancellationToken: Token);
        var recent = await NextAsync(watch);
        await fixture.Instance.Services.GetRequiredService<ChangeLogPruning>().PruneAsync(Token);

        using var expired = Client.WatchEvents(new WatchEventsRequest { Cursor = start }, cancellationToken: Token);
        var refusal = await Refusal.OfAsync(() => NextAsync(expired));
        Assert.Equal((StatusCode.OutOfRange, "CURSOR_EXPIRED"), (refusal.Code, refusal.Reason));
        using var kept = Client.WatchEvents(new WatchEventsRequest { Cursor = recentStart }, cancellationToken: Token);
        await NextAsync(kept);
        Assert.Equal(recent, await NextAsync(kept));
    }

    [Fact]
    public void A_window_of_changes_keeps_the_latest_within_its_limits()
    {
        static Change At(long sequence) => new(sequence, $"events/{sequence}", false, null, null, 10);
        var window = new ChangeWindow(5, 5, []).Append([At(7), At(8), At(12)], maxChanges: 3, maxBytes: 1000);

        Assert.Equal((5, 12), (window.After, window.Last));
        Assert.Equal([8, 12], window.From(7).Select(c => c.Sequence));
        Assert.Equal([7, 8, 12], window.From(5).Select(c => c.Sequence));
        Assert.Empty(window.From(12));

        var next = window.Append([At(13)], maxChanges: 3, maxBytes: 1000);
        Assert.Equal((7, 13), (next.After, next.Last));
        Assert.Equal([8, 12, 13], next.From(7).Select(c => c.Sequence));
        Assert.Equal((12, 14), (window.Append([At(13), At(14)], 100, maxBytes: 25).After, window.Append([At(13), At(14)], 100, maxBytes: 25).Last));
    }

    /// <summary>The next message that is not of an incident.</summary>
    private static async Task<EventChange> NextAsync(AsyncServerStreamingCall<EventChange> watch)
    {
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(Token).WaitAsync(TimeSpan.FromSeconds(30), Token), "The watch ended.");
        }
        while (watch.ResponseStream.Current.ChangeCase is EventChange.ChangeOneofCase.Incident or EventChange.ChangeOneofCase.RemovedIncident);
        return watch.ResponseStream.Current;
    }
}
