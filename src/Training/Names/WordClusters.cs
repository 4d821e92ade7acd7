namespace Sitrep.Training.Names;

/// <summary>
/// Groups words by the company they keep: exchange clustering for the likelihood of a word given the class of the word before, and of a word given the class of
/// the word after (Martin, Liermann and Ney 1998; the one-sided form is that of Dehdari, Tan and van Genabith 2016). Deterministic.
/// </summary>
internal static class WordClusters
{
    /// <summary>Words seen less often belong to no class.</summary>
    private const int LeastCount = 3;

    /// <summary>The class, from 1, of each word that is frequent enough.</summary>
    /// <param name="texts">Words in order; an empty one parts sentences.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="rounds">How often each word may move.</param>
    public static Dictionary<string, int> Learn(IEnumerable<string> texts, int classes, int rounds)
    {
        var all = texts.ToArray();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in all)
            counts[word] = counts.GetValueOrDefault(word) + 1;
        var words = counts.Where(pair => pair.Value >= LeastCount && pair.Key.Length > 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key).ToArray();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
            ids[words[i]] = i;

        // Context ids: the words, then the rare, then the edge of a sentence.
        var (rare, edge) = (words.Length, words.Length + 1);
        var pairs = new Dictionary<(int, int), int>();
        for (var i = 1; i < all.Length; i++)
        {
            var (left, right) = (Id(all[i - 1]), Id(all[i]));
            pairs[(left, right)] = pairs.GetValueOrDefault((left, right)) + 1;
        }

        var (after, before) = (Neighbours(pairs, words.Length, true), Neighbours(pairs, words.Length, false));
        var of = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
            of[i] = i % classes;
        var contexts = words.Length + 2;
        var (right_, left_) = (new Side(classes, contexts, after, of), new Side(classes, contexts, before, of));
        for (var round = 0; round < rounds; round++)
        {
            var moved = 0;
            for (var w = 0; w < words.Length; w++)
            {
                right_.Take(w, of[w]);
                left_.Take(w, of[w]);
                var (best, gain) = (of[w], double.NegativeInfinity);
                for (var c = 0; c < classes; c++)
                {
                    var here = right_.Gain(w, c) + left_.Gain(w, c);
                    if (here > gain + 1e-9)
                        (best, gain) = (c, here);
                }

                moved += best == of[w] ? 0 : 1;
                of[w] = best;
                right_.Put(w, best);
                left_.Put(w, best);
            }

            Console.WriteLine($"  clusters: round {round + 1}, {moved} of {words.Length} words moved");
            if (moved * 200 < words.Length)
                break;
        }

        return words.Select((word, i) => (word, of[i] + 1)).ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);

        int Id(string word) => word.Length == 0 ? edge : ids.GetValueOrDefault(word, rare);
    }

    private static (int Context, int Count)[][] Neighbours(Dictionary<(int Left, int Right), int> pairs, int words, bool after)
    {
        var lists = new List<(int, int)>[words];
        for (var i = 0; i < words; i++)
            lists[i] = [];
        foreach (var ((left, right), count) in pairs.OrderBy(pair => pair.Key))
        {
            var (word, context) = after ? (left, right) : (right, left);
            if (word < words)
                lists[word].Add((context, count));
        }

        return [.. lists.Select(list => list.ToArray())];
    }

    /// <summary>Counts of classes with the words on one side of them.</summary>
    private sealed class Side
    {
        private static readonly double[] Logs = [.. Enumerable.Range(0, 4_000_000).Select(n => n == 0 ? 0 : n * Math.Log(n))];

        private readonly int[] _joint;
        private readonly int[] _total;
        private readonly int _contexts;
        private readonly (int Context, int Count)[][] _neighbours;
        private readonly int[] _counts;

        public Side(int classes, int contexts, (int Context, int Count)[][] neighbours, int[] of)
        {
            _contexts = contexts;
            _neighbours = neighbours;
            _joint = new int[classes * contexts];
            _total = new int[classes];
            _counts = [.. neighbours.Select(list => list.Sum(pair => pair.Count))];
            for (var w = 0; w < neighbours.Length; w++)
                Put(w, of[w]);
        }

        public void Put(int word, int to) => Change(word, to, 1);

        public void Take(int word, int from) => Change(word, from, -1);

        private void Change(int word, int to, int sign)
        {
            var row = to * _contexts;
            foreach (var (context, count) in _neighbours[word])
                _joint[row + context] += sign * count;
            _total[to] += sign * _counts[word];
        }

        /// <summary>By how much the likelihood grows with the word in the class.</summary>
        public double Gain(int word, int to)
        {
            var row = _joint.AsSpan(to * _contexts, _contexts);
            var gain = Logs[_total[to]] - Logs[_total[to] + _counts[word]];
            foreach (var (context, count) in _neighbours[word])
                gain += Logs[row[context] + count] - Logs[row[context]];
            return gain;
        }
    }
}
