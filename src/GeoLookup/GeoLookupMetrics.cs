using System.Diagnostics.Metrics;
using Sitrep.Gazetteer;

namespace Sitrep.GeoLookup;

/// <summary>`sitrep.geo.resolutions` ({toponym}): toponyms by `sitrep.outcome`.</summary>
internal sealed class GeoLookupMetrics
{
    private readonly Counter<long> _resolutions;

    public GeoLookupMetrics(IMeterFactory meters) =>
        _resolutions = meters.Create("Sitrep.GeoLookup").CreateCounter<long>("sitrep.geo.resolutions", "{toponym}", "Toponyms by what became of them");

    public void Resolved(IReadOnlyList<ResolvedToponym> toponyms)
    {
        foreach (var group in toponyms.CountBy(t => t.Unresolved))
            _resolutions.Add(group.Value, new KeyValuePair<string, object?>("sitrep.outcome", Outcome(group.Key)));
    }

    private static string Outcome(UnresolvedReason reason) => reason switch
    {
        UnresolvedReason.None => "resolved",
        UnresolvedReason.NotInGazetteer => "not_in_gazetteer",
        UnresolvedReason.Ambiguous => "ambiguous",
        _ => "not_a_place",
    };
}
