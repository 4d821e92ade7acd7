using System.Globalization;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using static Sitrep.Cli.Export.EventValues;

namespace Sitrep.Cli.Export;

/// <summary>
/// The columns of ACLED's data export (codebook 2024), comma-separated with a header. Events without an ACLED event type are no rows of it. Without a
/// value here: iso, region, source_scale.
/// </summary>
internal static class AcledTable
{
    public static bool Has(Event item) => item.Mappings?.AcledEventType is { Length: > 0 };

    public static IReadOnlyList<Column> Columns { get; } =
    [
        Column.Text("event_id_cnty", e => (Place(e)?.CountryCode3 ?? "") + e.Name["events/".Length..]),
        Column.Text("event_date", e => Day(e.Time?.StartDate)),
        Column.Whole("year", e => First(e)?.Year),
        Column.Whole("time_precision", e => e.Time?.Precision switch
        {
            EventTime.Types.Precision.PartOfDay or EventTime.Types.Precision.Day => 1,
            EventTime.Types.Precision.Week => 2,
            null or EventTime.Types.Precision.Unspecified => null,
            _ => 3,
        }),
        Column.Text("disorder_type", e => e.Mappings?.AcledDisorderType),
        Column.Text("event_type", e => e.Mappings?.AcledEventType),
        Column.Text("sub_event_type", e => e.Mappings?.AcledSubEventType),
        Column.Text("actor1", e => Name(Acting(e).FirstOrDefault())),
        Column.Text("assoc_actor_1", e => Join(Acting(e).Skip(1).Select(Name))),
        Column.Text("inter1", e => Inter(Acting(e).FirstOrDefault())),
        Column.Text("actor2", e => Name(Receiving(e).FirstOrDefault())),
        Column.Text("assoc_actor_2", e => Join(Receiving(e).Skip(1).Select(Name))),
        Column.Text("inter2", e => Inter(Receiving(e).FirstOrDefault())),
        Column.Text("interaction", e => string.Join("-", new[] { Inter(Acting(e).FirstOrDefault()), Inter(Receiving(e).FirstOrDefault()) }.Where(i => i.Length > 0))),
        Column.Text("civilian_targeting", e => e.Mappings is { AcledCivilianTargeting: true } ? "Civilian targeting" : ""),
        Column.Empty("iso"),
        Column.Empty("region"),
        Column.Text("country", e => Area(e, "ADM0")),
        Column.Text("admin1", e => Area(e, "ADM1")),
        Column.Text("admin2", e => Area(e, "ADM2")),
        Column.Text("admin3", e => Area(e, "ADM3")),
        Column.Text("location", e => Place(e)?.DisplayName),
        Column.Real("latitude", e => e.Location?.Point?.Latitude),
        Column.Real("longitude", e => e.Location?.Point?.Longitude),
        Column.Whole("geo_precision", e => e.Location?.Precision switch
        {
            GeoPrecision.Exact => 1,
            GeoPrecision.Near or GeoPrecision.Adm2 => 2,
            null or GeoPrecision.Unspecified => null,
            _ => 3,
        }),
        Column.Text("source", e => e.Report?.SourceDisplayName is { Length: > 0 } name ? name : e.Report?.Source),
        Column.Empty("source_scale"),
        Column.Text("notes", e => Join([e.Report?.Title ?? "", .. e.Triggers.Select(t => t.Quote)])),
        Column.Whole("fatalities", e => Harmed(e, Casualties.Types.Harm.Killed).Best ?? 0),
        Column.Text("tags", e => Join(e.Review?.Tags ?? [])),
        Column.Text("timestamp", e => e.UpdateTime?.Seconds.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Inter(Participant? participant) => Sector(participant) switch
    {
        "GOV" or "MIL" or "COP" or "SPY" or "JUD" or "LEG" => "State forces",
        "REB" => "Rebel group",
        "UAF" or "PRM" => "Political militia",
        "CRM" => "Identity militia",
        "OPP" or "PTY" when participant!.Role == Participant.Types.Role.Actor => "Protesters",
        "CVL" or "REF" or "JRN" or "MED" or "EDU" or "REL" or "AGR" or "LAB" or "BUS" => "Civilians",
        "" => "",
        _ => "External/Other forces",
    };
}
