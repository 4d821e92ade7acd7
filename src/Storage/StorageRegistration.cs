using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Sitrep.Storage;

/// <summary>Registers a service's store.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds `IDbContextFactory` of the service's abstract context, made as the SQLite or the PostgreSQL type by connection string, and brings
    /// the schema up to date before the service listens.
    /// </summary>
    /// <typeparam name="TContext">What the service's code uses.</typeparam>
    /// <typeparam name="TSqlite">Carries SQLite's migrations.</typeparam>
    /// <typeparam name="TPostgres">Carries PostgreSQL's migrations.</typeparam>
    /// <param name="builder">The host.</param>
    /// <param name="connectionName">Name of the connection string: `events-db`.</param>
    /// <param name="postgresOptions">Settings of each session with PostgreSQL, as `-c name=value`; those of the connection string go before them.</param>
    public static IHostApplicationBuilder AddStore<TContext, TSqlite, TPostgres>(
        this IHostApplicationBuilder builder, string connectionName, string postgresOptions = "")
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        var database = DatabaseChoice.From(
            builder.Configuration.GetConnectionString(connectionName), connectionName, builder.Configuration["SITREP_DATA"]);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(new WriteGate(database.Kind));
        if (database.Kind == DatabaseKind.Sqlite)
        {
            builder.Services.AddPooledDbContextFactory<TSqlite>(options => options.UseSqlite(database.ConnectionString).AddInterceptors(new SqlitePragmas()));
            builder.Services.AddSingleton<IDbContextFactory<TContext>, ContextFactory<TContext, TSqlite>>();
        }
        else
        {
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            // The last of two settings of one name counts.
            connection.Options = $"{postgresOptions} {connection.Options}".Trim();
            builder.Services.AddPooledDbContextFactory<TPostgres>(options => options.UseNpgsql(connection.ConnectionString));
            builder.Services.AddSingleton<IDbContextFactory<TContext>, ContextFactory<TContext, TPostgres>>();
        }

        builder.Services.AddHostedService<SchemaMigration<TContext>>();
        return builder;
    }

    private sealed class ContextFactory<TContext, TProvider>(IDbContextFactory<TProvider> inner) : IDbContextFactory<TContext>
        where TContext : DbContext
        where TProvider : TContext
    {
        public TContext CreateDbContext() => inner.CreateDbContext();

        public async Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await inner.CreateDbContextAsync(cancellationToken);
    }
}
