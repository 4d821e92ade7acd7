using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sitrep.LocalHosting.AppModel;
using Sitrep.LocalHosting.Page;
using Sitrep.LocalHosting.Running;
using Sitrep.LocalHosting.Telemetry;

namespace Aspire.Hosting;

/// <summary>
/// An application of several processes, run on this machine without Aspire's packages: the same API, the same variables for the services.
/// Disposing it stops everything it started.
/// </summary>
public sealed class DistributedApplication : IHost, IAsyncDisposable
{
    private const int PagePort = 15_100;
    private const int OtlpPort = 19_100;

    private readonly WebApplication _host;
    private readonly IReadOnlyList<IResource> _resources;
    private readonly PortReservations _ports = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _otlpKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly int _pagePort;
    private readonly int _otlpPort;
    private DataDirectory? _data;
    private ApplicationRunner? _runner;
    private Task _announcing = Task.CompletedTask;

    internal DistributedApplication(WebApplicationBuilder builder, IReadOnlyList<IResource> resources)
    {
        _resources = resources;
        _pagePort = _ports.Reserve(PortOf(builder.Configuration["ASPNETCORE_URLS"] ?? builder.Configuration["URLS"]) ?? PagePort);
        _otlpPort = _ports.Reserve(PortOf(builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]) ?? OtlpPort);
        // The AppHost's own framework noise would drown the services' lines; errors still show.
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddHealthChecks();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<SpanStore>().AddSingleton<LogStore>().AddSingleton<MetricStore>();
        // The page's open requests are short and the exporters repeat theirs: nothing is worth waiting for once the services have stopped.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(_pagePort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.ListenLocalhost(_otlpPort, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _host = builder.Build();
    }

    /// <summary>Services of the AppHost itself.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Address of the local page.</summary>
    internal Uri Page => new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_pagePort}/"));

    /// <summary>Address and key of the telemetry intake.</summary>
    internal (Uri Address, string Key) Otlp => (new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_otlpPort}")), _otlpKey);

    /// <summary>The resources as they run; known once the application has started.</summary>
    internal ApplicationRunner Runner => _runner ?? throw new InvalidOperationException("The application has not started.");

    /// <summary>Starts to put an application together.</summary>
    /// <param name="args">Command line of the AppHost: <c>--key=value</c> sets configuration.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Runs until Ctrl+C or SIGTERM. What the user can mend is said on standard error, and the process's exit code is then 1.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl+C, SIGTERM or the token. What the user can mend is said on standard error, and the process's exit code is then 1.</summary>
    /// <param name="cancellationToken">Stops the application.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartAsync(cancellationToken);
            await this.WaitForShutdownAsync(cancellationToken);
            if (Runner.HasFailed) Environment.ExitCode = 1;
        }
        catch (DistributedApplicationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            Environment.ExitCode = 1;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Starts everything, and returns before the services are healthy.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="DistributedApplicationException">The application cannot run here; the message says why and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var healthChecks = Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value;
        Topology.Check(_resources, healthChecks.Registrations.Select(r => r.Name).ToHashSet());
        _data = DataDirectory.Lock(Path.GetFullPath(_host.Configuration["SITREP_DATA"] is { Length: > 0 } path ? path : Path.Combine(_host.Environment.ContentRootPath, ".sitrep")));
        foreach (var endpoint in _resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>()))
            endpoint.AllocatedPort = _ports.Reserve(endpoint.Port);

        var terminal = new TerminalLog(Console.Out, [.. _resources.Select(r => r.Name)], TerminalLog.WantsColour);
        var environment = new ServiceEnvironment(Otlp.Address.GetLeftPart(UriPartial.Authority), _otlpKey, _host.Environment.IsDevelopment(), _host.Configuration);
        var clock = Services.GetRequiredService<TimeProvider>();
        _runner = new(_resources, terminal, environment, Services.GetRequiredService<HealthCheckService>(), clock);
        MapIntakeAndPage();
        await _host.StartAsync(cancellationToken);
        _data.WriteEndpoints(Announcement.Endpoints(_resources, Page));
        terminal.Announce($"page at {Page}");
        _runner.Start();
        ParentProcess.OnEnd(_host.Lifetime.StopApplication, _stopping.Token);
        _announcing = Announcement.AnnounceAsync(_runner, terminal, Page, clock, _stopping.Token);
    }

    /// <summary>Stops the services, those first that others do not wait for, then the page.</summary>
    /// <param name="cancellationToken">Of no effect: a service that does not stop in time is killed.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        await _announcing;
        if (_runner is not null) await _runner.StopAsync();
        await _host.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_runner is not null && !_stopping.IsCancellationRequested) await StopAsync();
        await _host.DisposeAsync();
        // Once only: when it is free, its files are another's.
        Interlocked.Exchange(ref _data, null)?.Dispose();
        _ports.Dispose();
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The two listeners share one pipeline: what belongs to one does not answer on the other.</summary>
    private void MapIntakeAndPage()
    {
        _host.UseWhen(context => context.Connection.LocalPort == _otlpPort, intake => intake.Use(async (context, next) =>
        {
            var key = context.Request.Headers[ServiceEnvironment.KeyHeader].ToString();
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(_otlpKey)))
                await next();
            else
                context.Response.StatusCode = 401;
        }));
        _host.UseWhen(context => context.Connection.LocalPort == _pagePort, page => page.Use(PageSecurity.CheckAsync));
        _host.UseRouting();
        _host.MapGrpcService<TraceIntake>().RequireHost($"*:{_otlpPort}");
        _host.MapGrpcService<LogsIntake>().RequireHost($"*:{_otlpPort}");
        _host.MapGrpcService<MetricsIntake>().RequireHost($"*:{_otlpPort}");
        PageEndpoints.Map(_host.MapGroup("").RequireHost($"*:{_pagePort}"), Runner);
    }

    private static int? PortOf(string? addresses) =>
        Uri.TryCreate(addresses?.Split(';')[0], UriKind.Absolute, out var address) && address.Port > 0 ? address.Port : null;
}
