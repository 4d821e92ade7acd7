using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.Gazetteer;
using Sitrep.Geo.V1;
using Sitrep.Language;
using Sitrep.Language.Toponyms;
using Sitrep.Mapping.Geo;
using Sitrep.ServiceDefaults.Paging;

namespace Sitrep.GeoLookup;

/// <summary>The RPCs: each takes the gazetteer as it is, reads its request, asks the engine, and writes the answer.</summary>
internal sealed class GeoLookupGrpcService(LiveGazetteer gazetteers, TextAnalyzer analyzer, GeoLookupMetrics metrics, IOptions<GeoLookupOptions> options)
    : GeoLookupService.GeoLookupServiceBase
{
    private readonly int _maxTextBytes = options.Value.MaxTextBytes;

    public override Task<Geo.V1.Place> GetPlace(GetPlaceRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        var place = lease.Index.Find(GeoLookupRequests.ReadName(request.Name, "name")) ?? throw GeoLookupRequests.NotFound([request.Name]);
        return Task.FromResult(PlaceMapping.ToProto(place));
    }

    public override Task<BatchGetPlacesResponse> BatchGetPlaces(BatchGetPlacesRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        var ids = GeoLookupRequests.ReadBatch(request);
        var response = new BatchGetPlacesResponse();
        var missing = new List<string>();
        foreach (var id in ids)
        {
            if (lease.Index.Find(id) is { } place)
                response.Places.Add(PlaceMapping.ToProto(place));
            else
                missing.Add(PlaceMapping.ToName(id));
        }
        return missing.Count == 0 ? Task.FromResult(response) : throw GeoLookupRequests.NotFound([.. missing.Distinct()]);
    }

    public override Task<SearchPlacesResponse> SearchPlaces(SearchPlacesRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        var (query, skip, take, fingerprint) = Requests(lease).ReadSearch(request);
        // One more than the page tells whether another follows.
        var found = lease.Index.Search(query, skip, take + 1);
        var response = new SearchPlacesResponse { NextPageToken = NextToken(found.Count, skip, take, fingerprint) };
        response.Places.AddRange(found.Take(take).Select(PlaceMapping.ToProto));
        return Task.FromResult(response);
    }

    public override Task<ListChildPlacesResponse> ListChildPlaces(ListChildPlacesRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        var (parent, skip, take, fingerprint) = Requests(lease).ReadChildren(request);
        var children = lease.Index.Children(parent, skip, take + 1);
        if (children.Count == 0 && lease.Index.Find(parent) is null)
            throw GeoLookupRequests.NotFound([request.Parent]);
        var response = new ListChildPlacesResponse { NextPageToken = NextToken(children.Count, skip, take, fingerprint) };
        response.Places.AddRange(children.Take(take).Select(PlaceMapping.ToProto));
        return Task.FromResult(response);
    }

    public override Task<ResolveToponymsResponse> ResolveToponyms(ResolveToponymsRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        var (mentions, known) = Requests(lease).ReadResolve(request);
        var read = request.SpansAreToponyms || mentions.Count == 0 ? [.. mentions] : SpanReading.Read(mentions, analyzer.Analyze(request.Text, AnalysisContext.None));
        context.CancellationToken.ThrowIfCancellationRequested();
        var places = new Queue<ResolvedToponym>(lease.Resolver.Resolve(request.Text, [.. read.OfType<ToponymMention>()], known, request.MaxAlternatives, request.Explain));
        var resolved = read.Select((mention, i) => mention is null ? NotAPlace(mentions[i]) : places.Dequeue()).ToList();
        metrics.Resolved(resolved);
        var response = new ResolveToponymsResponse { GazetteerVersion = lease.Index.Description.Version };
        response.Toponyms.AddRange(resolved.Select(t => ToponymMapping.ToProto(t, request.Text)));
        return Task.FromResult(response);
    }

    public override Task<GeoparseResponse> Geoparse(GeoparseRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        var known = Requests(lease).ReadGeoparse(request);
        var mentions = analyzer.Analyze(request.Text, AnalysisContext.None).Toponyms;
        context.CancellationToken.ThrowIfCancellationRequested();
        var resolved = lease.Resolver.Resolve(request.Text, mentions, known, request.MaxAlternatives, request.Explain);
        metrics.Resolved(resolved);
        var response = new GeoparseResponse { GazetteerVersion = lease.Index.Description.Version };
        response.Toponyms.AddRange(resolved.Select(t => ToponymMapping.ToProto(t, request.Text)));
        return Task.FromResult(response);
    }

    public override Task<ReverseGeocodeResponse> ReverseGeocode(ReverseGeocodeRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        var (point, maxDistanceM, classes) = GeoLookupRequests.ReadReverse(request);
        var response = lease.Index.Nearest(point, maxDistanceM, classes) is (var place, var distanceM)
            ? new ReverseGeocodeResponse { Place = PlaceMapping.ToProto(place), DistanceM = distanceM }
            : new ReverseGeocodeResponse();
        return Task.FromResult(response);
    }

    public override Task<GazetteerInfo> GetGazetteer(GetGazetteerRequest request, ServerCallContext context)
    {
        using var lease = gazetteers.Acquire();
        return Task.FromResult(PlaceMapping.ToProto(lease.Index.Description));
    }

    private static ResolvedToponym NotAPlace(ToponymMention mention) => new() { Span = mention.Span, Usage = mention.Usage, Unresolved = UnresolvedReason.NotAPlace };

    private GeoLookupRequests Requests(GazetteerLease lease) => new(lease.Index.Description, _maxTextBytes);

    private static string NextToken(int found, int skip, int take, byte[] fingerprint) =>
        found > take ? PageToken.Write(PagePosition.Write(skip + take), fingerprint) : "";
}
