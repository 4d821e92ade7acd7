using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Sitrep.Sources.Storage;

/// <summary>Tells apart what a failed transaction means: another writer came first, the database is away for the moment, or neither.</summary>
internal static class StoreFaults
{
    private const int SqliteBusy = 5, SqliteLocked = 6;

    // Extended codes SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    private const int SqlitePrimaryKey = 1555, SqliteUnique = 2067;

    /// <summary>Another replica wrote the same rows; done again, the transaction sees them.</summary>
    public static bool IsConflict(Exception fault) =>
        fault is DbUpdateConcurrencyException || Database(fault) switch
        {
            PostgresException failed =>
                failed.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
            SqliteException failed => failed.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
            _ => false,
        };

    /// <summary>The database is restarting, unreachable or busy; done again later, the transaction may succeed.</summary>
    public static bool IsTransient(Exception fault) => Database(fault) switch
    {
        NpgsqlException { IsTransient: true } => true,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        _ => false,
    };

    private static Exception? Database(Exception? fault)
    {
        while (fault is not null and not NpgsqlException and not SqliteException)
        {
            fault = fault.InnerException;
        }

        return fault;
    }
}
