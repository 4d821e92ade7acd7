using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Events.V1;

namespace Sitrep.Conformance.Sources;

/// <summary>Stands in for the events service: a gRPC server on a socket that notes what it is sent and answers as the test says.</summary>
internal sealed class FakeEvents : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeEvents(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>Everything it was sent, in order of arrival.</summary>
    public ConcurrentQueue<CodeReportRequest> Received { get; } = new();

    /// <summary>Trace context of each call, in order of arrival.</summary>
    public ConcurrentQueue<string> TraceParents { get; } = new();

    /// <summary>How it answers.</summary>
    public Func<CodeReportRequest, ServerCallContext, Task<CodeReportResponse>> Answer { get; set; } = (_, _) => Task.FromResult(Coded(events: 2));

    public static CodeReportResponse Coded(int events, string skipReason = "") => new()
    {
        CoderVersion = "fake-1",
        SkipReason = skipReason,
        Events = { Enumerable.Range(0, events).Select(i => $"events/e{i}") },
    };

    public static async Task<FakeEvents> StartAsync(string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address).ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton<Service>();
        var app = builder.Build();
        var fake = new FakeEvents(app);
        app.Services.GetRequiredService<Service>().Fake = fake;
        app.MapGrpcService<Service>();
        await app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private sealed class Service : EventsService.EventsServiceBase
    {
        public FakeEvents? Fake { get; set; }

        public override Task<CodeReportResponse> CodeReport(CodeReportRequest request, ServerCallContext context)
        {
            Fake!.TraceParents.Enqueue(context.RequestHeaders.GetValue("traceparent") ?? "");
            Fake.Received.Enqueue(request);
            return Fake.Answer(request, context);
        }
    }
}
