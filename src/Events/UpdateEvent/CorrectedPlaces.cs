using Sitrep.Events.Coding;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.UpdateEvent;

/// <summary>Places that an analyst names: as the gazetteer has them, so that filters by country and by containing place find the event.</summary>
internal sealed class CorrectedPlaces(IPlaceDirectory places)
{
    private const string PlacePrefix = "places/", ToponymPath = "location.toponym", PointPath = "location.point";

    /// <summary>Puts the gazetteer's entries in the place of the names that a correction gives; notes names that it does not have.</summary>
    /// <returns>Further paths that the correction sets by that: the point to draw follows a new toponym.</returns>
    public async Task<IReadOnlyList<string>> CompleteAsync(
        Event correction, IReadOnlyList<string> paths, Violations violations, CancellationToken cancellationToken)
    {
        if (correction.Location is not { } location || !paths.Any(path => Overlay.Covers("location", path)))
        {
            return [];
        }

        var toponyms = location.Others.Prepend(location.Toponym).Where(toponym => toponym?.Place is { Name.Length: > 0 }).ToList();
        var names = toponyms.Select(toponym => toponym!.Place.Name).Distinct().ToList();
        var wellFormed = names.TrueForAll(name => name.StartsWith(PlacePrefix, StringComparison.Ordinal) && name.Length is > 7 and < 100 && !name.Contains('\0'));
        violations.Require(wellFormed, "event.location", "INVALID_FORMAT", "Places must be `places/{place}`.");
        if (!wellFormed || names.Count == 0)
        {
            return [];
        }

        var known = await places.GetAsync(names, cancellationToken);
        foreach (var name in names.Where(name => !known.ContainsKey(name)))
        {
            violations.Add("event.location", "UNKNOWN_PLACE", $"The gazetteer has no {name}.");
        }

        foreach (var toponym in toponyms.Where(toponym => known.ContainsKey(toponym!.Place.Name)))
        {
            var place = known[toponym!.Place.Name].Clone();
            // As in what the coder writes, names in other languages are left out where a place is only quoted.
            place.AlternateNames.Clear();
            toponym.Place = place;
            toponym.Unresolved = Toponym.Types.UnresolvedReason.Unspecified;
        }

        var moves = paths.Any(path => Overlay.Covers(path, ToponymPath) || Overlay.Covers(ToponymPath, path));
        if (!moves || location.Toponym?.Place?.Point is null || paths.Any(path => path == PointPath || (path == "location" && location.Point is not null)))
        {
            return [];
        }

        location.Point = location.Toponym.Place.Point.Clone();
        return paths.Contains("location") ? [] : [PointPath];
    }
}
