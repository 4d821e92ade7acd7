using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sitrep.AppHost;

/// <summary>Watches resources by what they speak, which Aspire's HTTP check does not: gRPC's health protocol, and Redis's PING.</summary>
internal static class HealthChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Healthy while grpc.health.v1 at the endpoint "http" answers SERVING.</summary>
    public static IResourceBuilder<ProjectResource> WithGrpcHealthCheck(this IResourceBuilder<ProjectResource> resource) =>
        resource.WithCheck($"{resource.Resource.Name}-grpc", new GrpcHealthCheck(resource.GetEndpoint("http")));

    /// <summary>Healthy while the endpoint "tcp" answers PING with PONG.</summary>
    public static IResourceBuilder<ProjectResource> WithPingHealthCheck(this IResourceBuilder<ProjectResource> resource) =>
        resource.WithCheck($"{resource.Resource.Name}-ping", new PingHealthCheck(resource.GetEndpoint("tcp")));

    private static IResourceBuilder<ProjectResource> WithCheck(this IResourceBuilder<ProjectResource> resource, string key, IHealthCheck check)
    {
        resource.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, check, timeout: Patience);
        return resource.WithHealthCheck(key);
    }

    private sealed class GrpcHealthCheck(EndpointReference endpoint) : IHealthCheck
    {
        private GrpcChannel? _channel;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!endpoint.IsAllocated) return HealthCheckResult.Unhealthy("no address yet");
            try
            {
                var client = new Health.HealthClient(_channel ??= GrpcChannel.ForAddress(endpoint.Url));
                var answer = await client.CheckAsync(new HealthCheckRequest(), cancellationToken: cancellationToken);
                return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy($"grpc.health.v1 says {answer.Status}");
            }
            catch (RpcException e)
            {
                return HealthCheckResult.Unhealthy($"grpc.health.v1 does not answer: {e.StatusCode}");
            }
        }
    }

    private sealed class PingHealthCheck(EndpointReference endpoint) : IHealthCheck
    {
        private static readonly byte[] Ping = Encoding.ASCII.GetBytes("PING\r\n");
        private static readonly byte[] Pong = Encoding.ASCII.GetBytes("+PONG\r\n");

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!endpoint.IsAllocated) return HealthCheckResult.Unhealthy("no address yet");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
                await client.GetStream().WriteAsync(Ping, cancellationToken);
                var answer = new byte[Pong.Length];
                await client.GetStream().ReadExactlyAsync(answer, cancellationToken);
                return answer.AsSpan().SequenceEqual(Pong) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("PING was not answered with PONG");
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                return HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"port {endpoint.Port} does not answer: {e.Message}"));
            }
        }
    }
}
