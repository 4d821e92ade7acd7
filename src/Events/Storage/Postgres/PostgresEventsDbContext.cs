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

    public override Task OrderChangesAsync(CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ChangeLogLock})", cancellationToken);

    public override Task LockReportAsync(string report, CancellationToken cancellationToken)
    {
        // By hash: a report that is delivered for the first time has no row to lock. Two reports that share one only wait for each other.
        var key = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(report)));
        return Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", cancellationToken);
    }

    /// <summary>For `dotnet ef migrations add`.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresEventsDbContext>
    {
        public PostgresEventsDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresEventsDbContext>().UseNpgsql("Host=unused").Options);
    }
}
