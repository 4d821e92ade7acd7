using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Sitrep.Sources.V1;

namespace Sitrep.Benchmarks.Ingest;

/// <summary>
/// The whole system under load, which runs already (`dotnet run -c Release --project AppHost`): reports at a steady rate, or a burst; how soon they are acknowledged, how fast
/// coded. Beside them, in the same run: an empty RPC of the same service, and plain inserts of the same texts.
/// </summary>
internal static class IngestBenchmark
{
    private const int Paragraphs = 7, Callers = 64, ProbeCount = 5_000, PerCommit = 128;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var address, var file, var rateText, var secondsText])
        {
            Console.Error.WriteLine("ingest ADDRESS FILE.jsonl REPORTS_PER_SECOND SECONDS   (ADDRESS of the sources service; texts are mixed from FILE's paragraphs)");
            return 2;
        }
        var (rate, seconds) = (double.Parse(rateText, CultureInfo.InvariantCulture), double.Parse(secondsText, CultureInfo.InvariantCulture));
        var pool = File.ReadLines(file).SelectMany(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!.Split("\n\n")).Where(p => p.Length > 80).ToArray();
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        var client = new SourcesService.SourcesServiceClient(channel);

        var empty = await EchoAsync(channel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"empty RPC      {empty:F0}/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"insert only    {Insert(pool):F0}/s"));
        await LoadAsync(client, pool, rate, seconds);
        return 0;
    }

    private static async Task LoadAsync(SourcesService.SourcesServiceClient client, string[] pool, double rate, double seconds)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        var random = new Random(1);
        var (count, next) = ((int)(rate * seconds), 0);
        var texts = Enumerable.Range(0, count).Select(_ => Mix(pool, random)).ToArray();
        var latencies = new ConcurrentBag<double>();
        var refused = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next) - 1) < count;)
            {
                // An open loop: a report has its time, and waits count as part of its answer.
                var due = TimeSpan.FromSeconds(i / rate);
                if (due > clock.Elapsed)
                    await Task.Delay(due - clock.Elapsed);
                try
                {
                    await client.SubmitReportAsync(new SubmitReportRequest
                    {
                        Report = new Report { Source = "sources/benchmark-" + run, Text = texts[i], Url = $"https://benchmark.example/{run}/{i}", LanguageCode = "en" },
                    });
                    latencies.Add((clock.Elapsed - due).TotalMilliseconds);
                }
                catch (RpcException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }));
        var accepted = clock.Elapsed;
        while (await IsPendingAsync(client, run) && clock.Elapsed < accepted * 20)
            await Task.Delay(200);
        var coded = clock.Elapsed;
        var sorted = latencies.Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"accepted       {sorted.Length / accepted.TotalSeconds:F0}/s of {rate:F0}/s offered, {refused} refused; acknowledged in {At(0.5):F0} ms (median), {At(0.99):F0} ms (p99)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"coded          {sorted.Length / coded.TotalSeconds:F1}/s over {coded.TotalSeconds:F0} s, {(coded - accepted).TotalSeconds:F1} s after the last was accepted"));

        double At(double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    private static async Task<bool> IsPendingAsync(SourcesService.SourcesServiceClient client, string run) =>
        (await client.ListReportsAsync(new ListReportsRequest { Source = "sources/benchmark-" + run, State = Report.Types.State.Pending, PageSize = 1 })).Reports.Count > 0;

    private static string Mix(string[] pool, Random random) => string.Join("\n\n", Enumerable.Range(0, Paragraphs).Select(_ => pool[random.Next(pool.Length)]));

    private static async Task<double> EchoAsync(GrpcChannel channel)
    {
        var health = new Health.HealthClient(channel);
        await health.CheckAsync(new HealthCheckRequest());
        var clock = Stopwatch.StartNew();
        var left = ProbeCount;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await health.CheckAsync(new HealthCheckRequest());
        }));
        return ProbeCount / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The text and a key into one table, as durable as ours, nothing else.</summary>
    private static double Insert(string[] pool)
    {
        var folder = Directory.CreateTempSubdirectory("sitrep-benchmark-");
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "probe.sqlite"), Pooling = false }.ConnectionString);
            connection.Open();
            using (var set = connection.CreateCommand())
            {
                set.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE probe (id TEXT PRIMARY KEY, text TEXT NOT NULL)";
                set.ExecuteNonQuery();
            }
            var random = new Random(2);
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < ProbeCount;)
            {
                using var transaction = connection.BeginTransaction();
                using var insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO probe (id, text) VALUES ($id, $text)";
                var (id, text) = (insert.Parameters.Add("$id", SqliteType.Text), insert.Parameters.Add("$text", SqliteType.Text));
                for (var last = i + PerCommit; i < last && i < ProbeCount; i++)
                {
                    (id.Value, text.Value) = (Guid.NewGuid().ToString("N"), Mix(pool, random));
                    insert.ExecuteNonQuery();
                }
                transaction.Commit();
            }
            return ProbeCount / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
