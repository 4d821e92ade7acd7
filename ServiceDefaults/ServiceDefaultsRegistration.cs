using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sitrep.ServiceDefaults.Access;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Hosting;
using Sitrep.ServiceDefaults.Telemetry;

namespace Sitrep.ServiceDefaults;

/// <summary>What every service of Sitrep has: gRPC with errors in one form, who may call what, health, telemetry, and how it listens and stops.</summary>
public static class ServiceDefaultsRegistration
{
    private const int MaxRequestBytes = 4 * 1024 * 1024;
    private const int MaxConcurrentStreams = 10_000;

    /// <summary>Adds the defaults.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">Short name; ErrorInfo's domain is `{service}.sitrep`.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        // Below every other source, so that any of them changes it: four lines a call and one a query say less than their spans.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                // It logs as errors what is then handled: a conflict with a replica, a caller who hung up, the first look for its own tables.
                // What nobody handles is logged by the status interceptor or the background service that meets it.
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None",
                // A refused token is the caller's matter, and is told to it.
                ["Logging:LogLevel:Microsoft.IdentityModel"] = "Warning",
                ["Logging:LogLevel:Grpc"] = "Warning",
                ["Logging:LogLevel:ZiggyCreatures.Caching.Fusion"] = "Warning",
            },
        });
        builder.AddTelemetry();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ErrorDetails($"{service}.sitrep"));
        builder.AddAccess();

        builder.Services.AddGrpc(options =>
        {
            options.Interceptors.Add<StatusInterceptor>();
            options.MaxReceiveMessageSize = MaxRequestBytes;
            options.MaxSendMessageSize = null;
        });
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpcHealthChecks().AddCheck("self", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());
        builder.Services.AddSingleton<UnreadMessageStatus>();

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // gRPC only: one cleartext HTTP/2 endpoint, or TLS where configuration gives a certificate.
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxConcurrentStreams;
            kestrel.AddServerHeader = false;
        });

        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddHostedService<ListenGuard>();
        builder.AddParentWatch();

        return builder;
    }

    /// <summary>Maps health and, in development, reflection; asks callers who they are, where that is configured; and completes the errors of messages that cannot be read.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        var unread = app.Services.GetRequiredService<UnreadMessageStatus>();
        app.Use(next => context => unread.InvokeAsync(context, next));
        var gate = app.Services.GetRequiredService<AccessGate>();
        app.Use(next => context => gate.InvokeAsync(context, next));
        app.MapGrpcHealthChecksService();
        if (app.Environment.IsDevelopment())
        {
            app.MapGrpcReflectionService();
        }

        return app;
    }
}
