using System.Globalization;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a resource listens.</summary>
/// <param name="protocol">Transport; TCP in all that LocalHosting runs.</param>
/// <param name="uriScheme">Scheme of the address: http, https, tcp.</param>
/// <param name="name">Name of the endpoint; the scheme where it is null.</param>
/// <param name="port">Port that is asked for; null means any free one.</param>
/// <param name="targetPort">Port on which the process listens; LocalHosting has no proxy, so it is the same port.</param>
public sealed class EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? name = null, int? port = null, int? targetPort = null)
    : IResourceAnnotation
{
    /// <summary>Transport.</summary>
    public ProtocolType Protocol { get; } = protocol;

    /// <summary>Scheme of the address.</summary>
    public string UriScheme { get; set; } = uriScheme ?? "tcp";

    /// <summary>Name, by which others refer to it.</summary>
    public string Name { get; } = name ?? uriScheme ?? "tcp";

    /// <summary>Port that is asked for; null means any free one. A port that is taken is replaced by a free one.</summary>
    public int? Port { get; set; } = port ?? targetPort;

    /// <summary>"http2" where every request is; told to publishers, of no effect in a local run.</summary>
    public string Transport { get; set; } = "http";

    /// <summary>Variable in which the process finds its port; null where it finds it otherwise.</summary>
    internal string? PortVariable { get; init; }

    /// <summary>Port that the resource has for the life of the application; null before the start.</summary>
    internal int? AllocatedPort { get; set; }
}

/// <summary>What can be said of an endpoint.</summary>
public enum EndpointProperty
{
    /// <summary>The whole address, as in <c>http://localhost:5101</c>.</summary>
    Url,

    /// <summary>The host.</summary>
    Host,

    /// <summary>The port.</summary>
    Port,

    /// <summary>The scheme.</summary>
    Scheme,

    /// <summary>The port on which the process itself listens.</summary>
    TargetPort,

    /// <summary>Host and port, joined by a colon.</summary>
    HostAndPort,
}

/// <summary>An endpoint of another resource, known by name before it has a port.</summary>
/// <param name="owner">The resource that listens.</param>
/// <param name="endpointName">Name of the endpoint.</param>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider
{
    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; } = owner;

    /// <summary>Name of the endpoint.</summary>
    public string EndpointName { get; } = endpointName;

    /// <summary>Whether the port is known already: not before the application starts.</summary>
    public bool IsAllocated => Annotation.AllocatedPort is not null;

    /// <summary>Scheme of the address.</summary>
    public string Scheme => Annotation.UriScheme;

    /// <summary>Host of the address: always localhost.</summary>
    public string Host { get; } = "localhost";

    /// <summary>The port.</summary>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public int Port => Annotation.AllocatedPort ?? throw new InvalidOperationException($"The endpoint '{EndpointName}' of '{Resource.Name}' has no port before the start.");

    /// <summary>The whole address.</summary>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}");

    private EndpointAnnotation Annotation => Resource.Annotations.OfType<EndpointAnnotation>().SingleOrDefault(e => e.Name == EndpointName)
        ?? throw new DistributedApplicationException($"The resource '{Resource.Name}' has no endpoint '{EndpointName}': does its launchSettings.json name an applicationUrl?");

    /// <summary>One property of the endpoint, for a <see cref="ReferenceExpression"/>.</summary>
    /// <param name="property">Which.</param>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(Url);
}

/// <summary>One property of an endpoint.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="property">The property.</param>
public sealed class EndpointReferenceExpression(EndpointReference endpoint, EndpointProperty property) : IValueProvider
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; } = endpoint;

    /// <summary>The property.</summary>
    public EndpointProperty Property { get; } = property;

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(Property switch
    {
        EndpointProperty.Url => Endpoint.Url,
        EndpointProperty.Host => Endpoint.Host,
        EndpointProperty.Scheme => Endpoint.Scheme,
        EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Host}:{Endpoint.Port}"),
        _ => Endpoint.Port.ToString(CultureInfo.InvariantCulture),
    });
}
