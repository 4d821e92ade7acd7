using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.Tests;

/// <summary>All three services on one free loopback port, over a real socket; each RPC does what the test says and notes what it was asked.</summary>
internal sealed class FakeServices : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServices(WebApplication app, FakeSources sources, FakeEvents events, FakeGeo geo) =>
        (_app, Sources, Events, Geo) = (app, sources, events, geo);

    public FakeSources Sources { get; }

    public FakeEvents Events { get; }

    public FakeGeo Geo { get; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Environment variables that lead the tool here.</summary>
    public Dictionary<string, string> Variables => new() { ["SITREP_SOURCES"] = Address, ["SITREP_EVENTS"] = Address, ["SITREP_GEO"] = Address };

    public static async Task<FakeServices> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        var (sources, events, geo) = (new FakeSources(), new FakeEvents(), new FakeGeo());
        builder.Services.AddSingleton(sources).AddSingleton(events).AddSingleton(geo);
        var app = builder.Build();
        app.MapGrpcService<FakeSources>();
        app.MapGrpcService<FakeEvents>();
        app.MapGrpcService<FakeGeo>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new FakeServices(app, sources, events, geo);
    }

    public Task<ToolRun> RunAsync(params string[] args) => new Tool { Variables = Variables }.WithAsync(args);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>Keeps what was asked, in order.</summary>
internal sealed class Asked
{
    private readonly ConcurrentQueue<object> _requests = new();

    public void Add(object request) => _requests.Enqueue(request);

    public T[] Of<T>() => [.. _requests.OfType<T>()];
}

internal sealed class FakeSources : SourcesService.SourcesServiceBase
{
    public Asked Asked { get; } = new();

    public Func<SubmitReportsRequest, SubmitReportsResponse> Submitted { get; set; } = request => new SubmitReportsResponse { Report = request.Report };

    public Func<GetReportRequest, Report> Report { get; set; } = _ => throw new RpcException(new Status(StatusCode.NotFound, "no such report"));

    public Func<ListReportsRequest, ListReportsResponse> Reports { get; set; } = _ => new ListReportsResponse();

    public Func<RecodeReportRequest, Report> Recoded { get; set; } = request => new Report { Name = request.Name };

    public Func<ListSourcesRequest, ListSourcesResponse> Listed { get; set; } = _ => new ListSourcesResponse();

    public override Task<Report> SubmitReport(SubmitReportRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Submitted(new SubmitReportsRequest { Report = request.Report, RequestId = request.RequestId }).Report);
    }

    public override async Task SubmitReports(
        IAsyncStreamReader<SubmitReportsRequest> requestStream, IServerStreamWriter<SubmitReportsResponse> responseStream, ServerCallContext context)
    {
        var index = 0L;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            Asked.Add(request);
            var answer = Submitted(request);
            answer.Index = index++;
            await responseStream.WriteAsync(answer, context.CancellationToken);
        }
    }

    public override Task<Report> GetReport(GetReportRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Report(request));
    }

    public override Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Reports(request));
    }

    public override Task<Report> RecodeReport(RecodeReportRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Recoded(request));
    }

    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Listed(request));
    }
}

internal sealed class FakeEvents : EventsService.EventsServiceBase
{
    public Asked Asked { get; } = new();

    public Func<SearchEventsRequest, SearchEventsResponse> Found { get; set; } = _ => new SearchEventsResponse();

    public Func<GetEventRequest, Event> Event { get; set; } = _ => throw new RpcException(new Status(StatusCode.NotFound, "no such event"));

    public Func<StreamEventsRequest, IEnumerable<Event>> Streamed { get; set; } = _ => [];

    public Func<WatchEventsRequest, IServerStreamWriter<EventChange>, CancellationToken, Task> Watched { get; set; } = (_, _, _) => Task.CompletedTask;

    public override Task<SearchEventsResponse> SearchEvents(SearchEventsRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Found(request));
    }

    public override Task<Event> GetEvent(GetEventRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Event(request));
    }

    public override async Task StreamEvents(StreamEventsRequest request, IServerStreamWriter<Event> responseStream, ServerCallContext context)
    {
        Asked.Add(request);
        foreach (var item in Streamed(request))
            await responseStream.WriteAsync(item, context.CancellationToken);
    }

    public Incident Incident { get; set; } = new();

    public override Task<SearchIncidentsResponse> SearchIncidents(SearchIncidentsRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(new SearchIncidentsResponse { Incidents = { Incident } });
    }

    public override Task<Incident> GetIncident(GetIncidentRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Incident);
    }

    public override Task<Incident> MergeIncidents(MergeIncidentsRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Incident);
    }

    public override Task<Incident> SplitIncident(SplitIncidentRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Incident);
    }

    public Func<UpdateEventRequest, Event> Updated { get; set; } = request => request.Event;

    public ListEventRevisionsResponse Revisions { get; set; } = new();

    public RecodingReport Differences { get; set; } = new();

    public AggregateEventsResponse Counted { get; set; } = new();

    public override Task<Event> UpdateEvent(UpdateEventRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Updated(request));
    }

    public override Task<ListEventRevisionsResponse> ListEventRevisions(ListEventRevisionsRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Revisions);
    }

    public override Task<RecodingReport> GetRecodingReport(GetRecodingReportRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Differences);
    }

    public override Task<AggregateEventsResponse> AggregateEvents(AggregateEventsRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Counted);
    }

    public override Task WatchEvents(WatchEventsRequest request, IServerStreamWriter<EventChange> responseStream, ServerCallContext context)
    {
        Asked.Add(request);
        return Watched(request, responseStream, context.CancellationToken);
    }
}

internal sealed class FakeGeo : GeoLookupService.GeoLookupServiceBase
{
    public Asked Asked { get; } = new();

    public Func<SearchPlacesRequest, SearchPlacesResponse> Found { get; set; } = _ => new SearchPlacesResponse();

    public Func<GetPlaceRequest, Place> Place { get; set; } = _ => throw new RpcException(new Status(StatusCode.NotFound, "no such place"));

    public Func<ResolveToponymsRequest, ResolveToponymsResponse> Resolved { get; set; } = _ => new ResolveToponymsResponse();

    public Func<GeoparseRequest, GeoparseResponse> Geoparsed { get; set; } = _ => new GeoparseResponse();

    public Func<ReverseGeocodeRequest, ReverseGeocodeResponse> Reversed { get; set; } = _ => new ReverseGeocodeResponse();

    public override Task<SearchPlacesResponse> SearchPlaces(SearchPlacesRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Found(request));
    }

    public override Task<Place> GetPlace(GetPlaceRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Place(request));
    }

    public override Task<ResolveToponymsResponse> ResolveToponyms(ResolveToponymsRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Resolved(request));
    }

    public override Task<GeoparseResponse> Geoparse(GeoparseRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Geoparsed(request));
    }

    public override Task<ReverseGeocodeResponse> ReverseGeocode(ReverseGeocodeRequest request, ServerCallContext context)
    {
        Asked.Add(request);
        return Task.FromResult(Reversed(request));
    }

    public override Task<GazetteerInfo> GetGazetteer(GetGazetteerRequest request, ServerCallContext context) => Task.FromResult(new GazetteerInfo
    {
        Version = "test-1",
        Sha256 = new string('a', 64),
        PlaceCount = 140_000,
        NameCount = 500_000,
        Attribution = "GeoNames, CC BY 4.0",
    });
}
