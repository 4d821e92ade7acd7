using System.Numerics;

namespace Sitrep.Gazetteer.Index;

/// <summary>Finds the best places of any range of postings without looking at the others: a tree of minima over blocks of postings.</summary>
internal sealed class PostingTree
{
    private const int FanOut = IndexFormat.PostingsPerBlock;

    private readonly IndexImage _image;
    private readonly uint[][] _levels; // above the minima of the file

    public PostingTree(IndexImage image)
    {
        _image = image;
        var levels = new List<uint[]>();
        var below = image.Of<uint>(Section.Minima);
        while (below.Length > FanOut)
        {
            var level = new uint[(below.Length + FanOut - 1) / FanOut];
            for (var i = 0; i < level.Length; i++)
                level[i] = Least(below.Slice(i * FanOut, Math.Min(FanOut, below.Length - i * FanOut)));
            levels.Add(level);
            below = level;
        }
        _levels = [.. levels];
    }

    /// <summary>The minima of an image that lacks them.</summary>
    public static void Derive(ReadOnlySpan<uint> postings, Span<uint> minima)
    {
        for (var i = 0; i < minima.Length; i++)
            minima[i] = Least(postings.Slice(i * FanOut, Math.Min(FanOut, postings.Length - i * FanOut)));
    }

    /// <summary>Goes through the postings of a range in the order of their rows, best first.</summary>
    public Walk Over(int start, int end) => new(this, start, end);

    private static uint Least(ReadOnlySpan<uint> values)
    {
        var least = uint.MaxValue;
        foreach (var value in values)
            least = Math.Min(least, value);
        return least;
    }

    // Level 0 is the postings, level 1 the minima of the file.
    private ReadOnlySpan<uint> Level(int level) => level switch
    {
        0 => _image.Of<uint>(Section.Postings),
        1 => _image.Of<uint>(Section.Minima),
        _ => _levels[level - 2],
    };

    /// <summary>A search for the best, node by node: of neighbours only the best that is left waits in the queue.</summary>
    internal sealed class Walk
    {
        private readonly PostingTree _tree;
        private readonly PriorityQueue<Run, uint> _open = new();

        internal Walk(PostingTree tree, int start, int end)
        {
            _tree = tree;
            var top = tree._levels.Length + 1;
            // The ragged ends of the range are runs by themselves, the whole nodes between them one on the highest level that fits.
            for (var level = 0; start < end; level++)
            {
                if (level == top)
                {
                    Add(level, start, end);
                    break;
                }
                var first = Math.Min(end, (start + FanOut - 1) / FanOut * FanOut);
                var last = Math.Max(first, end / FanOut * FanOut);
                Add(level, start, first);
                Add(level, last, end);
                start = first / FanOut;
                end = last / FanOut;
            }
        }

        /// <summary>The next posting.</summary>
        public bool TryNext(out Posting posting)
        {
            while (_open.TryDequeue(out var run, out var value))
            {
                Advance(run, value);
                if (run.Level == 0)
                {
                    posting = new Posting(value);
                    return true;
                }
                Add(run.Level - 1, run.Best * FanOut, Math.Min(_tree.Level(run.Level - 1).Length, (run.Best + 1) * FanOut));
            }
            posting = default;
            return false;
        }

        private void Add(int level, int start, int end)
        {
            if (start == end)
                return;
            var values = _tree.Level(level);
            var best = start;
            for (var i = start + 1; i < end; i++)
            {
                if (values[i] < values[best])
                    best = i;
            }
            _open.Enqueue(new Run(level, start, end, best), values[best]);
        }

        // To the next best of a run; equal ones from left to right.
        private void Advance(Run run, uint value)
        {
            var values = _tree.Level(run.Level)[run.Start..run.End];
            var after = run.Best + 1 - run.Start;
            if (values[after..].IndexOf(value) is var equal and >= 0)
            {
                _open.Enqueue(run with { Best = run.Start + after + equal }, value);
                return;
            }
            // The least above: what is not above counts as the greatest number, which no posting is.
            var least = new Vector<uint>(uint.MaxValue);
            var i = 0;
            for (; i <= values.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            {
                var some = new Vector<uint>(values[i..]);
                least = Vector.Min(least, Vector.ConditionalSelect(Vector.GreaterThan(some, new Vector<uint>(value)), some, new Vector<uint>(uint.MaxValue)));
            }
            var next = uint.MaxValue;
            for (var lane = 0; lane < Vector<uint>.Count; lane++)
                next = Math.Min(next, least[lane]);
            for (; i < values.Length; i++)
                next = values[i] > value ? Math.Min(next, values[i]) : next;
            if (next != uint.MaxValue)
                _open.Enqueue(run with { Best = run.Start + values.IndexOf(next) }, next);
        }

        /// <summary>Neighbours, and which of them is the best of those that are left.</summary>
        private readonly record struct Run(int Level, int Start, int End, int Best);
    }
}
