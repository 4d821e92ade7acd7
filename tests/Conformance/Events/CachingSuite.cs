using System.Diagnostics;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

public sealed class GarnetCaching() : CachingSuite(CacheKind.Garnet);

public sealed class RedisCaching() : CachingSuite(CacheKind.Redis);

public abstract class CachingSuite(CacheKind kind) : IAsyncLifetime
{
    private TestCache? _cache;
    private TestDatabase? _database;
    private GeoLookupFake? _geo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TestCache Cache => _cache!;

    public async ValueTask InitializeAsync()
    {
        _cache = await TestCache.StartAsync(kind);
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _geo = await GeoLookupFake.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var used in new IAsyncDisposable?[] { _geo, _database, _cache })
        {
            if (used is not null)
            {
                await used.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_text_that_one_instance_coded_is_not_coded_again_by_another()
    {
        var (here, there) = (new ScriptedCoder(), new ScriptedCoder());
        await using var one = Start(here);
        await using var other = Start(there);

        // An entry is written in the background, so each try is a text of its own.
        var tries = 0;
        await EventuallyAsync(async () =>
        {
            var request = new CodeTextRequest { Text = ScriptedCoder.Text(Sample.Event(0), Sample.Event(20)), Title = $"{tries++}" };
            var first = await one.Client.CodeTextAsync(request, cancellationToken: Token);
            await Task.Delay(50, Token);
            var calls = there.Calls;
            Assert.Equal(first, await other.Client.CodeTextAsync(request, cancellationToken: Token));
            return there.Calls == calls;
        });

        Assert.Equal(tries, here.Calls);
    }

    [Fact]
    public async Task Wire_copy_of_one_day_is_coded_once()
    {
        var coder = new ScriptedCoder();
        await using var instance = Start(coder);
        for (var i = 0; i < 5; i++)
        {
            await instance.Client.CodeReportAsync(
                Sample.Report($"copy{i}", [Sample.Event()], r => r.Report.PublishTime.Seconds += 60 * i), cancellationToken: Token);
        }

        Assert.Equal(1, coder.Calls);
        var events = await instance.Client.SearchEventsAsync(new SearchEventsRequest(), cancellationToken: Token);
        Assert.Equal(5, events.Events.Select(e => e.Name).Distinct().Count());
    }

    [Fact]
    public async Task A_new_gazetteer_makes_every_text_be_coded_anew()
    {
        var coder = new ScriptedCoder();
        await using var instance = Start(coder, ("Events:GazetteerMemory", "00:00:00"));
        var request = new CodeTextRequest { Text = ScriptedCoder.Text(Sample.Event()) };
        var before = await instance.Client.CodeTextAsync(request, cancellationToken: Token);

        _geo!.Version = "gazetteer-2";
        var after = await instance.Client.CodeTextAsync(request, cancellationToken: Token);

        Assert.Equal(("gazetteer-1", "gazetteer-2"), (before.GazetteerVersion, after.GazetteerVersion));
        Assert.Equal(("gazetteer-2", 2), (after.Events[0].GazetteerVersion, coder.Calls));
    }

    [Fact]
    public async Task Killing_and_flushing_the_cache_under_load_fails_no_call_and_changes_no_answer()
    {
        await using var instance = Start(new ScriptedCoder());
        var texts = Enumerable.Range(0, 50).Select(i => ScriptedCoder.Text(Sample.Event(i, e => e.Modes.Add($"mode-{i}")))).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var slowest = TimeSpan.Zero;
        var calls = 0;
        var load = Enumerable.Range(0, 4).Select(worker => Task.Run(
            async () =>
            {
                for (var i = worker; !stop.IsCancellationRequested; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    // Half are new to the cache, half are not.
                    var title = i % 2 == 0 ? "" : $"{worker}-{i}";
                    var answer = await instance.Client.CodeTextAsync(new CodeTextRequest { Text = texts[i % 50], Title = title }, cancellationToken: Token);
                    Assert.Equal($"mode-{i % 50}", answer.Events.Single().Modes.Single());
                    var took = Stopwatch.GetElapsedTime(started);
                    slowest = took > slowest ? took : slowest;
                    Interlocked.Increment(ref calls);
                }
            },
            Token)).ToList();

        await CallsAsync(100);
        await Cache.FlushAsync();
        await CallsAsync(100);
        await Cache.KillAsync();
        await CallsAsync(300);
        await Cache.StartAsync();
        await CallsAsync(100);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Empty(instance.Errors);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls} calls, the slowest {slowest.TotalMilliseconds:0} ms");

        async Task CallsAsync(int more)
        {
            var from = Volatile.Read(ref calls);
            while (Volatile.Read(ref calls) < from + more && !load.Any(worker => worker.IsFaulted))
            {
                await Task.Delay(10, Token);
            }
        }
    }

    [Fact]
    public async Task A_change_wakes_watchers_of_other_instances_without_polling_and_after_the_cache_came_back()
    {
        await using var one = Start(new ScriptedCoder(), ("Events:Poll", "00:01:00"));
        await using var other = Start(new ScriptedCoder(), ("Events:Poll", "00:01:00"));
        using var watch = WatchingSuite.Watch(other.Client);
        await WatchingSuite.NextAsync(watch);

        await HearAsync("r");
        await Cache.KillAsync();
        await Cache.StartAsync();
        await HearAsync("s");

        async Task HearAsync(string id)
        {
            // A wake-up that comes before the subscription stands is lost, so more are sent until one is heard.
            var heard = WatchingSuite.NextAsync(watch);
            for (var i = 0; !heard.IsCompleted; i++)
            {
                await one.Client.CodeReportAsync(Sample.Report($"{id}{i}", Sample.Event()), cancellationToken: Token);
                await Task.WhenAny(heard, Task.Delay(500, Token));
            }

            Assert.StartsWith($"reports/{id}", (await heard).Event.Report.Report, StringComparison.Ordinal);
            var more = await one.Client.CodeReportAsync(Sample.Report($"{id}-last", Sample.Event()), cancellationToken: Token);
            while ((await WatchingSuite.NextAsync(watch)).Event.Name != more.Events[0])
            {
            }
        }
    }

    private EventsInstance Start(ScriptedCoder coder, params (string Key, string Value)[] settings) => EventsInstance.Start(
        _database!.ConnectionString, _geo!.Address, coder, [("ConnectionStrings:cache", Cache.Address), ("Events:Heartbeat", "00:10:00"), .. settings]);

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "It did not come to hold.");
            await Task.Delay(20, Token);
        }
    }
}
