using System.Text;
using Sitrep.Language.Syntax;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using NounGroup = Sitrep.Muc4.Reading.NounGroup;

namespace Sitrep.Muc4.Features;

/// <summary>What the parse says of a noun group.</summary>
internal static class ParseFeatures
{
    private const int ClauseReach = 24;

    /// <summary>What governs it and that in turn, the way to the words for incidents, and which clauses it has.</summary>
    public static void Add(Article a, NounGroup group, string main, IEnumerable<IncidentWord> incidents, FeatureBag bag)
    {
        var tokens = a.Tokens;
        var (name, head) = Governor(a, group.Head);
        bag.Add("d", name);
        bag.Add("dmain", name + main);
        if (head >= 0)
        {
            bag.Add("dg", tokens[head].Lemma);
            var (above, higher) = Governor(a, head);
            bag.Add("d2", name + " < " + above);
            if (higher >= 0)
                bag.Add("dgg", tokens[group.Head].Relation + " " + tokens[higher].Lemma);
        }
        foreach (var word in incidents)
        {
            if (word.Token != group.Head && Way(a, group.Head, word.Token) is { } way)
            {
                bag.Add("way", way + " " + tokens[word.Token].Lemma);
                bag.Add("waytype", way + " " + word.Type + word.Kind);
                bag.Add("waymain", way + " " + main);
            }
        }
        for (var t = group.End; t < tokens.Count && t < group.End + ClauseReach && tokens[t].Sentence == group.Sentence; t++)
        {
            if (tokens[t].Head == group.Head && tokens[t].Relation is Relation.Acl or Relation.AclRelcl)
                bag.Add("acl", tokens[t].Lemma + " " + tokens[t].Tag);
        }
    }

    /// <summary>Relation, preposition and lemma of what governs a word, lists and names climbed; the governor's index, -1 where none.</summary>
    public static (string Name, int Head) Governor(Article a, int token)
    {
        var tokens = a.Tokens;
        var (at, list) = (token, "");
        for (var n = 0; n < 5 && tokens[at].Head >= 0 && tokens[at].Relation is Relation.Conj or Relation.Flat or Relation.Compound or Relation.Appos; n++)
        {
            list = tokens[at].Relation is Relation.Conj or Relation.Appos ? list : "in ";
            at = tokens[at].Head;
        }
        var head = tokens[at].Head;
        return (list + tokens[at].Relation + " " + Preposition(a, at) + " " + (head >= 0 ? tokens[head].Lemma : ""), head);
    }

    private static string Preposition(Article a, int token)
    {
        var tokens = a.Tokens;
        for (var t = token - 1; t >= 0 && t > token - 8 && tokens[t].Sentence == tokens[token].Sentence; t--)
        {
            if (tokens[t].Head == token && tokens[t].Relation == Relation.Case)
                return tokens[t].Lower;
        }
        return "";
    }

    /// <summary>Relations up from one word and down to another; null where they are more than five apart.</summary>
    private static string? Way(Article a, int from, int to)
    {
        var tokens = a.Tokens;
        var up = new List<int> { from };
        while (up.Count < 5 && tokens[up[^1]].Head >= 0)
            up.Add(tokens[up[^1]].Head);
        var down = new List<int> { to };
        while (down.Count < 5 && !up.Contains(down[^1]) && tokens[down[^1]].Head >= 0)
            down.Add(tokens[down[^1]].Head);
        var top = up.IndexOf(down[^1]);
        if (top < 0 || top + down.Count - 1 > 5)
            return null;
        var way = new StringBuilder();
        for (var u = 0; u < top; u++)
            way.Append(tokens[up[u]].Relation).Append(u == 0 ? Preposition(a, from) : "").Append('<');
        for (var d = down.Count - 2; d >= 0; d--)
            way.Append('>').Append(tokens[down[d]].Relation);
        return way.ToString();
    }
}
