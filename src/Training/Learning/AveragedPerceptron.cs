using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sitrep.Training.Learning;

/// <summary>
/// A multi-class perceptron over hashed features whose weights are averaged over all steps. Rows come into being when a decision was wrong, so features that never
/// mattered cost nothing. Deterministic: integers only, order of examples given by the caller.
/// </summary>
internal sealed class AveragedPerceptron
{
    private const int FirstCapacity = 1 << 20;

    private readonly int _classes;
    private readonly int _width;

    /// <summary>Key in the upper half, row in the lower: one look into memory for both. 0 is free.</summary>
    private ulong[] _slots = new ulong[FirstCapacity];
    private int[] _weights;
    private double[] _weighted;
    private int[] _touched;
    private int _count;
    private long _step = 1;

    public AveragedPerceptron(int classes)
    {
        _classes = classes;
        _width = classes <= 4 ? 4 : (classes + 7) & ~7;
        _weights = new int[FirstCapacity / 4 * _width];
        _weighted = new double[FirstCapacity / 4 * _width];
        _touched = new int[FirstCapacity / 4];
    }

    /// <summary>Numbers that <see cref="Score"/> fills: the classes, rounded up.</summary>
    public int Width => _width;

    /// <summary>Features with a row.</summary>
    public int Count => _count;

    /// <summary>Adds the rows of the features to the scores.</summary>
    /// <remarks>
    /// Three loops rather than one: the loads of each do not wait for one another, and the rows of unknown features are added as zeros rather than branched around. With millions of
    /// features nearly every load misses the cache; this halves the time of a round.
    /// </remarks>
    public void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        Span<ulong> slots = stackalloc ulong[features.Length];
        var mask = (uint)_slots.Length - 1;
        for (var k = 0; k < features.Length; k++)
            slots[k] = _slots[features[k] & mask];
        Span<int> rows = stackalloc int[features.Length];
        for (var k = 0; k < features.Length; k++)
            rows[k] = slots[k] == 0 || (uint)(slots[k] >> 32) == features[k] ? (int)(uint)slots[k] * _width : Find(features[k]) * _width;

        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var first = ref MemoryMarshal.GetReference(scores);
        if (_width == 4)
        {
            var sum = Vector128.LoadUnsafe(ref first);
            foreach (var row in rows)
                sum += Vector128.LoadUnsafe(ref weights, (nuint)row);
            sum.StoreUnsafe(ref first);
            return;
        }

        foreach (var row in rows)
        {
            for (var c = 0; c < _width; c += Vector256<int>.Count)
                (Vector256.LoadUnsafe(ref first, (nuint)c) + Vector256.LoadUnsafe(ref weights, (nuint)(row + c))).StoreUnsafe(ref first, (nuint)c);
        }
    }

    /// <summary>The class of the highest score, of equals the first, from class <paramref name="from"/> on; and its lead over the next best.</summary>
    public int Best(ReadOnlySpan<int> scores, out int lead, int from = 0)
    {
        var (best, second) = (from, int.MinValue);
        for (var c = from + 1; c < _classes; c++)
        {
            if (scores[c] > scores[best])
                (best, second) = (c, scores[best]);
            else
                second = Math.Max(second, scores[c]);
        }

        lead = scores[best] - second;
        return best;
    }

    /// <summary>Counts one decision; the averages are over these.</summary>
    public void Step() => _step++;

    /// <summary>Moves weight from the class <paramref name="wrong"/> to <paramref name="right"/>.</summary>
    public void Update(ReadOnlySpan<uint> features, int right, int wrong)
    {
        foreach (var feature in features)
        {
            var row = FindOrAdd(feature);
            _touched[row]++;
            row *= _width;
            _weights[row + right]++;
            _weighted[row + right] += _step;
            _weights[row + wrong]--;
            _weighted[row + wrong] -= _step;
        }
    }

    /// <summary>The averaged weights as bytes.</summary>
    /// <param name="scale">What a weight of 1 becomes; larger ones than a byte holds are cut.</param>
    /// <param name="leastTouched">Features that were part of fewer corrections are left out.</param>
    /// <param name="leastWeight">Smaller weights become 0, and rows of zeros are left out.</param>
    /// <param name="most">So many features are kept, those with the largest weights.</param>
    /// <param name="relative">Whether the last class's weight is taken from all: only differences count, and its own is 0 then.</param>
    public Dictionary<uint, sbyte[]> Averaged(double scale, int leastTouched, double leastWeight, int most = int.MaxValue, bool relative = false)
    {
        var averaged = new List<(uint Key, sbyte[] Weights, double Largest)>();
        Span<double> exact = stackalloc double[_classes];
        foreach (var slot in _slots)
        {
            var row = (int)(uint)slot;
            if (row == 0 || _touched[row] < leastTouched)
                continue;
            for (var c = 0; c < _classes; c++)
                exact[c] = _weights[(row * _width) + c] - (_weighted[(row * _width) + c] / _step);
            var (weights, largest) = (new sbyte[_classes], 0.0);
            for (var c = 0; c < _classes; c++)
            {
                var weight = exact[c] - (relative ? exact[^1] : 0);
                largest = Math.Max(largest, Math.Abs(weight));
                if (Math.Abs(weight) >= leastWeight)
                    weights[c] = (sbyte)Math.Clamp(Math.Round(weight * scale), -sbyte.MaxValue, sbyte.MaxValue);
            }

            if (weights.AsSpan().ContainsAnyExcept((sbyte)0))
                averaged.Add(((uint)(slot >> 32), weights, largest));
        }

        return averaged.OrderByDescending(row => row.Largest).ThenBy(row => row.Key).Take(most).ToDictionary(row => row.Key, row => row.Weights);
    }

    private int Find(uint key)
    {
        var mask = _slots.Length - 1;
        for (var at = (int)key & mask; ; at = (at + 1) & mask)
        {
            var slot = _slots[at];
            if (slot == 0 || (uint)(slot >> 32) == key)
                return (int)(uint)slot;
        }
    }

    private int FindOrAdd(uint key)
    {
        var row = Find(key);
        if (row != 0)
            return row;
        if (_count * 3 > _slots.Length)
            Grow();
        row = ++_count;
        if ((row + 1) * _width > _weights.Length)
        {
            Array.Resize(ref _weights, _weights.Length * 2);
            Array.Resize(ref _weighted, _weighted.Length * 2);
            Array.Resize(ref _touched, _touched.Length * 2);
        }

        Insert(key, row);
        return row;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot != 0)
                Insert((uint)(slot >> 32), (int)(uint)slot);
        }
    }

    private void Insert(uint key, int row)
    {
        var mask = _slots.Length - 1;
        var at = (int)key & mask;
        while (_slots[at] != 0)
            at = (at + 1) & mask;
        _slots[at] = ((ulong)key << 32) | (uint)row;
    }
}
