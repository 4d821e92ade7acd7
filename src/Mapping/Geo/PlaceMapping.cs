using Google.Type;
using Sitrep.Gazetteer;
using Proto = Sitrep.Geo.V1;

namespace Sitrep.Mapping.Geo;

/// <summary>Places as records and as messages. Every field goes both ways but <see cref="Place.Admin1Code"/>, which the contract does not carry.</summary>
public static class PlaceMapping
{
    private const string Collection = "places/";

    /// <summary>`places/{id}`; empty for an empty id.</summary>
    public static string ToName(string id) => id.Length == 0 ? "" : Collection + id;

    /// <summary>The id of `places/{id}`; empty where the name has another form.</summary>
    public static string ToId(string name) => name.StartsWith(Collection, StringComparison.Ordinal) ? name[Collection.Length..] : "";

    /// <summary>The message of a place.</summary>
    public static Proto.Place ToProto(Place place)
    {
        var message = new Proto.Place
        {
            Name = ToName(place.Id),
            DisplayName = place.DisplayName,
            Point = ToProto(place.Point),
            FeatureClass = place.FeatureClass,
            FeatureCode = place.FeatureCode,
            CountryCode = place.CountryCode,
            CountryCode3 = place.CountryCode3,
            TimeZone = place.TimeZone,
        };
        if (place.Population is { } population)
            message.Population = population;
        foreach (var name in place.AlternateNames)
            message.AlternateNames.Add(new Proto.Place.Types.Name { Text = name.Text, LanguageCode = name.LanguageCode, Kind = ToProto(name.Kind) });
        foreach (var area in place.ContainingAreas)
            message.ContainingAreas.Add(new Proto.ContainingArea { Place = ToName(area.PlaceId), DisplayName = area.DisplayName, Level = area.Level });
        message.ClaimedBy.AddRange(place.ClaimedBy);
        return message;
    }

    /// <summary>The place of a message.</summary>
    public static Place ToPlace(Proto.Place message) => new()
    {
        Id = ToId(message.Name),
        DisplayName = message.DisplayName,
        Point = ToPoint(message.Point) ?? default,
        FeatureClass = message.FeatureClass,
        FeatureCode = message.FeatureCode,
        CountryCode = message.CountryCode,
        CountryCode3 = message.CountryCode3,
        TimeZone = message.TimeZone,
        Population = message.HasPopulation ? message.Population : null,
        AlternateNames = [.. message.AlternateNames.Select(n => new PlaceName(n.Text, n.LanguageCode, ToKind(n.Kind)))],
        ContainingAreas = [.. message.ContainingAreas.Select(a => new ContainingArea(ToId(a.Place), a.DisplayName, a.Level))],
        ClaimedBy = [.. message.ClaimedBy],
    };

    /// <summary>The message of a candidate.</summary>
    public static Proto.Candidate ToProto(PlaceCandidate candidate)
    {
        var message = new Proto.Candidate { Place = ToProto(candidate.Place), Confidence = candidate.Confidence };
        message.Reasons.AddRange(candidate.Reasons.Select(ToProto));
        return message;
    }

    /// <summary>The candidate of a message.</summary>
    public static PlaceCandidate ToCandidate(Proto.Candidate message) =>
        new(ToPlace(message.Place ?? new Proto.Place()), message.Confidence) { Reasons = [.. message.Reasons.Select(ToReason)] };

    /// <summary>The message of a reason.</summary>
    public static Proto.RankingReason ToProto(RankingReason reason) => new() { Feature = reason.Feature, Bits = reason.Bits };

    /// <summary>The reason of a message.</summary>
    public static RankingReason ToReason(Proto.RankingReason message) => new(message.Feature, message.Bits);

    /// <summary>The message of a point.</summary>
    public static LatLng ToProto(GeoPoint point) => new() { Latitude = point.Latitude, Longitude = point.Longitude };

    /// <summary>The point of a message; null where it is not set.</summary>
    public static GeoPoint? ToPoint(LatLng? message) => message is null ? null : new GeoPoint(message.Latitude, message.Longitude);

    /// <summary>The message that describes a gazetteer.</summary>
    public static Proto.GazetteerInfo ToProto(GazetteerDescription description) => new()
    {
        Version = description.Version,
        Sha256 = description.Sha256,
        PlaceCount = description.PlaceCount,
        NameCount = description.NameCount,
        Attribution = description.Attribution,
    };

    /// <summary>The description of a message.</summary>
    public static GazetteerDescription ToDescription(Proto.GazetteerInfo message) =>
        new(message.Version, message.Sha256, message.PlaceCount, message.NameCount, message.Attribution);

    private static Proto.Place.Types.Kind ToProto(PlaceNameKind kind) => kind switch
    {
        PlaceNameKind.Plain => Proto.Place.Types.Kind.Plain,
        PlaceNameKind.Code => Proto.Place.Types.Kind.Code,
        PlaceNameKind.Historic => Proto.Place.Types.Kind.Historic,
        PlaceNameKind.Demonym => Proto.Place.Types.Kind.Demonym,
        PlaceNameKind.User => Proto.Place.Types.Kind.User,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // Kinds of a later version read as plain names.
    private static PlaceNameKind ToKind(Proto.Place.Types.Kind kind) => kind switch
    {
        Proto.Place.Types.Kind.Code => PlaceNameKind.Code,
        Proto.Place.Types.Kind.Historic => PlaceNameKind.Historic,
        Proto.Place.Types.Kind.Demonym => PlaceNameKind.Demonym,
        Proto.Place.Types.Kind.User => PlaceNameKind.User,
        _ => PlaceNameKind.Plain,
    };
}
