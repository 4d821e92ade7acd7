namespace Sitrep.Gazetteer;

/// <summary>A loaded, immutable gazetteer. Safe for concurrent use.</summary>
public interface IGazetteer
{
    /// <summary>Which data this is.</summary>
    GazetteerDescription Description { get; }

    /// <summary>The place with this id, alternate names included; null where there is none.</summary>
    Place? Find(string id);

    /// <summary>Places whose name matches, best first, ties broken by id: a total order that equal arguments always give.</summary>
    IReadOnlyList<PlaceCandidate> Search(PlaceQuery query, int skip, int take);

    /// <summary>Places directly inside a place, by name then id.</summary>
    IReadOnlyList<Place> Children(string parentId, int skip, int take);

    /// <summary>Whether <paramref name="id"/> is <paramref name="areaId"/> or lies inside it at any depth.</summary>
    bool IsWithin(string id, string areaId);

    /// <summary>The nearest place of the feature classes (populated places where empty) and its distance in metres; null where none lies within.</summary>
    (Place Place, double DistanceM)? Nearest(GeoPoint point, double maxDistanceM, IReadOnlyCollection<string> featureClasses);

    /// <summary>The places of the feature classes (populated places where empty) within a distance in metres, nearest first.</summary>
    IReadOnlyList<(Place Place, double DistanceM)> Within(GeoPoint point, double distanceM, IReadOnlyCollection<string> featureClasses, int skip, int take);
}

/// <summary>Which data a gazetteer answers from.</summary>
/// <param name="Version">Names data and index; equal versions and checksums give equal answers.</param>
/// <param name="Sha256">Lower-case hex of the file.</param>
/// <param name="PlaceCount">Entries.</param>
/// <param name="NameCount">Names, alternate ones included.</param>
/// <param name="Attribution">Licence and credit.</param>
public sealed record GazetteerDescription(string Version, string Sha256, long PlaceCount, long NameCount, string Attribution);

/// <summary>A search by name.</summary>
/// <param name="Text">A name or the beginning of one.</param>
/// <param name="Match">How it must match.</param>
/// <param name="CountryCodes">Alpha-2 to stay within; empty for everywhere.</param>
/// <param name="FeatureClasses">Classes to stay within; empty for all.</param>
/// <param name="Bias">Prefer places near; never excludes any.</param>
public sealed record PlaceQuery(
    string Text, NameMatch Match, IReadOnlyCollection<string> CountryCodes, IReadOnlyCollection<string> FeatureClasses, GeoPoint? Bias);

/// <summary>How a name must match.</summary>
public enum NameMatch
{
    /// <summary>The whole folded name.</summary>
    Exact,
    /// <summary>The beginning of the folded name.</summary>
    Prefix,
    /// <summary>The whole folded name first, then those that only begin so.</summary>
    ExactThenPrefix,
    /// <summary>Within edit distance 1, or 2 from eight letters on.</summary>
    Fuzzy,
}
