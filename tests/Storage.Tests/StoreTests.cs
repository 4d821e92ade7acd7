using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sitrep.Storage.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sitrep-storage-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Without_a_connection_string_the_store_is_a_file_in_the_data_folder()
    {
        var choice = DatabaseChoice.From(null, "events-db", Path.Combine(_folder, "new"));

        Assert.Equal(DatabaseKind.Sqlite, choice.Kind);
        Assert.Equal(Path.Combine(_folder, "new", "events-db.sqlite"), new SqliteConnectionStringBuilder(choice.ConnectionString).DataSource);
        Assert.True(Directory.Exists(Path.Combine(_folder, "new")));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Database=x", DatabaseKind.Postgres)]
    [InlineData("Server=db;Database=x", DatabaseKind.Postgres)]
    public void A_connection_string_with_a_host_is_PostgreSQLs(string connectionString, DatabaseKind kind) =>
        Assert.Equal(kind, DatabaseChoice.From(connectionString, "events-db", null).Kind);

    [Fact]
    public async Task Every_connection_is_durable_and_keeps_foreign_keys()
    {
        using var host = await StartAsync();
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<Context>>().CreateDbContextAsync(Token);
        await context.Database.OpenConnectionAsync(Token);

        Assert.Equal("wal", await ScalarAsync(context, "PRAGMA journal_mode"));
        Assert.Equal(2L, await ScalarAsync(context, "PRAGMA synchronous"));
        Assert.Equal(1L, await ScalarAsync(context, "PRAGMA foreign_keys"));
        Assert.Equal(5000L, await ScalarAsync(context, "PRAGMA busy_timeout"));
    }

    [Fact]
    public async Task A_lock_that_a_killed_migration_left_behind_stops_nobody()
    {
        using (await StartAsync())
        {
        }

        await using (var connection = new SqliteConnection($"Data Source={File}"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT OR REPLACE INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01 00:00:00+00:00');
                """;
            await command.ExecuteNonQueryAsync(Token);
        }

        using var again = await StartAsync().WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Writers_of_SQLite_go_one_by_one_and_in_order()
    {
        using var gate = new WriteGate(DatabaseKind.Sqlite);
        var first = await gate.EnterAsync(Token);

        var second = gate.EnterAsync(Token);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();

        using var open = new WriteGate(DatabaseKind.Postgres);
        using var one = await open.EnterAsync(Token);
        using var other = await open.EnterAsync(Token);
    }

    private string File => Path.Combine(_folder, "x.sqlite");

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:x", (string?)$"Data Source={File}")]);
        builder.AddStore<Context, SqliteContext, PostgresContext>("x");
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    private static async Task<object?> ScalarAsync(DbContext context, string sql)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Token);
    }

    internal abstract class Context(DbContextOptions options) : DbContext(options);

    internal sealed class SqliteContext(DbContextOptions<SqliteContext> options) : Context(options);

    internal sealed class PostgresContext(DbContextOptions<PostgresContext> options) : Context(options);
}
