using Sitrep.Coder.Events;
using Sitrep.Muc4.Features;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Rendering;

/// <summary>Decides which incidents of a report the corpus would list, and what fills their slots.</summary>
internal sealed class TemplateRenderer(Muc4Models models, RenderingOptions options)
{
    public static readonly string[] Types = ["ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY"];

    /// <summary>A report without a word for an incident has none, whatever the models say of texts so short.</summary>
    public IReadOnlyList<Template> Render(ArticleExample example, ArticleScores scores) =>
        example.Article.Incidents.Count == 0 ? [] : Render(example, Prepare(example, scores));

    /// <summary>What does not depend on the options.</summary>
    public PreparedArticle Prepare(ArticleExample example, ArticleScores scores) => new(
        scores.Document[0] + models.Score("relevance", NodeFeatures.OfReport(example, scores)), [.. Types.Select((name, type) =>
    {
        var nodes = NodeFeatures.Nodes(example, scores.Groups[type]);
        foreach (var node in nodes)
            node.Score = node.First + models.Score("node " + node.Slot, NodeFeatures.Of(example, scores, type, node, nodes));
        return new PreparedType(name, scores.Document[1 + type] + models.Score("type", NodeFeatures.OfType(example, scores, type)), nodes);
    })]);

    public IReadOnlyList<Template> Render(ArticleExample example, PreparedArticle article)
    {
        if (article.Relevance < options.Relevance)
            return [];
        var found = new List<Template>();
        // A relevant report has one incident at least.
        foreach (var type in article.Types.OrderByDescending(t => t.Score - options.TypeThreshold(t.Name)))
        {
            if (type.Score < options.TypeThreshold(type.Name) && found.Count > 0)
                break;
            found.AddRange(OfType(example, type));
        }
        return found;
    }

    private List<Template> OfType(ArticleExample example, PreparedType type)
    {
        var nodes = type.Nodes;
        var accepted = nodes.Where(n => n.Score >= options.Threshold(n.Slot)).ToList();
        // A template without anybody hurt or anything hit maps to nothing.
        if (!accepted.Any(n => n.Slot is Slot.Human or Slot.Target) && nodes.Where(n => n.Slot is Slot.Human or Slot.Target).OrderByDescending(n => n.Score).FirstOrDefault() is { } best && best.Score >= options.Fallback)
            accepted.Add(best);
        // What stands within another filler's words says nothing of its own.
        accepted.RemoveAll(n => accepted.Any(m => m != n && m.Slot == n.Slot && m.Best.Start <= n.Best.Start && n.Best.End <= m.Best.OfEnd && m.Best.OfEnd - m.Best.Start > n.Best.End - n.Best.Start));
        var clusters = Cluster(example.Article, accepted, type.Pairs);
        return [.. clusters.Select(c => ToTemplate(example, type, c))];
    }

    private List<List<Node>> Cluster(Article a, List<Node> accepted, Dictionary<(Node, Node), double> pairs)
    {
        var core = accepted.Where(n => n.Slot is Slot.Human or Slot.Target).ToList();
        var clusters = core.Select(n => new List<Node> { n }).ToList();
        while (clusters.Count > 1)
        {
            var (best, x, y) = (double.MinValue, 0, 0);
            for (var i = 0; i < clusters.Count; i++)
            {
                for (var j = i + 1; j < clusters.Count; j++)
                {
                    var score = clusters[i].SelectMany(p => clusters[j].Select(q => Pair(p, q))).Average();
                    if (score > best)
                        (best, x, y) = (score, i, j);
                }
            }
            if (best < options.Join)
                break;
            clusters[x].AddRange(clusters[y]);
            clusters.RemoveAt(y);
        }
        if (clusters.Count == 0)
            clusters.Add([]);
        // Perpetrators and weapons go to every incident that they may belong to, and to the best one at least.
        var bases = clusters.Select(c => c.ToArray()).ToArray();
        foreach (var node in accepted.Where(n => n.Slot is not (Slot.Human or Slot.Target)))
        {
            if (clusters.Count == 1)
            {
                clusters[0].Add(node);
                continue;
            }
            var fits = bases.Select(b => b.Max(q => Pair(node, q))).ToArray();
            for (var c = 0; c < clusters.Count; c++)
            {
                if (fits[c] >= options.Share || fits[c] == fits.Max())
                    clusters[c].Add(node);
            }
        }
        return clusters;

        double Pair(Node p, Node q)
        {
            if (!pairs.TryGetValue((p, q), out var score))
                pairs[(p, q)] = pairs[(q, p)] = score = models.Score("pair", PairFeatures.Of(a, (p.Slot, p.Groups), (q.Slot, q.Groups)));
            return score;
        }
    }

    private Template ToTemplate(ArticleExample example, PreparedType type, List<Node> nodes)
    {
        var a = example.Article;
        var core = nodes.Where(n => n.Slot is Slot.Human or Slot.Target).ToList();
        var context = new IncidentContext(a, type.Name, (core.Count > 0 ? core : nodes).SelectMany(n => n.Groups.Take(2).Append(n.Best)));
        var key = string.Join(' ', context.Sentences.Order());
        if (!type.Settings.TryGetValue(key, out var setting))
            type.Settings[key] = setting = Setting(a, context);
        return new Template
        {
            IncidentType = type.Name,
            Date = setting.Date,
            Location = setting.Country.Length == 0 ? [] : setting.Place.Length > 0 && setting.PlaceScore >= options.Place ? [setting.Country, setting.Place] : [setting.Country],
            Killed = Toll(a, context, Harm.Killed),
            Injured = Toll(a, context, Harm.Injured),
            Fillers = [.. nodes.Select(n => new Filler(n.Slot, Words(a, n), n.Slot == Slot.Human && n.Best.NameType == "PER"))],
        };
    }

    /// <summary>The coder's number for the events that are told where this incident is.</summary>
    private static int? Toll(Article a, IncidentContext context, Harm harm)
    {
        var numbers = a.Coded.Events
            .Where(e => e.Triggers.Any(t => a.TokenAt(t.Start) is var token && token < a.Tokens.Count && context.Sentences.Contains(a.Tokens[token].Sentence)))
            .SelectMany(e => e.Casualties).Where(c => c.Harm == harm && c.Scope is CasualtyScope.Event or CasualtyScope.None && c.Count.Stated is not null)
            .Select(c => c.Count.Stated!.Value).ToList();
        return numbers.Count == 0 ? null : (int)Math.Min(int.MaxValue, numbers.Max());
    }

    private IncidentSetting Setting(Article a, IncidentContext context)
    {
        var date = DateCandidates.Of(a, context).MaxBy(d => models.Score("date", d.Features))?.Value ?? "";
        var country = PlaceCandidates.CountriesOf(a, context).MaxBy(c => models.Score("country", c.Features));
        var place = PlaceCandidates.PlacesOf(a, context, country?.Country ?? "")
            .Select(p => (p.Name, Score: models.Score("place", p.Features))).OrderByDescending(p => p.Score).FirstOrDefault();
        return new IncidentSetting(date, country?.Name ?? "", place.Name ?? "", place.Score);
    }

    /// <summary>The words by which a filler is quoted.</summary>
    public string Words(Article a, Node node)
    {
        var group = node.Best;
        if (group.NameType == "PER" && a.NameAt[group.Head] >= 0)
            return node.Groups.Where(g => g.NameType == "PER").Select(g => a.Names[a.NameAt[g.Head]].DisplayName).Append(a.Names[a.NameAt[group.Head]].DisplayName).MaxBy(n => n.Length)!;
        var best = VariantFeatures.Of(a, group).Select(v => (v, Score: models.Score("variant " + node.Slot, VariantFeatures.Features(a, group, v)))).MaxBy(v => v.Score).v;
        return a.Words(best.Start, best.End);
    }
}
