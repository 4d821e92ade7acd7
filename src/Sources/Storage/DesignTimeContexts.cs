using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Sitrep.Sources.Storage;

/// <summary>Lets `dotnet ef migrations add NAME --context SqliteSourcesDbContext --output-dir Storage/Sqlite/Migrations` see the model without a host.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteSourcesDbContext>
{
    public SqliteSourcesDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteSourcesDbContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>As <see cref="SqliteDesignTime"/>, for `--context PostgresSourcesDbContext --output-dir Storage/Postgres/Migrations`; nothing is connected to.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresSourcesDbContext>
{
    public PostgresSourcesDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresSourcesDbContext>().UseNpgsql("Host=localhost").Options);
}
