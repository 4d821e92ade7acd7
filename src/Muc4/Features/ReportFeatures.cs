using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Muc4.Features;

/// <summary>What trees see of a report when they decide whether it has incidents, and of which types.</summary>
internal static class ReportFeatures
{
    private static readonly Slot[] Slots = Enum.GetValues<Slot>();
    private static readonly string[] Countries = ["EL SALVADOR", "COLOMBIA", "PERU", "GUATEMALA", "CHILE", "HONDURAS", "BOLIVIA", "ARGENTINA", "ECUADOR"];

    /// <summary>Of relevance where the type is negative.</summary>
    public static int[] Of(ArticleExample example, ArticleScores scores, int type)
    {
        var a = example.Article;
        var row = new FeatureRow();
        for (var t = 0; t < TemplateRenderer.Types.Length; t++)
            row.Add(t == type);
        row.AddLogit(scores.Document[0]);
        row.AddLogit(type < 0 ? scores.Document.Skip(1).Max() : scores.Document[1 + type]);
        row.AddLogit(type < 0 ? scores.Document.Skip(1).Average() : scores.Document[1 + type] - scores.Document.Skip(1).Max());
        for (var t = 0; t < TemplateRenderer.Types.Length; t++)
            row.AddLogit(scores.Document[1 + t]);
        double Best(NounGroup group, Slot slot) => type < 0 ? scores.Groups.Max(t => t[group.Index][(int)slot]) : scores.Groups[type][group.Index][(int)slot];
        foreach (var slot in Slots)
        {
            var values = a.Groups.Select(g => Best(g, slot)).OrderDescending().Take(3).ToArray();
            for (var i = 0; i < 3; i++)
                row.AddLogit(i < values.Length ? values[i] : FeatureRow.None);
            row.AddLogit(a.Groups.Where(g => g.Sentence < 3).Select(g => Best(g, slot)).DefaultIfEmpty(FeatureRow.None).Max());
        }
        var likely = a.Groups.Where(g => Math.Max(Best(g, Slot.Human), Best(g, Slot.Target)) > 0).ToList();
        row.Add(likely.Select(g => g.Entity).Distinct().Count());
        row.Add(likely.Count == 0 ? 60 : likely.Min(g => g.Sentence));
        row.Add(likely.Count(g => g.IsName));
        row.Add(likely.Count(g => g.Classes.Contains("person:armed") || g.Classes.Contains("person:MIL")));
        row.Add(likely.Count(g => g.Classes.Contains("person") && !g.Classes.Contains("person:armed")));
        var words = a.Incidents.Where(w => type < 0 || w.Type == TemplateRenderer.Types[type]).ToList();
        row.Add(words.Count);
        row.Add(words.Count(w => w.Kind == "deed"));
        row.Add(words.Count(w => w.Kind == "deed" && a.Tokens[w.Token].Sentence < 3));
        row.Add(words.Count(w => w.Kind == "deed" && a.VerbAt[w.Token] >= 0 && a.Verbs[a.VerbAt[w.Token]] is { Hedged: false, Voice: "act" or "pas" or "bare" }));
        row.Add(words.Count(w => a.VerbAt[w.Token] >= 0 && a.Verbs[a.VerbAt[w.Token]].Hedged));
        row.Add(100 * words.Count / a.Sentences.Count);
        row.Add(a.Sentences.Count);
        row.Add(a.Times.Count);
        row.Add(a.Times.Count(t => t.Interval is { } i && i.End is { } end && a.Report.Date is { } day && end.DayNumber - i.Start.DayNumber == 1 && day.DayNumber - i.Start.DayNumber is >= 0 and < 14));
        row.Add(a.Coded.Events.Count);
        row.Add(a.Coded.Events.Count(e => e.Type == Coder.Events.EventType.Assault && e.Factuality == Coder.Events.Factuality.Asserted));
        var country = PlaceCandidates.CountriesOf(a, new IncidentContext(a, type < 0 ? "ATTACK" : TemplateRenderer.Types[type], likely)).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Countries)
            row.Add(country.Contains(name));
        return row.ToArray();
    }
}
