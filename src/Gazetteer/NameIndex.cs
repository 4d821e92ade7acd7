using System.Buffers;
using System.Numerics;
using System.Text;
using Sitrep.Language;

namespace Sitrep.Gazetteer;

/// <summary>Finds names by their folded form: whole, by beginning, or within an edit distance.</summary>
internal sealed class NameIndex
{
    private readonly char[] _keys;
    private readonly int[] _keyStart;
    private readonly int[] _firstName;
    private readonly Lazy<FuzzyKeys> _fuzzy;

    public NameIndex(NameTable names)
    {
        var keys = new ArrayBufferWriter<char>(names.Text.Length);
        var keyStart = new List<int>(names.Count) { 0 };
        var firstName = new List<int>(names.Count);
        var name = new char[256];
        var folded = new char[Folding.MaxLength(256)];
        for (var i = 0; i < names.Count; i++)
        {
            var bytes = names.Text.AsSpan(names.Start[i]..names.Start[i + 1]);
            if (bytes.Length > name.Length)
            {
                name = new char[bytes.Length];
                folded = new char[Folding.MaxLength(bytes.Length)];
            }
            var key = folded.AsSpan(0, Folding.Fold(name.AsSpan(0, Encoding.UTF8.GetChars(bytes, name)), folded));
            var order = firstName.Count == 0 ? -1 : keys.WrittenSpan[keyStart[^2]..].SequenceCompareTo(key);
            if (order == 0)
                continue;
            if (order > 0)
                throw new InvalidDataException("names are not sorted");
            firstName.Add(i);
            keys.Write(key);
            keyStart.Add(keys.WrittenCount);
        }
        firstName.Add(names.Count);
        _keys = keys.WrittenSpan.ToArray();
        _keyStart = [.. keyStart];
        _firstName = [.. firstName];
        _fuzzy = new Lazy<FuzzyKeys>(() => new FuzzyKeys(this));
    }

    /// <summary>Distinct folded names.</summary>
    public int KeyCount => _firstName.Length - 1;

    /// <summary>A folded name.</summary>
    public ReadOnlySpan<char> Key(int key) => _keys.AsSpan(_keyStart[key].._keyStart[key + 1]);

    /// <summary>The names of a key: rows [Start, End) of the name table.</summary>
    public (int Start, int End) NamesOf(int key) => (_firstName[key], _firstName[key + 1]);

    /// <summary>The names with exactly this folded form; an empty range where there are none.</summary>
    public (int Start, int End) Exact(ReadOnlySpan<char> folded)
    {
        var key = LowerBound(folded);
        return key < KeyCount && Key(key).SequenceEqual(folded) ? NamesOf(key) : (0, 0);
    }

    /// <summary>The names whose folded form begins so; they stand together.</summary>
    public (int Start, int End) Prefix(ReadOnlySpan<char> folded)
    {
        var first = LowerBound(folded);
        var low = first;
        var high = KeyCount;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Key(middle).StartsWith(folded))
                low = middle + 1;
            else
                high = middle;
        }
        return low == first ? (0, 0) : (_firstName[first], _firstName[low]);
    }

    /// <summary>Keys within edit distance 1, or 2 from eight letters on (0 below three letters), with their distance, in the order of keys of one length.</summary>
    public List<(int Key, int Distance)> Fuzzy(ReadOnlySpan<char> folded)
    {
        var limit = folded.Length switch { < 3 => 0, < 8 => 1, _ => 2 };
        return _fuzzy.Value.Find(folded, limit);
    }

    private int LowerBound(ReadOnlySpan<char> folded)
    {
        var low = 0;
        var high = KeyCount;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Key(middle).SequenceCompareTo(folded) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Keys by length with the set of their letters: one edit changes at most two members of that set, which rules out nearly every key before it is compared.</summary>
    private sealed class FuzzyKeys
    {
        private const int MaxKeyLength = 64;

        private readonly NameIndex _names;
        private readonly int[] _lengthStart = new int[MaxKeyLength + 2];
        private readonly int[] _key;
        private readonly ulong[] _letters;

        public FuzzyKeys(NameIndex names)
        {
            _names = names;
            for (var k = 0; k < names.KeyCount; k++)
            {
                if (names.Key(k).Length <= MaxKeyLength)
                    _lengthStart[names.Key(k).Length + 1]++;
            }
            for (var l = 0; l <= MaxKeyLength; l++)
                _lengthStart[l + 1] += _lengthStart[l];
            _key = new int[_lengthStart[^1]];
            _letters = new ulong[_key.Length];
            var next = _lengthStart.AsSpan(0, MaxKeyLength + 1).ToArray();
            for (var k = 0; k < names.KeyCount; k++)
            {
                var key = names.Key(k);
                if (key.Length > MaxKeyLength)
                    continue;
                var at = next[key.Length]++;
                _key[at] = k;
                _letters[at] = Letters(key);
            }
        }

        public List<(int Key, int Distance)> Find(ReadOnlySpan<char> folded, int limit)
        {
            var found = new List<(int, int)>();
            if (folded.Length > MaxKeyLength)
                return found;
            var letters = Letters(folded);
            var end = _lengthStart[Math.Min(MaxKeyLength, folded.Length + limit) + 1];
            for (var i = _lengthStart[Math.Max(1, folded.Length - limit)]; i < end; i++)
            {
                if (BitOperations.PopCount(letters ^ _letters[i]) > 2 * limit)
                    continue;
                var distance = Distance(folded, _names.Key(_key[i]), limit);
                if (distance <= limit)
                    found.Add((_key[i], distance));
            }
            return found;
        }

        private static ulong Letters(ReadOnlySpan<char> key)
        {
            var set = 0UL;
            foreach (var c in key)
                set |= 1UL << (c is >= 'a' and <= 'z' ? c - 'a' : 26 + c % 38);
            return set;
        }

        // Levenshtein, row by row; stops where a whole row is over the limit.
        private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
        {
            Span<int> row = stackalloc int[MaxKeyLength + 1];
            for (var j = 0; j <= b.Length; j++)
                row[j] = j;
            for (var i = 1; i <= a.Length; i++)
            {
                var diagonal = row[0];
                row[0] = i;
                var least = i;
                for (var j = 1; j <= b.Length; j++)
                {
                    var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
                    least = Math.Min(least, row[j]);
                }
                if (least > limit)
                    return limit + 1;
            }
            return row[b.Length];
        }
    }
}
