using System.Globalization;
using Sitrep.Events.V1;
using static Sitrep.Cli.Export.EventValues;

namespace Sitrep.Cli.Export;

/// <summary>
/// The 61 columns of the GDELT 2.0 Event table, in its order (Event Database format codebook 2.0), as its files have them: tabs between, no header.
/// Columns without a value here are empty: ethnic and religious codes, tone, and the FIPS country and division codes, which the gazetteer does not have.
/// </summary>
internal static class GdeltTable
{
    public static IReadOnlyList<Column> Columns { get; } =
    [
        Column.Whole("GLOBALEVENTID", Id),
        Column.Text("SQLDATE", e => Date(e, "yyyyMMdd")),
        Column.Text("MonthYear", e => Date(e, "yyyyMM")),
        Column.Text("Year", e => Date(e, "yyyy")),
        Column.Text("FractionDate", e => First(e) is { } day
            ? (day.Year + (((day.Month - 1) * 30) + day.Day) / 365.0).ToString("0.0000", CultureInfo.InvariantCulture)
            : ""),
        .. Actor("Actor1", e => Acting(e)),
        .. Actor("Actor2", e => Receiving(e)),
        Column.Whole("IsRootEvent", e => e.Links.Any(link => link.Kind == EventLink.Types.Kind.PartOf) ? 0 : 1),
        Column.Text("EventCode", e => e.Mappings?.CameoCode),
        Column.Text("EventBaseCode", e => Start(e.Mappings?.CameoCode, 3)),
        Column.Text("EventRootCode", e => Start(e.Mappings?.CameoCode, 2)),
        Column.Whole("QuadClass", e => e.Mappings?.PloverQuad is > 0 and var quad ? quad : null),
        Column.Real("GoldsteinScale", e => e.Mappings is { HasGoldsteinScore: true } m ? m.GoldsteinScore : null),
        Column.Whole("NumMentions", e => Math.Max(1, e.Triggers.Count)),
        Column.Whole("NumSources", _ => 1),
        Column.Whole("NumArticles", _ => 1),
        Column.Empty("AvgTone"),
        .. Geo("Actor1Geo", e => null),
        .. Geo("Actor2Geo", e => null),
        .. Geo("ActionGeo", e => e),
        Column.Text("DATEADDED", e => e.CreateTime is null ? "" : e.CreateTime.ToDateTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)),
        Column.Text("SOURCEURL", e => e.Report?.Url),
    ];

    /// <summary>GDELT's ids are whole numbers; ours are one, written in hex.</summary>
    private static long? Id(Event item) =>
        long.TryParse(item.Name.AsSpan(item.Name.IndexOf('/', StringComparison.Ordinal) + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    private static string Date(Event item, string format) => First(item)?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Start(string? code, int length) => code is null ? "" : code.Length <= length ? code : code[..length];

    private static IEnumerable<Column> Actor(string prefix, Func<Event, IReadOnlyList<Participant>> of)
    {
        Participant? Main(Event item) => of(item).FirstOrDefault();
        return
        [
            Column.Text(prefix + "Code", e => Main(e) is { } p ? p.CountryCode + string.Concat(p.Sectors) : ""),
            Column.Text(prefix + "Name", e => Name(Main(e)).ToUpperInvariant()),
            Column.Text(prefix + "CountryCode", e => Main(e)?.CountryCode),
            Column.Text(prefix + "KnownGroupCode", e => Main(e)?.Actor is { Length: > 0 } actor ? actor["actors/".Length..].ToUpperInvariant() : ""),
            Column.Empty(prefix + "EthnicCode"),
            Column.Empty(prefix + "Religion1Code"),
            Column.Empty(prefix + "Religion2Code"),
            Column.Text(prefix + "Type1Code", e => Main(e)?.Sectors.ElementAtOrDefault(0)),
            Column.Text(prefix + "Type2Code", e => Main(e)?.Sectors.ElementAtOrDefault(1)),
            Column.Text(prefix + "Type3Code", e => Main(e)?.Sectors.ElementAtOrDefault(2)),
        ];
    }

    private static IEnumerable<Column> Geo(string prefix, Func<Event, Event?> of) =>
    [
        Column.Whole(prefix + "_Type", e => of(e) is { } item && Place(item) is { } place ? Kind(place) : null),
        Column.Text(prefix + "_FullName", e => of(e) is { } item && Place(item) is { } place
            ? string.Join(", ", new[] { place.DisplayName, Area(item, "ADM1"), Area(item, "ADM0") }.Where(name => name.Length > 0).Distinct())
            : ""),
        Column.Empty(prefix + "_CountryCode"),
        Column.Empty(prefix + "_ADM1Code"),
        Column.Empty(prefix + "_ADM2Code"),
        Column.Real(prefix + "_Lat", e => of(e)?.Location?.Point?.Latitude),
        Column.Real(prefix + "_Long", e => of(e)?.Location?.Point?.Longitude),
        Column.Text(prefix + "_FeatureID", e => of(e) is { } item && Place(item) is { } place ? place.Name["places/".Length..] : ""),
    ];

    /// <summary>1 country, 2 US state, 3 US city, 4 city elsewhere, 5 division elsewhere.</summary>
    private static long Kind(Geo.V1.Place place) =>
        place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) ? 1
        : place.FeatureClass == "A" ? place.CountryCode == "US" ? 2 : 5
        : place.CountryCode == "US" ? 3 : 4;
}
