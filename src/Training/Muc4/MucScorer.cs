using System.Text.RegularExpressions;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>
/// muc4_score.py's ALL TEMPLATES (e), CEAF-TF and relevance, for fitting thresholds: close to it, and a hundred times as fast. Figures that are
/// reported come from the script.
/// </summary>
internal static partial class MucScorer
{
    private static readonly HashSet<string> Premodifiers = [.. "a an the this that these those one two three four five six seven eight nine ten more most many several some all few any another other certain of 1 2 3 4 5 6 7 8 9 10".Split(' ')];
    private static readonly HashSet<string> Breaks = [.. "of who that which in on at from for with by to near whose where during and located belonging".Split(' ')];
    private static readonly HashSet<string> Titles = [.. "mr mrs ms dr gen general col colonel lt lieutenant maj major capt captain sgt sergeant president minister judge senator deputy mayor father monsignor bishop priest doctor engineer lawyer journalist former ex".Split(' ')];
    private static readonly Slot[] Slots = Enum.GetValues<Slot>();
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, string), double> Known = new();

    public sealed record Result(double All, double Ceaf, double Relevance, double Precision, double Recall);

    /// <summary>Which templates of the key the given ones stand for; -1 where for none.</summary>
    public static int[] Meant(IReadOnlyList<GoldTemplate> gold, IReadOnlyList<Template> given)
    {
        var weights = new double[given.Count, gold.Count];
        for (var i = 0; i < given.Count; i++)
        {
            for (var j = 0; j < gold.Count; j++)
                weights[i, j] = Pair(given[i], gold[j]) is { } p ? 0.01 + p.Right : 0;
        }
        var meant = new int[given.Count];
        Array.Fill(meant, -1);
        foreach (var (j, i) in Align(weights))
            meant[i] = j;
        return meant;
    }

    public static Result Score(IEnumerable<(IReadOnlyList<GoldTemplate> Gold, IReadOnlyList<Template> Given)> reports)
    {
        double right = 0, actual = 0, possible = 0, ceafP = 0, ceafR = 0, ceafGiven = 0, ceafKey = 0;
        int tp = 0, fp = 0, fn = 0;
        foreach (var (gold, given) in reports)
        {
            if (!(gold.Count > 0 && gold.All(g => g.Optional)))
            {
                tp += gold.Count > 0 && given.Count > 0 ? 1 : 0;
                fp += gold.Count == 0 && given.Count > 0 ? 1 : 0;
                fn += gold.Count > 0 && given.Count == 0 ? 1 : 0;
            }
            var pairs = new (double Right, double Possible)?[given.Count, gold.Count];
            var weights = new double[given.Count, gold.Count];
            var ceaf = new double[given.Count, gold.Count];
            for (var i = 0; i < given.Count; i++)
            {
                for (var j = 0; j < gold.Count; j++)
                {
                    pairs[i, j] = Pair(given[i], gold[j]);
                    weights[i, j] = pairs[i, j] is { } p ? 0.01 + p.Right : 0;
                    ceaf[i, j] = Ceaf(given[i], gold[j]);
                }
            }
            var aligned = Align(weights);
            actual += given.Sum(Actual);
            for (var j = 0; j < gold.Count; j++)
            {
                var i = aligned.FirstOrDefault(x => x.Key == j, new(-1, -1)).Value;
                if (i >= 0 && aligned.ContainsKey(j))
                {
                    right += pairs[i, j]!.Value.Right;
                    possible += pairs[i, j]!.Value.Possible;
                }
                else if (!gold[j].Optional)
                {
                    possible += 1 + (gold[j].Dates.Count > 0 ? 1 : 0) + (gold[j].Countries.Count > 0 ? 1 : 0) + Slots.Sum(s => gold[j].All[s].Count(e => !e.Optional));
                }
            }
            foreach (var (j, i) in Align(ceaf))
                (ceafP, ceafR) = (ceafP + ceaf[i, j], ceafR + ceaf[i, j]);
            ceafGiven += given.Sum(t => 1 + t.Fillers.Count(f => !(f.Slot == Slot.Human && !f.IsName)));
            ceafKey += gold.Sum(g => 1 + Slots.Sum(s => g.Strict[s].Count));
        }
        double F(double r, double a, double p) => a + p == 0 ? 0 : 200 * r / (a + p);
        return new Result(F(right, actual, possible), F(ceafP, ceafGiven, ceafKey), F(tp, tp + fp, tp + fn), 100 * right / Math.Max(1, actual), 100 * right / Math.Max(1, possible));
    }

    private static double Actual(Template t) => 1 + (t.Date.Length > 0 ? 1 : 0) + (t.Location.Any(l => l.Length > 0) ? 1 : 0) + t.Fillers.Count;

    private static (double Right, double Possible)? Pair(Template p, GoldTemplate g)
    {
        var type = g.Types.Contains(p.IncidentType) ? 1 : p.IncidentType == "ATTACK" ? 0.5 : 0;
        if (type == 0)
            return null;
        var (right, possible, mapped) = (type, 1.0, false);
        if (g.Dates.Count > 0)
        {
            possible++;
            right += p.Date.Length > 0 ? g.Dates.Max(d => MucDate.Score(p.Date, d)) : 0;
        }
        if (g.Countries.Count > 0)
        {
            possible++;
            var place = p.Location.Count > 1 ? GoldTemplate.Place(p.Location[^1]) : "";
            var country = p.Location.Count > 0 && g.Countries.Contains(p.Location[0]);
            right += country && (g.Places.Count == 0 ? place.Length == 0 : g.Places.Contains(place)) ? 1 : country || g.AllPlaces.Contains(place) ? 0.5 : 0;
        }
        foreach (var slot in Slots)
        {
            var given = p.Fillers.Where(f => f.Slot == slot).ToArray();
            var key = g.All[slot];
            var w = new double[given.Length, key.Count];
            for (var i = 0; i < given.Length; i++)
            {
                for (var j = 0; j < key.Count; j++)
                    w[i, j] = key[j].Mentions.Max(m => Partial(given[i].Text, m));
            }
            var aligned = Align(w);
            var sum = aligned.Sum(x => w[x.Value, x.Key]);
            right += sum;
            // Optional fillers cost nothing when missed; a spurious filler beside a missing one is one mistake, which precision and recall both see.
            possible += aligned.Count + key.Where((e, j) => !aligned.ContainsKey(j) && !e.Optional).Count();
            mapped |= slot is not Slot.Weapon && sum > 0 || slot is Slot.Target or Slot.Human && given.Length > 0 && key.Count > 0;
        }
        return mapped ? (right, possible) : null;
    }

    private static double Ceaf(Template p, GoldTemplate g)
    {
        if (!g.Types.Contains(p.IncidentType))
            return 0;
        var sum = 1.0;
        foreach (var slot in Slots)
        {
            var given = p.Fillers.Where(f => f.Slot == slot && !(slot == Slot.Human && !f.IsName)).ToArray();
            var used = new HashSet<int>();
            foreach (var filler in given)
            {
                var text = GoldTemplate.Normalize(filler.Text);
                var hit = Enumerable.Range(0, g.Strict[slot].Count).FirstOrDefault(j => !used.Contains(j) && g.Strict[slot][j].Contains(text), -1);
                if (hit >= 0 && used.Add(hit))
                    sum++;
            }
        }
        return sum;
    }

    private static double Partial(string p, string g) => Known.GetOrAdd((p, g), static k => PartialOf(k.Item1, k.Item2));

    private static double PartialOf(string p, string g)
    {
        var (a, b) = (Strip(p), Strip(g));
        if (string.Join(' ', a) == string.Join(' ', b) || GoldTemplate.Normalize(p) == GoldTemplate.Normalize(g))
            return 1;
        if (a.Count == 0 || b.Count == 0)
            return 0;
        var (ta, tb) = (a.Where(x => !Titles.Contains(x)).ToList(), b.Where(x => !Titles.Contains(x)).ToList());
        if (ta.Count > 0 && ta.SequenceEqual(tb))
            return 1;
        if (Head(a) == Head(b))
            return b.All(a.Contains) ? 1 : 0.5;
        var (sa, sb) = ($" {string.Join(' ', a)} ", $" {string.Join(' ', b)} ");
        if (sa.Contains(sb, StringComparison.Ordinal) || sb.Contains(sa, StringComparison.Ordinal))
            return 0.5;
        var common = a.Where(x => b.Contains(x) && !Breaks.Contains(x) && !Premodifiers.Contains(x) && x.Length > 2).Distinct().Count();
        return common > 0 && 2 * common >= Math.Min(a.Count, b.Count) ? 0.5 : 0;
    }

    private static List<string> Strip(string text)
    {
        var words = Words().Matches(text.ToLowerInvariant()).Select(m => m.Value).ToList();
        while (words.Count > 1 && Premodifiers.Contains(words[0]))
            words.RemoveAt(0);
        return words;
    }

    private static string Head(List<string> words)
    {
        var last = words.Count;
        for (var i = 1; i < words.Count; i++)
        {
            if (Breaks.Contains(words[i]))
            {
                last = i;
                break;
            }
        }
        var head = words[last - 1];
        return head.Length > 3 && head.EndsWith('s') && !head.EndsWith("ss", StringComparison.Ordinal) ? head[..^1] : head;
    }

    [GeneratedRegex("[a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Words();

    /// <summary>Best pairs first: key index to given index. Greedy where the script is optimal.</summary>
    private static Dictionary<int, int> Align(double[,] weights)
    {
        var pairs = new List<(double Weight, int Given, int Key)>();
        for (var i = 0; i < weights.GetLength(0); i++)
        {
            for (var j = 0; j < weights.GetLength(1); j++)
            {
                if (weights[i, j] > 0)
                    pairs.Add((weights[i, j], i, j));
            }
        }
        var aligned = new Dictionary<int, int>();
        var used = new HashSet<int>();
        foreach (var (_, i, j) in pairs.OrderByDescending(p => p.Weight).ThenBy(p => p.Given).ThenBy(p => p.Key))
        {
            if (!used.Contains(i) && aligned.TryAdd(j, i))
                used.Add(i);
        }
        return aligned;
    }
}
