using Sitrep.Cli.Terminal;
using Sitrep.Sources.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>Reports and their sources: tables of many, a card of one.</summary>
internal static class ReportViews
{
    public static IRenderable Table(IReadOnlyList<Report> reports)
    {
        var table = Tables.Create("published", "source", "title", "coding", "report");
        foreach (var report in reports)
        {
            table.AddRow(
                Tables.Cell(Words.Of(report.PublishTime)), Tables.Cell(SafeText.Line(report.Source)), Tables.Cell(SafeText.Line(report.Title)),
                Tables.Cell(Coding(report)), Tables.Cell(SafeText.Line(report.Name)));
        }
        return table;
    }

    public static IRenderable Card(Report report)
    {
        var grid = new Grid { Expand = false }.AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1)).AddColumn(new GridColumn().PadLeft(1).PadRight(0));
        Add("source", SafeText.Line(report.Source));
        Add("credits", SafeText.Line(string.Join(", ", report.CreditedSources)));
        Add("published", Words.Of(report.PublishTime));
        Add("dateline", SafeText.Line(report.Dateline));
        Add("language", SafeText.Line(report.LanguageCode));
        Add("url", SafeText.Line(report.Url));
        Add("story", SafeText.Line(report.Story));
        Add("status", Words.Of(report.Status) + (report.StatusReason.Length > 0 ? ": " + SafeText.Line(report.StatusReason) : ""));
        Add("coding", Coding(report));
        Add("coder", SafeText.Line(report.Coding?.CoderVersion ?? ""));
        Add("last error", SafeText.Line(report.Coding?.LastError?.Message ?? ""));
        Add("revision", report.Revision > 0 ? Words.Number(report.Revision) : "");
        Add("name", SafeText.Line(report.Name));
        List<IRenderable> rows = [new Spectre.Console.Text(report.Title.Length > 0 ? SafeText.Line(report.Title) : "(no title)", Styles.Heading), grid];
        if (report.Text.Length > 0)
            rows.AddRange([new Spectre.Console.Text(""), new Spectre.Console.Text(SafeText.Of(report.Text))]);
        return new Rows(rows);

        void Add(string label, string value)
        {
            if (value.Length > 0)
                grid.AddRow(new Spectre.Console.Text(label, Styles.Label), new Spectre.Console.Text(value));
        }
    }

    public static IRenderable Table(IReadOnlyList<Source> sources)
    {
        var table = Tables.Create("source", "display name", "kind", "country", "language", "reliability");
        foreach (var source in sources)
        {
            table.AddRow(
                Tables.Cell(SafeText.Line(source.Name)), Tables.Cell(SafeText.Line(source.DisplayName), Styles.Heading), Tables.Cell(Words.Of(source.Kind)),
                Tables.Cell(SafeText.Line(source.CountryCode)), Tables.Cell(SafeText.Line(source.LanguageCode)), Tables.Cell(Words.Of(source.Reliability)));
        }
        return table;
    }

    /// <summary>"coded, 3 events", "pending", "failed after 5 tries".</summary>
    public static string Coding(Report report) => report.Coding switch
    {
        null => "",
        { State: Report.Types.State.Coded, SkipReason.Length: > 0 } coding => $"coded, skipped: {SafeText.Line(coding.SkipReason)}",
        { State: Report.Types.State.Coded } coding => $"coded, {Words.Number(coding.EventCount)} event{(coding.EventCount == 1 ? "" : "s")}",
        { State: Report.Types.State.Failed } coding => $"failed after {Words.Number(coding.Attempts)} tr{(coding.Attempts == 1 ? "y" : "ies")}",
        var coding => Words.Of(coding.State),
    };
}
