using System.Collections.Concurrent;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sitrep.Events.Coding;
using Sitrep.Events.V1;

namespace Sitrep.Events.Tests.Service;

/// <summary>The events service as its Program makes it, on a free loopback port, with the test's coder in place of the real one.</summary>
internal sealed class EventsInstance : IAsyncDisposable
{
    private readonly Factory _factory;
    private readonly GrpcChannel _channel;

    private EventsInstance(Factory factory, GrpcChannel channel) => (_factory, _channel, Client) = (factory, channel, new(channel));

    public EventsService.EventsServiceClient Client { get; }

    public GrpcChannel Channel => _channel;

    public IServiceProvider Services => _factory.Services;

    /// <summary>What was logged at Error.</summary>
    public ConcurrentQueue<string> Errors => _factory.Logged.Errors;

    /// <summary>Gets every line that is logged, at any level.</summary>
    public Action<string> Log
    {
        set => _factory.Logged.All = value;
    }

    /// <param name="connectionString">Of the store.</param>
    /// <param name="geoLookup">Address of geo-lookup.</param>
    /// <param name="coder">Null for the real one.</param>
    /// <param name="settings">Further settings.</param>
    public static EventsInstance Start(string connectionString, string geoLookup, ITextCoder? coder = null, params (string Key, string Value)[] settings)
    {
        var factory = new Factory(
            coder, [("ConnectionStrings:events-db", connectionString), ("services:geo-lookup:http:0", geoLookup), .. settings]);
        factory.UseKestrel(0);
        factory.StartServer();
        return new EventsInstance(factory, GrpcChannel.ForAddress(factory.ClientOptions.BaseAddress, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 }));
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _factory.DisposeAsync();
    }

    /// <summary>Stops the service as a signal would; the client stays.</summary>
    public ValueTask StopAsync() => _factory.DisposeAsync();

    private sealed class Factory(ITextCoder? coder, IReadOnlyList<(string Key, string Value)> settings) : WebApplicationFactory<EventsGrpcService>
    {
        public TestLog Logged { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            // Every level of every category, but for the errors that the service itself does not hear: EF's, of what is then handled.
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logged).AddFilter<TestLog>(
                (category, level) => level < LogLevel.Error || category?.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) != true));
            builder.ConfigureTestServices(services =>
            {
                if (coder is not null)
                {
                    services.RemoveAll<ITextCoder>().AddSingleton(coder);
                }
            });
        }
    }

    private sealed class TestLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public Action<string>? All { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error || All is not null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{formatter(state, exception)}: {exception}";
            All?.Invoke(line);
            if (logLevel >= LogLevel.Error)
            {
                Errors.Enqueue(line);
            }
        }

        public void Dispose()
        {
        }
    }
}
