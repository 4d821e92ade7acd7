using Microsoft.Data.Sqlite;
using Npgsql;
using Sitrep.Storage;

namespace Sitrep.Conformance;

/// <summary>A fresh, empty database for one test: a SQLite file in a folder of its own, or a new database on the PostgreSQL server under test.</summary>
/// <remarks>`SITREP_TEST_POSTGRES` is an Npgsql connection string whose user may create databases; without it the test is skipped, which CI refuses.</remarks>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Names the server under test.</summary>
    public const string PostgresVariable = "SITREP_TEST_POSTGRES";

    private readonly Func<ValueTask> _drop;

    private TestDatabase(DatabaseKind kind, string connectionString, Func<ValueTask> drop) =>
        (Kind, ConnectionString, _drop) = (kind, connectionString, drop);

    public DatabaseKind Kind { get; }

    /// <summary>What a service gets as `ConnectionStrings:{name}`.</summary>
    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind) =>
        kind == DatabaseKind.Sqlite ? CreateSqlite() : await CreatePostgresAsync();

    public ValueTask DisposeAsync() => _drop();

    private static TestDatabase CreateSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("sitrep-test-");
        var connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "test.sqlite") }.ConnectionString;
        return new TestDatabase(DatabaseKind.Sqlite, connectionString, () =>
        {
            using (var connection = new SqliteConnection(connectionString))
            {
                SqliteConnection.ClearPool(connection);
            }

            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<TestDatabase> CreatePostgresAsync()
    {
        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{PostgresVariable} names no PostgreSQL server.");

        var name = $"sitrep_test_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        return new TestDatabase(DatabaseKind.Postgres, connectionString, async () =>
        {
            await using (var connection = new NpgsqlConnection(connectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        });
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
