using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Sitrep.AppHost;

/// <summary>Where the cache is.</summary>
internal enum CacheKind
{
    /// <summary>Garnet, in a process of ours.</summary>
    Embedded,

    /// <summary>A Redis container.</summary>
    Container,

    /// <summary>A server that runs already.</summary>
    Server,
}

/// <summary>Where events and reports are kept.</summary>
internal enum StoreKind
{
    /// <summary>Files in the data directory.</summary>
    Sqlite,

    /// <summary>A PostgreSQL container.</summary>
    Container,

    /// <summary>A PostgreSQL server that runs already.</summary>
    Server,
}

/// <summary>What the topology leaves to whoever runs it, from environment, command line (<c>--CACHE=redis</c>) or appsettings.json.</summary>
internal sealed class AppHostSettings
{
    private const int MaxReplicas = 8;
    private readonly ConfigurationManager _configuration;

    /// <exception cref="DistributedApplicationException">A setting has a value that means nothing.</exception>
    public AppHostSettings(IDistributedApplicationBuilder builder)
    {
        _configuration = builder.Configuration;
        var given = _configuration["SITREP_DATA"];
        DataDirectory = Path.GetFullPath(string.IsNullOrEmpty(given) ? Path.Combine(builder.AppHostDirectory, ".sitrep") : given);
        SamplesFolder = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "samples"));
        // What is published runs elsewhere: neither this machine's files nor an embedded cache are there.
        var isPublish = builder.ExecutionContext.IsPublishMode;
        (Cache, CacheServer) = ReadCache(_configuration["CACHE"], isPublish);
        Store = ReadStore(isPublish);
        KeyFile = ReadAuthentication(_configuration["AUTH"]) ? Path.Combine(DataDirectory, "access.key") : null;
        EventsReplicas = ReadReplicas(_configuration["SITREP_EVENTS_REPLICAS"]);
        PublishToKubernetes = _configuration["PUBLISH"] == "kubernetes";
    }

    /// <summary>Folder of the SQLite files: <c>SITREP_DATA</c>, else <c>.sitrep</c> beside this project.</summary>
    public string DataDirectory { get; }

    /// <summary>The sample reports.</summary>
    public string SamplesFolder { get; }

    /// <summary><c>CACHE</c>: "garnet", "redis" or a connection string; unset is a Redis container where containers can run, else Garnet.</summary>
    public CacheKind Cache { get; }

    /// <summary>Connection string, where <see cref="Cache"/> is a server.</summary>
    public string? CacheServer { get; }

    /// <summary><c>STORE</c>: "sqlite" or "postgres"; the latter is a server where configuration has a connection string, else a container.</summary>
    public StoreKind Store { get; }

    /// <summary>Instances of the events service: <c>SITREP_EVENTS_REPLICAS</c>, else 1.</summary>
    public int EventsReplicas { get; }

    /// <summary>
    /// <c>AUTH=jwt</c>: the key with which tokens of this installation are signed, which the services make where there is none; null where
    /// nobody is asked who calls.
    /// </summary>
    public string? KeyFile { get; }

    /// <summary>Whether <c>PUBLISH=kubernetes</c>; a publish goes to Docker Compose otherwise.</summary>
    public bool PublishToKubernetes { get; }

    /// <summary>
    /// Connection string of a database that is no container: its own (<c>ConnectionStrings:events-db</c>), else the server's
    /// (<c>ConnectionStrings:postgres</c>) with a database of its name, else a file.
    /// </summary>
    public string Database(string name)
    {
        if (Store == StoreKind.Sqlite) return $"Data Source={Path.Combine(DataDirectory, name + ".sqlite")}";
        if (_configuration.GetConnectionString(name) is { Length: > 0 } own) return own;
        if (_configuration.GetConnectionString("postgres") is { Length: > 0 } server) return $"{server.TrimEnd(';')};Database=sitrep-{name}";
        throw new DistributedApplicationException($"STORE=postgres has a connection string for one database only: ConnectionStrings:{name} is missing.");
    }

    private static (CacheKind Kind, string? Server) ReadCache(string? value, bool isPublish) => value switch
    {
        "garnet" => (CacheKind.Embedded, null),
        "redis" => (CacheKind.Container, null),
        { Length: > 0 } when value.Contains(':', StringComparison.Ordinal) => (CacheKind.Server, value),
        { Length: > 0 } => throw new DistributedApplicationException($"CACHE={value} is none of garnet, redis and a connection string as in localhost:6379."),
        _ => (isPublish || ContainerEngine.Answers() ? CacheKind.Container : CacheKind.Embedded, null),
    };

    private StoreKind ReadStore(bool isPublish)
    {
        var names = new[] { "postgres", "events-db", "sources-db" };
        return _configuration["STORE"] switch
        {
            "sqlite" => StoreKind.Sqlite,
            null or "" when !isPublish => StoreKind.Sqlite,
            "postgres" or null or "" => names.Any(n => !string.IsNullOrEmpty(_configuration.GetConnectionString(n))) ? StoreKind.Server : StoreKind.Container,
            var value => throw new DistributedApplicationException($"STORE={value} is neither sqlite nor postgres."),
        };
    }

    private static bool ReadAuthentication(string? value) => value switch
    {
        null or "" or "none" => false,
        "jwt" => true,
        _ => throw new DistributedApplicationException($"AUTH={value} is neither jwt nor none."),
    };

    private static int ReadReplicas(string? value)
    {
        if (string.IsNullOrEmpty(value)) return 1;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var replicas) && replicas is >= 1 and <= MaxReplicas
            ? replicas
            : throw new DistributedApplicationException($"SITREP_EVENTS_REPLICAS={value} is not a number from 1 to {MaxReplicas}.");
    }
}
