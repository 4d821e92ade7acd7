using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Sources;

/// <summary>What the outbox keeps on every database: nothing is lost, nothing that is older overwrites what is newer.</summary>
public abstract class OutboxSuite(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FakeEvents _events = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(kind);
        _events = await FakeEvents.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_events is not null)
        {
            await _events.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_report_reaches_the_events_service_whole_with_its_source_and_is_coded()
    {
        await using var app = await StartAsync();
        await app.Client.CreateSourceAsync(
            new CreateSourceRequest { SourceId = "orontes-news", Source = new Source { DisplayName = "Orontes News", Reliability = Source.Types.Reliability.BUsually } },
            cancellationToken: TestContext.Current.CancellationToken);

        var submitted = await app.Client.SubmitAsync(Reports.Valid());
        var coded = await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Coded);

        Assert.Equal(1, coded.Coding.Attempts);
        Assert.Equal(2, coded.Coding.EventCount);
        Assert.Equal("fake-1", coded.Coding.CoderVersion);
        Assert.Null(coded.Coding.LastError);
        Assert.Null(coded.Coding.NextAttemptTime);
        var request = Assert.Single(_events.Received);
        Assert.False(request.Force);
        Assert.Equal(submitted.Name, request.Report.Name);
        Assert.Equal(submitted.Text, request.Report.Text);
        Assert.Equal(1, request.Report.Revision);
        Assert.Equal(submitted.PublishTime, request.Report.PublishTime);
        Assert.Equal("Orontes News", request.Source.DisplayName);
        Assert.Equal(Source.Types.Reliability.BUsually, request.Source.Reliability);
        Assert.Equal(0, await QueueLengthAsync(app));
    }

    [Fact]
    public async Task A_report_that_was_skipped_says_why()
    {
        _events.Answer = (_, _) => Task.FromResult(FakeEvents.Coded(0, "language"));
        await using var app = await StartAsync();
        var report = Reports.Valid("Drei Granaten trafen den Markt.");
        report.LanguageCode = "de";

        var submitted = await app.Client.SubmitAsync(report);
        var coded = await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Coded);

        Assert.Equal("language", coded.Coding.SkipReason);
        Assert.Equal(0, coded.Coding.EventCount);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.Internal)]
    public async Task What_may_pass_is_tried_again_until_it_is_coded(StatusCode code)
    {
        var calls = 0;
        // gRPC itself repeats UNAVAILABLE up to five times within an attempt.
        _events.Answer = (_, _) => Interlocked.Increment(ref calls) <= 7 ? throw new RpcException(new Status(code, "Not now.")) : Task.FromResult(FakeEvents.Coded(1));
        await using var app = await StartAsync();

        var submitted = await app.Client.SubmitAsync(Reports.Valid());
        var coded = await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Coded);

        Assert.True(coded.Coding.Attempts > 1);
        Assert.Null(coded.Coding.LastError);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task What_blames_the_report_fails_at_once_and_says_why(StatusCode code)
    {
        _events.Answer = (_, _) => throw new RpcException(new Status(code, "Cannot be read."));
        await using var app = await StartAsync();

        var submitted = await app.Client.SubmitAsync(Reports.Valid());
        var failed = await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Failed);

        Assert.Equal(1, failed.Coding.Attempts);
        Assert.Equal((int)code, failed.Coding.LastError.Code);
        Assert.Equal("Cannot be read.", failed.Coding.LastError.Message);
        Assert.Single(_events.Received);
        Assert.Equal(0, await QueueLengthAsync(app));
    }

    [Fact]
    public async Task After_the_last_try_a_report_has_failed_and_recoding_tries_again()
    {
        _events.Answer = (_, _) => throw new RpcException(new Status(StatusCode.Internal, "Broken."));
        await using var app = await StartAsync(("Sources:Dispatch:MaxAttempts", "3"));
        var submitted = await app.Client.SubmitAsync(Reports.Valid());
        var failed = await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Failed);
        Assert.Equal(3, failed.Coding.Attempts);
        Assert.Equal((int)StatusCode.Internal, failed.Coding.LastError.Code);
        Assert.Equal(3, _events.Received.Count);

        _events.Answer = (_, _) => Task.FromResult(FakeEvents.Coded(4));
        var recoding = await app.Client.RecodeReportAsync(new RecodeReportRequest { Name = submitted.Name }, cancellationToken: TestContext.Current.CancellationToken);
        var coded = await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Coded);

        Assert.Equal(Report.Types.State.Pending, recoding.Coding.State);
        Assert.Null(recoding.Coding.LastError);
        Assert.Equal(1, coded.Coding.Attempts);
        Assert.Equal(4, coded.Coding.EventCount);
        Assert.True(_events.Received.Last().Force);
    }

    [Fact]
    public async Task Between_attempts_a_report_shows_the_last_error_and_when_it_is_tried_next()
    {
        _events.Answer = (_, _) => throw new RpcException(new Status(StatusCode.Internal, "Broken."));
        await using var app = await StartAsync(("Sources:Dispatch:FirstPause", "00:10:00"), ("Sources:Dispatch:LongestPause", "00:10:00"));

        var submitted = await app.Client.SubmitAsync(Reports.Valid());
        var waiting = await app.Client.AwaitAsync(submitted.Name, report => report.Coding.LastError is not null);

        Assert.Equal(Report.Types.State.Pending, waiting.Coding.State);
        Assert.Equal(1, waiting.Coding.Attempts);
        Assert.Equal("Broken.", waiting.Coding.LastError.Message);
        Assert.InRange((waiting.Coding.NextAttemptTime - waiting.CreateTime).ToTimeSpan(), TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(11));
        var listed = await app.Client.ListReportsAsync(new ListReportsRequest { State = Report.Types.State.Pending }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(waiting.Coding, Assert.Single(listed.Reports).Coding);
    }

    [Fact]
    public async Task Revisions_that_arrive_while_a_report_is_sent_are_sent_too_and_only_then_is_it_coded()
    {
        using var hold = new SemaphoreSlim(0);
        _events.Answer = async (request, _) =>
        {
            if (request.Report.Revision == 1)
            {
                await hold.WaitAsync(TestContext.Current.CancellationToken);
            }

            return FakeEvents.Coded((int)request.Report.Revision);
        };
        await using var app = await StartAsync();
        var submitted = await app.Client.SubmitAsync(Reports.Valid());
        await Reports.EventuallyAsync(() => _events.Received.Count == 1, "the first call");

        await app.Client.SubmitAsync(Reports.Valid(title: "Second title"));
        hold.Release();
        var coded = await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Coded);

        Assert.Equal([1, 2], _events.Received.Select(request => request.Report.Revision));
        Assert.Equal("Second title", _events.Received.Last().Report.Title);
        Assert.Equal(2, coded.Coding.EventCount);
    }

    [Fact]
    public async Task A_recoding_asked_for_while_a_report_is_sent_is_not_swallowed_by_its_answer()
    {
        using var hold = new SemaphoreSlim(0);
        _events.Answer = async (request, _) =>
        {
            if (!request.Force)
            {
                await hold.WaitAsync(TestContext.Current.CancellationToken);
            }

            return FakeEvents.Coded(1);
        };
        await using var app = await StartAsync();
        var submitted = await app.Client.SubmitAsync(Reports.Valid());
        await Reports.EventuallyAsync(() => _events.Received.Count == 1, "the first call");

        await app.Client.RecodeReportAsync(new RecodeReportRequest { Name = submitted.Name }, cancellationToken: TestContext.Current.CancellationToken);
        hold.Release();
        await app.Client.AwaitStateAsync(submitted.Name, Report.Types.State.Coded);

        Assert.Equal([false, true], _events.Received.Select(request => request.Force));
    }

    [Fact]
    public async Task Reports_wait_for_an_events_service_that_is_gone_and_are_coded_once_it_is_back()
    {
        var address = _events.Address;
        await _events.DisposeAsync();
        await using var app = await StartAsync(address, ("Sources:Dispatch:MaxAttempts", "1000"));
        var submitted = new List<Report>();
        for (var i = 0; i < 20; i++)
        {
            submitted.Add(await app.Client.SubmitAsync(Reports.Valid($"Text number {i}.")));
        }

        await app.Client.AwaitAsync(submitted[0].Name, report => report.Coding.LastError is not null);
        _events = await FakeEvents.StartAsync(address);

        foreach (var report in submitted)
        {
            await app.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
        }

        Assert.Equal(20, _events.Received.Select(request => request.Report.Name).Distinct().Count());
    }

    [Fact]
    public async Task Two_replicas_share_the_queue_and_send_each_report_once()
    {
        _events.Answer = async (_, context) =>
        {
            await Task.Delay(5, context.CancellationToken);
            return FakeEvents.Coded(1);
        };
        await using var one = await StartAsync();
        await using var two = await StartAsync();

        var submitted = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? one : two).Client.SubmitAsync(Reports.Valid($"Text number {i}."))));
        foreach (var report in submitted)
        {
            await one.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
        }

        Assert.Equal(100, _events.Received.Count);
        Assert.Equal(100, _events.Received.Select(request => request.Report.Name).Distinct().Count());
    }

    [Fact]
    public async Task Leases_are_disjoint_and_no_row_is_given_twice_while_it_is_leased()
    {
        await using var app = await StartIdleAsync();
        await SubmitManyAsync(app, 60);
        var store = app.Services.GetRequiredService<OutboxStore>();

        var taken = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while ((await store.TurnAsync([], room: 3, TestContext.Current.CancellationToken)).Leases is { Count: > 0 } leases)
            {
                foreach (var lease in leases)
                {
                    taken.Add(lease.ReportId);
                }
            }
        }));

        Assert.Equal(60, taken.Count);
        Assert.Equal(60, taken.Distinct().Count());
    }

    [Fact]
    public async Task A_source_that_floods_the_queue_does_not_hold_up_the_others()
    {
        await using var app = await StartIdleAsync();
        await SubmitManyAsync(app, 200);
        var quiet = new List<string>();
        foreach (var source in new[] { "sources/bekaa-post", "sources/wadi-times" })
        {
            for (var i = 0; i < 3; i++)
            {
                var report = Reports.Valid($"Text {i} of {source}.");
                report.Source = source;
                quiet.Add((await app.Client.SubmitAsync(report)).Name["reports/".Length..]);
            }
        }

        var store = app.Services.GetRequiredService<OutboxStore>();
        var taken = new List<string>();
        while (taken.Count < 12)
        {
            taken.AddRange((await store.TurnAsync([], room: 3, TestContext.Current.CancellationToken)).Leases.Select(lease => lease.ReportId));
        }

        // Three lanes take turns: of twelve rows nine at the least had all six of the quiet ones among them.
        Assert.Superset(quiet.ToHashSet(), taken.ToHashSet());
    }

    [Fact]
    public async Task Recoding_everything_does_not_hold_up_a_new_report()
    {
        await using var app = await StartIdleAsync();
        await SubmitManyAsync(app, 50);
        var store = app.Services.GetRequiredService<OutboxStore>();
        while ((await store.TurnAsync([], room: 50, TestContext.Current.CancellationToken)).Leases is { Count: > 0 } leases)
        {
            await store.TurnAsync([.. leases.Select(lease => (lease, (CodingOutcome)new CodingOutcome.Coded("fake-1", 1, "")))], room: 0, TestContext.Current.CancellationToken);
        }

        await app.Client.RecodeReportsAsync(new RecodeReportsRequest(), cancellationToken: TestContext.Current.CancellationToken);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (await QueueLengthAsync(app) < 50)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "All reports were not queued again within 30 s.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var fresh = await app.Client.SubmitAsync(Reports.Valid("A text that is new."));
        var first = await store.TurnAsync([], room: 2, TestContext.Current.CancellationToken);

        Assert.Contains(first.Leases, lease => "reports/" + lease.ReportId == fresh.Name);
    }

    [Fact]
    public async Task A_lease_that_ran_out_goes_to_another_and_the_late_answer_changes_nothing()
    {
        await using var app = await StartIdleAsync();
        var report = (await SubmitManyAsync(app, 1))[0];
        var store = app.Services.GetRequiredService<OutboxStore>();
        var late = Assert.Single((await store.TurnAsync([], room: 1, TestContext.Current.CancellationToken)).Leases);
        Assert.Empty((await store.TurnAsync([], room: 1, TestContext.Current.CancellationToken)).Leases);

        await ExpireLeasesAsync(app);
        var current = Assert.Single((await store.TurnAsync([], room: 1, TestContext.Current.CancellationToken)).Leases);
        var lateTurn = await store.TurnAsync([(late, new CodingOutcome.Coded("late", 9, ""))], room: 0, TestContext.Current.CancellationToken);
        var afterLate = await app.Client.GetAsync(report.Name);
        var turn = await store.TurnAsync([(current, new CodingOutcome.Coded("current", 3, ""))], room: 0, TestContext.Current.CancellationToken);
        var afterCurrent = await app.Client.GetAsync(report.Name);

        Assert.Equal(2, current.Attempt);
        Assert.NotEqual(late.Token, current.Token);
        Assert.Equal([AttemptFate.LeaseLost], lateTurn.Fates);
        Assert.Equal(Report.Types.State.Pending, afterLate.Coding.State);
        Assert.Equal([AttemptFate.Coded], turn.Fates);
        Assert.Equal(Report.Types.State.Coded, afterCurrent.Coding.State);
        Assert.Equal("current", afterCurrent.Coding.CoderVersion);
    }

    [Fact]
    public async Task A_row_that_is_given_back_is_due_at_once_and_its_attempt_does_not_count()
    {
        await using var app = await StartIdleAsync();
        await SubmitManyAsync(app, 1);
        var store = app.Services.GetRequiredService<OutboxStore>();
        var lease = Assert.Single((await store.TurnAsync([], room: 1, TestContext.Current.CancellationToken)).Leases);

        var turn = await store.TurnAsync([(lease, new CodingOutcome.GivenBack())], room: 1, TestContext.Current.CancellationToken);

        Assert.Equal([AttemptFate.GivenBack], turn.Fates);
        Assert.Equal(1, Assert.Single(turn.Leases).Attempt);
    }

    [Fact]
    public async Task Revising_and_coding_the_same_reports_at_once_ends_with_every_newest_revision_coded()
    {
        await using var app = await StartAsync();
        await using var other = await StartAsync();
        var reports = await SubmitManyAsync(app, 10);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            (i % 2 == 0 ? app : other).Client.SubmitAsync(Reports.Valid($"Numbered text {i % 10}.", title: $"Title {i}"))));

        foreach (var report in reports)
        {
            var coded = await app.Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
            Assert.Equal(21, coded.Revision);
            Assert.Contains(_events.Received, request => request.Report.Name == report.Name && request.Report.Revision == 21);
        }

        Assert.Equal(0, await QueueLengthAsync(app));
    }

    private Task<SourcesApp> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_events.Address, settings);

    private Task<SourcesApp> StartAsync(string events, params (string Key, string Value)[] settings) =>
        SourcesApp.StartAsync(_database.ConnectionString, events, settings: settings);

    /// <summary>Its dispatcher does not run, so that the test plays it.</summary>
    private Task<SourcesApp> StartIdleAsync() => StartAsync(("Sources:Dispatch:Enabled", "false"));

    private static async Task<List<Report>> SubmitManyAsync(SourcesApp app, int count) =>
        [.. await Task.WhenAll(Enumerable.Range(0, count).Select(i => app.Client.SubmitAsync(Reports.Valid($"Numbered text {i}."))))];

    private static async Task<int> QueueLengthAsync(SourcesApp app)
    {
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<SourcesDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await context.Outbox.CountAsync(TestContext.Current.CancellationToken);
    }

    private static async Task ExpireLeasesAsync(SourcesApp app)
    {
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<SourcesDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await context.Outbox.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.AvailableTime, r => r.AvailableTime - 3_600_000_000L), TestContext.Current.CancellationToken);
    }
}

public sealed class SqliteOutbox() : OutboxSuite(DatabaseKind.Sqlite);

public sealed class PostgresOutbox() : OutboxSuite(DatabaseKind.Postgres);
