using Microsoft.EntityFrameworkCore;
using Sitrep.Sources.Storage;

namespace Sitrep.Sources.Tests;

public sealed class MigrationTests
{
    [Fact]
    public void The_migrations_of_both_databases_describe_the_model_as_it_is()
    {
        using var sqlite = new SqliteDesignTime().CreateDbContext([]);
        using var postgres = new PostgresDesignTime().CreateDbContext([]);

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }
}
