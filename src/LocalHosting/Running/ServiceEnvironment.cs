using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Sitrep.LocalHosting.AppModel;

namespace Sitrep.LocalHosting.Running;

/// <summary>The variables that a service finds, as Aspire sets them.</summary>
/// <param name="otlpEndpoint">Address of the telemetry intake.</param>
/// <param name="otlpKey">Key without which the intake refuses.</param>
/// <param name="isDevelopment">Whether telemetry is sent every second instead of every few.</param>
/// <param name="configuration">The AppHost's.</param>
internal sealed class ServiceEnvironment(string otlpEndpoint, string otlpKey, bool isDevelopment, IConfiguration configuration)
{
    /// <summary>Name of the header in which a service sends the key.</summary>
    public const string KeyHeader = "x-otlp-api-key";

    /// <exception cref="DistributedApplicationException">Something that the resource refers to has no value.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ForAsync(IResource resource, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, object> { ["LOCALHOSTING"] = "1" };
        AddTelemetry(values, resource.Name);
        AddEndpoints(values, resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentAnnotation>())
            annotation.Apply(values);

        var variables = new Dictionary<string, string>();
        foreach (var (name, value) in values)
        {
            if ((value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : (string)value) is { } text)
                variables[name] = text;
        }

        return variables;
    }

    private static void AddEndpoints(Dictionary<string, object> values, IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var addresses = endpoints.Where(e => e.UriScheme is "http" or "https")
            .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.UriScheme}://localhost:{e.AllocatedPort}"));
        if (string.Join(';', addresses) is { Length: > 0 } urls) values["ASPNETCORE_URLS"] = urls;
        foreach (var endpoint in endpoints.Where(e => e.PortVariable is not null))
            values[endpoint.PortVariable!] = endpoint.AllocatedPort!.Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A collector that the caller names takes the place of the local page: its variables are inherited as they are.</summary>
    private void AddTelemetry(Dictionary<string, object> values, string name)
    {
        values["OTEL_SERVICE_NAME"] = name;
        values["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={name}-{Guid.NewGuid().ToString("N")[..8]}";
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            values["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlpEndpoint;
            values["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            values["OTEL_EXPORTER_OTLP_HEADERS"] = $"{KeyHeader}={otlpKey}";
        }

        if (!isDevelopment) return;
        values["OTEL_BLRP_SCHEDULE_DELAY"] = values["OTEL_BSP_SCHEDULE_DELAY"] = values["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        values["OTEL_TRACES_SAMPLER"] = "always_on";
    }
}
