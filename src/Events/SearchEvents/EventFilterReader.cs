using System.Text.RegularExpressions;
using Google.Protobuf.Collections;
using Google.Type;
using Sitrep.Events.Coding;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.SearchEvents;

/// <summary>Checks a filter and reads it as a query.</summary>
internal sealed partial class EventFilterReader(IPlaceDirectory places)
{
    private const int MaxValues = 100;
    private const int MaxValueBytes = 400;
    private const int MaxTextBytes = 4_000;
    /// <summary>Far beyond what some hundred characters take, for a busy machine may let a tenth of a second pass between two instructions.</summary>
    private const int MatchTimeoutMs = 10_000;

    /// <summary>Half the equator: a circle cannot reach farther.</summary>
    private const double MaxRadiusM = 20_037_509;

    private static readonly short[] DefaultFactualities = [(short)Factuality.Asserted, (short)Factuality.Historical];

    /// <summary>Reads a filter; notes everything that is wrong with it, places that the gazetteer does not know included.</summary>
    /// <param name="filter">Null asks for everything that counts.</param>
    /// <param name="violations">Where to note; the result means something only where none is noted.</param>
    /// <param name="cancellationToken">Ends the question after places.</param>
    public async Task<EventQuery> ReadAsync(EventFilter? filter, Violations violations, CancellationToken cancellationToken)
    {
        filter ??= new EventFilter();
        var terms = new List<(TermKind, IReadOnlyList<string>)>();
        void Terms(TermKind kind, IReadOnlyList<string> values, string field, Regex pattern, string form)
        {
            Values(values, field, pattern, form, violations);
            if (values.Count > 0)
            {
                terms.Add((kind, values));
            }
        }

        // The order is the guess at what narrows a search most.
        Terms(TermKind.Actor, filter.Actors, "filter.actors", ActorName(), "`actors/{actor}`");
        Terms(TermKind.Tag, filter.Tags, "filter.tags", AnyValue(), "a tag");
        Terms(TermKind.Place, filter.WithinPlaces, "filter.within_places", PlaceName(), "`places/{place}`");
        Terms(TermKind.Mode, filter.Modes, "filter.modes", Mode(), "lower case, as the codebook writes modes");
        Terms(TermKind.ActorCountry, filter.ActorCountryCodes, "filter.actor_country_codes", ThreeLetters(), "three capital letters");
        Terms(TermKind.Country, filter.CountryCodes, "filter.country_codes", TwoLetters(), "ISO 3166-1 alpha-2, two capital letters");
        Terms(TermKind.ActingSector, filter.ActingSectors, "filter.acting_sectors", ThreeLetters(), "three capital letters");
        Terms(TermKind.ReceivingSector, filter.ReceivingSectors, "filter.receiving_sectors", ThreeLetters(), "three capital letters");
        Terms(TermKind.ActorSector, filter.ActorSectors, "filter.actor_sectors", ThreeLetters(), "three capital letters");
        Values(filter.Sources, "filter.sources", SourceName(), "`sources/{source}`", violations);
        Values(filter.Reports, "filter.reports", ReportName(), "`reports/{report}`", violations);
        Values(filter.Incidents, "filter.incidents", IncidentName(), "`incidents/{incident}`", violations);
        Enums(filter.Types_, "filter.types", violations);
        Enums(filter.Factualities, "filter.factualities", violations);
        Enums(filter.ReviewStatuses, "filter.review_statuses", violations, unspecifiedMeans: true);

        var start = Day(filter.StartDate, "filter.start_date", violations);
        var end = Day(filter.EndDate, "filter.end_date", violations);
        violations.Require(!(end <= start), "filter.end_date", "EMPTY_INTERVAL", "Must be after start_date: it is the day after the last.");
        violations.Require(
            filter.MinConfidence is >= 0 and <= 1, "filter.min_confidence", "OUT_OF_RANGE", "Must lie in [0, 1].");
        violations.Require(filter.MinKilled >= 0, "filter.min_killed", "NEGATIVE", "Must not be negative.");
        var box = Box(filter.Box, violations);
        var circle = Circle(filter.Circle, violations);

        await CheckPlacesAsync(filter.WithinPlaces, violations, cancellationToken);
        violations.CheckText(filter.Text, "filter.text", MaxTextBytes, required: false);
        var words = filter.Text.Length is > 0 and <= MaxTextBytes ? TextWords.Of(filter.Text) : [];
        violations.Require(words.Count > 0 || filter.Text.Length is 0 or > MaxTextBytes, "filter.text", "NO_WORDS", "Must hold a word: letters or digits.");
        violations.Require(words.Count <= MaxValues, "filter.text", "TOO_MANY", $"At most {MaxValues} words.");

        return new EventQuery
        {
            Types = [.. filter.Types_.Select(t => (short)t)],
            Factualities = filter.Factualities.Count == 0 ? DefaultFactualities : [.. filter.Factualities.Select(f => (short)f)],
            StartDay = start,
            EndDay = end,
            Box = box,
            Circle = circle,
            MinKilled = filter.HasMinKilled ? filter.MinKilled : null,
            MinConfidence = filter.MinConfidence,
            Sources = filter.Sources,
            ReviewStatuses = [.. filter.ReviewStatuses.Select(s => (short)s)],
            Reports = filter.Reports,
            Incidents = filter.Incidents,
            IncludeWithdrawn = filter.IncludeWithdrawn,
            Terms = terms,
            Words = [.. words.Select(TextWords.Number)],
        };
    }

    private static void Values(IReadOnlyList<string> values, string field, Regex pattern, string form, Violations violations)
    {
        violations.Require(values.Count <= MaxValues, field, "TOO_MANY", $"At most {MaxValues} values.");
        for (var i = 0; i < Math.Min(values.Count, MaxValues); i++)
        {
            var at = $"{field}[{i}]";
            violations.CheckText(values[i], at, MaxValueBytes, required: true);
            violations.Require(values[i].Length is 0 or > MaxValueBytes || pattern.IsMatch(values[i]), at, "INVALID_FORMAT", $"Must be {form}.");
        }
    }

    private static void Enums<T>(IReadOnlyList<T> values, string field, Violations violations, bool unspecifiedMeans = false)
        where T : struct, Enum
    {
        violations.Require(values.Count <= MaxValues, field, "TOO_MANY", $"At most {MaxValues} values.");
        for (var i = 0; i < Math.Min(values.Count, MaxValues); i++)
        {
            var known = Enum.IsDefined(values[i]) && (unspecifiedMeans || !EqualityComparer<T>.Default.Equals(values[i], default));
            violations.Require(known, $"{field}[{i}]", "UNKNOWN_VALUE", "Not a value of this enumeration that can be asked for.");
        }
    }

    private static int? Day(Date? date, string field, Violations violations)
    {
        var day = EventDays.Day(date);
        violations.Require(date is null || day is not null, field, "INVALID_DATE", "Must be a full date of the calendar.");
        return day;
    }

    private static GeoArea? Box(Box? box, Violations violations)
    {
        if (box is null)
        {
            return null;
        }

        var southWest = Corner(box.SouthWest, "filter.box.south_west", violations);
        var northEast = Corner(box.NorthEast, "filter.box.north_east", violations);
        if (!southWest || !northEast)
        {
            return null;
        }

        violations.Require(
            box.SouthWest.Latitude <= box.NorthEast.Latitude, "filter.box.north_east", "SOUTH_OF_SOUTH_WEST", "Must not lie south of south_west.");
        return new GeoArea(box.SouthWest.Latitude, box.SouthWest.Longitude, box.NorthEast.Latitude, box.NorthEast.Longitude);
    }

    private static GeoCircle? Circle(Circle? circle, Violations violations)
    {
        if (circle is null)
        {
            return null;
        }

        var center = Corner(circle.Center, "filter.circle.center", violations);
        violations.Require(
            circle.RadiusM is > 0 and <= MaxRadiusM, "filter.circle.radius_m", "OUT_OF_RANGE", "Must be more than 0 and at most 20,037,509 metres.");
        return center ? new GeoCircle(circle.Center.Latitude, circle.Center.Longitude, circle.RadiusM) : null;
    }

    private static bool Corner(LatLng? point, string field, Violations violations)
    {
        violations.Require(point is not null, field, "REQUIRED", "Must be set.");
        if (point is null)
        {
            return false;
        }

        var holds = point.Latitude is >= -90 and <= 90 && point.Longitude is >= -180 and <= 180;
        violations.Require(holds, field, "OUT_OF_RANGE", "Latitude must lie in [-90, 90] and longitude in [-180, 180].");
        return holds;
    }

    private async Task CheckPlacesAsync(RepeatedField<string> names, Violations violations, CancellationToken cancellationToken)
    {
        var wellFormed = names.Take(MaxValues).Where(name => name.Length <= MaxValueBytes && PlaceName().IsMatch(name)).ToList();
        if (wellFormed.Count == 0)
        {
            return;
        }

        var unknown = await places.FindUnknownAsync(wellFormed, cancellationToken);
        for (var i = 0; i < names.Count; i++)
        {
            violations.Require(!unknown.Contains(names[i]), $"filter.within_places[{i}]", "UNKNOWN_PLACE", "The gazetteer has no such place.");
        }
    }

    [GeneratedRegex("^actors/[^/\\s]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex ActorName();

    [GeneratedRegex("^places/[A-Za-z0-9-]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex PlaceName();

    [GeneratedRegex("^sources/[^/\\s]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex SourceName();

    [GeneratedRegex("^reports/[^/\\s]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex ReportName();

    [GeneratedRegex("^incidents/[^/\\s]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex IncidentName();

    [GeneratedRegex("^[a-z][a-z0-9-]*\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex Mode();

    [GeneratedRegex("^[A-Z]{2}\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex TwoLetters();

    [GeneratedRegex("^[A-Z]{3}\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex ThreeLetters();

    [GeneratedRegex("^[\\s\\S]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex AnyValue();
}
