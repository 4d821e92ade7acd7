using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Clients;
using Sitrep.Sources.V1;
using static Sitrep.EndToEnd.RunningSitrep;

namespace Sitrep.EndToEnd;

/// <summary>Processes die, and nothing that was acknowledged is lost.</summary>
[Collection(RunningSitrep.OneAtATime)]
public sealed class KillTests
{
    private const int Texts = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_killed_in_mid_coding_codes_the_report_after_its_restart()
    {
        await using var sitrep = await StartAsync();
        // Long enough to be under way when the process dies.
        var longReport = SampleReport(1);
        longReport.Text = string.Join("\n\n", Enumerable.Range(1, 1_000).Select(n => SampleReport(n).Text));
        var report = await sitrep.SubmitAsync(longReport);
        await EventuallyAsync(async () => (await CodingAsync(sitrep, report)).Attempts > 0, () => "the report is handed to Events");

        await sitrep.KillAsync("events");
        Assert.Equal(Report.Types.State.Pending, (await CodingAsync(sitrep, report)).State);
        // What comes in while Events is down is acknowledged all the same.
        var others = new List<Report>();
        for (var i = 2; i < 12; i++)
            others.Add(await sitrep.SubmitAsync(SampleReport(i)));

        var coded = await sitrep.CodedAsync(report.Name);
        Assert.True(coded.Coding.EventCount > 0);
        foreach (var other in others)
        {
            var count = (await sitrep.CodedAsync(other.Name)).Coding.EventCount;
            var stored = await sitrep.Events.SearchEventsAsync(new() { Filter = new() { Reports = { other.Name } } }, cancellationToken: Cancellation);
            Assert.Equal(count, stored.Events.Count);
        }

        Assert.Equal(1, (await sitrep.ResourceAsync("events")).Restarts);
    }

    [Fact]
    public async Task One_of_two_Events_killed_is_felt_by_no_call()
    {
        await using var sitrep = await StartAsync(("SITREP_EVENTS_REPLICAS", "2"));
        await using var services = Clients(sitrep, "events", "events-2");
        var client = services.GetRequiredService<EventsService.EventsServiceClient>();
        using var load = new Load(4, n => client.CodeTextAsync(new() { Text = SampleReport(n).Text }, cancellationToken: Cancellation).ResponseAsync);
        // Whoever knows only the survivor feels what the restart costs the machine, and nothing of the kill.
        var survivor = sitrep.Events;
        using var control = new Load(1, n => survivor.CodeTextAsync(new() { Text = SampleReport(-n).Text }, cancellationToken: Cancellation).ResponseAsync);
        // The first hundred are compiled as they run; the second tell how fast this machine is now.
        await load.ReachAsync(200);

        await sitrep.KillAsync("events-2");
        var reports = new List<Report>();
        for (var i = 0; i < 20; i++)
            reports.Add(await sitrep.SubmitAsync(SampleReport(i)));
        foreach (var report in reports)
            await sitrep.CodedAsync(report.Name);
        await load.ReachAsync(load.Count + 200);
        var calls = await load.StopAsync();
        var controls = await control.StopAsync();

        Assert.DoesNotContain(calls.Concat(controls), c => c.Error is not null);
        calls = [.. calls.OrderBy(c => c.End).Skip(100)];
        var slowness = calls.Take(100).Max(c => c.Duration);
        calls = [.. calls.Skip(100)];
        var busy = controls.Where(c => c.End >= calls[0].End).Select(c => c.Duration).Append(slowness).Max();
        Assert.True(calls.Max(c => c.Duration) < Allowed(8, busy), $"the longest call took {calls.Max(c => c.Duration)}, one to the survivor alone {busy}, before the kill {slowness}");
        var pause = calls.Zip(calls.Skip(1), (a, b) => b.End - a.End).Max();
        Assert.True(pause < Allowed(2, busy), $"for {pause} no call ended; a call to the survivor alone took {busy}, before the kill {slowness}");
        await EventuallyAsync(async () => (await sitrep.ResourceAsync("events-2")) is { Restarts: 1, IsHealthy: true }, () => "the killed replica is back");
    }

    [Fact]
    public async Task The_cache_killed_under_load_costs_no_call_and_changes_no_answer()
    {
        await using var sitrep = await StartAsync();
        var client = sitrep.Events;
        var expected = new List<ByteString>();
        for (var n = 0; n < Texts; n++)
            expected.Add((await client.CodeTextAsync(new() { Text = SampleReport(n).Text }, cancellationToken: Cancellation)).ToByteString());
        Assert.All(expected, answer => Assert.NotEmpty(CodeTextResponse.Parser.ParseFrom(answer).Events));
        var (wrong, empty) = (0, 0);
        // Every second text is new, so that the memory before the cache does not answer for it.
        using var load = new Load(2, async n =>
        {
            var number = n % 2 == 0 ? n / 2 % Texts : Texts + n;
            var answer = await client.CodeTextAsync(new() { Text = SampleReport(number).Text }, cancellationToken: Cancellation);
            if (number < Texts && !answer.ToByteString().Equals(expected[number])) Interlocked.Increment(ref wrong);
            if (answer.Events.Count == 0) Interlocked.Increment(ref empty);
        });
        await load.ReachAsync(200);

        await sitrep.KillAsync("garnet");
        await load.ReachAsync(load.Count + 300);
        await EventuallyAsync(async () => (await sitrep.ResourceAsync("garnet")) is { Restarts: 1, IsHealthy: true }, () => "the cache is back");
        await load.ReachAsync(load.Count + 100);
        var calls = await load.StopAsync();

        Assert.DoesNotContain(calls, c => c.Error is not null);
        Assert.Equal((0, 0), (wrong, empty));
        var p99 = calls.Select(c => c.Duration).Order().ElementAt(calls.Count * 99 / 100);
        var slowness = calls.OrderBy(c => c.End).Skip(100).Take(100).Max(c => c.Duration);
        Assert.True(p99 < Allowed(1, slowness), $"p99 is {p99}, before the kill the slowest of a hundred calls took {slowness}");
    }

    /// <summary>The limit in seconds is an idle machine's; on a busy one, thrice the slowest call that the kill does not concern.</summary>
    private static TimeSpan Allowed(double seconds, TimeSpan slowness) => TimeSpan.FromTicks(Math.Max(TimeSpan.FromSeconds(seconds).Ticks, 3 * slowness.Ticks));

    private static async Task<Report.Types.Coding> CodingAsync(RunningSitrep sitrep, Report report) =>
        (await sitrep.Sources.GetReportAsync(new() { Name = report.Name }, cancellationToken: Cancellation)).Coding;

    /// <summary>Clients as the services make them: balanced over all addresses, retried on UNAVAILABLE.</summary>
    private static ServiceProvider Clients(RunningSitrep sitrep, params string[] replicas)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Retries are what is tested; their stack traces would bury the end of a log.
        builder.Logging.ClearProviders();
        for (var i = 0; i < replicas.Length; i++)
            builder.Configuration[$"services:events:http:{i}"] = sitrep.Endpoints[replicas[i]];
        builder.AddServiceClient<EventsService.EventsServiceClient>("events", TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(builder.Configuration);
        return builder.Services.BuildServiceProvider();
    }

    private sealed record Call(TimeSpan End, TimeSpan Duration, Exception? Error);

    /// <summary>Calls without a break, so many at a time, until it is stopped.</summary>
    private sealed class Load : IDisposable
    {
        private readonly ConcurrentQueue<Call> _calls = [];
        private readonly CancellationTokenSource _stop = new();
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly Task _workers;
        private int _next;

        public Load(int atATime, Func<int, Task> call) =>
            _workers = Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => Task.Run(() => RepeatAsync(call))));

        public int Count => _calls.Count;

        public Task ReachAsync(int count) => EventuallyAsync(() => Task.FromResult(Count >= count), () => $"{count} calls are made; {Count} are");

        public async Task<IReadOnlyList<Call>> StopAsync()
        {
            await _stop.CancelAsync();
            await _workers;
            return [.. _calls];
        }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }

        private async Task RepeatAsync(Func<int, Task> call)
        {
            while (!_stop.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                Exception? error = null;
                try
                {
                    await call(Interlocked.Increment(ref _next));
                }
                catch (RpcException e)
                {
                    error = e;
                }

                _calls.Enqueue(new(Stopwatch.GetElapsedTime(_start), Stopwatch.GetElapsedTime(began), error));
            }
        }
    }
}
