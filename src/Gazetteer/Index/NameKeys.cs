using System.Text;

namespace Sitrep.Gazetteer.Index;

/// <summary>The folded names in the order of their UTF-8 bytes, each with the range of its postings.</summary>
internal readonly struct NameKeys(IndexImage image)
{
    // Names of more bytes than this cost an allocation.
    private const int StackBytes = 384;

    /// <summary>Distinct folded names.</summary>
    public int Count { get; } = (int)(image.LengthOf(Section.KeyBlocks) / 8) is var blocks and > 0 ? (blocks - 1) * IndexFormat.KeysPerBlock + CountIn(image, blocks - 1) : 0;

    /// <summary>The postings of a folded name; an empty range where there is none.</summary>
    public (int Start, int End) Exact(ReadOnlySpan<char> folded)
    {
        var buffer = MaxBytes(folded) <= StackBytes ? stackalloc byte[StackBytes] : new byte[MaxBytes(folded)];
        var bytes = buffer[..Encoding.UTF8.GetBytes(folded, buffer)];
        var walk = LowerBound(bytes);
        return walk.IsAtKey && walk.Key.SequenceEqual(bytes) ? walk.Postings : (0, 0);
    }

    /// <summary>The postings of all names that begin so; they stand together.</summary>
    public (int Start, int End) Prefix(ReadOnlySpan<char> folded)
    {
        var buffer = MaxBytes(folded) <= StackBytes ? stackalloc byte[StackBytes] : new byte[MaxBytes(folded)];
        var bytes = buffer[..Encoding.UTF8.GetBytes(folded, buffer)];
        if (bytes.IsEmpty)
            return (0, 0);
        var start = LowerBound(bytes).Postings.Start;
        // The least string above all that begin so: the last byte one higher. UTF-8 has no byte 255, so that this is never lost.
        bytes[^1]++;
        var end = LowerBound(bytes).Postings.Start;
        return (start, end);
    }

    /// <summary>A folded name.</summary>
    public string Key(int key)
    {
        var walk = At(key);
        return Encoding.UTF8.GetString(walk.Key);
    }

    /// <summary>The postings of a key.</summary>
    public (int Start, int End) PostingsOf(int key) => At(key).Postings;

    /// <summary>Writes a key as UTF-16; gives its length, or -1 where it does not fit.</summary>
    public int Key(int key, Span<char> destination)
    {
        var walk = At(key);
        return Encoding.UTF8.TryGetChars(walk.Key, destination, out var written) ? written : -1;
    }

    /// <summary>Stands at a key.</summary>
    public Walk At(int key)
    {
        var walk = new Walk(image, key / IndexFormat.KeysPerBlock);
        for (var i = key % IndexFormat.KeysPerBlock; i >= 0; i--)
            walk.MoveNext();
        return walk;
    }

    /// <summary>Stands before the first key.</summary>
    public Walk All() => new(image, 0);

    // At the first key that is not below; where there is none, at the end, with an empty range behind the last posting.
    private Walk LowerBound(ReadOnlySpan<byte> key)
    {
        var blocks = image.Of<KeyBlock>(Section.KeyBlocks);
        var low = 0;
        var high = blocks.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (FirstKey(blocks[middle]).SequenceCompareTo(key) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        var walk = new Walk(image, Math.Max(0, low - 1));
        while (walk.MoveNext() && walk.Key.SequenceCompareTo(key) < 0)
        {
        }
        return walk;
    }

    private ReadOnlySpan<byte> FirstKey(KeyBlock block)
    {
        var bytes = image.Slice(Section.Keys, block.Offset, int.MaxValue);
        var at = 1; // shares nothing
        var length = Varint.Read(bytes, ref at);
        return bytes.Slice(at, length);
    }

    private static int CountIn(IndexImage image, int block)
    {
        var walk = new Walk(image, block);
        var count = 0;
        while (walk.MoveNext())
            count++;
        return count;
    }

    private static int MaxBytes(ReadOnlySpan<char> folded) => Encoding.UTF8.GetMaxByteCount(folded.Length);

    /// <summary>A block: where its keys begin, and the number of its first posting.</summary>
    internal readonly record struct KeyBlock(uint Offset, uint FirstPosting);

    /// <summary>Goes through keys in their order. Allocates nothing but for keys of over 256 bytes.</summary>
    internal ref struct Walk
    {
        private readonly IndexImage _image;
        private readonly int _blocks;
        private ReadOnlySpan<byte> _bytes;
        private int _at;
        private int _block;
        private int _inBlock;
        private int _next;
        private KeyBuffer _buffer;
        private byte[]? _long;
        private int _length;

        public Walk(IndexImage image, int block)
        {
            _image = image;
            _blocks = image.Of<KeyBlock>(Section.KeyBlocks).Length;
            _block = block - 1;
            _inBlock = IndexFormat.KeysPerBlock;
            Postings = _block + 1 < _blocks ? ((int)image.Of<KeyBlock>(Section.KeyBlocks)[block].FirstPosting, 0) : (0, 0);
            _next = Postings.Start;
        }

        public (int Start, int End) Postings { get; private set; }

        public bool IsAtKey { get; private set; }

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public readonly ReadOnlySpan<byte> Key => _long is null ? ((ReadOnlySpan<byte>)_buffer)[.._length] : _long.AsSpan(0, _length);

        /// <summary>Number of the key.</summary>
        public readonly int Index => _block * IndexFormat.KeysPerBlock + _inBlock - 1;

        public bool MoveNext()
        {
            if (_inBlock == IndexFormat.KeysPerBlock)
            {
                if (++_block >= _blocks)
                    return End();
                _bytes = _image.Slice(Section.Keys, _image.Of<KeyBlock>(Section.KeyBlocks)[_block].Offset, int.MaxValue);
                _at = 0;
                _inBlock = 0;
            }
            if (_at >= _bytes.Length)
                return End();
            var shared = Varint.Read(_bytes, ref _at);
            var rest = Varint.Read(_bytes, ref _at);
            Write(shared, _bytes.Slice(_at, rest));
            _at += rest;
            var postings = Varint.Read(_bytes, ref _at);
            Postings = (_next, _next + postings);
            _next += postings;
            _inBlock++;
            IsAtKey = true;
            return true;
        }

        private bool End()
        {
            Postings = (_next, _next);
            IsAtKey = false;
            return false;
        }

        private void Write(int shared, ReadOnlySpan<byte> rest)
        {
            var length = shared + rest.Length;
            if (_long is null && length > KeyBuffer.Size)
            {
                _long = new byte[Math.Max(length, 4096)];
                ((ReadOnlySpan<byte>)_buffer)[..shared].CopyTo(_long);
            }
            if (_long is not null && length > _long.Length)
                Array.Resize(ref _long, length);
            rest.CopyTo(_long is null ? ((Span<byte>)_buffer)[shared..] : _long.AsSpan(shared));
            _length = length;
        }
    }

    [System.Runtime.CompilerServices.InlineArray(Size)]
    private struct KeyBuffer
    {
        public const int Size = 256;
        private byte _first;
    }
}
