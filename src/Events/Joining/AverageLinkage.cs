namespace Sitrep.Events.Joining;

/// <summary>
/// Average linkage: the two clusters whose pairs score highest on the mean become one, again and again, while that mean reaches the threshold;
/// ties go to the smaller numbers. So one lucky pair does not chain two happenings, and the result does not depend on the order of input.
/// </summary>
internal static class AverageLinkage
{
    /// <summary>A block of more events is cut along its weakest edges first: the work grows with the square.</summary>
    public const int MaxBlock = 192;

    /// <summary>Edges are dropped in steps of this many hundredths of a nat until the pieces are small enough.</summary>
    private const int Step = 50;

    /// <summary>No pair of accounts scores higher.</summary>
    private const int Highest = 4_000;

    /// <summary>The clusters of events that edges and decisions connect.</summary>
    /// <param name="block">Events; the result follows from them as a set.</param>
    /// <param name="decisions">What analysts said.</param>
    /// <returns>Each cluster by number, the clusters by their first.</returns>
    public static IReadOnlyList<IReadOnlyList<Signature>> Cluster(IEnumerable<Signature> block, PairDecisions decisions)
    {
        var events = block.OrderBy(e => e.EventId).ToList();
        var scores = new PairScores(events);
        var pieces = new List<List<int>>();
        Cut(events, scores, [.. Enumerable.Range(0, events.Count)], JoinWeights.Threshold, decisions, pieces);
        return
        [
            .. pieces
                .SelectMany(piece => Agglomerate(events, scores, piece, decisions))
                .OrderBy(cluster => cluster[0].EventId),
        ];
    }

    /// <summary>Cuts events into what edges of at least a weight, and decisions, connect; pieces that are too large again at a higher weight.</summary>
    private static void Cut(List<Signature> events, PairScores scores, List<int> members, int least, PairDecisions decisions, List<List<int>> pieces)
    {
        if (least > Highest)
        {
            // Hundreds of accounts that all say the same: they are taken in the order of their numbers.
            pieces.AddRange(members.Chunk(MaxBlock).Select(chunk => chunk.ToList()));
            return;
        }

        var parent = Enumerable.Range(0, members.Count).ToArray();
        int Root(int i)
        {
            while (parent[i] != i)
            {
                i = parent[i] = parent[parent[i]];
            }

            return i;
        }

        for (var i = 0; i < members.Count; i++)
        {
            for (var j = i + 1; j < members.Count; j++)
            {
                if (Root(i) != Root(j) && scores.Meet(members[i], members[j]) && scores.Of(members[i], members[j]) >= least)
                {
                    parent[Root(j)] = Root(i);
                }
            }
        }

        var at = members.Select((member, i) => (events[member].EventId, i)).ToDictionary(pair => pair.EventId, pair => pair.i);
        foreach (var (low, high) in decisions.Musts.Where(pair => at.ContainsKey(pair.Low) && at.ContainsKey(pair.High)))
        {
            parent[Root(at[high])] = Root(at[low]);
        }

        foreach (var piece in Enumerable.Range(0, members.Count).GroupBy(Root).Select(g => g.Select(i => members[i]).ToList()))
        {
            if (piece.Count <= MaxBlock)
            {
                pieces.Add(piece);
            }
            else
            {
                Cut(events, scores, piece, least + Step, decisions, pieces);
            }
        }
    }

    private static IEnumerable<IReadOnlyList<Signature>> Agglomerate(List<Signature> all, PairScores scores, List<int> piece, PairDecisions decisions)
    {
        var n = piece.Count;
        if (n == 1)
        {
            return [[all[piece[0]]]];
        }

        var (mains, asides) = Asides(all, scores, piece, decisions);
        if (asides.Count > 0)
        {
            return Attach(all, scores, [.. Agglomerate(all, scores, mains, decisions)], asides);
        }

        var events = piece.ConvertAll(i => all[i]);

        var sums = new long[n, n];
        var barred = new bool[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                sums[i, j] = sums[j, i] = scores.Of(piece[i], piece[j]);
                barred[i, j] = barred[j, i] = decisions.Forbids(events[i].EventId, events[j].EventId);
            }
        }

        var clusters = Enumerable.Range(0, n).Select(i => new List<int> { i }).ToArray();
        var live = Enumerable.Range(0, n).ToList();
        void Join(int into, int from)
        {
            clusters[into].AddRange(clusters[from]);
            live.Remove(from);
            foreach (var other in live)
            {
                sums[into, other] = sums[other, into] = sums[into, other] + sums[from, other];
                barred[into, other] = barred[other, into] = barred[into, other] || barred[from, other];
            }
        }

        var home = new Dictionary<long, int>();
        for (var i = 0; i < n; i++)
        {
            home[events[i].EventId] = i;
        }

        foreach (var (low, high) in decisions.Musts.Where(pair => home.ContainsKey(pair.Low) && home.ContainsKey(pair.High)))
        {
            var (a, b) = (Of(home[low]), Of(home[high]));
            if (a != b && !barred[a, b])
            {
                Join(Math.Min(a, b), Math.Max(a, b));
            }
        }

        while (Best() is var (one, other))
        {
            Join(one, other);
        }

        return live.Select(i => (IReadOnlyList<Signature>)[.. clusters[i].Order().Select(member => events[member])]);

        int Of(int member) => live.First(i => clusters[i].Contains(member));

        (int, int)? Best()
        {
            (int, int)? best = null;
            long bestSum = 0, bestSize = 1;
            for (var x = 0; x < live.Count; x++)
            {
                for (var y = x + 1; y < live.Count; y++)
                {
                    var (a, b) = (live[x], live[y]);
                    long size = clusters[a].Count * clusters[b].Count;
                    // Means are compared crosswise, in whole numbers; the first found wins a tie.
                    if (!barred[a, b] && sums[a, b] >= JoinWeights.Threshold * size && (best is null || sums[a, b] * bestSize > bestSum * size))
                    {
                        (best, bestSum, bestSize) = ((a, b), sums[a, b], size);
                    }
                }
            }

            return best;
        }
    }

    /// <summary>
    /// Parts the events in which a report only tells on of a deed from those that say when it was: the former follow the latter and have no voice,
    /// or one report's many sentences would outvote what the reports agree in.
    /// </summary>
    private static (List<int> Mains, List<(int Aside, int Main)> Asides) Asides(List<Signature> all, PairScores scores, List<int> piece, PairDecisions decisions)
    {
        var (mains, asides) = (new List<int>(), new List<(int, int)>());
        foreach (var i in piece)
        {
            var main = all[i].DayIsStated || decisions.SpeakOf(all[i].EventId)
                ? -1
                : piece
                    .Where(j => all[j].DayIsStated && all[j].Report == all[i].Report && scores.Meet(i, j) && scores.Of(i, j) >= JoinWeights.Threshold)
                    .OrderByDescending(j => scores.Of(i, j)).ThenBy(j => j)
                    .FirstOrDefault(-1);
            if (main < 0)
            {
                mains.Add(i);
            }
            else
            {
                asides.Add((i, main));
            }
        }

        return (mains, asides);
    }

    /// <summary>
    /// Asides go with the account that they tell on of, as far as nothing that they say speaks against what other reports say of it; else they stand alone.
    /// </summary>
    private static IEnumerable<IReadOnlyList<Signature>> Attach(
        List<Signature> all, PairScores scores, List<IReadOnlyList<Signature>> clusters, List<(int Aside, int Main)> asides)
    {
        var at = all.Select((e, i) => (e.EventId, i)).ToDictionary(e => e.EventId, e => e.i);
        foreach (var cluster in clusters)
        {
            var mains = cluster.Select(e => at[e.EventId]).ToHashSet();
            var joined = new List<Signature>(cluster);
            foreach (var (aside, main) in asides.Where(a => mains.Contains(a.Main)))
            {
                var others = mains.Where(i => all[i].Report != all[aside].Report).ToList();
                if (others.Sum(i => (long)scores.Of(aside, i)) >= JoinWeights.AsideThreshold * (long)others.Count)
                {
                    joined.Add(all[aside]);
                }
                else
                {
                    yield return [all[aside]];
                }
            }

            yield return [.. joined.OrderBy(e => e.EventId)];
        }
    }

    /// <summary>Scores of pairs, each worked out once and only when asked for.</summary>
    private sealed class PairScores(List<Signature> events)
    {
        private readonly int?[] _scores = new int?[events.Count * (events.Count - 1) / 2];

        public bool Meet(int i, int j) => Blocks.Meet(events[i], events[j]);

        public int Of(int i, int j)
        {
            var (low, high) = i < j ? (i, j) : (j, i);
            return _scores[(high * (high - 1) / 2) + low] ??= PairFeatures.Score(events[low], events[high]);
        }
    }
}
