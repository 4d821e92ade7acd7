using Sitrep.Language.Syntax;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;
using NounGroup = Sitrep.Muc4.Reading.NounGroup;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Features;

/// <summary>What trees see of each possible filler: what the first models say of it and of its rivals, and how it stands in the report.</summary>
internal static class NodeFeatures
{
    private static readonly Slot[] Slots = Enum.GetValues<Slot>();
    private static readonly string[] NameTypes = ["PER", "ORG", "LOC", "NORP", "WEAPON", "MISC"];
    private static readonly string[] Classes = ["person", "person:armed", "person:GOV", "person:MIL", "person:CVL", "body", "body:armed", "body:MIL", "target", "target:vehicle", "weapon", "weapon:explosives"];
    private static readonly string[] Roles = ["Assault Actor", "Assault ActorOrganization", "Assault Recipient", "Assault Victim", "Assault PhysicalTarget", "Assault Instrument", "Asserted Actor", "Asserted Victim"];

    /// <summary>Below this logit nothing is looked at again.</summary>
    private const double Floor = -4.5;

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

    public static int[] Of(ArticleExample example, ArticleScores scores, int type, Node node, IReadOnlyList<Node> nodes)
    {
        var a = example.Article;
        var groups = scores.Groups[type];
        var best = node.Best;
        var k = (int)node.Slot;
        var row = new FeatureRow();
        for (var t = 0; t < TemplateRenderer.Types.Length; t++)
            row.Add(t == type);
        row.AddLogit(node.First);
        row.AddLogit(node.Groups.Where(g => g != best).Select(g => groups[g.Index][k]).DefaultIfEmpty(FeatureRow.None).Max());
        var mates = a.Groups.Where(g => g.Entity == best.Entity).ToList();
        row.AddLogit(mates.Average(g => groups[g.Index][k]));
        row.AddLogit(mates.Min(g => groups[g.Index][k]));
        row.Add(mates.Count);
        row.Add(node.Groups.Count);
        row.Add(mates.Count(g => groups[g.Index][k] > 0));
        Rivals(row, groups, node, nodes);
        row.AddLogit(scores.Document[0]);
        row.AddLogit(scores.Document[1 + type]);
        row.AddLogit(scores.Document.Skip(1).Where((_, t) => t != type).Max());
        for (var t = 0; t < scores.Groups.Length; t++)
            row.AddLogit(scores.Groups[t][best.Index][k]);
        Position(row, a, TemplateRenderer.Types[type], best);
        // What it stands in, and parts of it.
        row.AddLogit(best.Outer >= 0 ? groups[best.Outer][k] : FeatureRow.None);
        row.AddLogit(best.Outer >= 0 ? groups[best.Outer].Max() : FeatureRow.None);
        row.AddLogit(a.Groups.Where(g => g.Outer == best.Index).Select(g => groups[g.Index][(int)Slot.PerpOrg]).DefaultIfEmpty(FeatureRow.None).Max());
        row.AddLogit(best.OfGroup >= 0 ? groups[best.OfGroup].Max() : FeatureRow.None);
        row.AddLogit(best.Partner >= 0 ? groups[best.Partner].Max() : FeatureRow.None);
        Mates(row, a, groups, node);
        Form(row, example, best);
        return row.ToArray();
    }

    /// <summary>How the others stand.</summary>
    private static void Rivals(FeatureRow row, double[][] groups, Node node, IReadOnlyList<Node> nodes)
    {
        var best = node.Best;
        var same = nodes.Where(n => n.Slot == node.Slot).OrderByDescending(n => n.First).ToList();
        row.Add(same.IndexOf(node));
        row.AddLogit(same[0].First);
        row.AddLogit(node.First - same[0].First);
        row.AddLogit(same.Where(n => n != node).Select(n => node.First - n.First).DefaultIfEmpty(-FeatureRow.None).Min());
        row.Add(same.Count(n => n.First > 0));
        row.Add(same.Count(n => n.First > -1.5));
        row.AddLogit(same.Where(n => n != node && n.Groups.Any(g => g.Sentence == best.Sentence)).Select(n => n.First).DefaultIfEmpty(FeatureRow.None).Max());
        foreach (var slot in Slots)
        {
            row.AddLogit(groups[best.Index][(int)slot]);
            var other = nodes.Where(n => n.Slot == slot && n.Best.Entity != best.Entity).ToList();
            row.AddLogit(other.Where(n => n.Groups.Any(g => g.Sentence == best.Sentence)).Select(n => n.First).DefaultIfEmpty(FeatureRow.None).Max());
            row.AddLogit(other.Select(n => n.First).DefaultIfEmpty(FeatureRow.None).Max());
        }
    }

    /// <summary>What it is listed with, and what else stands for the same thing.</summary>
    private static void Mates(FeatureRow row, Article a, double[][] groups, Node node)
    {
        var (best, k) = (node.Best, (int)node.Slot);
        var first = First(a, best.Head);
        var listed = first == best.Head && !a.Tokens.Any(t => t.Head == first && t.Relation == Relation.Conj)
            ? []
            : a.Groups.Where(g => g != best && g.Sentence == best.Sentence && g.Entity != best.Entity && First(a, g.Head) == first).ToList();
        row.Add(listed.Count);
        row.AddLogit(listed.Select(g => groups[g.Index][k]).DefaultIfEmpty(FeatureRow.None).Max());
        row.AddLogit(listed.Select(g => groups[g.Index][k]).DefaultIfEmpty(FeatureRow.None).Average());
        var chain = a.Chains[best.Index];
        var same = chain < 0 ? [] : a.Groups.Where(g => a.Chains[g.Index] == chain && g.Entity != best.Entity).ToList();
        row.Add(same.Count);
        row.Add(same.Any(g => g.IsName));
        row.AddLogit(same.Select(g => groups[g.Index][k]).DefaultIfEmpty(FeatureRow.None).Max());
        row.AddLogit(same.Where(g => g.IsName).Select(g => groups[g.Index][k]).DefaultIfEmpty(FeatureRow.None).Max());
    }

    /// <summary>The first word of the list that a word stands in.</summary>
    private static int First(Article a, int token)
    {
        for (var n = 0; n < 8 && a.Tokens[token].Relation is Relation.Conj or Relation.Flat or Relation.Appos && a.Tokens[token].Head >= 0; n++)
            token = a.Tokens[token].Head;
        return token;
    }

    private static void Position(FeatureRow row, Article a, string type, NounGroup group)
    {
        row.Add(group.Sentence);
        row.Add(100 * group.Sentence / a.Sentences.Count);
        row.Add(a.Sentences.Count);
        row.Add(group.Start - a.Sentences[group.Sentence].FirstToken);
        var words = a.Incidents.Where(w => a.Tokens[w.Token].Sentence == group.Sentence).ToList();
        row.Add(words.Count);
        row.Add(words.Count(w => w.Type == type));
        row.Add(words.Select(w => Math.Abs(w.Token - group.Head)).DefaultIfEmpty(60).Min());
        row.Add(words.Where(w => w.Type == type).Select(w => Math.Abs(w.Token - group.Head)).DefaultIfEmpty(60).Min());
        row.Add(a.Incidents.Count(w => w.Type == type && w.Kind == "deed"));
        row.Add(a.Incidents.Where(w => w.Type == type).Select(w => Math.Abs(a.Tokens[w.Token].Sentence - group.Sentence)).DefaultIfEmpty(60).Min());
    }

    /// <summary>Its words, and what the coder made of it.</summary>
    private static void Form(FeatureRow row, ArticleExample example, NounGroup group)
    {
        var a = example.Article;
        row.Add((int)group.Kind);
        foreach (var name in NameTypes)
            row.Add(group.NameType == name);
        foreach (var one in Classes)
            row.Add(group.Classes.Contains(one));
        row.Add(group.End - group.Start);
        row.Add(group.OfEnd - group.End);
        row.Add(a.Lower(group.Start - 1, group.Sentence) switch { "the" => 2, "a" or "an" => 1, _ => 0 });
        row.Add(Enumerable.Range(group.Start, group.End - group.Start).Any(t => a.Is(t, Pos.Number)));
        row.Add(a.Tokens[group.Head].Lower.EndsWith('s'));
        row.Add(a.EventsOf[group.Index].Count);
        var roles = example.Mentions.RolesOf(group);
        foreach (var role in Roles)
            row.Add(roles.Contains(role));
        row.Add(example.Mentions.PatternsOf(group).Any(p => p.EndsWith("hedged", StringComparison.Ordinal)));
    }
}
