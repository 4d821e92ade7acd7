using Grpc.Core;
using Npgsql;
using Sitrep.Events.V1;
using static Sitrep.EndToEnd.RunningSitrep;

namespace Sitrep.EndToEnd;

/// <summary>A report goes in, events come out.</summary>
[Collection(RunningSitrep.OneAtATime)]
public sealed class WalkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_goes_in_and_its_events_come_out_of_watch_search_and_one_trace()
    {
        await using var sitrep = await StartAsync();
        using var watch = sitrep.Events.WatchEvents(new(), cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WaitAsync(Patience, Cancellation));
        Assert.Equal(EventChange.ChangeOneofCase.Heartbeat, watch.ResponseStream.Current.ChangeCase);

        var report = await sitrep.SubmitAsync(SampleReport(1));
        var watched = await NextEventAsync(watch.ResponseStream);
        var coded = await sitrep.CodedAsync(report.Name);
        var found = await sitrep.Events.SearchEventsAsync(new() { Filter = new() { Reports = { report.Name } } }, cancellationToken: Cancellation);

        Assert.Equal(report.Name, watched.Report.Report);
        Assert.Equal(coded.Coding.EventCount, found.Events.Count);
        Assert.Contains(found.Events, e => e.Name == watched.Name);
        var attack = found.Events.First(e => e.Casualties.Count > 0);
        Assert.NotNull(attack.Location);
        await ExpectWholeTraceAsync(sitrep);
    }

    [Fact]
    public async Task The_same_on_PostgreSQL_and_Redis_from_a_server_that_has_no_database_of_ours_yet()
    {
        var postgres = Environment.GetEnvironmentVariable("SITREP_TEST_POSTGRES");
        var redis = Environment.GetEnvironmentVariable("SITREP_TEST_REDIS");
        Assert.SkipWhen(string.IsNullOrEmpty(postgres) || string.IsNullOrEmpty(redis), "needs SITREP_TEST_POSTGRES and SITREP_TEST_REDIS");
        var suffix = Guid.NewGuid().ToString("N");
        string Database(string name) => new NpgsqlConnectionStringBuilder(postgres) { Database = $"{name}-{suffix}" }.ConnectionString;
        try
        {
            await using var sitrep = await StartAsync(
                ("STORE", "postgres"), ("CACHE", redis), ("ConnectionStrings__events-db", Database("events")), ("ConnectionStrings__sources-db", Database("sources")),
                ("SITREP_EVENTS_REPLICAS", "2"));
            var coded = await sitrep.CodedAsync((await sitrep.SubmitAsync(SampleReport(1))).Name);

            Assert.True(coded.Coding.EventCount > 0);
            await ExpectWholeTraceAsync(sitrep);
        }
        finally
        {
            await using var server = NpgsqlDataSource.Create(postgres);
            foreach (var name in new[] { "events", "sources" })
            {
                await using var drop = server.CreateCommand($"DROP DATABASE IF EXISTS \"{name}-{suffix}\" WITH (FORCE)");
                await drop.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task The_samples_are_submitted_by_a_command_and_come_out_as_events()
    {
        await using var sitrep = await StartAsync();

        var (success, message) = await sitrep.ExecuteAsync("sources", "submit-samples");

        Assert.True(success, message);
        var reports = (await sitrep.Sources.ListReportsAsync(new(), cancellationToken: Cancellation)).Reports;
        Assert.Equal(5, reports.Count);
        foreach (var report in reports)
            Assert.True((await sitrep.CodedAsync(report.Name)).Coding.EventCount > 0, report.Title);
    }

    [Fact]
    public async Task A_killed_AppHost_leaves_no_process_after_five_seconds()
    {
        await using var sitrep = await StartAsync();
        // An open stream is what keeps a service from stopping.
        using var watch = sitrep.Events.WatchEvents(new(), cancellationToken: Cancellation);
        await watch.ResponseStream.MoveNext(Cancellation);
        var services = await sitrep.ServicesAsync();
        Assert.Equal(4, services.Count);

        sitrep.Process.Kill();

        await EventuallyAsync(() => Task.FromResult(!services.Any(IsAlive)), () => "every service has ended", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_second_AppHost_runs_beside_the_first_with_data_of_its_own()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();

        var report = await first.SubmitAsync(SampleReport(1));
        await first.CodedAsync(report.Name);
        var elsewhere = await Assert.ThrowsAsync<RpcException>(async () => await second.Sources.GetReportAsync(new() { Name = report.Name }, cancellationToken: Cancellation));

        Assert.Equal(StatusCode.NotFound, elsewhere.StatusCode);
        Assert.Empty(first.Endpoints.Values.Intersect(second.Endpoints.Values));
    }

    private static async Task<Event> NextEventAsync(IAsyncStreamReader<EventChange> changes)
    {
        while (await changes.MoveNext(Cancellation).WaitAsync(Patience, Cancellation))
        {
            if (changes.Current.ChangeCase == EventChange.ChangeOneofCase.Event) return changes.Current.Event;
        }

        throw new InvalidOperationException("The watch ended.");
    }

    /// <summary>On a busy machine the first commands to Redis may be given up; a report of another place asks it and geo-lookup once more.</summary>
    private static async Task ExpectWholeTraceAsync(RunningSitrep sitrep)
    {
        foreach (var city in new[] { "Kunduz", "Herat", "Kandahar", "Jalalabad", "Ghazni", "Farah" })
        {
            var report = SampleReport(2);
            (report.Title, report.Text) = (report.Title.Replace("Kunduz", city, StringComparison.Ordinal), report.Text.Replace("Kunduz", city, StringComparison.Ordinal));
            await sitrep.CodedAsync((await sitrep.SubmitAsync(report)).Name);
            for (var look = 0; look < 20; look++)
            {
                if (await HasWholeTraceAsync(sitrep)) return;
                await Task.Delay(500, Cancellation);
            }
        }

        Assert.Fail("No trace goes through sources, events, geo-lookup and Redis.");
    }

    private static async Task<bool> HasWholeTraceAsync(RunningSitrep sitrep)
    {
        foreach (var trace in (await sitrep.PageAsync("api/traces?service=geo-lookup")).EnumerateArray())
        {
            var services = trace.GetProperty("services").EnumerateArray().Select(s => s.GetString()).ToList();
            if (!services.Contains("sources") || !services.Contains("events")) continue;
            var spans = (await sitrep.PageAsync($"api/traces/{trace.GetProperty("traceId").GetString()}")).GetProperty("spans").EnumerateArray();
            if (spans.Any(s => s.GetProperty("attributes").TryGetProperty("db.system.name", out var system) && system.GetString() == "redis")) return true;
        }

        return false;
    }
}
