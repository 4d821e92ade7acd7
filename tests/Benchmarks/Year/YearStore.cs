using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Sitrep.Events;
using Sitrep.Events.Joining;
using Sitrep.Events.Storage;
using Sitrep.Events.Storage.Postgres;
using Sitrep.Events.Storage.Sqlite;
using Sitrep.Events.V1;

namespace Sitrep.Benchmarks.Year;

/// <summary>
/// Writes the year into an empty store, as the service would have written it, but in bulk: indexes are built at the end. Every event has had two former
/// revisions, so the change log has three rows an event.
/// </summary>
internal static class YearStore
{
    private const int Revisions = 3;

    /// <summary>Microseconds of a time in the year.</summary>
    private const long Time = 1_767_000_000_000_000;

    public static async Task FillAsync(YearOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        await using var target = options.IsPostgres ? await PostgresBulk.OpenAsync(options.Store) : await SqliteBulk.OpenAsync(options.Store);
        var generator = new YearGenerator(options.Seed, options.Events);
        var (number, sequence, done) = (0L, 0L, 0);
        foreach (var report in generator.Reports())
        {
            number++;
            await target.RowAsync("reports", report.Name, 1L, "", "year-1", "", "", Array.Empty<byte>(), Array.Empty<byte>(), Array.Empty<byte>(), Time);
            var words = TextWords.Pack(report.Words);
            await target.RowAsync("report_texts", number, report.Name, words);
            for (var i = 0; i < report.Events.Count; i++)
            {
                var account = report.Events[i];
                _ = EventName.TryParse(account.Name, out var id);
                var row = EventTerms.Row(id, account, i, "year-1", "");
                await target.RowAsync(
                    "events", row.Id, row.DateOrder, row.EndDay, row.IsLong, row.Report, row.Position, row.Source, row.Incident, row.Type, row.Factuality, row.State,
                    row.ReviewStatus, row.Country, row.Adm1, row.Latitude, row.Longitude, row.Killed, row.Injured, row.Confidence, row.Revision, row.Author, row.Reason);
                var data = account.ToByteArray();
                await target.RowAsync("event_bodies", id, data, null);
                foreach (var (kind, value) in EventTerms.Of(account))
                {
                    await target.RowAsync("event_terms", (short)kind, value, row.DateOrder, id);
                }

                for (var revision = 1; revision <= Revisions; revision++)
                {
                    await target.RowAsync("changes", ++sequence, id, false, revision, false, Time);
                    if (revision < Revisions)
                    {
                        await target.RowAsync("event_revisions", id, revision, report.Name, data, "year-1", "");
                    }
                }
            }

            foreach (var order in report.Events.Select(EventDays.Order).Distinct())
            {
                await target.TextAsync(TextKeys.Of(order, number), words);
            }

            done += report.Events.Count;
            if (number % 20_000 == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done:N0} events, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
            }
        }

        for (var i = 0; i < generator.IncidentCount; i++)
        {
            var id = IncidentName.Hash(i, 0);
            var incident = new Incident { Name = IncidentName.Of(id), Type = EventType.Assault, Revision = 1 };
            await target.RowAsync(
                "incidents", id, -20_000, 20_001, false, 3, 2, (long)(i % 20), (long)(i % 50), i % 20 == 7 ? IncidentName.Hash(i - 1, 0) : null, null, (long)i, 1,
                incident.ToByteArray(), Array.Empty<byte>());
        }

        await target.EndAsync();
        await target.RunAsync(Joined);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Database}: {done:N0} events, {number:N0} reports, {generator.IncidentCount:N0} incidents, {sequence:N0} changes in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
    }

    /// <summary>The incidents are made up as well: a service that starts shall not join all events anew.</summary>
    private const string Joined = $"UPDATE store SET join_version = '{JoinWeights.Version}'";

    /// <summary>Columns by table, in the order in which rows are given.</summary>
    internal static readonly Dictionary<string, string> Columns = new()
    {
        ["reports"] = "name, revision, coded_from, coder_version, skip_reason, cache_key, report, source, analysis, update_time",
        ["report_texts"] = "number, report, words",
        ["events"] = "id, date_order, end_day, is_long, report, position, source, incident, type, factuality, state, review_status, country, adm1, latitude, longitude, killed, injured, confidence, revision, author, reason",
        ["event_bodies"] = "event_id, data, coded",
        ["event_terms"] = "kind, value, date_order, event_id",
        ["changes"] = "sequence, event_id, is_incident, revision, removed, time",
        ["event_revisions"] = "event_id, revision, report, data, author, reason",
        ["incidents"] = "id, date_order, end_day, is_long, event_count, independent_sources, killed, injured, part_of, merged_into, founder, revision, data, members",
    };
}

/// <summary>Where rows go in bulk.</summary>
internal abstract class Bulk : IAsyncDisposable
{
    public abstract ValueTask RowAsync(string table, params object?[] values);

    public abstract ValueTask TextAsync(long key, byte[] words);

    public abstract Task EndAsync();

    public abstract Task RunAsync(string sql);

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteBulk(SqliteConnection connection) : Bulk
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly List<string> _indexes = [];

    public static async Task<Bulk> OpenAsync(string path)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;
        await using (var context = new SqliteEventsDbContext(new DbContextOptionsBuilder<SqliteEventsDbContext>().UseSqlite(connectionString).Options))
        {
            await context.Database.MigrateAsync();
        }

        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        var bulk = new SqliteBulk(connection);
        bulk.Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY;");
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('events', 'event_terms', 'event_revisions', 'report_texts')";
            using var reader = command.ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
                bulk._indexes.Add(reader.GetString(1));
            }

            reader.Close();
            names.ForEach(name => bulk.Run($"DROP INDEX {name}"));
        }

        bulk.Run("BEGIN");
        return bulk;
    }

    public override ValueTask RowAsync(string table, params object?[] values)
    {
        if (!_commands.TryGetValue(table, out var command))
        {
            _commands[table] = command = Prepare($"INSERT INTO {table} ({YearStore.Columns[table]}) VALUES", values.Length);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
        return ValueTask.CompletedTask;
    }

    public override ValueTask TextAsync(long key, byte[] words)
    {
        if (!_commands.TryGetValue("event_texts", out var command))
        {
            _commands["event_texts"] = command = Prepare("INSERT INTO event_texts (rowid, words) VALUES", 2);
        }

        (command.Parameters[0].Value, command.Parameters[1].Value) = (key, string.Join(' ', TextWords.Tokens(words)));
        command.ExecuteNonQuery();
        return ValueTask.CompletedTask;
    }

    public override Task EndAsync()
    {
        Run("COMMIT");
        foreach (var index in _indexes)
        {
            Run(index);
        }

        Run("ANALYZE");
        Run("PRAGMA journal_mode=WAL");
        return Task.CompletedTask;
    }

    public override Task RunAsync(string sql)
    {
        Run(sql);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    private SqliteCommand Prepare(string head, int count)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"{head} ({string.Join(", ", Enumerable.Range(0, count).Select(i => $"$p{i}"))})";
        for (var i = 0; i < count; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        }

        return command;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}

internal sealed class PostgresBulk : Bulk
{
    private static readonly Dictionary<Type, NpgsqlDbType> Kinds = new()
    {
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(short)] = NpgsqlDbType.Smallint,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(double)] = NpgsqlDbType.Double,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
    };

    private readonly string _connectionString;
    private readonly Dictionary<string, (NpgsqlConnection Connection, NpgsqlBinaryImporter Importer)> _tables = [];
    private readonly List<(string Drop, string Create)> _later = [];
    private (NpgsqlConnection Connection, TextWriter Writer)? _texts;

    private PostgresBulk(string connectionString) => _connectionString = connectionString;

    public static async Task<Bulk> OpenAsync(string connectionString)
    {
        var named = new NpgsqlConnectionStringBuilder(connectionString);
        var server = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres" }.ConnectionString;
        await using (var connection = new NpgsqlConnection(server))
        {
            await connection.OpenAsync();
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{named.Database}\" WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{named.Database}\" TEMPLATE template0 ENCODING 'UTF8'", connection);
            await create.ExecuteNonQueryAsync();
        }

        await using (var context = new PostgresEventsDbContext(new DbContextOptionsBuilder<PostgresEventsDbContext>().UseNpgsql(connectionString).Options))
        {
            await context.Database.MigrateAsync();
        }

        var bulk = new PostgresBulk(connectionString);
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            await connection.OpenAsync();
            await bulk.CollectAsync(connection, "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace");
            await bulk.CollectAsync(connection, "SELECT format('DROP INDEX %I', indexname), indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'ix_%'");
            foreach (var (drop, _) in bulk._later)
            {
                await using var command = new NpgsqlCommand(drop, connection);
                await command.ExecuteNonQueryAsync();
            }
        }

        return bulk;
    }

    public override async ValueTask RowAsync(string table, params object?[] values)
    {
        if (!_tables.TryGetValue(table, out var open))
        {
            var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync();
            _tables[table] = open = (connection, await connection.BeginBinaryImportAsync($"COPY {table} ({YearStore.Columns[table]}) FROM STDIN (FORMAT BINARY)"));
        }

        await open.Importer.StartRowAsync();
        foreach (var value in values)
        {
            if (value is null)
            {
                await open.Importer.WriteNullAsync();
            }
            else
            {
                await open.Importer.WriteAsync(value, Kinds[value.GetType()]);
            }
        }
    }

    public override async ValueTask TextAsync(long key, byte[] words)
    {
        if (_texts is null)
        {
            var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync();
            _texts = (connection, await connection.BeginTextImportAsync("COPY event_texts (key, words) FROM STDIN"));
        }

        await _texts.Value.Writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{key}\t{string.Join(' ', TextWords.Tokens(words))}\n"));
    }

    public override async Task EndAsync()
    {
        foreach (var (connection, importer) in _tables.Values)
        {
            await importer.CompleteAsync();
            await importer.DisposeAsync();
            await connection.DisposeAsync();
        }

        if (_texts is { } texts)
        {
            await texts.Writer.DisposeAsync();
            await texts.Connection.DisposeAsync();
        }

        await using var last = new NpgsqlConnection(_connectionString);
        await last.OpenAsync();
        var create = _later.Select(one => one.Create).Where(sql => !sql.StartsWith("ALTER", StringComparison.Ordinal))
            .Concat(_later.Select(one => one.Create).Where(sql => sql.StartsWith("ALTER", StringComparison.Ordinal)));
        foreach (var sql in create.Prepend("SET maintenance_work_mem = '512MB'")
            .Append("SELECT setval(pg_get_serial_sequence('changes', 'sequence'), (SELECT max(sequence) FROM changes))")
            .Append("SELECT setval(pg_get_serial_sequence('report_texts', 'number'), (SELECT max(number) FROM report_texts))")
            .Append("VACUUM ANALYZE"))
        {
            await using var command = new NpgsqlCommand(sql, last) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    public override async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task CollectAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _later.Add((reader.GetString(0), reader.GetString(1)));
        }
    }
}
