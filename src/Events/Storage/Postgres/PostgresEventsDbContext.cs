using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Sitrep.Events.Storage.Postgres;

/// <summary>The store in PostgreSQL: many writers, ordered where it matters by locks that end with the transaction.</summary>
internal sealed class PostgresEventsDbContext(DbContextOptions<PostgresEventsDbContext> options) : EventsDbContext(options)
{
    /// <summary>Advisory lock of the change log: "sitrepEv" in ASCII, a number that nobody else's would be by chance.</summary>
    private const long ChangeLogLock = 0x7369_7472_6570_4576;

    protected override string KeyCollation => "C";

    public override Task OrderChangesAsync(CancellationToken cancellationToken) => LockAsync(ChangeLogLock, cancellationToken);

    // By hash: a report that is delivered for the first time has no row to lock. Two reports that share one only wait for each other.
    public override Task LockReportAsync(string report, CancellationToken cancellationToken) => LockAsync(KeyOf(report), cancellationToken);

    public override bool LocksBlocks => true;

    public override Task LockBlockAsync(string root, CancellationToken cancellationToken) => LockAsync(KeyOf("block:" + root), cancellationToken);

    public override async Task<bool> TryLockBlockAsync(string root, CancellationToken cancellationToken)
    {
        var key = KeyOf("block:" + root);
        return (await Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({key}) AS \"Value\"").ToListAsync(cancellationToken))[0];
    }

    /// <summary>How long others hold a lock is no fault of this command's: the caller's deadline ends the waiting, not the timeout of commands.</summary>
    private async Task LockAsync(long key, CancellationToken cancellationToken)
    {
        var timeout = Database.GetCommandTimeout();
        Database.SetCommandTimeout(0);
        try
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", cancellationToken);
        }
        finally
        {
            Database.SetCommandTimeout(timeout);
        }
    }

    private static long KeyOf(string name) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public override Task AddTermsAsync(IReadOnlyList<EventTermRow> terms, CancellationToken cancellationToken)
    {
        var (kinds, values) = (terms.Select(t => t.Kind).ToArray(), terms.Select(t => t.Value).ToArray());
        var (orders, events) = (terms.Select(t => t.DateOrder).ToArray(), terms.Select(t => t.EventId).ToArray());
        return Database.ExecuteSqlAsync(
            $"INSERT INTO event_terms (kind, value, date_order, event_id) SELECT * FROM unnest({kinds}, {values}, {orders}, {events})", cancellationToken);
    }

    public override Task AddTextsAsync(IReadOnlyList<long> keys, byte[] words, CancellationToken cancellationToken)
    {
        var (rows, tokens) = (keys.ToArray(), TextWords.Tokens(words).ToArray());
        return Database.ExecuteSqlAsync(
            $"INSERT INTO event_texts (key, words) SELECT k, array_to_tsvector({tokens}) FROM unnest({rows}) AS k ON CONFLICT (key) DO NOTHING", cancellationToken);
    }

    public override Task RemoveTextsAsync(IReadOnlyList<long> keys, CancellationToken cancellationToken)
    {
        var rows = keys.ToArray();
        return Database.ExecuteSqlAsync($"DELETE FROM event_texts WHERE key = ANY({rows})", cancellationToken);
    }

    public override Task<List<long>> FindTextsAsync(IReadOnlyList<ulong> words, long from, bool descending, int count, CancellationToken cancellationToken)
    {
        // The planner walks the keys where the words are common and the index of words where they are rare.
        var match = string.Join(" & ", words.Select(word => $"'{TextWords.Token(word)}'"));
        return (descending
            ? Database.SqlQuery<long>($"SELECT key AS \"Value\" FROM event_texts WHERE words @@ {match}::tsquery AND key <= {from} ORDER BY key DESC LIMIT {count}")
            : Database.SqlQuery<long>($"SELECT key AS \"Value\" FROM event_texts WHERE words @@ {match}::tsquery AND key >= {from} ORDER BY key LIMIT {count}"))
            .ToListAsync(cancellationToken);
    }

    public override IQueryable<EventRow> EventsOfTexts(IReadOnlyList<long> keys)
    {
        var (numbers, orders) = (keys.Select(TextKeys.Number).ToArray(), keys.Select(TextKeys.DateOrder).ToArray());
        return Events.FromSql($"""
            SELECT e.* FROM unnest({numbers}, {orders}) AS k (number, date_order)
            JOIN report_texts AS t ON t.number = k.number
            JOIN events AS e ON e.report = t.report AND e.date_order = k.date_order
            """);
    }

    /// <summary>For `dotnet ef migrations add`.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresEventsDbContext>
    {
        public PostgresEventsDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresEventsDbContext>().UseNpgsql("Host=unused").Options);
    }
}
