using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Sitrep.LocalHosting.AppModel;

namespace Aspire.Hosting;

/// <summary>Says what a resource needs, where it listens and how it is watched.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Gives the resource the connection string of another, as <c>ConnectionStrings__name</c>.</summary>
    /// <typeparam name="TDestination">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other.</param>
    /// <param name="connectionName">Name under which the resource looks for it; the other's name where null.</param>
    /// <param name="optional">Leaves the variable out, instead of failing, where the other has no connection string.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var variable = source.Resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? source.Resource.Name}";
        return builder.WithAnnotation(new EnvironmentAnnotation(variables => variables[variable] = new ConnectionStringValue(source.Resource, optional)));
    }

    /// <summary>Gives the resource the addresses of another, as <c>services__name__endpoint__0</c> and <c>NAME_ENDPOINT</c>.</summary>
    /// <typeparam name="TDestination">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder.WithAnnotation(new EnvironmentAnnotation(variables =>
        {
            var name = source.Resource.Name;
            foreach (var endpoint in source.Resource.Annotations.OfType<EndpointAnnotation>())
            {
                var reference = new EndpointReference(source.Resource, endpoint.Name);
                variables[$"services__{name}__{endpoint.Name}__0"] = reference;
                variables[$"{name}_{endpoint.Name}".Replace('-', '_').ToUpperInvariant()] = reference;
            }
        }));

    /// <summary>Starts the resource only once the other runs and all its health checks pass.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="dependency">The other.</param>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithAnnotation(new WaitAnnotation(dependency.Resource, UntilHealthy: true));

    /// <summary>Starts the resource only once the other runs.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="dependency">The other.</param>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithAnnotation(new WaitAnnotation(dependency.Resource, UntilHealthy: false));

    /// <summary>Sets an environment variable.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Name of the variable.</param>
    /// <param name="value">Its value; null is an empty one.</param>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new EnvironmentAnnotation(variables => variables[name] = value ?? ""));

    /// <summary>Sets an environment variable to the address of an endpoint.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Name of the variable.</param>
    /// <param name="endpointReference">The endpoint.</param>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new EnvironmentAnnotation(variables => variables[name] = endpointReference));

    /// <summary>Sets an environment variable to a text with references.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Name of the variable.</param>
    /// <param name="value">The text.</param>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new EnvironmentAnnotation(variables => variables[name] = value));

    /// <summary>Adds an HTTP endpoint.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">Port that is asked for; null means any free one.</param>
    /// <param name="targetPort">As <paramref name="port"/>: there is no proxy here.</param>
    /// <param name="name">Name of the endpoint; "http" where null.</param>
    /// <param name="env">Variable in which the process finds its port.</param>
    /// <param name="isProxied">Of no effect: there is no proxy here.</param>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Adds an endpoint.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">Port that is asked for; null means any free one.</param>
    /// <param name="targetPort">As <paramref name="port"/>: there is no proxy here.</param>
    /// <param name="scheme">Scheme of the address; "tcp" where null.</param>
    /// <param name="name">Name of the endpoint; the scheme where null.</param>
    /// <param name="env">Variable in which the process finds its port.</param>
    /// <param name="isProxied">Of no effect: there is no proxy here.</param>
    /// <param name="isExternal">Of no effect: everything listens on loopback.</param>
    /// <param name="protocol">Transport; TCP where null.</param>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        ProtocolType? protocol = null)
        where T : IResourceWithEndpoints =>
        builder.WithAnnotation(new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, name, port, targetPort) { PortVariable = env });

    /// <summary>Changes an endpoint, or adds one.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointName">Name of the endpoint.</param>
    /// <param name="callback">Changes it.</param>
    /// <param name="createIfNotExists">Adds it where it is not there yet; else nothing happens then.</param>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>().SingleOrDefault(e => e.Name == endpointName);
        if (endpoint is null && createIfNotExists)
            builder.WithAnnotation(endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName));
        if (endpoint is not null) callback(endpoint);
        return builder;
    }

    /// <summary>Says that the resource's HTTP endpoints speak HTTP/2 only; for publishers.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    public static IResourceBuilder<T> AsHttp2Service<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https"))
            endpoint.Transport = "http2";
        return builder;
    }

    /// <summary>Refers to an endpoint by name.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Name of the endpoint.</param>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);

    /// <summary>Watches the resource by a health check that is registered with the AppHost's services.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="key">Name of the health check.</param>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource => builder.WithAnnotation(new HealthCheckAnnotation(key));

    /// <summary>Adds a command, shown as a button on the page.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Name of the command.</param>
    /// <param name="displayName">Text of the button.</param>
    /// <param name="executeCommand">Does it.</param>
    /// <param name="commandOptions">How it is shown.</param>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null)
        where T : IResource => builder.WithAnnotation(new CommandAnnotation(name, displayName, executeCommand, commandOptions ?? new()));

    /// <summary>A connection string that must be there unless it is optional.</summary>
    private sealed class ConnectionStringValue(IResourceWithConnectionString source, bool optional) : IValueProvider
    {
        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
        {
            var value = await source.GetValueAsync(cancellationToken);
            if (!string.IsNullOrEmpty(value)) return value;
            return optional ? null : throw new DistributedApplicationException($"The connection string '{source.Name}' is empty.");
        }
    }
}
