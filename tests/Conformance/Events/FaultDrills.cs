using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

/// <summary>
/// Processes die at random while reports come in: nothing that was acknowledged is lost, nothing is there twice, and whoever watches misses and
/// repeats nothing. `SITREP_DRILL_ROUNDS` says how often; a few where nothing is said.
/// </summary>
public sealed class FaultDrills
{
    private const int Senders = 3;

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("SITREP_DRILL_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Events_killed_at_random_loses_nothing_doubles_nothing_and_leaves_no_gap_to_watchers(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await DrillAsync(database.ConnectionString, "", async (events, random) =>
        {
            await Task.Delay(random.Next(50, 600), Token);
            await events.KillAsync();
            await events.StartAsync();
        });
    }

    [Fact]
    public async Task PostgreSQL_restarted_under_load_loses_nothing()
    {
        await using var server = await PostgresServer.StartAsync();
        await DrillAsync(server.ConnectionString, "", async (_, random) =>
        {
            await Task.Delay(random.Next(200, 800), Token);
            await server.CrashAsync();
            await server.UpAsync();
        });
    }

    [Fact]
    public async Task Redis_flushed_and_killed_under_load_costs_no_change()
    {
        await using var cache = await TestCache.StartAsync(CacheKind.Redis);
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await DrillAsync(database.ConnectionString, cache.Address, async (_, random) =>
        {
            await Task.Delay(random.Next(100, 400), Token);
            await cache.FlushAsync();
            await cache.KillAsync();
            await Task.Delay(random.Next(100, 400), Token);
            await cache.StartAsync();
        });
    }

    private static async Task DrillAsync(string database, string cache, Func<EventsProcess, Random, Task> fault)
    {
        await using var geo = await GeoLookupFake.StartAsync();
        await using var events = new EventsProcess(database, geo.Address, cache);
        await events.StartAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var log = new ConcurrentQueue<EventChange>();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watching = WatchAsync(events.Client, log, first, end.Token);
        await first.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);

        var acknowledged = new ConcurrentDictionary<string, IReadOnlyList<string>>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var sending = Enumerable.Range(0, Senders).Select(sender => SendAsync(events.Client, sender, acknowledged, enough.Token)).ToArray();
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            await fault(events, random);
        }

        await enough.CancelAsync();
        await Task.WhenAll(sending);
        Assert.NotEmpty(acknowledged);
        await ExpectAsync(events.Client, acknowledged, log);
        await end.CancelAsync();
        await watching;
    }

    /// <summary>Delivers reports as Sources does: the same again until it is acknowledged, each in two revisions.</summary>
    private static async Task SendAsync(
        EventsService.EventsServiceClient client, int sender, ConcurrentDictionary<string, IReadOnlyList<string>> acknowledged, CancellationToken enough)
    {
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var id = $"s{sender}n{n}";
            for (var revision = 1; revision <= 2; revision++)
            {
                var request = Report(id, n, revision);
                while (true)
                {
                    try
                    {
                        var answer = await client.CodeReportAsync(request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30), cancellationToken: Token);
                        acknowledged[request.Report.Name] = [.. answer.Events];
                        break;
                    }
                    catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown)
                    {
                        await Task.Delay(50, Token);
                    }
                }
            }
        }
    }

    private static CodeReportRequest Report(string id, int number, int revision) => new()
    {
        Report = new Report
        {
            Name = $"reports/{id}",
            Source = $"sources/{id[..2]}",
            Title = $"Revision {revision}",
            Text = $"Gunmen opened fire on a checkpoint on Monday and killed {(number % 40) + 2} soldiers, officials said. Thousands of people protested on Tuesday.",
            LanguageCode = "en",
            PublishTime = Timestamp.FromDateTime(new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(number)),
            Status = global::Sitrep.Sources.V1.Report.Types.Status.Current,
            Revision = revision,
        },
        Source = new Source { Name = $"sources/{id[..2]}", DisplayName = id[..2] },
    };

    private static async Task WatchAsync(
        EventsService.EventsServiceClient client, ConcurrentQueue<EventChange> log, TaskCompletionSource first, CancellationToken end)
    {
        var cursor = "";
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var watch = client.WatchEvents(new WatchEventsRequest { Cursor = cursor }, cancellationToken: end);
                while (await watch.ResponseStream.MoveNext(end))
                {
                    var change = watch.ResponseStream.Current;
                    cursor = change.Cursor;
                    first.TrySetResult();
                    if (change.ChangeCase != EventChange.ChangeOneofCase.Heartbeat)
                    {
                        log.Enqueue(change);
                    }
                }
            }
            catch (RpcException) when (!end.IsCancellationRequested)
            {
                await Task.Delay(50, CancellationToken.None);
            }
            catch (Exception e) when (end.IsCancellationRequested && e is RpcException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task ExpectAsync(
        EventsService.EventsServiceClient client, ConcurrentDictionary<string, IReadOnlyList<string>> acknowledged, ConcurrentQueue<EventChange> log)
    {
        var stored = new Dictionary<string, Event>();
        var request = new SearchEventsRequest { PageSize = 1_000 };
        do
        {
            var page = await client.SearchEventsAsync(request, cancellationToken: Token);
            foreach (var account in page.Events)
            {
                Assert.True(stored.TryAdd(account.Name, account), $"{account.Name} is there twice.");
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(acknowledged.Values.SelectMany(names => names).Order(StringComparer.Ordinal), stored.Keys.Order(StringComparer.Ordinal));
        Assert.NotEmpty(stored);

        // What the watch told adds up to what is there: every event's revisions from the first on, one after the other, none twice.
        var patience = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(60);
        while (Last(log).Count(e => stored.TryGetValue(e.Key, out var now) && now.Revision == e.Value) < stored.Count && TimeProvider.System.GetUtcNow().UtcDateTime < patience)
        {
            await Task.Delay(100, Token);
        }

        foreach (var told in log.Where(c => c.Event is not null).GroupBy(c => c.Event.Name))
        {
            Assert.Equal(Enumerable.Range(1, stored[told.Key].Revision), told.Select(c => c.Event.Revision));
        }

        Assert.Equal(stored.Count, Last(log).Count);
        Assert.Equal(log.Count, log.Select(c => c.Cursor).Distinct().Count());

        // Every event is of one incident, which names it and nothing else.
        foreach (var incident in stored.Values.Where(e => e.Occurrences is null).GroupBy(e => e.Incident))
        {
            var found = await client.GetIncidentAsync(new GetIncidentRequest { Name = incident.Key }, cancellationToken: Token);
            Assert.Equal(incident.Select(e => e.Name).Order(StringComparer.Ordinal), found.Events.Order(StringComparer.Ordinal));
        }
    }

    private static Dictionary<string, int> Last(ConcurrentQueue<EventChange> log) =>
        log.Where(c => c.Event is not null).GroupBy(c => c.Event.Name).ToDictionary(g => g.Key, g => g.Last().Event.Revision);
}
