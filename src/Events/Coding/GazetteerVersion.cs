using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.Geo.V1;

namespace Sitrep.Events.Coding;

/// <summary>
/// Which gazetteer geo-lookup answers from, remembered for a short while. Cache keys carry it; an answer that says otherwise corrects it.
/// </summary>
internal sealed class GazetteerVersion(GeoLookupService.GeoLookupServiceClient geo, IOptions<EventsOptions> options, TimeProvider time)
{
    private Known? _known;

    /// <summary>The version as last heard.</summary>
    /// <exception cref="RpcException">It was never heard, and geo-lookup cannot be reached.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        if (known is not null && time.GetElapsedTime(known.Heard) < options.Value.GazetteerMemory)
        {
            return known.Version;
        }

        try
        {
            var info = await geo.GetGazetteerAsync(new GetGazetteerRequest(), cancellationToken: cancellationToken);
            Observe(info.Version);
            return info.Version;
        }
        catch (RpcException e) when (known is not null && e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            // What was coded with that gazetteer is still right; whoever needs more of it will hear that it is gone.
            Observe(known!.Version);
            return known.Version;
        }
    }

    /// <summary>Notes the version that an answer carries.</summary>
    public void Observe(string version) => Volatile.Write(ref _known, new Known(version, time.GetTimestamp()));

    private sealed record Known(string Version, long Heard);
}
