namespace Sitrep.Gazetteer;

/// <summary>An entry of the gazetteer.</summary>
public sealed record Place
{
    /// <summary>The GeoNames id in digits, or `x-` and a name of our own (regions, seas): the last part of `places/{place}`.</summary>
    public required string Id { get; init; }

    /// <summary>The gazetteer's main name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>WGS 84; for an area, its representative point.</summary>
    public required GeoPoint Point { get; init; }

    /// <summary>GeoNames feature class: one of A H L P R S T U V.</summary>
    public required string FeatureClass { get; init; }

    /// <summary>GeoNames feature code: PPLC, ADM1, PCLI ...</summary>
    public required string FeatureCode { get; init; }

    /// <summary>ISO 3166-1 alpha-2 (or XK); empty outside any country.</summary>
    public required string CountryCode { get; init; }

    /// <summary>The same as alpha-3.</summary>
    public required string CountryCode3 { get; init; }

    /// <summary>GeoNames admin1 code within the country; empty where unknown.</summary>
    public string Admin1Code { get; init; } = "";

    /// <summary>Containing areas from the country down, this place left out.</summary>
    public IReadOnlyList<ContainingArea> ContainingAreas { get; init; } = [];

    /// <summary>Other names; empty wherever a place is only quoted.</summary>
    public IReadOnlyList<PlaceName> AlternateNames { get; init; } = [];

    /// <summary>Inhabitants; null where unknown (0 means none).</summary>
    public long? Population { get; init; }

    /// <summary>IANA time zone; empty where unknown.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Further countries that claim the place, alpha-2.</summary>
    public IReadOnlyList<string> ClaimedBy { get; init; } = [];
}

/// <summary>A WGS 84 point in degrees.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude);

/// <summary>One link of a containment chain.</summary>
/// <param name="PlaceId">Empty where the gazetteer knows only the code.</param>
/// <param name="DisplayName">Its main name.</param>
/// <param name="Level">ADM0 for the country, then ADM1, ADM2.</param>
public sealed record ContainingArea(string PlaceId, string DisplayName, string Level);

/// <summary>A name of a place.</summary>
/// <param name="Text">As written.</param>
/// <param name="LanguageCode">BCP 47; empty where unknown.</param>
/// <param name="Kind">What kind of name.</param>
public sealed record PlaceName(string Text, string LanguageCode, PlaceNameKind Kind);

/// <summary>Kinds of names.</summary>
public enum PlaceNameKind
{
    /// <summary>A name in use.</summary>
    Plain,
    /// <summary>Abbreviation or code.</summary>
    Code,
    /// <summary>No longer in use.</summary>
    Historic,
    /// <summary>Of the people or the language ("Afghan").</summary>
    Demonym,
    /// <summary>Added on this installation.</summary>
    User,
}
