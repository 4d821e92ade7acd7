using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sitrep.Sources.Storage;

/// <summary>The tables of the sources service. One model; what differs between the databases stands in the two types below.</summary>
internal abstract partial class SourcesDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<SourceRow> Sources => Set<SourceRow>();

    public DbSet<AssessmentRow> Assessments => Set<AssessmentRow>();

    public DbSet<ReportRow> Reports => Set<ReportRow>();

    public DbSet<ReportTextRow> ReportTexts => Set<ReportTextRow>();

    public DbSet<RequestRow> Requests => Set<RequestRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>Collation that compares bytes; null where that is the default.</summary>
    protected abstract string? KeyCollation { get; }

    /// <summary>SQL that reads the database's clock, in microseconds.</summary>
    protected abstract string ClockSql { get; }

    /// <summary>
    /// SQL that takes up to {2} due rows, oldest first, under token {0} until {1} microseconds from now, and returns them as they then are.
    /// </summary>
    protected abstract string LeaseSql { get; }

    /// <summary>The database's clock, which is the same for every replica.</summary>
    public Task<long> ReadClockAsync(CancellationToken cancellationToken) =>
        Database.SqlQueryRaw<long>(ClockSql).SingleAsync(cancellationToken);

    /// <summary>Leases due rows; two callers never get the same one.</summary>
    public Task<List<OutboxRow>> LeaseAsync(string token, TimeSpan lease, int limit, CancellationToken cancellationToken) =>
        Outbox.FromSqlRaw(LeaseSql, token, lease.Ticks / TimeSpan.TicksPerMicrosecond, limit).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>
    /// Queues a stored report: a new row, or a new generation of the one there. A row that is leased stays so: what is under way ends first,
    /// and finds that it is no longer the newest.
    /// </summary>
    /// <remarks>Comes before the report's own row is touched, as in the dispatcher: one order of locks, no deadlock.</remarks>
    public Task QueueAsync(OutboxRow row, CancellationToken cancellationToken) => Database.ExecuteSqlAsync(
        $"""
        INSERT INTO outbox (report_id, generation, force, trace_parent, create_time, available_time, attempts)
        VALUES ({row.ReportId}, 1, {row.Force}, {row.TraceParent}, {row.CreateTime}, {row.AvailableTime}, 0)
        ON CONFLICT (report_id) DO UPDATE SET
          generation = outbox.generation + 1,
          force = outbox.force OR excluded.force,
          trace_parent = excluded.trace_parent,
          available_time = CASE WHEN outbox.lease_token IS NULL THEN excluded.available_time ELSE outbox.available_time END,
          attempts = 0,
          last_error = NULL
        """,
        cancellationToken);

    /// <summary>
    /// Inserts new rows, of several tables in the order of their types' first row. What they refer to is saved before. They are not tracked
    /// afterwards.
    /// </summary>
    public abstract Task InsertAsync(IReadOnlyCollection<object> rows, CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SourceRow>(source =>
        {
            source.ToTable("sources").HasKey(row => row.Id);
            source.HasIndex(row => row.NameKey);
            source.Property(row => row.Version).IsConcurrencyToken();
            source.HasMany(row => row.Assessments).WithOne().HasForeignKey(row => row.SourceId);
        });
        modelBuilder.Entity<AssessmentRow>().ToTable("source_assessments").HasKey(row => new { row.SourceId, row.Ordinal });
        modelBuilder.Entity<ReportRow>(report =>
        {
            report.ToTable("reports").HasKey(row => row.Id);
            report.HasOne<SourceRow>().WithMany().HasForeignKey(row => row.SourceId).OnDelete(DeleteBehavior.Restrict);
            report.HasIndex(row => new { row.PublishTime, row.Id });
            report.HasIndex(row => new { row.SourceId, row.PublishTime, row.Id });
            report.HasIndex(row => new { row.State, row.PublishTime, row.Id });
            report.Property(row => row.Revision).IsConcurrencyToken();
        });
        modelBuilder.Entity<ReportTextRow>(text =>
        {
            text.ToTable("report_texts").HasKey(row => row.ReportId);
            text.HasOne<ReportRow>().WithOne().HasForeignKey<ReportTextRow>(row => row.ReportId);
        });
        modelBuilder.Entity<RequestRow>(request =>
        {
            request.ToTable("requests").HasKey(row => row.Id);
            request.HasIndex(row => row.CreateTime);
            request.Property(row => row.CreateTime).IsConcurrencyToken();
        });
        modelBuilder.Entity<OutboxRow>(outbox =>
        {
            outbox.ToTable("outbox").HasKey(row => row.ReportId);
            outbox.HasOne<ReportRow>().WithOne().HasForeignKey<OutboxRow>(row => row.ReportId);
            outbox.HasIndex(row => row.AvailableTime);
            outbox.HasIndex(row => row.CreateTime);
        });

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(WordStart().Replace(property.Name, "_$0").ToLowerInvariant());
            if (property.ClrType == typeof(string) && (property.IsKey() || property.IsForeignKey() || property.IsIndex()))
            {
                property.SetCollation(KeyCollation);
            }
        }
    }

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex WordStart();
}

/// <summary>On SQLite, whose one writer makes every transaction alone.</summary>
internal sealed class SqliteSourcesDbContext(DbContextOptions<SqliteSourcesDbContext> options) : SourcesDbContext(options)
{
    private const string Now = "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";

    protected override string? KeyCollation => null;

    protected override string ClockSql => $"SELECT {Now} AS \"Value\"";

    protected override string LeaseSql =>
        $$"""
        UPDATE outbox SET lease_token = {0}, available_time = {{Now}} + {1}, attempts = attempts + 1
        WHERE report_id IN (SELECT report_id FROM outbox WHERE available_time <= {{Now}} ORDER BY available_time, report_id LIMIT {2})
        RETURNING *
        """;

    /// <summary>
    /// Plain form: AddRange and SaveChanges, as below. That prepares a statement for each row; prepared once and bound anew, a run of IngestRate
    /// takes 11 s of processor time instead of 18, its probes included.
    /// </summary>
    public override async Task InsertAsync(IReadOnlyCollection<object> rows, CancellationToken cancellationToken)
    {
        foreach (var table in rows.GroupBy(row => row.GetType()))
        {
            var entity = Model.FindEntityType(table.Key)!;
            var columns = entity.GetProperties().Select(property => (Name: property.GetColumnName(), Getter: property.GetGetter())).ToList();
            await using var insert = Database.GetDbConnection().CreateCommand();
            insert.Transaction = Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // Names of our own tables and columns.
            insert.CommandText =
                $"INSERT INTO {entity.GetTableName()} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))})";
#pragma warning restore CA2100
            var parameters = columns.Select(column => new SqliteParameter { ParameterName = "@" + column.Name }).ToArray();
            insert.Parameters.AddRange(parameters);
            foreach (var row in table)
            {
                for (var i = 0; i < parameters.Length; i++)
                {
                    parameters[i].Value = columns[i].Getter.GetClrValue(row) ?? DBNull.Value;
                }

                await insert.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}

/// <summary>On PostgreSQL, where any number of replicas write.</summary>
internal sealed class PostgresSourcesDbContext(DbContextOptions<PostgresSourcesDbContext> options) : SourcesDbContext(options)
{
    // Of the statement, not of the call: only what is the same for the whole statement can use the index.
    private const string Now = "CAST(extract(epoch FROM statement_timestamp()) * 1000000 AS bigint)";

    protected override string? KeyCollation => "C";

    protected override string ClockSql => $"SELECT {Now} AS \"Value\"";

    // The rows are chosen once and for all before the update: as a plain IN the planner may choose anew and lock more than the limit.
    protected override string LeaseSql =>
        $$"""
        WITH due AS MATERIALIZED (
          SELECT report_id FROM outbox WHERE available_time <= {{Now}} ORDER BY available_time, report_id LIMIT {2} FOR UPDATE SKIP LOCKED)
        UPDATE outbox SET lease_token = {0}, available_time = {{Now}} + {1}, attempts = attempts + 1
        FROM due WHERE outbox.report_id = due.report_id
        RETURNING outbox.*
        """;

    /// <summary>Many rows a round trip, which is what counts here.</summary>
    public override async Task InsertAsync(IReadOnlyCollection<object> rows, CancellationToken cancellationToken)
    {
        AddRange(rows);
        await SaveChangesAsync(cancellationToken);
        ChangeTracker.Clear();
    }
}
