using System.Globalization;
using System.Text;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>Incidents for a terminal: many as rows, one in full.</summary>
internal static class IncidentViews
{
    /// <summary>Columns from which the names fit beside the rest.</summary>
    private const int NamesFrom = 110;

    /// <summary>A row each.</summary>
    public static IRenderable Table(IReadOnlyList<Incident> incidents, int width)
    {
        List<(string Head, Func<Incident, string> Words)> columns =
        [
            ("date", item => Words.Days(item.Time)), ("what", What), ("where", item => Words.Short(item.Location?.Toponym)),
            ("killed", item => Toll(item, Casualties.Types.Harm.Killed)), ("injured", item => Toll(item, Casualties.Types.Harm.Injured)),
            ("reports", item => item.ReportCount.ToString(CultureInfo.InvariantCulture)),
            ("sources", item => item.IndependentSourceCount.ToString(CultureInfo.InvariantCulture)),
            ("incident", item => width >= NamesFrom ? SafeText.Line(item.Name) : ""),
        ];
        var rows = incidents.Select(item => columns.ConvertAll(column => column.Words(item))).ToList();
        // A column that says nothing takes room from the others.
        var said = Enumerable.Range(0, columns.Count).Where(c => rows.Exists(row => row[c].Length > 0)).ToList();
        var table = Tables.Create([.. said.Select(c => columns[c].Head)]);
        foreach (var row in rows)
            table.AddRow(said.Select(c => (IRenderable)Tables.Cell(row[c], c == 1 ? Styles.Heading : Style.Plain)));
        return table;
    }

    /// <summary>Everything of one, a line for each claim, account and reason.</summary>
    public static string Text(Incident item)
    {
        var text = new StringBuilder();
        void Line(string indent, params string[] parts)
        {
            var line = string.Join("  ", parts.Select(part => SafeText.Line(part)).Where(part => part.Length > 0));
            if (line.Length > 0)
                text.Append(indent).AppendLine(line);
        }

        Line("", item.Name, item.MergedInto.Length > 0 ? $"was taken in by {item.MergedInto}" : "");
        if (item.MergedInto.Length > 0)
            return text.ToString();
        Line("  ", What(item), Words.Days(item.Time), Words.Of(item.Location), Words.Of(item.Credibility));
        Line("  ", $"{item.ReportCount} reports, {item.SourceCount} sources, {item.IndependentSourceCount} independent", item.PartOf.Length > 0 ? $"part of {item.PartOf}" : "");
        foreach (var toll in item.Tolls)
        {
            Line("  ", Words.Of(toll.Harm), toll.Sector, Words.Of(toll.Side), toll.HasBest ? Range(toll) : "", toll.BestRule);
            foreach (var claim in toll.Claims)
                Line(
                    "    ", Words.Of(claim.Casualties.Count), Claimant(claim), claim.Report.SourceDisplayName, claim.Report.PublishTime?.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                    claim.Casualties.Scope is Casualties.Types.Scope.Event or Casualties.Types.Scope.Unspecified ? "" : Words.Of(claim.Casualties.Scope), claim.Superseded ? "superseded" : "",
                    claim.ClaimantIsParty ? "party to the fighting" : "", Words.Of(claim.Credibility));
        }
        foreach (var account in item.Events)
            Line("  ", account);
        foreach (var reason in item.MergeReasons)
            Line("  because ", reason);
        return text.ToString();
    }

    private static string What(Incident item)
    {
        var mode = item.Modes.Count > 0 ? " " + SafeText.Line(item.Modes[0]) : "";
        return Words.Of(item.Type) + mode + (item.Factuality is Factuality.Asserted or Factuality.Unspecified ? "" : $" ({Words.Of(item.Factuality)})");
    }

    private static string Claimant(Claim claim) => string.Join(", ", claim.Casualties.Attributions.Select(a => a.Claimant?.DisplayName ?? "").Where(name => name.Length > 0).Distinct());

    private static string Toll(Incident item, Casualties.Types.Harm harm) =>
        item.Tolls.FirstOrDefault(toll => toll.Harm == harm && toll.Sector.Length == 0) is { HasBest: true } all ? Range(all) : "";

    private static string Range(Incident.Types.Toll toll) => toll.Low == toll.High
        ? toll.Best.ToString("N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{toll.Best:N0} ({toll.Low:N0} to {toll.High:N0})");
}
