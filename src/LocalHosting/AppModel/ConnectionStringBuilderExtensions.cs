using Aspire.Hosting.ApplicationModel;
using Sitrep.LocalHosting.AppModel;

namespace Aspire.Hosting;

/// <summary>Adds connection strings.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds the connection string that configuration has as <c>ConnectionStrings:name</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource and of the connection string.</param>
    /// <param name="environmentVariableName">Variable in which clients find it; null means <c>ConnectionStrings__name</c>.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        var value = builder.Configuration[$"ConnectionStrings:{name}"];
        var resource = builder.AddResource(new ConnectionStringResource(name, ReferenceExpression.Create($"{value}")) { ConnectionStringEnvironmentVariable = environmentVariableName });
        return string.IsNullOrEmpty(value)
            ? resource.WithAnnotation(new UnsupportedAnnotation($"Configuration has no connection string '{name}': set ConnectionStrings__{name}, or give --ConnectionStrings:{name}=... on the command line."))
            : resource;
    }

    /// <summary>Adds a connection string that is put together from others' endpoints.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="connectionStringExpression">The connection string.</param>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression) =>
        builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
}
