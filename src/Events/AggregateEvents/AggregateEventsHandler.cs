using System.Security.Cryptography;
using Google.Protobuf;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Events.WatchEvents;
using Sitrep.ServiceDefaults.Caching;
using Sitrep.ServiceDefaults.Errors;
using Kind = Sitrep.Events.V1.AggregateEventsRequest.Types.Dimension;

namespace Sitrep.Events.AggregateEvents;

/// <summary>Counts by keys. The cache's key carries the newest change, so an answer is never older than the question.</summary>
internal sealed class AggregateEventsHandler(FactsStore facts, EventFilterReader filters, ChangeLog log, StoreIdentity store, MessageCache cache)
{
    private const int MaxDimensions = 2;
    private const int MaxCellLength = 8;

    /// <summary>What a client can hold; a day by a cell of forty metres would be as many buckets as events.</summary>
    private const int MaxBuckets = 200_000;

    public async Task<AggregateEventsResponse> HandleAsync(AggregateEventsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        Check(request, violations);
        var query = await filters.ReadAsync(request.Filter, violations, cancellationToken);
        violations.ThrowIfAny();

        // Read before the facts: what is counted is as new as the key says, or newer.
        var (newest, _) = await log.EndsAsync(cancellationToken);
        var key = $"aggregate:v1:{await store.GetIdAsync(cancellationToken)}:{newest}:{Convert.ToHexStringLower(SHA256.HashData(request.ToByteArray()))}";
        return await cache.GetOrMakeAsync("aggregate", key, token => CountAsync(request, query, token), cancellationToken);
    }

    private static void Check(AggregateEventsRequest request, Violations violations)
    {
        violations.Require(request.Dimensions.Count <= MaxDimensions, "dimensions", "TOO_MANY", $"At most {MaxDimensions}.");
        for (var i = 0; i < Math.Min(request.Dimensions.Count, MaxDimensions); i++)
        {
            var known = Enum.IsDefined(request.Dimensions[i]) && request.Dimensions[i] != Kind.Unspecified;
            violations.Require(known, $"dimensions[{i}]", "UNKNOWN_VALUE", "Not a value of this enumeration that can be asked for.");
        }

        violations.Require(
            request.Dimensions.Count < MaxDimensions || request.Dimensions[0] != request.Dimensions[1], "dimensions[1]", "REPEATED", "Must be another than the first.");
        var cells = request.Dimensions.Contains(Kind.Cell);
        violations.Require(
            cells ? request.CellResolution is >= 1 and <= MaxCellLength : request.CellResolution is >= 0 and <= MaxCellLength,
            "cell_resolution", "OUT_OF_RANGE", $"Must be 1 to {MaxCellLength} where cells are asked for.");
    }

    private Task<AggregateEventsResponse> CountAsync(AggregateEventsRequest request, EventQuery query, CancellationToken cancellationToken) => facts.AskAsync(
        query,
        (all, sets) =>
        {
            var counted = new Aggregation(all, query, sets).Count([.. request.Dimensions.Select(kind => Dimension.Of(kind, all, request.CellResolution))]);
            return counted.Buckets.Count <= MaxBuckets
                ? counted
                : throw new SitrepException(
                    Grpc.Core.StatusCode.ResourceExhausted,
                    EventsReasons.TooManyBuckets,
                    $"The events fall into more than {MaxBuckets} buckets: ask for larger cells, fewer keys or fewer days.",
                    new Dictionary<string, string> { ["maxBuckets"] = MaxBuckets.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        },
        cancellationToken);
}
