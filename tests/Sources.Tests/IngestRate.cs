using System.Diagnostics;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.SubmitReport;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

/// <summary>How fast reports are taken in, beside the same machine's plain inserts in the same run. Asked for by name: it takes the whole machine.</summary>
public sealed class IngestRate(ITestOutputHelper output)
{
    private const int Count = 20_000;
    private const int PerCommit = 128;

    /// <summary>DESIGN section 8: at least a tenth of the insert-only rate.</summary>
    private const double LeastRatio = 0.1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Reports_are_accepted_at_a_tenth_of_the_insert_only_rate_or_better()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var app = await SourcesApp.StartAsync(database.ConnectionString, settings: ("Sources:Dispatch:Enabled", "false"));
        await RunAsync(app, 2_000, "Warm-up");
        await StreamAsync(app, 2_000, "Warm-up stream");

        var probe = Rate(await TimeAsync(() => ProbeAsync()));
        var inProcess = Rate(await TimeAsync(() => RunAsync(app, Count, "Direct")));
        var stream = Rate(await TimeAsync(() => StreamAsync(app, Count, "Streamed")));
        var probeAfter = Rate(await TimeAsync(() => ProbeAsync()));
        var insertOnly = Math.Max(probe, probeAfter);

        output.WriteLine($"insert-only, {PerCommit} a transaction   {probe,8:F0}/s, afterwards {probeAfter:F0}/s");
        output.WriteLine($"in process                        {inProcess,8:F0}/s  ratio {inProcess / insertOnly:F2}");
        output.WriteLine($"one SubmitReports stream          {stream,8:F0}/s  ratio {stream / insertOnly:F2}");
        Assert.True(stream / insertOnly >= LeastRatio, $"{stream:F0}/s beside {insertOnly:F0}/s");
    }

    /// <summary>Three thousand letters that no other report has: near-identical texts would all be compared with each other.</summary>
    private static string Text(string run, int number)
    {
        string[] who = ["The governor", "A convoy", "Two witnesses", "The ministry", "Rebels", "Aid workers", "A patrol", "The council", "Farmers", "Border guards", "A judge", "Miners"];
        string[] did = ["left", "denied", "shelled", "reopened", "searched", "crossed", "described", "closed", "rebuilt", "watched", "sold", "fled"];
        string[] what = ["the bridge", "a market", "the eastern road", "two villages", "the clinic", "a warehouse", "the old airfield", "a school", "the river port", "the dam", "a mine", "the station"];
        string[] when = ["at dawn", "on Monday", "after the rain", "before noon", "last week", "in the night", "without a word", "for the third time", "under fire", "as planned", "by chance", "in silence"];
        var random = new Random(run.Length * 1_000_003 + number);
        var text = new System.Text.StringBuilder($"{run} {number}. ");
        while (text.Length < 3_000)
        {
            text.Append(who[random.Next(who.Length)]).Append(' ').Append(did[random.Next(did.Length)]).Append(' ').Append(what[random.Next(what.Length)]).Append(' ').Append(when[random.Next(when.Length)]).Append(". ");
        }

        return text.ToString();
    }

    private static double Rate(TimeSpan time) => Count / time.TotalSeconds;

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed;
    }

    private static async Task RunAsync(SourcesApp app, int count, string run)
    {
        var intake = app.Services.GetRequiredService<ReportIntake>();
        var stored = new List<Task<CommitResult>>(count);
        for (var i = 0; i < count; i++)
        {
            var submission = SubmitReportMapping.Read(Reports.Valid(Text(run, i)), "", new SourcesOptions(), TimeProvider.System.GetUtcNow());
            stored.Add(await intake.EnqueueAsync(submission, Token));
        }

        Assert.All(await Task.WhenAll(stored), result => Assert.Equal(CommitOutcome.Accepted, result.Outcome));
    }

    private static async Task StreamAsync(SourcesApp app, int count, string run)
    {
        using var call = app.Client.SubmitReports(cancellationToken: Token);
        var reading = Task.Run(
            async () =>
            {
                var stored = 0;
                await foreach (var answer in call.ResponseStream.ReadAllAsync(Token))
                {
                    stored += answer.Report is null ? 0 : 1;
                }

                return stored;
            },
            Token);
        for (var i = 0; i < count; i++)
        {
            await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid(Text(run, i)) }, Token);
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(count, await reading);
    }

    /// <summary>The text and a key into one table, as durable as ours, nothing else.</summary>
    private static async Task ProbeAsync()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(Token);
        await ExecuteAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE probe (id TEXT PRIMARY KEY, text TEXT NOT NULL)");
        for (var i = 0; i < Count;)
        {
            await using var transaction = connection.BeginTransaction();
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO probe (id, text) VALUES ($id, $text)";
            var (id, text) = (insert.Parameters.Add("$id", SqliteType.Text), insert.Parameters.Add("$text", SqliteType.Text));
            for (var last = i + PerCommit; i < last && i < Count; i++)
            {
                (id.Value, text.Value) = (ReportNaming.IdOf("probe", "", $"{i}"), Text("Probe", i));
                await insert.ExecuteNonQueryAsync(Token);
            }

            await transaction.CommitAsync(Token);
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
