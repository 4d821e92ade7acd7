using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sitrep.Storage;

/// <summary>
/// Sets what SQLite keeps per connection. WAL: readers and the one writer do not wait for each other. FULL: what was acknowledged survives a
/// power cut. The wait for the writer's place is bounded. Of a large file a connection's memory of 16 MB holds the upper pages of the indexes. Pragmas cost microseconds and pooled connections keep them, yet EF cannot tell a
/// fresh connection from a pooled one, so they are set at each opening.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
