using Aspire.Hosting.ApplicationModel;
using Sitrep.LocalHosting.AppModel;

namespace Aspire.Hosting;

/// <summary>
/// The resources that only Aspire itself can run. They can be added, so that one AppHost.cs serves both; an application that has one
/// refuses to start, and says for each what to do instead.
/// </summary>
public static class ContainerBuilderExtensions
{
    private const string WithAspire = "or run with the Aspire packages: dotnet run --project AppHost -p:Aspire=true";

    /// <summary>Adds a Redis container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">Port that is asked for.</param>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port = null) =>
        builder.AddResource(new RedisResource(name)).WithAnnotation(new UnsupportedAnnotation(
            $"'{name}' is a Redis container, which LocalHosting does not run. Leave CACHE unset for the embedded cache, set it to a server's connection string (CACHE=localhost:6379), {WithAspire}"));

    /// <summary>Adds a PostgreSQL container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new PostgresServerResource(name)).WithAnnotation(new UnsupportedAnnotation(
            $"'{name}' is a PostgreSQL container, which LocalHosting does not run. Name a server that runs already (ConnectionStrings__{name}=\"Host=localhost;Username=...;Password=...\"), leave STORE unset for SQLite, {WithAspire}"));

    /// <summary>Adds a database to a PostgreSQL container.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="databaseName">Name of the database; the resource's where null.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null) =>
        builder.ApplicationBuilder.AddResource(new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource));

    /// <summary>Keeps a container's data in a volume.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="name">Name of the volume.</param>
    /// <param name="isReadOnly">Whether it is only read.</param>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => builder;

    /// <summary>Publishes to Docker Compose.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the environment.</param>
    public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new DockerComposeEnvironmentResource(name)).WithAnnotation(new UnsupportedAnnotation(
            $"LocalHosting does not publish to Docker Compose: run the publish with the Aspire packages (-p:Aspire=true)."));

    /// <summary>Publishes to Kubernetes.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the environment.</param>
    public static IResourceBuilder<KubernetesEnvironmentResource> AddKubernetesEnvironment(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new KubernetesEnvironmentResource(name)).WithAnnotation(new UnsupportedAnnotation(
            $"LocalHosting does not publish to Kubernetes: run the publish with the Aspire packages (-p:Aspire=true)."));
}
