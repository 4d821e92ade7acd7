using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Sitrep.Events.V1;

namespace Sitrep.Benchmarks.Year;

/// <summary>Many watchers, each for one of ten sources, while reports come in at a steady rate: nothing may be lost, and memory must not grow.</summary>
internal static class YearWatch
{
    private const int Sources = 10;
    private const int EventsASecond = 100;

    /// <summary>HTTP/2 allows a hundred streams a connection.</summary>
    private const int WatchesAChannel = 100;

    public static async Task RunAsync(YearOptions options, YearService service)
    {
        using var stop = new CancellationTokenSource();
        var channels = Enumerable.Range(0, (options.Watchers + WatchesAChannel - 1) / WatchesAChannel).Select(_ => service.Open()).ToList();
        var told = new long[options.Watchers];
        var (ready, delays) = (0, new Times());
        var sent = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        var watching = Enumerable.Range(0, options.Watchers).Select(async n =>
        {
            var client = new EventsService.EventsServiceClient(channels[n / WatchesAChannel]);
            using var call = client.WatchEvents(new WatchEventsRequest { Filter = new EventFilter { Sources = { $"sources/s{n % Sources}" } } }, cancellationToken: stop.Token);
            try
            {
                await foreach (var change in call.ResponseStream.ReadAllAsync(stop.Token))
                {
                    if (change.ChangeCase == EventChange.ChangeOneofCase.Event)
                    {
                        Interlocked.Increment(ref told[n]);
                        if (n < Sources && sent.TryGetValue(change.Event.Report.Report, out var at))
                        {
                            delays.Add(Stopwatch.GetElapsedTime(at));
                        }
                    }
                    else if (change.ChangeCase == EventChange.ChangeOneofCase.Heartbeat && Interlocked.Read(ref told[n]) == 0)
                    {
                        Interlocked.Increment(ref ready);
                    }
                }
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled)
            {
            }
        }).ToList();
        while (Volatile.Read(ref ready) < options.Watchers)
        {
            await Task.Delay(100);
        }

        var expected = new long[Sources];
        var (number, events) = (0L, 0L);
        var (started, processor) = (Stopwatch.GetTimestamp(), service.Processor);
        var memory = new List<long>();
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < options.Seconds)
        {
            // As many reports as bring the events up to the rate, at most a few at once.
            var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * EventsASecond);
            if (events >= due)
            {
                await Task.Delay(5);
                continue;
            }

            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                var n = Interlocked.Increment(ref number);
                var delivery = YearBenchmarks.Delivery((Environment.ProcessId * 1_000_000L) + n, (int)(n % Sources));
                var coded = await service.Client.CodeReportAsync(delivery);
                sent[delivery.Report.Name] = Stopwatch.GetTimestamp();
                Interlocked.Add(ref events, coded.Events.Count);
                // Only what a default filter passes is told.
                var page = await service.Client.SearchEventsAsync(new SearchEventsRequest { Filter = new EventFilter { Reports = { delivery.Report.Name } } });
                Interlocked.Add(ref expected[n % Sources], page.Events.Count);
            }));
            if (memory.Count < Stopwatch.GetElapsedTime(started).TotalSeconds / 10)
            {
                memory.Add(service.ResidentMiB);
            }
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        for (var wait = 0; wait < 100 && Enumerable.Range(0, options.Watchers).Any(n => Interlocked.Read(ref told[n]) < expected[n % Sources]); wait++)
        {
            await Task.Delay(100);
        }

        var lost = Enumerable.Range(0, options.Watchers).Sum(n => Math.Abs(expected[n % Sources] - Interlocked.Read(ref told[n])));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Database}: {options.Watchers:N0} watchers, {events / seconds:0} events/s for {seconds:0} s, {told.Sum():N0} changes told ({told.Sum() / seconds:N0}/s), {lost} lost or told twice"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {(service.Processor - processor).TotalSeconds / seconds:0.00} processors; resident MiB every 10 s: {string.Join(' ', memory)}"));
        delays.Print("from the acknowledgement to a watcher");
        await stop.CancelAsync();
        await Task.WhenAll(watching);
        channels.ForEach(channel => channel.Dispose());
    }
}
