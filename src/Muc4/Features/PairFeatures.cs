using Sitrep.Language.Syntax;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;
using NounGroup = Sitrep.Muc4.Reading.NounGroup;

namespace Sitrep.Muc4.Features;

/// <summary>What a model sees of two fillers when it decides whether they belong to one incident.</summary>
internal static class PairFeatures
{
    private static readonly HashSet<string> Parters = ["also", "meanwhile", "another", "other", "second", "later", "earlier", "previously", "previous", "elsewhere", "similarly", "simultaneously", "addition", "third", "different"];

    public static uint[] Of(Article a, (Slot Slot, IReadOnlyList<NounGroup> Groups) one, (Slot Slot, IReadOnlyList<NounGroup> Groups) two)
    {
        var bag = new FeatureBag();
        var slots = one.Slot <= two.Slot ? $"{one.Slot}{two.Slot}" : $"{two.Slot}{one.Slot}";
        bag.Add("slots", slots);
        var (x, y) = Closest(one.Groups, two.Groups);
        if (x.Index > y.Index)
            (x, y) = (y, x);
        var distance = y.Sentence - x.Sentence;
        bag.Add("dist", Math.Min(distance, 6));
        bag.Add("distslots", slots + Math.Min(distance, 4));
        var paragraphs = a.Sentences[y.Sentence].Paragraph - a.Sentences[x.Sentence].Paragraph;
        bag.Add("para", Math.Min(paragraphs, 3));
        var (mine, theirs) = (one.Groups.SelectMany(g => a.EventsOf[g.Index]).ToHashSet(), two.Groups.SelectMany(g => a.EventsOf[g.Index]).ToHashSet());
        var together = mine.Count == 0 || theirs.Count == 0 ? "none" : mine.Overlaps(theirs) ? "same" : "other";
        bag.Add("event", together);
        bag.Add("eventdist", together + Math.Min(distance, 2));
        bag.Add("eventslots", together + slots);
        bag.Add("shared", Math.Min(3, one.Groups.Select(g => g.Sentence).Intersect(two.Groups.Select(g => g.Sentence)).Count()));
        bag.Add("names", $"{x.IsName}{y.IsName}{Math.Min(distance, 2)}");
        if (distance == 0)
        {
            bag.AddSize("tokens", y.Start - x.End);
            var verbs = a.Verbs.Count(v => v.Main >= x.End && v.Main < y.Start);
            bag.Add("verbs", Math.Min(verbs, 3));
            for (var t = x.End; t < y.Start && t < x.End + 4; t++)
                bag.Add("between", a.Tokens[t].Lower);
        }
        for (var t = x.End; t < y.Start; t++)
        {
            if (Parters.Contains(a.Tokens[t].Lower))
            {
                bag.Add("parter", a.Tokens[t].Lower);
                bag.Add("parters");
            }
        }
        var (from, to) = (a.Tokens[x.Start].Span.Start, a.Tokens[y.End - 1].Span.End);
        bag.Add("times", Math.Min(3, a.Times.Count(t => t.Span.Start >= from && t.Span.End <= to)));
        bag.Add("places", Math.Min(3, a.Toponyms.Count(t => t.Span.Start >= from && t.Span.End <= to)));
        bag.Add("heads", a.Tokens[x.Head].Lemma == a.Tokens[y.Head].Lemma ? "same" : "other");
        var (vx, vy) = (Verbs(a, x.Sentence), Verbs(a, y.Sentence));
        var common = vx.Intersect(vy).ToArray();
        bag.Add("common", Math.Min(common.Length, 2));
        bag.AddSize("groups", Math.Abs(one.Groups.Count - two.Groups.Count));
        foreach (var day in Days(a, x.Sentence))
            bag.Add("sameday", Days(a, y.Sentence).Count == 0 ? "none" : Days(a, y.Sentence).Contains(day) ? "1" : "0");
        return bag.ToArray();
    }

    /// <summary>What trees see of two fillers: the linear model's answer, and how they stand to each other.</summary>
    public static int[] Row(Article a, double logit, (Slot Slot, IReadOnlyList<NounGroup> Groups) one, (Slot Slot, IReadOnlyList<NounGroup> Groups) two)
    {
        var row = new FeatureRow();
        var (x, y) = Closest(one.Groups, two.Groups);
        if (x.Index > y.Index)
            (x, y, one, two) = (y, x, two, one);
        row.AddLogit(logit);
        row.Add((int)one.Slot);
        row.Add((int)two.Slot);
        row.Add(y.Sentence - x.Sentence);
        row.Add(a.Sentences[y.Sentence].Paragraph - a.Sentences[x.Sentence].Paragraph);
        row.Add(Math.Min(y.Start - x.End, 300));
        row.Add(x.Sentence);
        row.Add(a.Sentences.Count);
        var (mine, theirs) = (one.Groups.SelectMany(g => a.EventsOf[g.Index]).ToHashSet(), two.Groups.SelectMany(g => a.EventsOf[g.Index]).ToHashSet());
        row.Add(mine.Count == 0 || theirs.Count == 0 ? 1 : mine.Overlaps(theirs) ? 2 : 0);
        row.Add(one.Groups.Select(g => g.Sentence).Intersect(two.Groups.Select(g => g.Sentence)).Count());
        row.Add(one.Groups.Count);
        row.Add(two.Groups.Count);
        row.Add(x.IsName);
        row.Add(y.IsName);
        row.Add(a.Tokens[x.Head].Lemma == a.Tokens[y.Head].Lemma);
        row.Add(a.Chains[x.Index] >= 0 && a.Chains[x.Index] == a.Chains[y.Index]);
        row.Add(x.Sentence == y.Sentence && Governor(a, x.Head) == Governor(a, y.Head));
        row.Add(a.Verbs.Count(v => v.Main >= x.End && v.Main < y.Start));
        row.Add(a.Incidents.Count(w => w.Token >= x.End && w.Token < y.Start && w.Kind == "deed"));
        row.Add(Enumerable.Range(x.End, Math.Max(0, y.Start - x.End)).Count(t => Parters.Contains(a.Tokens[t].Lower)));
        var (from, to) = (a.Tokens[x.Start].Span.Start, a.Tokens[y.End - 1].Span.End);
        row.Add(a.Times.Count(t => t.Span.Start >= from && t.Span.End <= to));
        row.Add(a.Toponyms.Count(t => t.Span.Start >= from && t.Span.End <= to));
        var (earlier, later) = (Days(a, x.Sentence), Days(a, y.Sentence));
        row.Add(earlier.Count == 0 || later.Count == 0 ? 1 : earlier.Intersect(later).Any() ? 2 : 0);
        var (here, there) = (Places(a, x.Sentence), Places(a, y.Sentence));
        row.Add(here.Count == 0 || there.Count == 0 ? 1 : here.Overlaps(there) ? 2 : 0);
        var (vx, vy) = (Verbs(a, x.Sentence), Verbs(a, y.Sentence));
        row.Add(vx.Count == 0 || vy.Count == 0 ? 1 : vx.Overlaps(vy) ? 2 : 0);
        row.Add(a.Incidents.Count(w => w.Kind == "deed"));
        row.Add(a.Times.Select(t => t.Value).Distinct().Count());
        row.Add(a.Toponyms.Count);
        return row.ToArray();
    }

    /// <summary>What governs a word, lists and names climbed.</summary>
    private static int Governor(Article a, int token)
    {
        for (var n = 0; n < 8 && a.Tokens[token].Relation is Relation.Conj or Relation.Flat or Relation.Appos or Relation.Compound && a.Tokens[token].Head >= 0; n++)
            token = a.Tokens[token].Head;
        return a.Tokens[token].Head;
    }

    private static HashSet<string> Places(Article a, int sentence) =>
        [.. a.Toponyms.Where(t => a.Tokens[Math.Min(a.TokenAt(t.Span.Start), a.Tokens.Count - 1)].Sentence == sentence).Select(t => t.Span.Of(a.Text).ToLowerInvariant())];

    private static List<string> Days(Article a, int sentence) =>
        [.. a.Times.Where(t => t.Interval is not null && a.Tokens[Math.Min(a.TokenAt(t.Span.Start), a.Tokens.Count - 1)].Sentence == sentence).Select(t => t.Value)];

    private static HashSet<string> Verbs(Article a, int sentence) =>
        [.. a.Incidents.Where(w => a.Tokens[w.Token].Sentence == sentence && w.Kind is "deed" or "means").Select(w => a.Tokens[w.Token].Lemma)];

    private static (NounGroup, NounGroup) Closest(IReadOnlyList<NounGroup> one, IReadOnlyList<NounGroup> two)
    {
        var best = (one[0], two[0]);
        var distance = int.MaxValue;
        foreach (var x in one)
        {
            foreach (var y in two)
            {
                if (Math.Abs(x.Head - y.Head) < distance)
                    (best, distance) = ((x, y), Math.Abs(x.Head - y.Head));
            }
        }
        return best;
    }
}
