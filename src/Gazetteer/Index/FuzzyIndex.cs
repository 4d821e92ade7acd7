using System.Numerics;

namespace Sitrep.Gazetteer.Index;

/// <summary>Finds keys within an edit distance: of a key cut into one part more than there may be edits, one part stands in the query as it is.</summary>
/// <remarks>
/// Every key up to <see cref="MaxKeyLength"/> letters is entered under each of its parts, with its own length and the set of its letters. A query looks up
/// its substrings at every place where a part may have moved to; one edit changes at most two members of the set of letters, which rules out nearly every
/// entry before its key is decoded. The plain form, comparing every key, is in the tests. Keys are entered under their loose form too.
/// </remarks>
internal static class FuzzyIndex
{
    /// <summary>Longer names are found by none but their exact form and beginning.</summary>
    public const int MaxKeyLength = 64;

    // Queries of eight letters and more allow two edits; from six letters on a key may be what such a query meant.
    private const int ThreePartsFrom = 6;
    private const int LooseSalt = 0x51;

    /// <summary>An entry: a key, and the set of its letters.</summary>
    internal readonly record struct Entry(uint Key, uint Letters);

    /// <summary>Edits that a query of this length may be away from a key.</summary>
    public static int LimitOf(int length) => length switch { < 3 => 0, < 8 => 1, _ => 2 };

    /// <summary>Entries and directory of an image that lacks them.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="allocate">Gives room for this many directory numbers and entries.</param>
    public static void Derive(NameKeys keys, Func<int, int, (Memory<uint> Directory, Memory<Entry> Entries)> allocate)
    {
        var count = 0L;
        Visit(keys, (_, _, _) => count++);
        var bits = Math.Max(4, BitOperations.Log2((ulong)count / 6 + 1));
        var (directory, entries) = allocate((1 << bits) + 1, checked((int)count));
        Visit(keys, (hash, _, _) => directory.Span[(int)(hash >> (64 - bits)) + 1]++);
        var starts = directory.Span;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        var next = starts[..^1].ToArray();
        Visit(keys, (hash, key, letters) => entries.Span[(int)next[hash >> (64 - bits)]++] = new Entry((uint)key, letters));
    }

    /// <summary>Keys within the distance, each once, in the order of keys.</summary>
    public static List<(int Key, int Distance)> Find(IndexImage image, NameKeys keys, ReadOnlySpan<char> folded, int limit)
    {
        var found = new List<(int Key, int Distance)>();
        if (folded.Length is 0 or > MaxKeyLength)
            return found;
        Span<char> key = stackalloc char[MaxKeyLength];
        var seen = new HashSet<uint>();
        var letters = Letters(folded);
        for (var length = Math.Max(1, folded.Length - limit); length <= Math.Min(MaxKeyLength, folded.Length + limit); length++)
        {
            var parts = PartsOf(length);
            for (var part = 0; part < Math.Min(parts, limit + 1); part++)
            {
                var (start, end) = PartAt(length, part);
                for (var at = Math.Max(0, start - limit); at <= start + limit && at + end - start <= folded.Length; at++)
                {
                    foreach (var entry in Bucket(image, Hash(folded.Slice(at, end - start), length, part)))
                    {
                        if (BitOperations.PopCount(letters ^ entry.Letters) > 2 * limit || !seen.Add(entry.Key))
                            continue;
                        var written = keys.Key((int)entry.Key, key);
                        if (written < 0 || Math.Abs(written - folded.Length) > limit)
                            continue;
                        var distance = Distance(folded, key[..written], limit);
                        if (distance <= limit)
                            found.Add(((int)entry.Key, distance));
                    }
                }
            }
        }
        found.Sort();
        return found;
    }

    /// <summary>Keys with the same loose form, the query's own folded form left out, in the order of keys.</summary>
    public static List<int> Variants(IndexImage image, NameKeys keys, ReadOnlySpan<char> folded)
    {
        var found = new List<int>();
        Span<char> loose = stackalloc char[MaxKeyLength];
        Span<char> other = stackalloc char[MaxKeyLength];
        Span<char> key = stackalloc char[MaxKeyLength];
        var form = loose[..LooseForm.Write(folded, loose)];
        if (form.IsEmpty)
            return found;
        foreach (var entry in Bucket(image, Hash(form, 0, LooseSalt)))
        {
            if (entry.Letters != Letters(form))
                continue;
            var written = keys.Key((int)entry.Key, key);
            if (written > 0 && !key[..written].SequenceEqual(folded) && other[..LooseForm.Write(key[..written], other)].SequenceEqual(form))
                found.Add((int)entry.Key);
        }
        found.Sort();
        return found;
    }

    private static ReadOnlySpan<Entry> Bucket(IndexImage image, ulong hash)
    {
        var directory = image.Of<uint>(Section.FuzzyDirectory);
        var bucket = (int)(hash >> (64 - BitOperations.Log2((uint)directory.Length - 1)));
        return image.Of<Entry>(Section.FuzzyEntries)[(int)directory[bucket]..(int)directory[bucket + 1]];
    }

    private static void Visit(NameKeys keys, Action<ulong, int, uint> visit)
    {
        Span<char> key = stackalloc char[MaxKeyLength];
        Span<char> loose = stackalloc char[MaxKeyLength];
        var walk = keys.All();
        while (walk.MoveNext())
        {
            if (!System.Text.Encoding.UTF8.TryGetChars(walk.Key, key, out var length) || length == 0)
                continue;
            var letters = Letters(key[..length]);
            for (var part = 0; part < PartsOf(length); part++)
            {
                var (start, end) = PartAt(length, part);
                visit(Hash(key[start..end], length, part), walk.Index, letters);
            }
            if (LooseForm.Write(key[..length], loose) is var width and > 0)
                visit(Hash(loose[..width], 0, LooseSalt), walk.Index, Letters(loose[..width]));
        }
    }

    private static int PartsOf(int length) => length >= ThreePartsFrom ? 3 : length > 1 ? 2 : 1;

    private static (int Start, int End) PartAt(int length, int part)
    {
        var parts = PartsOf(length);
        return (length * part / parts, length * (part + 1) / parts);
    }

    // FNV-1a over the letters, spread by a multiplication (Fibonacci hashing), so that the high bits can choose the bucket.
    private static ulong Hash(ReadOnlySpan<char> part, int length, int number)
    {
        var hash = 14695981039346656037UL ^ (ulong)(length * 257 + number);
        hash *= 1099511628211UL;
        foreach (var c in part)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15UL;
    }

    private static uint Letters(ReadOnlySpan<char> key)
    {
        var set = 0U;
        foreach (var c in key)
            set |= 1U << (c is >= 'a' and <= 'z' ? c - 'a' : 26 + c % 6);
        return set;
    }

    /// <summary>Levenshtein, row by row; stops where a whole row is over the limit. Over it too for keys that are too long.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (b.Length > MaxKeyLength || Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
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
