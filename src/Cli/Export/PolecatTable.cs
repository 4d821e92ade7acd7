using System.Globalization;
using Sitrep.Events.V1;
using static Sitrep.Cli.Export.EventValues;

namespace Sitrep.Cli.Export;

/// <summary>
/// The columns of POLECAT's event files (its 2023 codebook), tabs between, with a header. Without a value here: Correlates-of-War codes and Wikipedia ids.
/// </summary>
internal static class PolecatTable
{
    public static IReadOnlyList<Column> Columns { get; } =
    [
        Column.Text("Event ID", e => e.Name["events/".Length..]),
        Column.Text("Event Date", e => First(e)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Column.Text("Event Type", e => Constant(e.Type).ToUpperInvariant()),
        Column.Text("Event Mode", e => e.Modes.FirstOrDefault()),
        Column.Real("Intensity", e => e.Mappings is { HasPloverScore: true } m ? m.PloverScore : null),
        Column.Text("Quad Code", e => e.Mappings?.PloverQuad switch { 1 => "V-COOP", 2 => "M-COOP", 3 => "V-CONF", 4 => "M-CONF", _ => "" }),
        Column.Text("Contexts", e => string.Join(';', e.Contexts)),
        .. Party("Actor", Acting),
        .. Party("Recipient", Receiving),
        Column.Text("Placename", e => Place(e)?.DisplayName),
        Column.Text("City", e => Place(e) is { FeatureClass: "P" } place ? place.DisplayName : ""),
        Column.Text("District", e => Area(e, "ADM2")),
        Column.Text("Province", e => Area(e, "ADM1")),
        Column.Text("Country", e => Place(e)?.CountryCode3),
        Column.Real("Latitude", e => e.Location?.Point?.Latitude),
        Column.Real("Longitude", e => e.Location?.Point?.Longitude),
        Column.Text("GeoNames ID", e => Place(e)?.Name["places/".Length..]),
        Column.Text("Raw Placename", e => e.Location?.Toponym?.Evidence?.Quote),
        Column.Text("Feature Type", e => Place(e)?.FeatureCode),
        Column.Text("Source", e => e.Report?.SourceDisplayName is { Length: > 0 } name ? name : e.Report?.Source),
        Column.Text("Publication Date", e => e.Report?.PublishTime is { } time ? time.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""),
        Column.Text("Story People", _ => ""),
        Column.Text("Story Organizations", _ => ""),
        Column.Text("Story Locations", _ => ""),
        Column.Text("Headline", e => e.Report?.Title),
        Column.Text("Language", _ => "eng"),
        Column.Text("Version", e => e.CoderVersion),
    ];

    private static IEnumerable<Column> Party(string role, Func<Event, IReadOnlyList<Participant>> of)
    {
        Participant? Main(Event item) => of(item).FirstOrDefault();
        return
        [
            Column.Text($"{role} Name", e => Name(Main(e))),
            Column.Text($"{role} Country", e => Main(e)?.CountryCode),
            Column.Empty($"{role} COW"),
            Column.Text($"Primary {role} Sector", e => Sector(Main(e))),
            Column.Text($"{role} Sectors", e => string.Join(';', Main(e)?.Sectors ?? [])),
            Column.Text($"{role} Title", e => Main(e)?.Office),
            Column.Text($"{role} Name Raw", e => Main(e)?.Mention?.Quote),
            Column.Empty($"Wikipedia {role} ID"),
        ];
    }
}
