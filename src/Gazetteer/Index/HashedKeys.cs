using System.Numerics;

namespace Sitrep.Gazetteer.Index;

/// <summary>A table from hashes to keys: a directory of buckets by the upper bits of a hash, and entries of a key's number and four further bits of it.</summary>
/// <remarks>What it gives are candidates: every key entered under a hash, and now and then one that was not.</remarks>
internal readonly ref struct HashedKeys
{
    private const int TagBits = 4;
    private const int EntriesPerBucket = 6;

    private readonly ReadOnlySpan<uint> _directory;
    private readonly ReadOnlySpan<uint> _entries;
    private readonly int _shift;

    /// <summary>The table of an image.</summary>
    public HashedKeys(IndexImage image, Section directory, Section entries)
    {
        _directory = image.Of<uint>(directory);
        _entries = image.Of<uint>(entries);
        _shift = 64 - BitOperations.Log2((uint)_directory.Length - 1);
    }

    /// <summary>Adds the keys under a hash.</summary>
    public void Find(ulong hash, List<int> keys)
    {
        var bucket = (int)(hash >> _shift);
        foreach (var entry in _entries[(int)_directory[bucket]..(int)_directory[bucket + 1]])
        {
            if ((entry & ((1 << TagBits) - 1)) == TagOf(hash))
                keys.Add((int)(entry >> TagBits));
        }
    }

    /// <summary>Makes the two sections of an image that lacks them.</summary>
    public static void Derive<THashes>(IndexImage image, Section directory, Section entries)
        where THashes : IKeyHashes
    {
        var keys = new NameKeys(image);
        if (keys.Count >= 1 << (32 - TagBits))
            throw new GazetteerFormatException("More names than this format can number.");
        var tally = default(Tally);
        Visit<THashes, Tally>(keys, ref tally);
        var bits = Math.Max(4, BitOperations.Log2((ulong)tally.Count / EntriesPerBucket + 1));
        var starts = image.Add<uint>(directory, (1 << bits) + 1);
        var sizes = new Sizes(starts, 64 - bits);
        Visit<THashes, Sizes>(keys, ref sizes);
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        var filler = new Filler(starts[..^1].ToArray(), image.Add<uint>(entries, checked((int)tally.Count)), 64 - bits);
        Visit<THashes, Filler>(keys, ref filler);
    }

    /// <summary>FNV-1a over the letters of a part, spread by a multiplication (Fibonacci hashing), so that the high bits can choose the bucket.</summary>
    /// <param name="part">The letters.</param>
    /// <param name="without">Place of a letter to leave out; -1 for none.</param>
    /// <param name="salt">What else must be equal.</param>
    public static ulong Hash(ReadOnlySpan<char> part, int without, int salt)
    {
        const ulong Prime = 1099511628211UL;
        var hash = (14695981039346656037UL ^ (ulong)salt) * Prime;
        for (var i = 0; i < part.Length; i++)
        {
            if (i != without)
                hash = (hash ^ part[i]) * Prime;
        }
        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15UL;
    }

    private static uint TagOf(ulong hash) => (uint)(hash >> 8) & ((1 << TagBits) - 1);

    private static void Visit<THashes, TVisitor>(NameKeys keys, ref TVisitor visitor)
        where THashes : IKeyHashes
        where TVisitor : IHashVisitor, allows ref struct
    {
        Span<char> key = stackalloc char[FuzzyIndex.MaxKeyLength];
        var walk = keys.All();
        while (walk.MoveNext())
        {
            if (System.Text.Encoding.UTF8.TryGetChars(walk.Key, key, out var length) && length > 0)
                THashes.Of(key[..length], (uint)walk.Index, ref visitor);
        }
    }

    private struct Tally : IHashVisitor
    {
        public long Count;

        public void Visit(ulong hash, uint key) => Count++;
    }

    private readonly ref struct Sizes(Span<uint> starts, int shift) : IHashVisitor
    {
        private readonly Span<uint> _starts = starts;

        public void Visit(ulong hash, uint key) => _starts[(int)(hash >> shift) + 1]++;
    }

    private readonly ref struct Filler(uint[] next, Span<uint> entries, int shift) : IHashVisitor
    {
        private readonly Span<uint> _entries = entries;

        public void Visit(ulong hash, uint key) => _entries[(int)next[hash >> shift]++] = key << TagBits | TagOf(hash);
    }
}

/// <summary>Takes the hashes of keys.</summary>
internal interface IHashVisitor
{
    /// <summary>A hash under which a key is to be found.</summary>
    void Visit(ulong hash, uint key);
}

/// <summary>Under which hashes a key is to be found.</summary>
internal interface IKeyHashes
{
    /// <summary>Gives each of them to the visitor.</summary>
    static abstract void Of<TVisitor>(scoped ReadOnlySpan<char> key, uint number, ref TVisitor visitor)
        where TVisitor : IHashVisitor, allows ref struct;
}
