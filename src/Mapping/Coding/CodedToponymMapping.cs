using Google.Type;
using Sitrep.Geo.V1;
using Sitrep.Language.Toponyms;
using Domain = Sitrep.Gazetteer;

namespace Sitrep.Mapping.Coding;

/// <summary>Resolved toponyms as the contract has them. A place that is only quoted carries no alternate names.</summary>
internal static class CodedToponymMapping
{
    public static Toponym ToProto(Domain.ResolvedToponym toponym, string text)
    {
        var message = new Toponym
        {
            Evidence = EvidenceText.Of(text, toponym.Span),
            Usage = toponym.Usage == ToponymUsage.Literal ? Toponym.Types.Usage.Literal : Toponym.Types.Usage.Associative,
            Unresolved = (Toponym.Types.UnresolvedReason)(int)toponym.Unresolved,
            Precision = (GeoPrecision)(int)toponym.Precision,
        };
        if (toponym.Place is { } place)
            message.Place = ToProto(place);
        if (toponym.Confidence is { } confidence)
            message.Confidence = confidence;
        if (toponym.Point is { } point)
            message.Point = ToProto(point);
        foreach (var candidate in toponym.Alternatives)
            message.Alternatives.Add(new Candidate { Place = ToProto(candidate.Place), Confidence = candidate.Confidence });
        return message;
    }

    public static LatLng ToProto(Domain.GeoPoint point) => new() { Latitude = point.Latitude, Longitude = point.Longitude };

    private static Place ToProto(Domain.Place place)
    {
        var message = new Place
        {
            Name = "places/" + place.Id,
            DisplayName = place.DisplayName,
            Point = ToProto(place.Point),
            FeatureClass = place.FeatureClass,
            FeatureCode = place.FeatureCode,
            CountryCode = place.CountryCode,
            CountryCode3 = place.CountryCode3,
            TimeZone = place.TimeZone,
        };
        foreach (var area in place.ContainingAreas)
        {
            message.ContainingAreas.Add(new ContainingArea
            {
                Place = area.PlaceId.Length > 0 ? "places/" + area.PlaceId : "",
                DisplayName = area.DisplayName,
                Level = area.Level,
            });
        }
        if (place.Population is { } population)
            message.Population = population;
        message.ClaimedBy.AddRange(place.ClaimedBy);
        return message;
    }
}
