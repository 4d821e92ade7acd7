using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Geo.V1;

namespace Sitrep.ServiceDefaults.Tests;

/// <summary>A real service on a free loopback port whose GetPlace does what the test says.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestService(WebApplication app, ConcurrentQueue<string> errors) => (_app, Errors) = (app, errors);

    public string Address => _app.Urls.Single();

    /// <summary>What was logged at Error, with the exception's message.</summary>
    public ConcurrentQueue<string> Errors { get; }

    public static async Task<TestService> StartAsync(Func<GetPlaceRequest, ServerCallContext, Task<Place>> getPlace, params string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args, .. args.Any(a => a.StartsWith("--urls", StringComparison.Ordinal)) ? [] : new[] { "--urls=http://127.0.0.1:0" }]);
        var errors = new ConcurrentQueue<string>();
        builder.Logging.ClearProviders().AddProvider(new ErrorLog(errors));
        builder.AddServiceDefaults("test");
        builder.Services.AddSingleton(new Service(getPlace));
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapGrpcService<Service>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestService(app, errors);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private sealed class Service(Func<GetPlaceRequest, ServerCallContext, Task<Place>> getPlace) : GeoLookupService.GeoLookupServiceBase
    {
        public override Task<Place> GetPlace(GetPlaceRequest request, ServerCallContext context) => getPlace(request, context);
    }

    private sealed class ErrorLog(ConcurrentQueue<string> errors) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue(formatter(state, exception) + ": " + exception?.Message);
            }
        }

        public void Dispose()
        {
        }
    }
}
