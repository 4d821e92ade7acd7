using System.Collections.Concurrent;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults;
using Sitrep.ServiceDefaults.Clients;
using Sitrep.Sources;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Sources;

/// <summary>The sources service, whole, on a socket of its own, composed as Program does it. An error it logs that no test expects fails the test.</summary>
internal sealed class SourcesApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ErrorLog _errors;

    private SourcesApp(WebApplication app, ErrorLog errors)
    {
        (_app, _errors) = (app, errors);
        Address = app.Urls.Single();
        Channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        Client = new SourcesService.SourcesServiceClient(Channel);
    }

    public string Address { get; }

    public GrpcChannel Channel { get; }

    public SourcesService.SourcesServiceClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Event names of errors that the test expects in the log.</summary>
    public HashSet<string> ExpectedErrors => _errors.Expected;

    public static async Task<SourcesApp> StartAsync(
        string connectionString, string? events = null, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test", ApplicationName = "Sitrep.Sources" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:sources-db"] = connectionString,
            // A port that nobody listens on: an events service that is gone.
            ["services:events:http:0"] = events ?? "http://127.0.0.1:1",
            // Tests count sources.
            ["Sources:SeedRegistry"] = "false",
            ["Sources:Dispatch:PollInterval"] = "00:00:00.1",
            ["Sources:Dispatch:FirstPause"] = "00:00:00.02",
            ["Sources:Dispatch:LongestPause"] = "00:00:00.1",
            ["Sources:Dispatch:LongestOutagePause"] = "00:00:00.1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var errors = new ErrorLog();
        builder.Logging.ClearProviders().AddProvider(errors).SetMinimumLevel(LogLevel.Warning);

        builder.AddServiceDefaults("sources");
        builder.AddStore<SourcesDbContext, SqliteSourcesDbContext, PostgresSourcesDbContext>("sources-db");
        builder.AddServiceClient<EventsService.EventsServiceClient>("events", DispatchOptions.DefaultCallDeadline);
        builder.AddSources();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapGrpcService<SourcesGrpcService>();
        await app.StartAsync();
        return new SourcesApp(app, errors);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Assert.Empty(_errors.Unexpected());
    }

    private sealed class ErrorLog : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Event, string Line)> _lines = new();

        public HashSet<string> Expected { get; } = [];

        public IEnumerable<string> Unexpected() => _lines.Where(line => !Expected.Contains(line.Event)).Select(line => line.Line);

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(ErrorLog log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel))
                {
                    log._lines.Enqueue((eventId.Name ?? "", $"{category} {eventId.Name}: {formatter(state, exception)} {exception}"));
                }
            }
        }
    }
}
