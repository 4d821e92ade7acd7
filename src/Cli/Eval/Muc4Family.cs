using System.Text.Json;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Offline;
using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Muc4;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Cli.Eval;

/// <summary>muc4_score.py: `{"id","templates":[{"incident_type","date","location",..}]}`; reads id, text and the report's header (date, place, source).</summary>
internal static class Muc4Family
{
    private static readonly (string Name, Func<Filler, bool> Holds)[] Roles =
    [
        ("PerpInd", f => f.Slot == Slot.PerpInd),
        ("PerpOrg", f => f.Slot == Slot.PerpOrg),
        ("Target", f => f.Slot == Slot.Target),
        ("Victim", f => f.Slot == Slot.Human && f.IsName),
        ("VictimDesc", f => f.Slot == Slot.Human && !f.IsName),
        ("Weapon", f => f.Slot == Slot.Weapon),
    ];

    public static async ValueTask<string> RunAsync(IncidentRenderer renderer, TextAnalyzer analyzer, OfflineEngine engine, JsonLine line, CancellationToken cancellationToken)
    {
        var report = new Muc4Report(line.Required("text"), GoldDates.Day(line, "date"), line.Optional("place") ?? "", line.Optional("source") ?? "");
        var coded = await engine.ReadAsync(new CoderInput(report.Text, "", GoldDates.Time(line, "date"), "", ResolutionContext.None), cancellationToken);
        var templates = renderer.Render(report, analyzer.Analyze(report.Text, new AnalysisContext("", report.Date)), coded);
        return Prediction.Line(line.RawId, json =>
        {
            json.WriteStartArray("templates");
            foreach (var template in templates)
                Write(json, template);
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, Template template)
    {
        json.WriteStartObject();
        json.WriteString("incident_type", template.IncidentType);
        if (template.Date.Length > 0)
            json.WriteString("date", template.Date);
        json.WriteStartArray("location");
        foreach (var name in template.Location)
            json.WriteStringValue(name);
        json.WriteEndArray();
        foreach (var (name, holds) in Roles)
        {
            json.WriteStartArray(name);
            foreach (var filler in template.Fillers.Where(holds))
            {
                json.WriteStartArray();
                json.WriteStringValue(filler.Text);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        if (template.Killed is { } killed)
            json.WriteNumber("killed", killed);
        if (template.Injured is { } injured)
            json.WriteNumber("injured", injured);
        json.WriteEndObject();
    }
}
