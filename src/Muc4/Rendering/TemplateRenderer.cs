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

    /// <summary>What does not depend on the options: every incident that the report may have, and the logit that the key lists it.</summary>
    public PreparedArticle Prepare(ArticleExample example, ArticleScores scores)
    {
        var article = Draft(example, scores);
        foreach (var candidate in article.Candidates)
            candidate.Score = models.Judge("keep", CandidateFeatures.Of(example, article, candidate));
        return article;
    }

    /// <summary>The same before it is judged which incidents the key lists.</summary>
    public PreparedArticle Draft(ArticleExample example, ArticleScores scores)
    {
        var relevance = models.Judge("relevance", ReportFeatures.Of(example, scores, -1));
        var types = Types.Select((name, type) =>
        {
            var nodes = NodeFeatures.Nodes(example, scores.Groups[type]);
            foreach (var node in nodes)
                node.Score = models.Judge("node " + node.Slot, NodeFeatures.Of(example, scores, type, node, nodes));
            return new PreparedType(name, models.Judge("type", ReportFeatures.Of(example, scores, type)), nodes);
        }).ToArray();
        var floor = Math.Min(TypeFloor, types.Max(t => t.Score));
        return new PreparedArticle(relevance, types, [.. types.Where(t => t.Score >= floor).SelectMany(t => OfType(example.Article, t))]);
    }

    public IReadOnlyList<Template> Render(ArticleExample example, PreparedArticle article)
    {
        if (article.Relevance < options.Relevance)
            return [];
        // A relevant report has one incident at least.
        var ranked = article.Candidates.OrderByDescending(Margin).ToList();
        return [.. ranked.Where((c, n) => n == 0 || Margin(c) >= 0).Select(c => ToTemplate(example.Article, c, Sure(c)))];

        double Margin(Candidate candidate) => candidate.Score - options.TypeThreshold(candidate.Type.Name);
    }

    /// <summary>Fillers that are likely enough: the less likely the incident, the likelier they must be. One target or victim stays, without which a template maps to nothing.</summary>
    private List<Node> Sure(Candidate incident)
    {
        var doubt = options.Trust * Math.Min(0, incident.Score - 2);
        var sure = incident.Nodes.Where(n => n.Score + doubt >= options.Threshold(n)).ToList();
        if (!sure.Any(n => n.Slot is Slot.Human or Slot.Target) && incident.Core.MaxBy(n => n.Score) is { } best)
            sure.Add(best);
        return sure;
    }

    /// <summary>Below this logit no incident of a type is looked for.</summary>
    private const double TypeFloor = -3;

    /// <summary>From this logit on a filler takes part in the search for incidents.</summary>
    private const double NodeFloor = -0.6;

    /// <summary>From this logit on the best target or victim takes part where none reaches the floor.</summary>
    private const double CoreFloor = -2.5;

    /// <summary>From this logit on two targets or victims belong to one incident.</summary>
    private const double Join = -0.4;

    /// <summary>From this logit on a perpetrator or weapon belongs to a further incident too.</summary>
    private const double Share = 0.8;

    private IEnumerable<Candidate> OfType(Article a, PreparedType type)
    {
        var nodes = type.Nodes;
        var accepted = nodes.Where(n => n.Score >= NodeFloor).ToList();
        // A template without anybody hurt or anything hit maps to nothing.
        if (!accepted.Any(n => n.Slot is Slot.Human or Slot.Target) && nodes.Where(n => n.Slot is Slot.Human or Slot.Target).OrderByDescending(n => n.Score).FirstOrDefault() is { } best && best.Score >= CoreFloor)
            accepted.Add(best);
        // What stands within another filler's words says nothing of its own.
        accepted.RemoveAll(n => accepted.Any(m => m != n && m.Slot == n.Slot && m.Best.Start <= n.Best.Start && n.Best.End <= m.Best.OfEnd && m.Best.OfEnd - m.Best.Start > n.Best.End - n.Best.Start));
        return Cluster(a, accepted, type.Pairs).Select(c => ToCandidate(a, type, c));
    }

    private Candidate ToCandidate(Article a, PreparedType type, List<Node> nodes)
    {
        var core = nodes.Where(n => n.Slot is Slot.Human or Slot.Target).ToList();
        var context = new IncidentContext(a, type.Name, (core.Count > 0 ? core : nodes).SelectMany(n => n.Groups.Take(2).Append(n.Best)));
        var key = string.Join(' ', context.Sentences.Order());
        if (!type.Settings.TryGetValue(key, out var setting))
            type.Settings[key] = setting = Setting(a, context);
        return new Candidate(type, nodes, context, setting);
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
            if (best < Join)
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
                if (fits[c] >= Share || fits[c] == fits.Max())
                    clusters[c].Add(node);
            }
        }
        return clusters;

        double Pair(Node p, Node q)
        {
            if (!pairs.TryGetValue((p, q), out var score))
                pairs[(p, q)] = pairs[(q, p)] = score = models.Judge("pair", PairFeatures.Row(a, models.Score("pair", PairFeatures.Of(a, (p.Slot, p.Groups), (q.Slot, q.Groups))), (p.Slot, p.Groups), (q.Slot, q.Groups)));
            return score;
        }
    }

    private Template ToTemplate(Article a, Candidate incident, IReadOnlyList<Node> fillers)
    {
        var setting = incident.Setting;
        return new Template
        {
            IncidentType = incident.Type.Name,
            Date = setting.Date,
            Location = setting.Country.Length == 0 ? [] : setting.Place.Length > 0 && setting.PlaceScore >= options.Place ? [setting.Country, setting.Place] : [setting.Country],
            Killed = Toll(a, incident.Context, Harm.Killed),
            Injured = Toll(a, incident.Context, Harm.Injured),
            Fillers = [.. fillers.Select(n => new Filler(n.Slot, Words(a, n), n.Slot == Slot.Human && n.Best.NameType == "PER"))],
        };
    }

    /// <summary>Every possible incident as a template, with every filler.</summary>
    public IReadOnlyList<Template> Whole(ArticleExample example, PreparedArticle article) => [.. article.Candidates.Select(c => ToTemplate(example.Article, c, c.Nodes))];

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
        var dates = DateCandidates.Of(a, context);
        var logits = dates.Select(d => models.Score("date", d.Features)).ToArray();
        var judged = dates.Select((d, n) => (d.Value, Logit: models.Judge("date", DateCandidates.Row(dates, logits, n)))).ToArray();
        var date = MucDate.Likeliest(judged);
        var country = PlaceCandidates.CountriesOf(a, context).MaxBy(c => models.Score("country", c.Features));
        var places = PlaceCandidates.PlacesOf(a, context, country?.Country ?? "");
        var fits = places.Select(p => models.Score("place", p.Features)).ToArray();
        var place = places.Select((p, n) => (p.Name, Score: models.Judge("place", PlaceCandidates.Row(places, fits, n)))).OrderByDescending(p => p.Score).FirstOrDefault();
        return new IncidentSetting(date, judged.FirstOrDefault(d => d.Value == date).Logit, country?.Name ?? "", place.Name ?? "", place.Score - models.Judge("no place", PlaceCandidates.Row(a, context, places, fits)));
    }

    /// <summary>The words by which a filler is quoted.</summary>
    public string Words(Article a, Node node)
    {
        if (node.Words is { } known)
            return known;
        var group = node.Best;
        if (group.NameType == "PER" && a.NameAt[group.Head] >= 0)
            return node.Words = node.Groups.Where(g => g.NameType == "PER").Select(g => a.Names[a.NameAt[g.Head]].DisplayName).Append(a.Names[a.NameAt[group.Head]].DisplayName).MaxBy(n => n.Length)!;
        var best = node.Groups.Where(g => g.NameType != "PER" && g.IsName == group.IsName).SelectMany(g => VariantFeatures.Of(a, g).Select(v => (v, Score: models.Score("variant " + node.Slot, VariantFeatures.Features(a, g, v))))).MaxBy(v => v.Score).v;
        return node.Words = a.Words(best.Start, best.End);
    }
}
