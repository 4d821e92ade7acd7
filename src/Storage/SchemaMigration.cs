using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Sitrep.Storage;

/// <summary>Brings the schema up to date before the service listens; replicas that start together take turns.</summary>
internal sealed class SchemaMigration<TContext>(IDbContextFactory<TContext> contexts, DatabaseChoice database) : IHostedLifecycleService
    where TContext : DbContext
{
    /// <summary>Any number will do that nothing else in the database uses: "sitrep m" in ASCII.</summary>
    private const long AdvisoryLock = 0x7369_7472_6570_206D;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (database.Kind == DatabaseKind.Postgres)
        {
            await CreateDatabaseAsync(context.GetService<IRelationalDatabaseCreator>(), cancellationToken);
            // EF's own lock ends with the first of several migrations; this one is the session's, so it ends with a killed process too.
            await using var session = new NpgsqlConnection(database.ConnectionString);
            await session.OpenAsync(cancellationToken);
            await ExecuteAsync(session, "SELECT pg_advisory_lock(@key)", cancellationToken);
            try
            {
                // Where the table of migrations is not there yet, EF looks for it in vain and logs an error.
                await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
                await context.Database.MigrateAsync(cancellationToken);
            }
            finally
            {
                await ExecuteAsync(session, "SELECT pg_advisory_unlock(@key)", CancellationToken.None);
            }

            return;
        }

        // EF's lock on SQLite is a row, which a process killed in mid-migration leaves behind for ever. The lock of a file dies with its
        // process: who holds it may clear the row.
        var path = Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource) + ".migrating";
        await using var held = await LockAsync(path, cancellationToken);
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, session) { Parameters = { new("key", AdvisoryLock) }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A server alone is enough: whoever may create databases in it need not do so by hand.</summary>
    private static async Task CreateDatabaseAsync(IRelationalDatabaseCreator creator, CancellationToken cancellationToken)
    {
        if (await creator.ExistsAsync(cancellationToken))
            return;
        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // A replica was faster.
        }
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
