using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sitrep.Access;
using Sitrep.ServiceDefaults.Access;

namespace Sitrep.ServiceDefaults.Clients;

/// <summary>Registers gRPC clients of our own services.</summary>
public static class ServiceClientRegistration
{
    private const int MaxReceiveBytes = 64 * 1024 * 1024;
    private const int RetryBufferBytes = 8 * 1024 * 1024;

    /// <summary>
    /// Adds a client of the service with this name: balanced over all its addresses, retried on UNAVAILABLE, every unary call with a deadline.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">Resource name in the AppHost: `geo-lookup`.</param>
    /// <param name="deadline">Deadline of unary calls that set none.</param>
    public static IHttpClientBuilder AddServiceClient<TClient>(this IHostApplicationBuilder builder, string service, TimeSpan deadline)
        where TClient : ClientBase<TClient>
    {
        builder.Services.TryAddSingleton<ResolverFactory, ServiceResolverFactory>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section);
        var tls = TrustedRoots.Read(builder.Configuration["Tls:TrustedRoots"]);
        var secure = ServiceResolverFactory.Configured(builder.Configuration, service) is [{ Scheme: "https" }, ..];

        return builder.Services
            .AddGrpcClient<TClient>(options => options.Address = new Uri($"{ServiceResolverFactory.Scheme}:///{service}"))
            .ConfigureChannel((services, channel) =>
            {
                channel.ServiceProvider = services;
                channel.Credentials = secure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
                channel.MaxReceiveMessageSize = MaxReceiveBytes;
                channel.MaxRetryBufferSize = RetryBufferBytes;
                channel.MaxRetryBufferPerCallSize = RetryBufferBytes;
                // A killed replica is tried again soon: the default grows to two minutes.
                channel.InitialReconnectBackoff = TimeSpan.FromMilliseconds(200);
                channel.MaxReconnectBackoff = TimeSpan.FromSeconds(2);
                channel.ServiceConfig = new ServiceConfig
                {
                    LoadBalancingConfigs = { new RoundRobinConfig() },
                    MethodConfigs =
                    {
                        new MethodConfig
                        {
                            Names = { MethodName.Default },
                            RetryPolicy = new RetryPolicy
                            {
                                MaxAttempts = 5,
                                InitialBackoff = TimeSpan.FromMilliseconds(50),
                                MaxBackoff = TimeSpan.FromSeconds(1),
                                BackoffMultiplier = 2,
                                RetryableStatusCodes = { StatusCode.Unavailable },
                            },
                        },
                    },
                };
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                KeepAlivePingDelay = TimeSpan.FromSeconds(20),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                SslOptions = tls,
            })
            // Four lines a call otherwise; the call's span says more.
            .RemoveAllLoggers()
            .AddInterceptor(services => new ServiceTokens(
                services.GetRequiredService<IOptions<AccessOptions>>(), services.GetRequiredService<TimeProvider>(), builder.Environment.ApplicationName))
            .AddInterceptor(services => new DeadlineInterceptor(services.GetRequiredService<TimeProvider>(), deadline));
    }

    /// <summary>No call waits for ever: a unary call that sets no deadline gets this one.</summary>
    private sealed class DeadlineInterceptor(TimeProvider time, TimeSpan deadline) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            if (context.Options.Deadline is not null)
            {
                return continuation(request, context);
            }

            var options = context.Options.WithDeadline(time.GetUtcNow().UtcDateTime + deadline);
            return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
        }
    }
}
