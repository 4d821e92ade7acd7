using System.Globalization;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using static Sitrep.Cli.Export.EventValues;

namespace Sitrep.Cli.Export;

/// <summary>
/// The columns of UCDP's Georeferenced Event Dataset (GED codebook 23), comma-separated with a header. Events that are no organised violence are no rows of
/// it. Without a value here: the ids of UCDP's own conflicts, dyads, actors and countries.
/// </summary>
internal static class UcdpTable
{
    /// <summary>PRIO-GRID's cells are half a degree wide, 720 a row, counted from 1 in the south-west.</summary>
    private const int CellsADegree = 2, CellsARow = 720;

    public static bool Has(Event item) => item.Mappings?.UcdpTypeOfViolence is > 0;

    public static IReadOnlyList<Column> Columns { get; } =
    [
        Column.Whole("id", e => long.TryParse(e.Name.AsSpan("events/".Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? id : null),
        Column.Text("relid", e => e.Name),
        Column.Whole("year", e => First(e)?.Year),
        Column.Empty("active_year"),
        Column.Text("code_status", _ => "Clear"),
        Column.Whole("type_of_violence", e => e.Mappings?.UcdpTypeOfViolence),
        .. Empties("conflict_dset_id", "conflict_new_id"),
        Column.Text("conflict_name", e => Area(e, "ADM0")),
        .. Empties("dyad_dset_id", "dyad_new_id"),
        Column.Text("dyad_name", e => string.Join(" - ", new[] { Name(Acting(e).FirstOrDefault()), Name(Receiving(e).FirstOrDefault()) }.Where(n => n.Length > 0))),
        .. Empties("side_a_dset_id", "side_a_new_id"),
        Column.Text("side_a", e => Name(Acting(e).FirstOrDefault())),
        .. Empties("side_b_dset_id", "side_b_new_id"),
        Column.Text("side_b", e => e.Mappings?.UcdpTypeOfViolence == 3 ? "Civilians" : Name(Receiving(e).FirstOrDefault())),
        Column.Whole("number_of_sources", _ => 1),
        Column.Text("source_article", e => e.Report?.Url),
        Column.Text("source_office", e => e.Report?.SourceDisplayName),
        Column.Text("source_date", e => e.Report?.PublishTime is { } time ? time.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""),
        Column.Text("source_headline", e => e.Report?.Title),
        Column.Text("source_original", e => Join(e.Attributions.Select(a => Name(a.Claimant)))),
        Column.Whole("where_prec", e => e.Location?.Precision switch
        {
            GeoPrecision.Exact => 1,
            GeoPrecision.Near => 2,
            GeoPrecision.Adm2 => 3,
            GeoPrecision.Adm1 => 4,
            GeoPrecision.Region => 5,
            GeoPrecision.Country => 6,
            _ => null,
        }),
        Column.Text("where_coordinates", e => Place(e)?.DisplayName),
        Column.Text("where_description", e => e.Location?.Toponym?.Evidence?.Quote),
        Column.Text("adm_1", e => Area(e, "ADM1")),
        Column.Text("adm_2", e => Area(e, "ADM2")),
        Column.Real("latitude", e => e.Location?.Point?.Latitude),
        Column.Real("longitude", e => e.Location?.Point?.Longitude),
        Column.Text("geom_wkt", e => e.Location?.Point is { } p ? string.Create(CultureInfo.InvariantCulture, $"POINT ({p.Longitude} {p.Latitude})") : ""),
        Column.Whole("priogrid_gid", e => e.Location?.Point is { } p ? Cell(p.Latitude, p.Longitude) : null),
        Column.Text("country", e => Area(e, "ADM0")),
        .. Empties("country_id", "region"),
        Column.Whole("event_clarity", e => e.Time?.Precision is EventTime.Types.Precision.PartOfDay or EventTime.Types.Precision.Day ? 1 : 2),
        Column.Whole("date_prec", e => e.Time?.Precision switch
        {
            EventTime.Types.Precision.PartOfDay or EventTime.Types.Precision.Day => 1,
            EventTime.Types.Precision.Week => 3,
            EventTime.Types.Precision.Month => 4,
            EventTime.Types.Precision.Year or EventTime.Types.Precision.Longer => 5,
            _ => null,
        }),
        Column.Text("date_start", e => First(e)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Column.Text("date_end", e => Last(e)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Column.Whole("deaths_a", e => Dead(e, Participant.Types.Side.A)),
        Column.Whole("deaths_b", e => Dead(e, Participant.Types.Side.B)),
        Column.Whole("deaths_civilians", e => Dead(e, Participant.Types.Side.Civilian)),
        Column.Whole("deaths_unknown", e => Dead(e, Participant.Types.Side.Unspecified) + Dead(e, Participant.Types.Side.Other)),
        Column.Whole("best", e => Harmed(e, Casualties.Types.Harm.Killed).Best),
        Column.Whole("high", e => Harmed(e, Casualties.Types.Harm.Killed).High),
        Column.Whole("low", e => Harmed(e, Casualties.Types.Harm.Killed).Low),
        .. Empties("gwnoa", "gwnob"),
    ];

    private static long Dead(Event item, Participant.Types.Side side) => Harmed(item, Casualties.Types.Harm.Killed, side).Best ?? 0;

    private static long Cell(double latitude, double longitude)
    {
        var row = Math.Clamp((long)Math.Floor((latitude + 90) * CellsADegree), 0, (180 * CellsADegree) - 1);
        var column = Math.Clamp((long)Math.Floor((longitude + 180) * CellsADegree), 0, CellsARow - 1);
        return (row * CellsARow) + column + 1;
    }

    private static IEnumerable<Column> Empties(params string[] names) => names.Select(Column.Empty);
}
