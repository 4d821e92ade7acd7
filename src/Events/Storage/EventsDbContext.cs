using Microsoft.EntityFrameworkCore;

namespace Sitrep.Events.Storage;

/// <summary>
/// What the events service keeps: reports as last delivered, their events as proto bytes beside the columns that are searched, what events
/// were before, and the log of changes. One model, made by two types that carry the migrations of SQLite and of PostgreSQL.
/// </summary>
internal abstract class EventsDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoreRow> Store => Set<StoreRow>();

    public DbSet<ReportRow> Reports => Set<ReportRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<EventBodyRow> EventBodies => Set<EventBodyRow>();

    public DbSet<ReportTextRow> ReportTexts => Set<ReportTextRow>();

    public DbSet<RecodingDifferenceRow> RecodingDifferences => Set<RecodingDifferenceRow>();

    public DbSet<EventTermRow> EventTerms => Set<EventTermRow>();

    public DbSet<EventRevisionRow> EventRevisions => Set<EventRevisionRow>();

    public DbSet<ChangeRow> Changes => Set<ChangeRow>();

    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();

    public DbSet<IncidentRevisionRow> IncidentRevisions => Set<IncidentRevisionRow>();

    public DbSet<EventSignatureRow> EventSignatures => Set<EventSignatureRow>();

    public DbSet<EventEdgeRow> EventEdges => Set<EventEdgeRow>();

    public DbSet<IncidentDecisionRow> IncidentDecisions => Set<IncidentDecisionRow>();

    public DbSet<IncidentDecisionEventRow> IncidentDecisionEvents => Set<IncidentDecisionEventRow>();

    /// <summary>Collation of columns that are keys or compared; null where the database compares bytes anyway.</summary>
    protected abstract string? KeyCollation { get; }

    /// <summary>
    /// Makes change rows commit in the order of their sequence: called in the transaction just before the first is inserted, and held until
    /// it ends.
    /// </summary>
    public abstract Task OrderChangesAsync(CancellationToken cancellationToken);

    /// <summary>Makes deliveries of one report take turns: called first in the transaction, before the report's row is read.</summary>
    public abstract Task LockReportAsync(string report, CancellationToken cancellationToken);

    /// <summary>Whether there are several writers at once, which lock blocks against each other.</summary>
    public abstract bool LocksBlocks { get; }

    /// <summary>Makes joinings of one block take turns: called in the order of the blocks' names, before anything of them is read.</summary>
    public abstract Task LockBlockAsync(string root, CancellationToken cancellationToken);

    /// <summary>As <see cref="LockBlockAsync"/>, but does not wait; false where another transaction holds it.</summary>
    public abstract Task<bool> TryLockBlockAsync(string root, CancellationToken cancellationToken);

    /// <summary>Adds values that events are found by, in one statement.</summary>
    public abstract Task AddTermsAsync(IReadOnlyList<EventTermRow> terms, CancellationToken cancellationToken);

    /// <summary>Adds documents to the index of words; those that are there already stay.</summary>
    /// <param name="keys">Of <see cref="TextKeys"/>.</param>
    /// <param name="words">Of <see cref="TextWords.Pack"/>: the same for all documents.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public abstract Task AddTextsAsync(IReadOnlyList<long> keys, byte[] words, CancellationToken cancellationToken);

    /// <summary>Takes documents out of the index of words.</summary>
    public abstract Task RemoveTextsAsync(IReadOnlyList<long> keys, CancellationToken cancellationToken);

    /// <summary>Keys of documents that hold all of the words, from a key on, in their order or against it.</summary>
    public abstract Task<List<long>> FindTextsAsync(IReadOnlyList<ulong> words, long from, bool descending, int count, CancellationToken cancellationToken);

    /// <summary>The events of documents of the index of words.</summary>
    public abstract IQueryable<EventRow> EventsOfTexts(IReadOnlyList<long> keys);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoreRow>(store =>
        {
            store.ToTable("store");
            store.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
            store.Property(s => s.DatabaseId).HasColumnName("database_id");
            store.Property(s => s.PrunedSequence).HasColumnName("pruned_sequence");
            store.Property(s => s.JoinVersion).HasColumnName("join_version").HasDefaultValue("");
            store.Property(s => s.JoinCursor).HasColumnName("join_cursor").HasDefaultValue(-1L);
        });

        modelBuilder.Entity<ReportRow>(report =>
        {
            report.ToTable("reports");
            report.HasKey(r => r.Name);
            Key(report.Property(r => r.Name).HasColumnName("name"));
            report.Property(r => r.Revision).HasColumnName("revision");
            report.Property(r => r.CodedFrom).HasColumnName("coded_from");
            report.Property(r => r.CoderVersion).HasColumnName("coder_version");
            report.Property(r => r.SkipReason).HasColumnName("skip_reason");
            report.Property(r => r.CacheKey).HasColumnName("cache_key");
            report.Property(r => r.Report).HasColumnName("report");
            report.Property(r => r.Source).HasColumnName("source");
            report.Property(r => r.Analysis).HasColumnName("analysis");
            report.Property(r => r.UpdateTime).HasColumnName("update_time");
        });

        modelBuilder.Entity<EventRow>(row =>
        {
            row.ToTable("events");
            row.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
            row.Property(e => e.DateOrder).HasColumnName("date_order");
            row.Property(e => e.EndDay).HasColumnName("end_day");
            row.Property(e => e.IsLong).HasColumnName("is_long");
            Key(row.Property(e => e.Report).HasColumnName("report"));
            row.Property(e => e.Position).HasColumnName("position");
            Key(row.Property(e => e.Source).HasColumnName("source"));
            Key(row.Property(e => e.Incident).HasColumnName("incident"));
            row.Property(e => e.Type).HasColumnName("type");
            row.Property(e => e.Factuality).HasColumnName("factuality");
            row.Property(e => e.State).HasColumnName("state");
            row.Property(e => e.ReviewStatus).HasColumnName("review_status");
            row.Property(e => e.Latitude).HasColumnName("latitude");
            row.Property(e => e.Longitude).HasColumnName("longitude");
            row.Property(e => e.Killed).HasColumnName("killed");
            row.Property(e => e.Injured).HasColumnName("injured");
            Key(row.Property(e => e.Country).HasColumnName("country"));
            Key(row.Property(e => e.Adm1).HasColumnName("adm1"));
            row.Property(e => e.Confidence).HasColumnName("confidence");
            row.Property(e => e.Revision).HasColumnName("revision");
            row.Property(e => e.Author).HasColumnName("author");
            row.Property(e => e.Reason).HasColumnName("reason");
            row.HasOne<ReportRow>().WithMany().HasForeignKey(e => e.Report);
            // Each scalar filter can be walked in the order of pages, so that a page costs what it shows.
            row.HasIndex(e => new { e.DateOrder, e.Id }).HasDatabaseName("ix_events_date");
            row.HasIndex(e => new { e.IsLong, e.DateOrder, e.Id }).HasDatabaseName("ix_events_long").HasFilter(LongFilter);
            row.HasIndex(e => new { e.Type, e.DateOrder, e.Id }).HasDatabaseName("ix_events_type");
            row.HasIndex(e => new { e.Source, e.DateOrder, e.Id }).HasDatabaseName("ix_events_source");
            row.HasIndex(e => new { e.Report, e.DateOrder, e.Id }).HasDatabaseName("ix_events_report");
            row.HasIndex(e => new { e.Incident, e.DateOrder, e.Id }).HasDatabaseName("ix_events_incident");
            row.HasIndex(e => e.Killed).HasDatabaseName("ix_events_killed");
        });

        modelBuilder.Entity<EventBodyRow>(body =>
        {
            body.ToTable("event_bodies");
            body.HasKey(b => b.EventId);
            body.Property(b => b.EventId).HasColumnName("event_id").ValueGeneratedNever();
            body.Property(b => b.Data).HasColumnName("data");
            body.Property(b => b.Coded).HasColumnName("coded");
            body.HasOne<EventRow>().WithOne().HasForeignKey<EventBodyRow>(b => b.EventId).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<ReportTextRow>(text =>
        {
            text.ToTable("report_texts");
            text.HasKey(t => t.Number);
            text.Property(t => t.Number).HasColumnName("number").ValueGeneratedOnAdd();
            Key(text.Property(t => t.Report).HasColumnName("report"));
            text.Property(t => t.Words).HasColumnName("words");
            text.HasIndex(t => t.Report).IsUnique().HasDatabaseName("ix_report_texts_report");
            text.HasOne<ReportRow>().WithOne().HasForeignKey<ReportTextRow>(t => t.Report).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<RecodingDifferenceRow>(difference =>
        {
            difference.ToTable("recoding_differences");
            difference.Property(d => d.Id).HasColumnName("id").ValueGeneratedOnAdd();
            Key(difference.Property(d => d.CoderVersion).HasColumnName("coder_version"));
            difference.Property(d => d.EventId).HasColumnName("event_id");
            difference.Property(d => d.Revision).HasColumnName("revision");
            Key(difference.Property(d => d.FormerVersion).HasColumnName("former_version"));
            difference.Property(d => d.Change).HasColumnName("change");
            difference.Property(d => d.Fields).HasColumnName("fields");
            difference.HasIndex(d => d.CoderVersion).HasDatabaseName("ix_recoding_differences_version");
        });

        modelBuilder.Entity<EventTermRow>(term =>
        {
            term.ToTable("event_terms");
            term.HasKey(t => new { t.Kind, t.Value, t.DateOrder, t.EventId });
            term.Property(t => t.Kind).HasColumnName("kind");
            Key(term.Property(t => t.Value).HasColumnName("value"));
            term.Property(t => t.DateOrder).HasColumnName("date_order");
            term.Property(t => t.EventId).HasColumnName("event_id");
            term.HasOne<EventRow>().WithMany().HasForeignKey(t => t.EventId).OnDelete(DeleteBehavior.Cascade);
            term.HasIndex(t => t.EventId).HasDatabaseName("ix_event_terms_event");
        });

        modelBuilder.Entity<EventRevisionRow>(revision =>
        {
            revision.ToTable("event_revisions");
            revision.HasKey(r => new { r.EventId, r.Revision });
            revision.Property(r => r.EventId).HasColumnName("event_id");
            revision.Property(r => r.Revision).HasColumnName("revision");
            Key(revision.Property(r => r.Report).HasColumnName("report"));
            revision.Property(r => r.Data).HasColumnName("data");
            revision.Property(r => r.Author).HasColumnName("author");
            revision.Property(r => r.Reason).HasColumnName("reason");
            revision.HasIndex(r => r.Report).HasDatabaseName("ix_event_revisions_report");
        });

        modelBuilder.Entity<ChangeRow>(change =>
        {
            change.ToTable("changes");
            change.HasKey(c => c.Sequence);
            change.Property(c => c.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
            change.Property(c => c.EventId).HasColumnName("event_id");
            change.Property(c => c.Revision).HasColumnName("revision");
            change.Property(c => c.Removed).HasColumnName("removed");
            change.Property(c => c.Time).HasColumnName("time");
            change.Property(c => c.IsIncident).HasColumnName("is_incident").HasDefaultValue(false);
        });

        IncidentTables(modelBuilder);
    }

    private void IncidentTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<IncidentRow>(incident =>
        {
            incident.ToTable("incidents");
            incident.Property(i => i.Id).HasColumnName("id").ValueGeneratedNever();
            incident.Property(i => i.DateOrder).HasColumnName("date_order");
            incident.Property(i => i.EndDay).HasColumnName("end_day");
            incident.Property(i => i.IsLong).HasColumnName("is_long");
            incident.Property(i => i.EventCount).HasColumnName("event_count");
            incident.Property(i => i.IndependentSources).HasColumnName("independent_sources");
            incident.Property(i => i.Killed).HasColumnName("killed");
            incident.Property(i => i.Injured).HasColumnName("injured");
            incident.Property(i => i.PartOf).HasColumnName("part_of");
            incident.Property(i => i.MergedInto).HasColumnName("merged_into");
            incident.Property(i => i.Founder).HasColumnName("founder");
            incident.Property(i => i.Revision).HasColumnName("revision");
            incident.Property(i => i.Data).HasColumnName("data");
            incident.Property(i => i.Members).HasColumnName("members");
            // Those that are gone are looked up by name only.
            incident.HasIndex(i => new { i.DateOrder, i.Id }).HasDatabaseName("ix_incidents_date").HasFilter("event_count > 0");
            incident.HasIndex(i => i.MergedInto).HasDatabaseName("ix_incidents_merged").HasFilter("merged_into IS NOT NULL");
            incident.HasIndex(i => i.PartOf).HasDatabaseName("ix_incidents_part_of").HasFilter("part_of IS NOT NULL");
        });

        modelBuilder.Entity<IncidentRevisionRow>(revision =>
        {
            revision.ToTable("incident_revisions");
            revision.HasKey(r => new { r.IncidentId, r.Revision });
            revision.Property(r => r.IncidentId).HasColumnName("incident_id");
            revision.Property(r => r.Revision).HasColumnName("revision");
            revision.Property(r => r.Data).HasColumnName("data");
            revision.Property(r => r.Members).HasColumnName("members");
        });

        modelBuilder.Entity<EventSignatureRow>(signature =>
        {
            signature.ToTable("event_signatures");
            signature.HasKey(s => s.EventId);
            signature.Property(s => s.EventId).HasColumnName("event_id").ValueGeneratedNever();
            Key(signature.Property(s => s.BlockKey).HasColumnName("block_key"));
            signature.Property(s => s.StartDay).HasColumnName("start_day");
            signature.Property(s => s.EndDay).HasColumnName("end_day");
            signature.Property(s => s.Type).HasColumnName("type");
            signature.Property(s => s.Data).HasColumnName("data");
            signature.HasIndex(s => new { s.BlockKey, s.StartDay }).HasDatabaseName("ix_event_signatures_block");
        });

        modelBuilder.Entity<EventEdgeRow>(edge =>
        {
            edge.ToTable("event_edges");
            edge.HasKey(e => new { e.LowId, e.HighId });
            edge.Property(e => e.LowId).HasColumnName("low_id");
            edge.Property(e => e.HighId).HasColumnName("high_id");
            edge.Property(e => e.Score).HasColumnName("score");
            edge.HasIndex(e => e.HighId).HasDatabaseName("ix_event_edges_high");
        });

        modelBuilder.Entity<IncidentDecisionRow>(decision =>
        {
            decision.ToTable("incident_decisions");
            decision.Property(d => d.Id).HasColumnName("id").ValueGeneratedOnAdd();
            decision.Property(d => d.Kind).HasColumnName("kind");
            decision.Property(d => d.Author).HasColumnName("author");
            decision.Property(d => d.Reason).HasColumnName("reason");
            decision.Property(d => d.Time).HasColumnName("time");
        });

        modelBuilder.Entity<IncidentDecisionEventRow>(row =>
        {
            row.ToTable("incident_decision_events");
            row.HasKey(e => new { e.EventId, e.DecisionId });
            row.Property(e => e.EventId).HasColumnName("event_id");
            row.Property(e => e.DecisionId).HasColumnName("decision_id");
            row.Property(e => e.Side).HasColumnName("side");
            row.HasOne<IncidentDecisionRow>().WithMany().HasForeignKey(e => e.DecisionId);
        });
    }

    private const string LongFilter = "is_long";

    private void Key(Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<string> property)
    {
        if (KeyCollation is { } collation)
        {
            property.UseCollation(collation);
        }
    }
}
