using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Sitrep.Wire.Stories;

/// <summary>What is kept of a text in order to know its copies again: a hash of the whole, and a sample of its shingles that any two texts take alike.</summary>
/// <param name="TextHash">Over all words in order; two texts that differ only in case, punctuation, white space and boilerplate share it; 0 where there are hardly any.</param>
/// <param name="ShingleCount">Distinct shingles of the text.</param>
/// <param name="Hashes">The lowest hashes of its shingles, ascending, at most <see cref="MaxHashes"/>: all of them where the text has no more.</param>
/// <param name="Places">Where in the text the shingle of each hash stands, in 256ths of it.</param>
/// <param name="WideHashes">The lowest hashes of pairs of content words that have one between them, ascending, at most <see cref="MaxHashes"/>: what a pair looks like after a word came between.</param>
public sealed record TextSketch(long TextHash, int ShingleCount, ImmutableArray<uint> Hashes, ImmutableArray<byte> Places, ImmutableArray<uint> WideHashes)
{
    /// <summary>Hashes kept. With 192 half of all news reports are kept whole, and of longer ones the containment is off by 0.035 at most in two of three cases.</summary>
    public const int MaxHashes = 192;

    private const int HeaderBytes = 2 * sizeof(int);

    /// <summary>Up to this a sample has every hash of its text.</summary>
    internal uint Bound => ShingleCount > Hashes.Length && Hashes.Length > 0 ? Hashes[^1] : uint.MaxValue;

    /// <summary>As <see cref="Bound"/>, for wide pairs, of which a text has as many as of narrow ones.</summary>
    internal uint WideBound => WideHashes.Length == MaxHashes ? WideHashes[^1] : uint.MaxValue;

    /// <summary>As it is stored: both counts, then the hashes, little-endian, then their places, then the wide hashes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderBytes + (Hashes.Length * (sizeof(uint) + 1)) + (WideHashes.Length * sizeof(uint))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, ShingleCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int)), Hashes.Length);
        var at = HeaderBytes;
        foreach (var hash in Hashes)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), hash);
            at += sizeof(uint);
        }

        foreach (var place in Places)
        {
            bytes[at++] = place;
        }

        foreach (var hash in WideHashes)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), hash);
            at += sizeof(uint);
        }

        return bytes;
    }

    /// <summary>Back from <see cref="ToBytes"/>.</summary>
    public static TextSketch FromBytes(long textHash, ReadOnlySpan<byte> bytes)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..]);
        var wide = bytes[(HeaderBytes + (count * (sizeof(uint) + 1)))..];
        return new TextSketch(
            textHash,
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            Read(bytes[HeaderBytes..], count),
            [.. bytes.Slice(HeaderBytes + (count * sizeof(uint)), count)],
            Read(wide, wide.Length / sizeof(uint)));
    }

    /// <summary>The first hashes of a stored sketch, under which <see cref="StoryIndex"/> files it.</summary>
    public static ImmutableArray<uint> ReadKeys(ReadOnlySpan<byte> bytes) =>
        Read(bytes[HeaderBytes..], Math.Min(StoryIndex.KeysPerText, BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..])));

    private static ImmutableArray<uint> Read(ReadOnlySpan<byte> bytes, int count)
    {
        var hashes = new uint[count];
        for (var i = 0; i < count; i++)
        {
            hashes[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(hashes);
    }
}
