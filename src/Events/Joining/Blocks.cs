using System.Globalization;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;

namespace Sitrep.Events.Joining;

/// <summary>
/// Which events are compared at all: those of one country and first-order division (or of the country, where an account says no more), of types
/// that could be the same deed, whose days come near each other. Accounts without any place are compared with others such of their type.
/// </summary>
internal static class Blocks
{
    /// <summary>Accounts of one happening may be so many days apart: one took the day of the report for that of the deed.</summary>
    public const int DaysApart = 3;

    /// <summary>Accounts that say no more than a month take part; a year's background does not.</summary>
    public const int MaxDays = 31;

    private const string Nowhere = "--/", Undated = "?/";

    /// <summary>The key of an event.</summary>
    public static string KeyOf(Event account)
    {
        return account.Location?.Toponym?.Place is { CountryCode.Length: > 0 } place ? KeyOf(place) : Nowhere + (int)account.Type;
    }

    /// <summary>The key of what lies in a place.</summary>
    public static string KeyOf(Place place)
    {
        var division = place.FeatureCode == "ADM1" ? place.Name : place.ContainingAreas.FirstOrDefault(area => area.Level == "ADM1") switch
        {
            { Place.Length: > 0 } area => area.Place,
            { } area => area.DisplayName,
            _ => "",
        };
        return $"{place.CountryCode}/{division}";
    }

    /// <summary>The key of an event that is compared with no other.</summary>
    public static string Apart(long id) => string.Create(CultureInfo.InvariantCulture, $"{Undated}{id:x16}");

    /// <summary>Whether a key is of an event that is compared with others.</summary>
    public static bool IsCompared(string key) => !key.StartsWith(Undated, StringComparison.Ordinal);

    /// <summary>What of a key is locked while events of it are joined: pairs of different reports never reach beyond it.</summary>
    public static string RootOf(string key) => key[..(key.IndexOf('/', StringComparison.Ordinal) + 1)];

    /// <summary>The account says the country and no more: it is compared with all of the country.</summary>
    public static bool IsWholeRoot(string key) => key[^1] == '/';

    /// <summary>Whether two events are compared: those of one report wherever they lie, for it may tell on without saying where. Symmetric.</summary>
    public static bool Meet(Signature a, Signature b) =>
        (KeysMeet(a.BlockKey, b.BlockKey) || (a.Report == b.Report && IsCompared(a.BlockKey) && IsCompared(b.BlockKey)))
        && TypesMeet(a.Type, b.Type)
        && a.StartDay < b.EndDay + DaysApart
        && b.StartDay < a.EndDay + DaysApart;

    public static bool KeysMeet(string a, string b) =>
        a == b || ((IsWholeRoot(a) || IsWholeRoot(b)) && RootOf(a) == RootOf(b));

    /// <summary>Types that coders take for each other in accounts of one deed.</summary>
    public static bool TypesMeet(short a, short b) => a == b || (IsForce(a) && IsForce(b));

    /// <summary>Types to look for beside an event of a type.</summary>
    public static short[] TypesMeeting(short type) =>
        IsForce(type) ? [(short)EventType.Assault, (short)EventType.Coerce] : [type];

    private static bool IsForce(short type) => type is (short)EventType.Assault or (short)EventType.Coerce;

    /// <summary>How large an event's place is.</summary>
    public static PlaceScale ScaleOf(EventLocation? location) =>
        location?.Toponym?.Place is { } place ? ScaleOf(place, location.Precision) : PlaceScale.None;

    /// <summary>How large a place is, as far as an event in it is known to lie.</summary>
    public static PlaceScale ScaleOf(Place place, GeoPrecision precision) =>
        place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) || precision == GeoPrecision.Country ? PlaceScale.Country
        : place.FeatureCode == "ADM1" || precision is GeoPrecision.Adm1 or GeoPrecision.Region ? PlaceScale.Province
        : place.FeatureClass == "A" || precision == GeoPrecision.Adm2 ? PlaceScale.District
        : PlaceScale.Spot;
}
