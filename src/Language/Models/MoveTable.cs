using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sitrep.Language.Models;

/// <summary>
/// Weights of a choice among three over hashed features: a byte for the first and one for the second choice, the third's is 0, as only differences count. Eight features share a
/// bucket of 32 bytes, one load and one comparison, so a look-up takes no branch and touches one cache line; the table of the parser's 300,000 features has 2 to 4 MB.
/// </summary>
internal sealed class MoveTable
{
    /// <summary>Choices told apart.</summary>
    public const int Classes = 3;

    /// <summary>Largest weight.</summary>
    public const int Limit = sbyte.MaxValue;

    /// <summary>Features in a bucket.</summary>
    private const int Room = 8;

    /// <summary>Buckets are at least so many that the low bits of a key, which choose the bucket, and the 16 bits kept in the entry are the whole key.</summary>
    private const uint LeastBuckets = 1 << (Hash.KeyBits - 16);

    private readonly uint[] _entries;
    private readonly int _first;
    private readonly uint _mask;

    private MoveTable(int buckets)
    {
        _mask = (uint)buckets - 1;
        // Pinned, so that buckets can begin where cache lines do.
        _entries = GC.AllocateArray<uint>((buckets + 1) * Room, pinned: true);
        _first = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_entries, 0) & ((sizeof(uint) * Room) - 1)) / sizeof(uint);
    }

    /// <summary>The sums of the features' weights for the first and the second choice.</summary>
    public (int First, int Second) Sum(ReadOnlySpan<uint> features)
    {
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        var (first, second) = (Vector256<short>.Zero, Vector256<short>.Zero);
        foreach (var feature in features)
        {
            var bucket = Vector256.LoadUnsafe(ref entries, (nuint)((feature & _mask) * Room) + (nuint)_first);
            var hit = Vector256.Equals(bucket >>> 16, Vector256.Create(feature >> (Hash.KeyBits - 16))) >>> 16;
            var weights = (bucket & hit).AsInt16();
            first += (weights << 8) >> 8;
            second += weights >> 8;
        }

        return (Vector256.Sum(first), Vector256.Sum(second));
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    public static MoveTable Read(BinaryReader reader)
    {
        var bits = reader.ReadByte();
        if (bits is < Hash.KeyBits - 16 or > Hash.KeyBits)
            throw new InvalidDataException();
        var keys = WeightTable.ReadKeys(reader);
        var weights = reader.ReadBytes(keys.Length * 2);
        if (weights.Length != keys.Length * 2 || 1L << bits > Math.Max(LeastBuckets, keys.Length))
            throw new InvalidDataException();
        var table = new MoveTable(1 << bits);
        for (var i = 0; i < keys.Length; i++)
        {
            var at = table._first + ((int)(keys[i] & table._mask) * Room);
            var end = at + Room;
            while (at < end && table._entries[at] != 0)
                at++;
            if (at == end)
                throw new InvalidDataException();
            table._entries[at] = (keys[i] >> (Hash.KeyBits - 16) << 16) | ((uint)weights[keys.Length + i] << 8) | weights[i];
        }

        return table;
    }

    /// <summary>Writes rows of three weights in the order of their keys; of those that share a bucket the eight with the largest weights.</summary>
    public static void WriteTo(BinaryWriter writer, IReadOnlyCollection<KeyValuePair<uint, sbyte[]>> rows)
    {
        var buckets = Math.Max(LeastBuckets, BitOperations.RoundUpToPowerOf2((uint)rows.Count / (Room / 2)));
        var kept = rows.GroupBy(row => row.Key & (buckets - 1))
            .SelectMany(bucket => bucket.OrderByDescending(row => Math.Max(Math.Abs((int)row.Value[0]), Math.Abs((int)row.Value[1]))).ThenBy(row => row.Key).Take(Room))
            .OrderBy(row => row.Key).ToList();

        writer.Write((byte)BitOperations.Log2(buckets));
        WeightTable.WriteKeys(writer, [.. kept.Select(row => row.Key)]);
        for (var c = 0; c < Classes - 1; c++)
        {
            foreach (var row in kept)
                writer.Write(row.Value[c]);
        }
    }
}
