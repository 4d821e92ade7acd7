using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

public sealed class DispatchTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FakeEvents _events = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _events = await FakeEvents.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_wakes_the_dispatcher_which_needs_no_poll()
    {
        await using var app = await StartAsync(("Sources:Dispatch:PollInterval", "00:05:00"));
        await app.Client.AwaitStateAsync((await app.Client.SubmitAsync(Reports.Valid("First."))).Name, Report.Types.State.Coded);

        var second = await app.Client.SubmitAsync(Reports.Valid("Second."));

        await app.Client.AwaitStateAsync(second.Name, Report.Types.State.Coded);
    }

    [Fact]
    public async Task No_more_calls_are_under_way_than_are_allowed()
    {
        var (now, most) = (0, 0);
        _events.Answer = async (_, context) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Delay(20, context.CancellationToken);
            Interlocked.Decrement(ref now);
            return FakeEvents.Coded(1);
        };
        await using var app = await StartAsync(("Sources:Dispatch:Parallelism", "3"));

        var submitted = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => app.Client.SubmitAsync(Reports.Valid($"Text {i}."))));
        foreach (var report in submitted)
        {
            await app.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
        }

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_poison_report_fails_alone()
    {
        _events.Answer = (request, _) => request.Report.Text.StartsWith("Poison", StringComparison.Ordinal)
            ? throw new RpcException(new Status(StatusCode.InvalidArgument, "Poison."))
            : Task.FromResult(FakeEvents.Coded(1));
        await using var app = await StartAsync();

        var poison = await app.Client.SubmitAsync(Reports.Valid("Poison."));
        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => app.Client.SubmitAsync(Reports.Valid($"Text {i}."))));

        await app.Client.AwaitStateAsync(poison.Name, Report.Types.State.Failed);
        foreach (var report in others)
        {
            await app.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
        }
    }

    [Fact]
    public async Task A_call_has_a_deadline_and_what_exceeds_it_is_tried_again()
    {
        var calls = 0;
        _events.Answer = async (_, context) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }

            return FakeEvents.Coded(1);
        };
        await using var app = await StartAsync(("Sources:Dispatch:CallDeadline", "00:00:00.5"));

        var report = await app.Client.SubmitAsync(Reports.Valid());
        var coded = await app.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);

        Assert.Equal(2, coded.Coding.Attempts);
    }

    [Fact]
    public async Task At_a_stop_what_was_under_way_is_given_back_and_another_start_codes_it_at_once()
    {
        _events.Answer = async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return FakeEvents.Coded(1);
        };
        string name;
        await using (var app = await StartAsync())
        {
            name = (await app.Client.SubmitAsync(Reports.Valid())).Name;
            await Reports.EventuallyAsync(() => _events.Received.Count == 1, "the call under way");
        }

        _events.Answer = (_, _) => Task.FromResult(FakeEvents.Coded(1));
        await using var next = await StartAsync();
        var coded = await next.Client.AwaitStateAsync(name, Report.Types.State.Coded);

        // The lease of a minute was not waited for, and the attempt that was cut short does not count.
        Assert.Equal(1, coded.Coding.Attempts);
    }

    [Fact]
    public async Task The_first_attempt_continues_the_trace_of_the_submission_and_a_retry_links_to_it()
    {
        var handedOver = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Sitrep.Sources" or "Sitrep.Sources.Tests",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "hand over report")
                {
                    handedOver.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Sitrep.Sources.Tests");
        var calls = 0;
        _events.Answer = (_, _) => Interlocked.Increment(ref calls) == 1
            ? throw new RpcException(new Status(StatusCode.Internal, "Once."))
            : Task.FromResult(FakeEvents.Coded(1));
        await using var app = await StartAsync();

        ActivityTraceId trace;
        Report report;
        using (var submitting = source.StartActivity("submit"))
        {
            trace = submitting!.TraceId;
            report = await app.Client.SubmitAsync(Reports.Valid());
        }

        await app.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
        List<Activity> Own() => [.. handedOver.Where(activity => (string?)activity.GetTagItem("sitrep.report") == report.Name["reports/".Length..]).OrderBy(activity => activity.StartTimeUtc)];
        // A busy machine may take more attempts than two.
        await Reports.EventuallyAsync(() => Own() is { Count: >= 2 } spans && spans[^1].Status != ActivityStatusCode.Error, "a span that failed and one that did not");
        var (first, retry) = (Own()[0], Own()[^1]);

        Assert.Equal(trace, first.TraceId);
        Assert.Equal(ActivityStatusCode.Error, first.Status);
        Assert.NotEqual(trace, retry.TraceId);
        Assert.Equal(trace, Assert.Single(retry.Links).Context.TraceId);
        Assert.Superset(new HashSet<string> { trace.ToHexString(), retry.TraceId.ToHexString() }, _events.TraceParents.Select(parent => parent.Split('-')[1]).ToHashSet());
    }

    [Fact]
    public async Task Operators_see_what_comes_in_and_what_goes_out()
    {
        await using var app = await StartAsync();
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        var seen = new ConcurrentQueue<(string Name, string? Outcome)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Sitrep.Sources" && instrument.Meter.Scope == meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, tags.Length > 0 ? (string?)tags[0].Value : null)));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => seen.Enqueue((instrument.Name, null)));
        listener.Start();

        var report = await app.Client.SubmitAsync(Reports.Valid());
        await app.Client.SubmitAsync(Reports.Valid());
        await app.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
        await Reports.EventuallyAsync(() => seen.Contains(("sitrep.outbox.attempts", "coded")), "the attempt's measurement");
        listener.RecordObservableInstruments();

        Assert.Contains(("sitrep.sources.submissions", "accepted"), seen);
        Assert.Contains(("sitrep.sources.submissions", "duplicate"), seen);
        foreach (var name in new[] { "sitrep.sources.commit.reports", "sitrep.sources.commit.duration", "sitrep.outbox.call.duration", "sitrep.outbox.depth", "sitrep.outbox.oldest.age" })
        {
            Assert.Contains((name, null), seen);
        }
    }

    private Task<SourcesApp> StartAsync(params (string Key, string Value)[] settings) =>
        SourcesApp.StartAsync(_database.ConnectionString, _events.Address, settings: settings);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
