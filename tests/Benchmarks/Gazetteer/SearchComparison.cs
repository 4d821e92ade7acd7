using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sitrep.Gazetteer;

namespace Sitrep.Benchmarks.Gazetteer;

/// <summary>Search and reverse geocoding over an index, and beside it SQLite FTS5 and PostgreSQL pg_trgm over the same names.</summary>
internal static class SearchComparison
{
    private const int Queries = 4_000;
    private const int PeerQueries = 400;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var path, .. var rest])
        {
            await Console.Error.WriteLineAsync("geo-search INDEX [--peers ROWS]   (PostgreSQL where SITREP_TEST_POSTGRES names one)");
            return 2;
        }
        var start = Stopwatch.GetTimestamp();
        using var index = GazetteerIndex.Open(path);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{index.Description.PlaceCount:N0} places, {index.Description.NameCount:N0} names; ready after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s, {Latencies.ResidentBytes() >> 20} MB resident"));
        var sample = Sample(index, Queries);
        var names = sample.ConvertAll(p => p.DisplayName);
        var prefixes = names.ConvertAll(n => n[..Math.Min(n.Length, 2 + n.Length % 4)]);
        var wrong = names.ConvertAll(Misspell);
        Run(index, names, prefixes, wrong, sample);
        Console.WriteLine($"after {4 * Queries:N0} mixed queries {Latencies.ResidentBytes() >> 20} MB resident, of them {GC.GetTotalMemory(true) >> 20} MB managed");
        if (rest is not ["--peers", var rows])
            return 0;
        var same = Sample(index, int.Parse(rows, CultureInfo.InvariantCulture));
        Sqlite(same, names, prefixes);
        if (Environment.GetEnvironmentVariable("SITREP_TEST_POSTGRES") is { Length: > 0 } postgres)
            await PostgresAsync(postgres, same, prefixes, wrong);
        return 0;
    }

    private static void Run(GazetteerIndex index, List<string> names, List<string> prefixes, List<string> wrong, List<Place> places)
    {
        var points = new GeoPoint[16];
        Latencies.Measure("exact, rows only", names, n => index.Lookup(n, points));
        Latencies.Measure("exact, ten places", names, n => index.Search(new PlaceQuery(n, NameMatch.Exact, [], [], null), 0, 10));
        Latencies.Measure("prefix, ten places", prefixes, n => index.Search(new PlaceQuery(n, NameMatch.Prefix, [], [], null), 0, 10));
        var first = Stopwatch.GetTimestamp();
        index.Search(new PlaceQuery("warm up", NameMatch.Fuzzy, [], [], null), 0, 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"(first fuzzy search {Stopwatch.GetElapsedTime(first).TotalMilliseconds:N0} ms)"));
        Latencies.Measure("fuzzy, ten places", wrong, n => index.Search(new PlaceQuery(n, NameMatch.Fuzzy, [], [], null), 0, 10));
        Latencies.Measure("reverse", places, p => index.Nearest(new GeoPoint(p.Point.Latitude + 0.01, p.Point.Longitude - 0.01), 50_000, []));
    }

    // Spread over the whole order of weights, the well-known thrice.
    private static List<Place> Sample(GazetteerIndex index, int count)
    {
        var places = new List<Place>(count);
        var random = new Random(5);
        foreach (var id in index.SampleIds(count, random))
            places.Add(index.Find(id)!);
        return places;
    }

    private static string Misspell(string name) => name.Length < 4 ? name : name.Remove(name.Length / 2, 1).Insert(name.Length / 2, name.Length % 2 == 0 ? "" : "e");

    private static void Sqlite(List<Place> rows, List<string> names, List<string> prefixes)
    {
        var file = Path.GetTempFileName();
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "PRAGMA synchronous=OFF; CREATE VIRTUAL TABLE names USING fts5(name, id UNINDEXED, population UNINDEXED, prefix='2 3', tokenize='unicode61 remove_diacritics 2');");
            using (var transaction = connection.BeginTransaction())
            {
                using var insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO names VALUES ($name, $id, $population)";
                var (name, id, population) = (insert.Parameters.Add("$name", SqliteType.Text), insert.Parameters.Add("$id", SqliteType.Text), insert.Parameters.Add("$population", SqliteType.Integer));
                foreach (var row in rows)
                {
                    (id.Value, population.Value) = (row.Id, row.Population ?? 0);
                    foreach (var text in row.AlternateNames.Select(n => n.Text).Prepend(row.DisplayName))
                    {
                        name.Value = text;
                        insert.ExecuteNonQuery();
                    }
                }
                transaction.Commit();
            }
            using var select = connection.CreateCommand();
            select.CommandText = "SELECT id, name FROM names WHERE names MATCH $q ORDER BY population DESC LIMIT 10";
            var query = select.Parameters.Add("$q", SqliteType.Text);
            Latencies.Measure($"SQLite FTS5 exact ({rows.Count:N0} places)", names.Take(PeerQueries).ToList(), n => Read("\"" + n.Replace("\"", "", StringComparison.Ordinal) + "\""), 20);
            Latencies.Measure("SQLite FTS5 prefix", prefixes.Take(PeerQueries).ToList(), n => Read("\"" + n.Replace("\"", "", StringComparison.Ordinal) + "\"*"), 20);

            void Read(string match)
            {
                query.Value = match;
                using var reader = select.ExecuteReader();
                while (reader.Read())
                {
                }
            }
        }
        File.Delete(file);
    }

    private static async Task PostgresAsync(string connectionString, List<Place> rows, List<string> prefixes, List<string> wrong)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        try
        {
            await ExecuteAsync(connection, "CREATE EXTENSION IF NOT EXISTS pg_trgm");
        }
        catch (PostgresException e)
        {
            Console.WriteLine($"pg_trgm is not to be had: {e.MessageText}");
            return;
        }
        await ExecuteAsync(connection, "CREATE TEMP TABLE names (name text, id text, population bigint)");
        await using (var copy = await connection.BeginBinaryImportAsync("COPY names FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in rows)
            {
                foreach (var text in row.AlternateNames.Select(n => n.Text).Prepend(row.DisplayName))
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(text.ToLowerInvariant());
                    await copy.WriteAsync(row.Id);
                    await copy.WriteAsync(row.Population ?? 0);
                }
            }
            await copy.CompleteAsync();
        }
        await ExecuteAsync(connection, "CREATE INDEX ON names USING gin (name gin_trgm_ops); CREATE INDEX ON names (name text_pattern_ops); ANALYZE names");
        Compare("pg prefix (text_pattern_ops)", "SELECT id, name FROM names WHERE name LIKE $1 ORDER BY population DESC LIMIT 10", prefixes.ConvertAll(p => p.ToLowerInvariant() + "%"));
        Compare("pg_trgm fuzzy", "SELECT id, name FROM names WHERE name % $1 ORDER BY similarity(name, $1) DESC, population DESC LIMIT 10", wrong.ConvertAll(w => w.ToLowerInvariant()));

        void Compare(string what, string sql, List<string> queries)
        {
            using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<string>() } };
            command.Prepare();
            Latencies.Measure(what, queries.Take(PeerQueries).ToList(), q =>
            {
                ((NpgsqlParameter<string>)command.Parameters[0]).TypedValue = q;
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                }
            }, 20);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
