using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Hosting;

namespace Sitrep.Storage;

/// <summary>Brings the schema up to date before the service listens; replicas that start together take turns.</summary>
internal sealed class SchemaMigration<TContext>(IDbContextFactory<TContext> contexts, DatabaseChoice database) : IHostedLifecycleService
    where TContext : DbContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (database.Kind == DatabaseKind.Postgres)
        {
            // Where the table of migrations is not there yet, EF looks for it in vain and logs an error; replicas may create it at once.
            await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            // EF's own lock is the session's, so it ends with a killed process.
            await context.Database.MigrateAsync(cancellationToken);
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
