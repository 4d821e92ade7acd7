using Microsoft.Data.Sqlite;

namespace Sitrep.Storage;

/// <summary>The two databases that a service runs on.</summary>
public enum DatabaseKind
{
    /// <summary>One file; the default.</summary>
    Sqlite,
    /// <summary>A server.</summary>
    Postgres,
}

/// <summary>Which database a service uses, and how it is reached.</summary>
/// <param name="Kind">SQLite or PostgreSQL.</param>
/// <param name="ConnectionString">Of Microsoft.Data.Sqlite or Npgsql.</param>
public sealed record DatabaseChoice(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>Where data lies that nothing else was said about: below the working directory, or in `SITREP_DATA`.</summary>
    private const string DefaultFolder = ".sitrep";

    /// <summary>Reads a connection string: one that names a `Host` is PostgreSQL's, one that names a `Data Source` is SQLite's.</summary>
    /// <param name="connectionString">May be null or empty: a SQLite file then.</param>
    /// <param name="name">Name of the connection string; names the default file.</param>
    /// <param name="dataFolder">`SITREP_DATA`, or null.</param>
    public static DatabaseChoice From(string? connectionString, string name, string? dataFolder)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            var folder = Path.GetFullPath(string.IsNullOrEmpty(dataFolder) ? DefaultFolder : dataFolder);
            connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, name + ".sqlite") }.ConnectionString;
        }

        var isPostgres = connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase)
            || connectionString.Contains("Server=", StringComparison.OrdinalIgnoreCase);
        if (isPostgres)
        {
            return new DatabaseChoice(DatabaseKind.Postgres, connectionString);
        }

        // Creates the file's folder, so that a fresh clone just starts.
        var path = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } parent)
        {
            Directory.CreateDirectory(parent);
        }

        return new DatabaseChoice(DatabaseKind.Sqlite, connectionString);
    }
}
