using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Caching;
using ZiggyCreatures.Caching.Fusion.Internals.Distributed;

namespace Sitrep.ServiceDefaults.Tests;

public sealed class CacheTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_is_made_once_for_many_who_ask_at_once()
    {
        using var host = Cache(connectionString: null);
        var cache = host.Services.GetRequiredService<MessageCache>();
        var made = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cache.GetOrMakeAsync("places", "k", async token =>
        {
            Interlocked.Increment(ref made);
            await Task.Delay(50, token);
            return new Place { Name = "places/1" };
        }, Token)));

        Assert.Equal(1, made);
        Assert.All(answers, place => Assert.Equal("places/1", place.Name));
        // Messages are mutable: nobody may hold the instance that another holds.
        Assert.Equal(answers.Length, answers.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_and_is_not_cached()
    {
        using var host = Cache(connectionString: null);
        var cache = host.Services.GetRequiredService<MessageCache>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetOrMakeAsync<Place>("places", "k", _ => throw new InvalidOperationException(), Token));
        var place = await cache.GetOrMakeAsync("places", "k", _ => Task.FromResult(new Place { Name = "places/2" }), Token);

        Assert.Equal("places/2", place.Name);
    }

    [Fact]
    public async Task Without_its_Redis_the_cache_answers_all_the_same_and_soon()
    {
        using var host = Cache("127.0.0.1:1");
        var cache = host.Services.GetRequiredService<MessageCache>();
        var clock = Stopwatch.StartNew();

        for (var i = 0; i < 200; i++)
        {
            var name = $"places/{i}";
            Assert.Equal(name, (await cache.GetOrMakeAsync("places", name, _ => Task.FromResult(new Place { Name = name }), Token)).Name);
        }

        // 200 misses at the 200 ms that one dead look-up may cost would be 40 s: the circuit breaker must have opened.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void An_entry_comes_back_from_the_wire_as_it_was()
    {
        var serializer = new EntrySerializer();
        var entry = new FusionCacheDistributedEntry<byte[]>([1, 2, 3], 42, 4711, null, null);

        var read = serializer.Deserialize<FusionCacheDistributedEntry<byte[]>>(serializer.Serialize(entry))!;

        Assert.Equal((42L, 4711L, 3L), (read.Timestamp, read.LogicalExpirationTimestamp, read.Metadata!.Size));
        Assert.Equal([1, 2, 3], read.Value);
        Assert.Null(serializer.Deserialize<FusionCacheDistributedEntry<byte[]>>([1, 2, 3]));
    }

    private static IHost Cache(string? connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:cache", connectionString)]);
        builder.AddSitrepCache();
        return builder.Build();
    }
}
