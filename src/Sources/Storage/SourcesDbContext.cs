using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sitrep.Sources.V1;

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

    public DbSet<SourceNameRow> SourceNames => Set<SourceNameRow>();

    public DbSet<StoryRow> Stories => Set<StoryRow>();

    public DbSet<SketchRow> Sketches => Set<SketchRow>();

    public DbSet<RecodingRow> Recodings => Set<RecodingRow>();

    /// <summary>Collation that compares bytes; null where that is the default.</summary>
    protected abstract string? KeyCollation { get; }

    /// <summary>SQL that reads the database's clock, in microseconds.</summary>
    protected abstract string ClockSql { get; }

    /// <summary>SQL that reads the database's clock once no other transaction that changes reports is under way, and keeps them out until this one ends.</summary>
    protected abstract string LockSql { get; }

    /// <summary>
    /// SQL that deletes the outbox rows of which a call's answer is the newest, and returns their reports' ids: {0} is a JSON array of objects with `id`, `token` and `generation`.
    /// </summary>
    protected abstract string CompleteSql { get; }

    /// <summary>SQL that writes down what was coded: {0} is a JSON array of objects with `id`, `attempts`, `version`, `events` and `skip`.</summary>
    protected abstract string CodedSql { get; }

    /// <summary>
    /// SQL that takes up to {2} due rows, by their turn, under token {0} until {1} microseconds from now, and returns them as they then are.
    /// </summary>
    protected abstract string LeaseSql { get; }

    /// <summary>The database's clock, which is the same for every replica.</summary>
    public Task<long> ReadClockAsync(CancellationToken cancellationToken) =>
        Database.SqlQueryRaw<long>(ClockSql).SingleAsync(cancellationToken);

    /// <summary>
    /// Takes the writer's place among all replicas until the transaction ends, and reads the database's clock. Whoever changes text, story, status or source of reports has
    /// it, so that the stories of two reports that come in at once are decided one after the other.
    /// </summary>
    public Task<long> LockAsync(CancellationToken cancellationToken) => Database.SqlQueryRaw<long>(LockSql).SingleAsync(cancellationToken);

    /// <summary>The id of the source that answers to this one: itself, or what it became part of; itself where it does not exist, null where it is null.</summary>
    public async Task<string?> StandingSourceAsync(string? id, CancellationToken cancellationToken) =>
        id is null ? null : await Sources.Where(row => row.Id == id).Select(row => row.MergedInto).SingleOrDefaultAsync(cancellationToken) ?? id;

    /// <summary>Has what is deleted on this connection overwritten, where the database would only forget where it was.</summary>
    public virtual Task OverwriteDeletedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deletes the outbox rows of answered calls, where nothing newer was queued meanwhile; the ids of those deleted.</summary>
    public Task<List<string>> CompleteAsync(string leases, CancellationToken cancellationToken) =>
        Database.SqlQueryRaw<string>(CompleteSql, leases).ToListAsync(cancellationToken);

    /// <summary>Writes down what came of coding.</summary>
    public Task WriteCodedAsync(string reports, CancellationToken cancellationToken) => Database.ExecuteSqlRawAsync(CodedSql, [reports], cancellationToken);

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
        INSERT INTO outbox (report_id, generation, force, trace_parent, create_time, available_time, attempts, recoding_id, lane, turn)
        SELECT {row.ReportId}, 1, {row.Force}, {row.TraceParent}, {row.CreateTime}, {row.AvailableTime}, 0, {row.RecodingId}, lane,
          coalesce((SELECT max(turn) + 1 FROM outbox AS same WHERE same.lane = queued.lane), (SELECT min(turn) FROM outbox AS other), 0)
        FROM (SELECT coalesce({row.RecodingId}, source_id) AS lane FROM reports WHERE id = {row.ReportId}) AS queued
        WHERE true
        ON CONFLICT (report_id) DO UPDATE SET
          generation = outbox.generation + 1,
          force = outbox.force OR excluded.force,
          trace_parent = excluded.trace_parent,
          available_time = CASE WHEN outbox.lease_token IS NULL THEN excluded.available_time ELSE outbox.available_time END,
          attempts = 0,
          last_error = NULL,
          recoding_id = coalesce(excluded.recoding_id, outbox.recoding_id)
        """,
        cancellationToken);

    /// <summary>Has a tracked report wait for coding. Written whatever it was when it was read: the dispatcher may have put it down as coded since.</summary>
    public void AwaitCoding(ReportRow report)
    {
        var entry = Entry(report);
        (report.State, report.Attempts, report.LastError) = ((int)Report.Types.State.Pending, 0, null);
        entry.Property(row => row.State).IsModified = true;
        entry.Property(row => row.Attempts).IsModified = true;
        entry.Property(row => row.LastError).IsModified = true;
    }

    /// <summary>
    /// Gives new rows their turns, before they are inserted: behind what waits in their lane. What other transactions queue at the same time may get the same turns, which
    /// hurts nobody.
    /// </summary>
    public async Task GiveTurnsAsync(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var lanes = rows.Select(row => row.Lane).Distinct().ToList();
        if (lanes.Count == 0)
        {
            return;
        }

        var last = await Sources.Where(source => lanes.Contains(source.Id))
            .Select(source => new { source.Id, Turn = Outbox.Where(row => row.Lane == source.Id).Max(row => (long?)row.Turn) })
            .Where(lane => lane.Turn != null)
            .ToDictionaryAsync(lane => lane.Id, lane => lane.Turn!.Value, cancellationToken);
        var head = await Outbox.MinAsync(row => (long?)row.Turn, cancellationToken) ?? 0;
        foreach (var row in rows)
        {
            row.Turn = last.TryGetValue(row.Lane, out var turn) ? turn + 1 : head;
            last[row.Lane] = row.Turn;
        }
    }

    /// <summary>Queues every report that a query gives, as <see cref="QueueAsync"/> does one; in the order of their names.</summary>
    public async Task QueueWhereAsync(IQueryable<ReportRow> reports, long now, long databaseNow, CancellationToken cancellationToken)
    {
        foreach (var id in await reports.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken))
        {
            await QueueAsync(new OutboxRow { ReportId = id, CreateTime = now, AvailableTime = databaseNow }, cancellationToken);
        }
    }

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
            source.HasMany(row => row.Names).WithOne().HasForeignKey(row => row.SourceId);
            source.HasMany(row => row.Merged).WithOne().HasForeignKey(row => row.MergedInto);
        });
        modelBuilder.Entity<AssessmentRow>().ToTable("source_assessments").HasKey(row => new { row.SourceId, row.Ordinal });
        modelBuilder.Entity<ReportRow>(report =>
        {
            report.ToTable("reports").HasKey(row => row.Id);
            report.HasOne<SourceRow>().WithMany().HasForeignKey(row => row.SourceId).OnDelete(DeleteBehavior.Restrict);
            report.HasIndex(row => new { row.PublishTime, row.Id });
            report.HasIndex(row => new { row.SourceId, row.PublishTime, row.Id });
            report.HasIndex(row => new { row.State, row.PublishTime, row.Id });
            report.HasIndex(row => row.UrlHash);
            report.HasIndex(row => row.StoryId);
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
            outbox.HasIndex(row => row.RecodingId);
            outbox.HasIndex(row => new { row.Turn, row.ReportId });
            outbox.HasIndex(row => new { row.Lane, row.Turn });
        });
        modelBuilder.Entity<SourceNameRow>().ToTable("source_names").HasKey(row => new { row.NameKey, row.Kind, row.SourceId });
        modelBuilder.Entity<StoryRow>(story =>
        {
            story.ToTable("stories").HasKey(row => row.Id);
            story.HasIndex(row => new { row.LeadTime, row.Id });
            story.HasIndex(row => row.MergedInto);
        });
        modelBuilder.Entity<SketchRow>(sketch =>
        {
            sketch.ToTable("sketches").HasKey(row => row.Number);
            sketch.Property(row => row.Number).ValueGeneratedNever();
            sketch.HasIndex(row => row.TextHash);
            sketch.HasIndex(row => row.ReportId);
        });
        modelBuilder.Entity<RecodingRow>(recoding =>
        {
            recoding.ToTable("recodings").HasKey(row => row.Id);
            recoding.HasIndex(row => row.EndTime);
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

    // The one writer is there from the transaction's begin on.
    protected override string LockSql => ClockSql;

    protected override string CompleteSql =>
        """
        DELETE FROM outbox WHERE (report_id, lease_token, generation) IN (SELECT value ->> 'id', value ->> 'token', value ->> 'generation' FROM json_each({0}))
        RETURNING report_id AS "Value"
        """;

    protected override string CodedSql =>
        """
        UPDATE reports SET state = 2, attempts = answer.value ->> 'attempts', last_error = NULL, coder_version = answer.value ->> 'version',
          event_count = answer.value ->> 'events', skip_reason = answer.value ->> 'skip'
        FROM json_each({0}) AS answer WHERE reports.id = answer.value ->> 'id'
        """;

    protected override string LeaseSql =>
        $$"""
        UPDATE outbox SET lease_token = {0}, available_time = {{Now}} + {1}, attempts = attempts + 1
        WHERE report_id IN (SELECT report_id FROM outbox WHERE available_time <= {{Now}} ORDER BY turn, report_id LIMIT {2})
        RETURNING *
        """;

    public override Task OverwriteDeletedAsync(CancellationToken cancellationToken) =>
        // Stays set on the pooled connection, where it costs what is deleted there a write more.
        Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancellationToken);

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

    /// <summary>Any number that nothing else in the database uses.</summary>
    private const long WriterLock = 7_205_311;

    protected override string? KeyCollation => "C";

    protected override string ClockSql => $"SELECT {Now} AS \"Value\"";

    protected override string LockSql => $"SELECT {Now.Replace("statement_timestamp", "clock_timestamp", StringComparison.Ordinal)} AS \"Value\" FROM pg_advisory_xact_lock({WriterLock})";

    protected override string CompleteSql =>
        """
        DELETE FROM outbox USING jsonb_to_recordset({0}::jsonb) AS answer(id text, token text, generation bigint)
        WHERE outbox.report_id = answer.id AND outbox.lease_token = answer.token AND outbox.generation = answer.generation
        RETURNING outbox.report_id AS "Value"
        """;

    protected override string CodedSql =>
        """
        UPDATE reports SET state = 2, attempts = answer.attempts, last_error = NULL, coder_version = answer.version, event_count = answer.events, skip_reason = answer.skip
        FROM jsonb_to_recordset({0}::jsonb) AS answer(id text, attempts int, version text, events int, skip text) WHERE reports.id = answer.id
        """;

    // The rows are chosen once and for all before the update: as a plain IN the planner may choose anew and lock more than the limit.
    protected override string LeaseSql =>
        $$"""
        WITH due AS MATERIALIZED (
          SELECT report_id FROM outbox WHERE available_time <= {{Now}} ORDER BY turn, report_id LIMIT {2} FOR UPDATE SKIP LOCKED)
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
