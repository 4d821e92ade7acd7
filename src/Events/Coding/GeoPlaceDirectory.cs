using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Caching;

namespace Sitrep.Events.Coding;

/// <summary>Asks geo-lookup which places there are, and remembers what there is.</summary>
internal sealed class GeoPlaceDirectory(GeoLookupService.GeoLookupServiceClient geo, GazetteerVersion gazetteer, MessageCache cache) : IPlaceDirectory
{
    public async Task<IReadOnlySet<string>> FindUnknownAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var version = await gazetteer.GetAsync(cancellationToken);
        var distinct = names.Distinct().Order(StringComparer.Ordinal).ToList();
        try
        {
            await cache.GetOrMakeAsync("places", Key(version, distinct), token => AskAsync(distinct, token), cancellationToken);
            return new HashSet<string>();
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument)
        {
            // The batch is all or nothing; which are missing is asked one by one, and what is there is remembered.
            var unknown = new HashSet<string>();
            foreach (var name in distinct)
            {
                if (!await ExistsAsync(version, name, cancellationToken))
                {
                    unknown.Add(name);
                }
            }

            return unknown;
        }
    }

    public async Task<IReadOnlyDictionary<string, Place>> GetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        // An analyst names a place now and then: nothing is gained by remembering, and one by one a place that is missing does not hide the others.
        var found = new Dictionary<string, Place>();
        foreach (var name in names.Distinct())
        {
            try
            {
                var answer = await geo.BatchGetPlacesAsync(new BatchGetPlacesRequest { Names = { name } }, cancellationToken: cancellationToken);
                found[name] = answer.Places[0];
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument)
            {
                // Left out.
            }
        }

        return found;
    }

    private static string Key(string version, IReadOnlyList<string> names) =>
        $"places:v1:{version}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))}";

    private async Task<BatchGetPlacesResponse> AskAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await geo.BatchGetPlacesAsync(new BatchGetPlacesRequest { Names = { names } }, cancellationToken: cancellationToken);
        // That they exist is all that is asked; an area's names in every language would fill the cache.
        return new BatchGetPlacesResponse();
    }

    private async Task<bool> ExistsAsync(string version, string name, CancellationToken cancellationToken)
    {
        try
        {
            await cache.GetOrMakeAsync("places", Key(version, [name]), token => AskAsync([name], token), cancellationToken);
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument)
        {
            return false;
        }
    }
}
