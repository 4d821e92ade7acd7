using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Sitrep.Events.Storage.Sqlite;

/// <summary>The store in a SQLite file: one writer at a time, so changes commit in order and deliveries take turns by themselves.</summary>
internal sealed class SqliteEventsDbContext(DbContextOptions<SqliteEventsDbContext> options) : EventsDbContext(options)
{
    protected override string? KeyCollation => null;

    public override Task OrderChangesAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task LockReportAsync(string report, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>For `dotnet ef migrations add`.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteEventsDbContext>
    {
        public SqliteEventsDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteEventsDbContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
