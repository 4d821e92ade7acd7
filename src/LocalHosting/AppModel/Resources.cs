namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources.</summary>
/// <param name="name">Name, unique in the application.</param>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public ResourceAnnotationCollection Annotations { get; } = [];
}

/// <summary>A .NET project that runs as a process of its own.</summary>
/// <param name="name">Name, unique in the application.</param>
public sealed class ProjectResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport;

/// <summary>A connection string put together from others' endpoints, or named by configuration.</summary>
/// <param name="name">Name, unique in the application.</param>
/// <param name="connectionStringExpression">The connection string.</param>
public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression { get; } = connectionStringExpression;

    /// <inheritdoc/>
    public string? ConnectionStringEnvironmentVariable { get; init; }
}

/// <summary>A Redis container. LocalHosting runs none: the application says so when it starts.</summary>
/// <param name="name">Name, unique in the application.</param>
public sealed class RedisResource(string name) : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression { get; } = ReferenceExpression.Empty;
}

/// <summary>A PostgreSQL container. LocalHosting runs none: the application says so when it starts.</summary>
/// <param name="name">Name, unique in the application.</param>
public sealed class PostgresServerResource(string name) : Resource(name), IResourceWithWaitSupport;

/// <summary>A database of a PostgreSQL container.</summary>
/// <param name="name">Name, unique in the application.</param>
/// <param name="databaseName">Name of the database in its server.</param>
/// <param name="parent">The server.</param>
public sealed class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource parent) : Resource(name), IResourceWithConnectionString
{
    /// <summary>Name of the database in its server.</summary>
    public string DatabaseName { get; } = databaseName;

    /// <summary>The server.</summary>
    public PostgresServerResource Parent { get; } = parent;

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression { get; } = ReferenceExpression.Empty;
}

/// <summary>Publishing to Docker Compose, which LocalHosting does not do.</summary>
/// <param name="name">Name, unique in the application.</param>
public sealed class DockerComposeEnvironmentResource(string name) : Resource(name);

/// <summary>Publishing to Kubernetes, which LocalHosting does not do.</summary>
/// <param name="name">Name, unique in the application.</param>
public sealed class KubernetesEnvironmentResource(string name) : Resource(name);
