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
    private uint[] _keys = new uint[FirstCapacity];
    private int[] _rows = new int[FirstCapacity];
    private int[] _weights;
    private double[] _weighted;
    private int[] _touched;
    private int _count;
    private long _step = 1;

    public AveragedPerceptron(int classes)
    {
        _classes = classes;
        _width = (classes + 7) & ~7;
        _weights = new int[FirstCapacity / 4 * _width];
        _weighted = new double[FirstCapacity / 4 * _width];
        _touched = new int[FirstCapacity / 4];
    }

    /// <summary>Numbers that <see cref="Score"/> fills: the classes, rounded up.</summary>
    public int Width => _width;

    /// <summary>Features with a row.</summary>
    public int Count => _count;

    /// <summary>Sums the rows of the features.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        scores.Clear();
        ref var first = ref MemoryMarshal.GetReference(scores);
        foreach (var feature in features)
        {
            var row = Find(feature);
            if (row == 0)
                continue;
            ref var weights = ref _weights[row * _width];
            for (var c = 0; c < _width; c += Vector256<int>.Count)
                (Vector256.LoadUnsafe(ref first, (nuint)c) + Vector256.LoadUnsafe(ref weights, (nuint)c)).StoreUnsafe(ref first, (nuint)c);
        }
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

    /// <summary>The averaged weights as small integers.</summary>
    /// <param name="scale">What a weight of 1 becomes.</param>
    /// <param name="limit">No weight is larger.</param>
    /// <param name="leastTouched">Features that were part of fewer corrections are left out.</param>
    /// <param name="leastWeight">Smaller weights become 0, and rows of zeros are left out.</param>
    public Dictionary<uint, short[]> Averaged(double scale, int limit, int leastTouched, double leastWeight)
    {
        var averaged = new Dictionary<uint, short[]>();
        for (var at = 0; at < _keys.Length; at++)
        {
            var row = _rows[at];
            if (row == 0 || _touched[row] < leastTouched)
                continue;
            var weights = new short[_classes];
            var any = false;
            for (var c = 0; c < _classes; c++)
            {
                var weight = _weights[(row * _width) + c] - (_weighted[(row * _width) + c] / _step);
                if (Math.Abs(weight) < leastWeight)
                    continue;
                weights[c] = (short)Math.Clamp(Math.Round(weight * scale), -limit, limit);
                any |= weights[c] != 0;
            }

            if (any)
                averaged[_keys[at]] = weights;
        }

        return averaged;
    }

    private int Find(uint key)
    {
        var mask = _keys.Length - 1;
        for (var at = (int)key & mask; ; at = (at + 1) & mask)
        {
            if (_rows[at] == 0 || _keys[at] == key)
                return _rows[at];
        }
    }

    private int FindOrAdd(uint key)
    {
        var row = Find(key);
        if (row != 0)
            return row;
        if (_count * 2 > _keys.Length)
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
        var (keys, rows) = (_keys, _rows);
        _keys = new uint[keys.Length * 2];
        _rows = new int[keys.Length * 2];
        for (var at = 0; at < keys.Length; at++)
        {
            if (rows[at] != 0)
                Insert(keys[at], rows[at]);
        }
    }

    private void Insert(uint key, int row)
    {
        var mask = _keys.Length - 1;
        var at = (int)key & mask;
        while (_rows[at] != 0)
            at = (at + 1) & mask;
        _keys[at] = key;
        _rows[at] = row;
    }
}
