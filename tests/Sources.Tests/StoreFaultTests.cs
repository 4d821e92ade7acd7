using System.Net.Sockets;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.Storage;
using Sitrep.Sources.SubmitReport;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

/// <summary>What intake does while its database fails.</summary>
public sealed class StoreFaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly Faults _faults = new();
    private TestDatabase _database = null!;
    private SourcesApp _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _app = await SourcesApp.StartAsync(
            _database.ConnectionString,
            configure: services =>
            {
                var contexts = services.Last(service => service.ServiceType == typeof(IDbContextFactory<SourcesDbContext>)).ImplementationType!;
                // Only the transactions of intake fail: measuring and purging go on.
                services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ReportCommit>(
                    provider, new FaultyContexts((IDbContextFactory<SourcesDbContext>)ActivatorUtilities.CreateInstance(provider, contexts), _faults)));
                services.AddSingleton<TimeProvider>(_time);
            },
            settings: ("Sources:Dispatch:Enabled", "false"));
    }

    public async ValueTask DisposeAsync()
    {
        _faults.Next = null;
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_database_that_stays_away_is_STORE_UNAVAILABLE_with_the_time_to_come_again()
    {
        _app.ExpectedErrors.Add("StoreUnavailable");
        _faults.Next = Away;

        var status = await Reports.FailureAsync(() => TurnClockUntilAsync(_app.Client.SubmitAsync(Reports.Valid())));

        Assert.Equal(((int)StatusCode.Unavailable, "STORE_UNAVAILABLE"), (status.Code, status.Reason()));
        Assert.True(status.GetDetail<Google.Rpc.RetryInfo>()?.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_moment_is_waited_for()
    {
        var faults = 0;
        _faults.Next = () => ++faults <= 3 ? Away() : null;

        var submitting = _app.Client.SubmitAsync(Reports.Valid());
        await TurnClockUntilAsync(submitting);

        Assert.Equal(1, (await submitting).Revision);
        Assert.True(faults > 3);
    }

    [Fact]
    public async Task A_commit_that_fails_is_split_so_that_each_report_stands_alone()
    {
        using var intake = ActivatorUtilities.CreateInstance<ReportIntake>(_app.Services);
        var stored = new List<Task<CommitResult>>();
        for (var i = 0; i < 3; i++)
        {
            stored.Add(await intake.EnqueueAsync(SubmitReportMapping.Read(Reports.Valid($"Text {i}."), "", new SourcesOptions(), _time.GetUtcNow()), Token));
        }

        // The commit of all three fails, then that of the first alone.
        var faults = 0;
        _faults.Next = () => ++faults <= 2 ? new InvalidOperationException("Broken.") : null;
        await intake.StartAsync(Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => stored[0]);
        Assert.Equal(CommitOutcome.Accepted, (await stored[1]).Outcome);
        Assert.Equal(CommitOutcome.Accepted, (await stored[2]).Outcome);
        await intake.StopAsync(Token);
    }

    [Fact]
    public async Task A_bug_answers_INTERNAL_and_says_nothing_of_its_cause()
    {
        _app.ExpectedErrors.Add("CallFailed");
        _faults.Next = () => new InvalidOperationException("SELECT secret FROM tables");

        var status = await Reports.FailureAsync(() => _app.Client.SubmitAsync(Reports.Valid()));

        Assert.Equal(((int)StatusCode.Internal, "INTERNAL"), (status.Code, status.Reason()));
        Assert.DoesNotContain("secret", status.ToString(), StringComparison.Ordinal);
    }

    private static NpgsqlException Away() => new("The server is away.", new SocketException((int)SocketError.ConnectionRefused));

    private async Task TurnClockUntilAsync(Task ended)
    {
        while (!ended.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(ended, Task.Delay(5, Token));
        }

        await ended;
    }

    /// <summary>What the next opening of the database fails with; null where it does not.</summary>
    private sealed class Faults
    {
        public Func<Exception?>? Next { get; set; }
    }

    private sealed class FaultyContexts(IDbContextFactory<SourcesDbContext> inner, Faults faults) : IDbContextFactory<SourcesDbContext>
    {
        public SourcesDbContext CreateDbContext() => inner.CreateDbContext();

        public Task<SourcesDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            faults.Next?.Invoke() is { } fault ? Task.FromException<SourcesDbContext>(fault) : inner.CreateDbContextAsync(cancellationToken);
    }
}
