using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.SubmitReport;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

/// <summary>What time brings about, with a clock that the test turns.</summary>
public sealed class TimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_wakes_once_however_often_it_was_set()
    {
        var time = new FakeTimeProvider();
        var signal = new OutboxSignal(time);
        signal.Set();
        signal.Set();

        await signal.WaitAsync(TimeSpan.FromMinutes(1), Token);
        var second = signal.WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        await second.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task A_dispatcher_that_has_not_worked_for_thirty_polls_is_degraded_until_it_works_again()
    {
        var time = new FakeTimeProvider();
        var options = new DispatchOptions();
        var health = new DispatchHealth(time, Options.Create(options));
        async Task<HealthStatus> StatusAsync() => (await health.CheckHealthAsync(new HealthCheckContext(), Token)).Status;

        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
        time.Advance(31 * options.PollInterval);
        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
        health.Turned();
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
        time.Advance(31 * options.PollInterval);
        options.Enabled = false;
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
    }

    [Fact]
    public async Task A_request_id_is_known_for_a_day_and_then_purged_by_the_clock()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await SourcesApp.StartAsync(
            database.ConnectionString, configure: services => services.AddSingleton<TimeProvider>(time), settings: ("Sources:Dispatch:Enabled", "false"));
        var id = Guid.NewGuid().ToString();
        await app.Client.SubmitAsync(Reports.Valid("First text."), id);

        time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        var status = await Reports.FailureAsync(() => app.Client.SubmitAsync(Reports.Valid("Second text."), id));
        time.Advance(TimeSpan.FromMinutes(2));
        var purged = await app.Services.GetRequiredService<RequestPurge>().PurgeAsync(Token);
        var second = await app.Client.SubmitAsync(Reports.Valid("Second text."), id);

        Assert.Equal("REQUEST_ID_REUSED", status.Reason());
        // The clock may have purged it before the test did.
        Assert.InRange(purged, 0, 1);
        Assert.Equal("Second text.", second.Text);
    }

    [Fact]
    public async Task The_gauge_tells_depth_and_age_of_the_oldest()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await SourcesApp.StartAsync(
            database.ConnectionString, configure: services => services.AddSingleton<TimeProvider>(time), settings: ("Sources:Dispatch:Enabled", "false"));
        var gauge = app.Services.GetRequiredService<OutboxGauge>();
        await gauge.MeasureAsync(Token);
        Assert.Equal((0, 0.0), (gauge.Depth, gauge.OldestAgeSeconds));

        await app.Client.SubmitAsync(Reports.Valid("Older."));
        time.Advance(TimeSpan.FromSeconds(90));
        await app.Client.SubmitAsync(Reports.Valid("Newer."));
        await gauge.MeasureAsync(Token);

        Assert.Equal(2, gauge.Depth);
        Assert.Equal(90, gauge.OldestAgeSeconds, tolerance: 0.001);
    }
}
