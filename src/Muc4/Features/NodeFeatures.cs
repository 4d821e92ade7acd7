using Sitrep.Muc4.Models;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Muc4.Features;

/// <summary>What the second models see: of each possible filler how it stands against the others, and of each type how well its slots are filled.</summary>
internal static class NodeFeatures
{
    private static readonly Slot[] Slots = Enum.GetValues<Slot>();

    /// <summary>Everything that may fill a slot of an incident of a type, in text order a slot.</summary>
    public static List<Node> Nodes(ArticleExample example, double[][] groups)
    {
        var nodes = new List<Node>();
        foreach (var slot in Slots)
        {
            foreach (var mates in example.Article.Groups.Where(g => groups[g.Index][(int)slot] > Floor).GroupBy(g => g.Entity))
            {
                var all = mates.ToArray();
                var best = all.MaxBy(g => groups[g.Index][(int)slot])!;
                var near = all.Where(g => groups[g.Index][(int)slot] > groups[best.Index][(int)slot] - 2).ToArray();
                nodes.Add(new Node { Slot = slot, Best = best, First = groups[best.Index][(int)slot], Groups = near });
            }
        }
        return nodes;
    }

    /// <summary>Below this logit nothing is looked at again.</summary>
    private const double Floor = -4.5;

    public static uint[] Of(ArticleExample example, ArticleScores scores, int type, Node node, IReadOnlyList<Node> nodes)
    {
        var a = example.Article;
        var groups = scores.Groups[type];
        var bag = new FeatureBag();
        var k = (int)node.Slot;
        var typeName = TemplateRenderer.Types[type];
        var first = Step(node.First);
        bag.Add("first", first);
        bag.Add("type", typeName);
        bag.Add("firsttype", typeName + first);
        bag.Add("firstkind", $"{node.Best.Kind}{node.Best.NameType}{first}");
        bag.Add("kind", $"{node.Best.Kind}{node.Best.NameType}");
        bag.Add("head", a.Tokens[node.Best.Head].Lemma);
        bag.Add("mates", Math.Min(node.Groups.Count, 4));
        bag.Add("second", node.Groups.Count < 2 ? "none" : Step(node.Groups.Where(g => g != node.Best).Max(g => groups[g.Index][k])).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var same = nodes.Where(n => n.Slot == node.Slot).OrderByDescending(n => n.First).ToList();
        var rank = same.IndexOf(node);
        bag.Add("rank", Math.Min(rank, 5));
        bag.Add("rankfirst", $"{Math.Min(rank, 3)} {first}");
        bag.Add("behind", Step(node.First - same[0].First));
        bag.Add("top", Step(same[0].First));
        if (rank == 0 && same.Count > 1)
            bag.Add("ahead", Step(node.First - same[1].First));
        foreach (var slot in Slots)
        {
            if (slot == node.Slot)
                continue;
            bag.Add("as" + slot, Step(groups[node.Best.Index][(int)slot]));
            var other = nodes.Where(n => n.Slot == slot && n.Best.Entity != node.Best.Entity).ToList();
            var here = other.Where(n => n.Groups.Any(g => g.Sentence == node.Best.Sentence)).Select(n => n.First).DefaultIfEmpty(-9).Max();
            bag.Add("here" + slot, Step(here));
            bag.Add("any" + slot, Step(other.Select(n => n.First).DefaultIfEmpty(-9).Max()));
        }
        bag.Add("heresame", Step(same.Where(n => n != node && n.Groups.Any(g => g.Sentence == node.Best.Sentence)).Select(n => n.First).DefaultIfEmpty(-9).Max()));
        bag.Add("sent", Math.Min(node.Best.Sentence, 5));
        bag.Add("doctype", Step(scores.Document[1 + type]));
        bag.Add("docrel", Step(scores.Document[0]));
        var words = a.Incidents.Where(w => a.Tokens[w.Token].Sentence == node.Best.Sentence).ToList();
        bag.Add("words", words.Any(w => w.Type == typeName) ? "type" : words.Count > 0 ? "other" : "none");
        // The same words elsewhere with a higher score, and parts of it.
        bag.Add("outer", node.Best.Outer >= 0 ? Step(groups[node.Best.Outer].Max()) : -99);
        var inner = a.Groups.Where(g => g.Outer == node.Best.Index).ToList();
        bag.Add("inner", inner.Count > 0 ? Step(inner.Max(g => groups[g.Index][(int)Slot.PerpOrg])) : -99);
        if (node.Best.Partner >= 0)
            bag.Add("partner" + node.Best.Kind, Step(groups[node.Best.Partner].Max()));
        // For which other types it would do as well.
        for (var t = 0; t < scores.Groups.Length; t++)
        {
            if (t != type)
                bag.Add("elsewhere" + t, Step(scores.Groups[t][node.Best.Index][k] - node.First));
        }
        return bag.ToArray();
    }

    /// <summary>What the second model of types sees.</summary>
    public static uint[] OfType(ArticleExample example, ArticleScores scores, int type)
    {
        var a = example.Article;
        var bag = new FeatureBag();
        var name = TemplateRenderer.Types[type];
        Put("doc", Step(scores.Document[1 + type]));
        Put("rel", Step(scores.Document[0]));
        Put("both", Step(scores.Document[1 + type] + scores.Document[0]));
        for (var t = 0; t < TemplateRenderer.Types.Length; t++)
            Put("doc" + t, Step(scores.Document[1 + t]));
        foreach (var slot in Slots)
        {
            var values = scores.Groups[type].Select(g => g[(int)slot]).OrderDescending().Take(3).ToArray();
            for (var i = 0; i < values.Length; i++)
                Put($"{slot}{i}", Step(values[i]));
        }
        Put("targets", Step(scores.Groups[type].Select(g => Math.Max(g[(int)Slot.Human], g[(int)Slot.Target])).DefaultIfEmpty(-9).Max()));
        var words = a.Incidents.Where(w => w.Type == name).ToList();
        bag.AddSize("deeds", words.Count(w => w.Kind == "deed"));
        Put("deed", Math.Min(4, words.Count(w => w.Kind == "deed")));
        Put("hard", Math.Min(4, words.Count(w => w.Kind == "deed" && a.VerbAt[w.Token] >= 0 && !a.Verbs[a.VerbAt[w.Token]].Hedged && a.Verbs[a.VerbAt[w.Token]].Voice is "act" or "pas" or "bare")));
        Put("early", words.Any(w => a.Tokens[w.Token].Sentence < 2) ? 1 : 0);
        foreach (var word in words)
            bag.Add(name + "word", a.Tokens[word.Token].Lemma);
        bag.AddSize("length", a.Sentences.Count);
        return bag.ToArray();

        void Put(string feature, int value)
        {
            bag.Add(feature, value);
            bag.Add(name + feature, value);
        }
    }

    /// <summary>What the second model of relevance sees.</summary>
    public static uint[] OfReport(ArticleExample example, ArticleScores scores)
    {
        var a = example.Article;
        var bag = new FeatureBag();
        bag.Add("doc", Step(scores.Document[0]));
        for (var t = 0; t < TemplateRenderer.Types.Length; t++)
            bag.Add("doc" + t, Step(scores.Document[1 + t]));
        bag.Add("types", Step(scores.Document.Skip(1).Max()));
        foreach (var slot in Slots)
        {
            var values = a.Groups.Select(g => scores.Groups.Max(t => t[g.Index][(int)slot])).OrderDescending().Take(3).ToArray();
            for (var i = 0; i < values.Length; i++)
                bag.Add($"{slot}{i}", Step(values[i]));
        }
        var likely = a.Groups.Where(g => scores.Groups.Max(t => Math.Max(t[g.Index][(int)Slot.Human], t[g.Index][(int)Slot.Target])) > 0).ToList();
        bag.AddSize("likely", likely.Select(g => g.Entity).Distinct().Count());
        bag.Add("first", likely.Count == 0 ? 9 : Math.Min(4, likely.Min(g => g.Sentence)));
        foreach (var group in likely)
            bag.Add("main", MentionFeatures.MainClass(group));
        var deeds = a.Incidents.Where(w => w.Kind == "deed").ToList();
        bag.AddSize("deeds", deeds.Count);
        bag.Add("early", deeds.Count(w => a.Tokens[w.Token].Sentence < 2) is var n ? Math.Min(n, 3) : 0);
        bag.AddSize("length", a.Sentences.Count);
        bag.Add("country", scores.Document[0] > 0 ? "likely" : "unlikely");
        foreach (var country in PlaceCandidates.CountriesOf(a, new IncidentContext(a, "ATTACK", likely)).Select(c => c.Name))
            bag.Add("in", country);
        return bag.ToArray();
    }

    /// <summary>Half logits, at most 6 either way.</summary>
    private static int Step(double logit) => (int)Math.Clamp(Math.Floor(logit * 2), -12, 12);
}
