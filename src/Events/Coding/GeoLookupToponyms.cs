using System.Security.Cryptography;
using Google.Protobuf;
using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Geo.V1;
using Sitrep.Language.Toponyms;
using Sitrep.Mapping.Geo;
using Sitrep.ServiceDefaults.Caching;

namespace Sitrep.Events.Coding;

/// <summary>Resolves the toponyms of a text through geo-lookup, in one call; sets that were resolved before come from the cache.</summary>
internal sealed class GeoLookupToponyms(GeoLookupService.GeoLookupServiceClient geo, MessageCache cache, string gazetteerVersion) : IToponymSource
{
    /// <exception cref="GazetteerChangedException">geo-lookup answers from another gazetteer by now.</exception>
    public async ValueTask<ToponymResolution> ResolveAsync(
        string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken)
    {
        var request = new ResolveToponymsRequest { Text = text, Context = ToponymMapping.ToProto(context), SpansAreToponyms = true };
        request.Spans.AddRange(mentions.Select(mention => new Text.V1.TextSpan { Start = mention.Span.Start, End = mention.Span.End }));
        var key = $"toponyms:v1:{gazetteerVersion}:{Convert.ToHexStringLower(SHA256.HashData(request.ToByteArray()))}";
        var response = await cache.GetOrMakeAsync("toponyms", key, token => AskAsync(request, token), cancellationToken);
        // The contract sends spans alone: how a name is used was read here.
        var toponyms = response.Toponyms
            .Select((toponym, i) => ToponymMapping.ToToponym(toponym) with { Span = mentions[i].Span, Usage = mentions[i].Usage })
            .ToList();
        return new ToponymResolution(toponyms, response.GazetteerVersion);
    }

    private async Task<ResolveToponymsResponse> AskAsync(ResolveToponymsRequest request, CancellationToken cancellationToken)
    {
        var response = await geo.ResolveToponymsAsync(request, cancellationToken: cancellationToken);
        return response.GazetteerVersion == gazetteerVersion ? response : throw new GazetteerChangedException(response.GazetteerVersion);
    }
}
