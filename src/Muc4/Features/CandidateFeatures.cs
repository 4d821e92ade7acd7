using Sitrep.Coder.Events;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Muc4.Features;

/// <summary>What trees see of an incident when they decide whether the key lists it: its slots, its rivals, when and where, and how it is told.</summary>
internal static class CandidateFeatures
{
    private static readonly Slot[] Slots = Enum.GetValues<Slot>();
    private static readonly string[] Classes = ["person", "person:armed", "person:GOV", "person:MIL", "person:CVL", "person:office", "person:CRM", "body:armed", "body:MIL", "target:vehicle", "target:utility", "target:MIL"];
    private static readonly Factuality[] Factualities = [Factuality.Asserted, Factuality.Negated, Factuality.Future, Factuality.Hypothetical, Factuality.Historical];
    private static readonly string[] Countries = ["EL SALVADOR", "COLOMBIA", "PERU", "GUATEMALA", "CHILE", "HONDURAS", "BOLIVIA", "ARGENTINA", "ECUADOR"];

    public static int[] Of(ArticleExample example, PreparedArticle article, Candidate one)
    {
        var a = example.Article;
        var row = new FeatureRow();
        row.AddLogit(article.Relevance);
        row.AddLogit(one.Type.Score);
        row.AddLogit(one.Type.Score - article.Types.Max(t => t.Score));
        foreach (var type in article.Types)
        {
            row.Add(type.Name == one.Type.Name);
            row.AddLogit(type.Score);
        }
        foreach (var slot in Slots)
        {
            var scores = one.Nodes.Where(n => n.Slot == slot).Select(n => n.Score).ToList();
            row.Add(scores.Count);
            row.AddLogit(scores.DefaultIfEmpty(FeatureRow.None).Max());
        }
        row.AddLogit(one.Core.Select(n => n.Score).DefaultIfEmpty(FeatureRow.None).Max());
        row.Add((int)(100 * one.Nodes.Sum(n => 1 / (1 + Math.Exp(-n.Score)))));
        Rivals(row, article.Candidates, one);
        row.AddLogit(one.Setting.DateScore);
        row.Add(one.Setting.Date.Length == 0 ? 3 : one.Setting.Date[0] == '/' ? 2 : one.Setting.Date.Contains('/', StringComparison.Ordinal) ? 1 : 0);
        row.Add(Ago(a, one.Setting.Date));
        row.AddLogit(one.Setting.PlaceScore);
        foreach (var country in Countries)
            row.Add(one.Setting.Country == country);
        Telling(row, a, one);
        return row.ToArray();
    }

    private static void Rivals(FeatureRow row, IReadOnlyList<Candidate> all, Candidate one)
    {
        var same = all.Where(c => c.Type == one.Type).ToList();
        row.Add(same.Count);
        row.Add(all.Count);
        row.Add(same.IndexOf(one));
        row.Add(same.Count(c => Weight(c) > Weight(one)));
        row.AddLogit(Weight(one) - same.Max(Weight));
        // The same victims or targets in an incident of a likelier type.
        var mine = one.Core.Select(n => n.Best.Entity).ToHashSet();
        var shared = all.Where(c => c.Type != one.Type && c.Core.Any(n => mine.Contains(n.Best.Entity))).ToList();
        row.AddLogit(shared.Select(c => c.Type.Score).DefaultIfEmpty(FeatureRow.None).Max());
        row.AddLogit(shared.Select(c => one.Type.Score - c.Type.Score).DefaultIfEmpty(-FeatureRow.None).Min());
        var near = all.Where(c => c.Type != one.Type && c.Context.Sentences.Overlaps(one.Context.Sentences)).ToList();
        row.AddLogit(near.Select(c => c.Type.Score).DefaultIfEmpty(FeatureRow.None).Max());
        row.Add(near.Count);
        row.Add(same.Where(c => c != one).Select(c => c.Context.Sentences.Min(s => one.Context.Distance(s))).DefaultIfEmpty(60).Min());
        row.AddLogit(same.Where(c => c != one).SelectMany(c => c.Core.SelectMany(p => one.Core.Select(q => one.Type.Pairs.GetValueOrDefault((p, q), FeatureRow.None)))).DefaultIfEmpty(FeatureRow.None).Max());
    }

    private static void Telling(FeatureRow row, Article a, Candidate one)
    {
        var sentences = one.Context.Sentences;
        row.Add(sentences.Min());
        row.Add(100 * sentences.Min() / a.Sentences.Count);
        row.Add(sentences.Count);
        row.Add(a.Sentences.Count);
        var words = a.Incidents.Where(w => sentences.Contains(a.Tokens[w.Token].Sentence)).ToList();
        var verbs = words.Where(w => a.VerbAt[w.Token] >= 0).Select(w => a.Verbs[a.VerbAt[w.Token]]).ToList();
        row.Add(words.Count);
        row.Add(words.Count(w => w.Type == one.Type.Name));
        row.Add(words.Count(w => w.Kind == "deed"));
        row.Add(verbs.Count(v => v.Hedged));
        row.Add(verbs.Count(v => !v.Hedged && v.Voice is "act" or "pas" or "bare"));
        row.Add(a.Times.Count(t => t.Interval is not null && sentences.Contains(a.Tokens[Math.Min(a.TokenAt(t.Span.Start), a.Tokens.Count - 1)].Sentence)));
        foreach (var name in Classes)
            row.Add(one.Core.Count(n => n.Groups.Any(g => g.Classes.Contains(name))));
        row.Add(one.Core.Count(n => n.Best.NameType == "PER"));
        row.Add(one.Core.Count(n => n.Best.IsName && n.Best.NameType != "PER"));
        var events = one.Core.SelectMany(n => n.Groups).SelectMany(g => a.EventsOf[g.Index]).Distinct().Select(e => a.Coded.Events.First(c => c.Index == e)).ToList();
        row.Add(events.Count);
        foreach (var factuality in Factualities)
            row.Add(events.Count(e => e.Factuality == factuality));
        row.Add(events.Count(e => e.Type == EventType.Assault));
        row.Add(events.Count(e => e.Occurrences is not null));
    }

    private static double Weight(Candidate candidate) => candidate.Core.Select(n => n.Score).DefaultIfEmpty(FeatureRow.None).Max();

    private static int Ago(Article a, string date) => date.Length >= 10 && a.Report.Date is { } day
        && DateOnly.TryParseExact(date[^10..], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var end)
        ? Math.Clamp(day.DayNumber - end.DayNumber, -30, 1000) : -31;
}
