using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.Tests.Service;

/// <summary>A geo-lookup service on a free loopback port that knows a few places and one version.</summary>
internal sealed class GeoLookupFake : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly State _state;

    private GeoLookupFake(WebApplication app, State state) => (_app, _state) = (app, state);

    public string Address => _app.Urls.Single();

    /// <summary>Which gazetteer it answers from.</summary>
    public string Version
    {
        get => _state.Version;
        set => _state.Version = value;
    }

    /// <summary>How often it was asked for places.</summary>
    public int PlaceCalls => _state.PlaceCalls;

    public static async Task<GeoLookupFake> StartAsync(params string[] places)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("geo-lookup");
        var state = new State([.. places]);
        builder.Services.AddSingleton(state);
        var app = builder.Build();
        app.MapGrpcService<Service>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new GeoLookupFake(app, state);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class State(HashSet<string> places)
    {
        private int _placeCalls;

        public string Version { get; set; } = "gazetteer-1";

        public int PlaceCalls => _placeCalls;

        public bool Has(string name)
        {
            Interlocked.Increment(ref _placeCalls);
            return places.Contains(name);
        }
    }

    internal sealed class Service(State state) : GeoLookupService.GeoLookupServiceBase
    {
        public override Task<GazetteerInfo> GetGazetteer(GetGazetteerRequest request, ServerCallContext context) =>
            Task.FromResult(new GazetteerInfo { Version = state.Version });

        public override Task<BatchGetPlacesResponse> BatchGetPlaces(BatchGetPlacesRequest request, ServerCallContext context) =>
            request.Names.All(state.Has)
                ? Task.FromResult(new BatchGetPlacesResponse { Places = { request.Names.Select(name => new Place { Name = name }) } })
                : throw new SitrepException(StatusCode.NotFound, "PLACE_NOT_FOUND", "No such place.");
    }
}
