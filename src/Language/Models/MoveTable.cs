using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sitrep.Language.Models;

/// <summary>
/// Weights of a choice among three over hashed features. The plain form is <see cref="WeightTable"/>; here a feature's three weights and 16 bits of its key lie in one
/// 64-bit number, so that a look-up touches one cache line. Of two features that fall on the same number, one in many millions, both get the first one's weights.
/// </summary>
internal sealed class MoveTable
{
    /// <summary>Classes told apart.</summary>
    public const int Classes = 3;

    private readonly ulong[] _entries;
    private readonly int _mask;

    private MoveTable(ulong[] entries)
    {
        _entries = entries;
        _mask = entries.Length - 1;
    }

    /// <summary>The sums of the features' weights.</summary>
    /// <remarks>Two loops: the loads of the first do not wait for one another, and a feature without an entry adds a zero rather than a branch.</remarks>
    public (int First, int Second, int Third) Sum(ReadOnlySpan<uint> features)
    {
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        Span<ulong> found = stackalloc ulong[features.Length];
        for (var k = 0; k < features.Length; k++)
            found[k] = Unsafe.Add(ref entries, (int)features[k] & _mask);
        var (first, second, third) = (0, 0, 0);
        for (var k = 0; k < features.Length; k++)
        {
            var entry = found[k];
            if (entry != 0 && (uint)(entry >> 48) != features[k] >> 16)
                entry = Find(ref entries, features[k]);
            first += (short)entry;
            second += (short)(entry >> 16);
            third += (short)(entry >> 32);
        }

        return (first, second, third);
    }

    /// <summary>Reads a table that <see cref="WeightTable.WriteTo"/> wrote with three classes.</summary>
    public static MoveTable Read(BinaryReader reader)
    {
        var classes = reader.Read7BitEncodedInt();
        var count = reader.Read7BitEncodedInt();
        if (classes != Classes || count < 0 || count > reader.BaseStream.Length)
            throw new InvalidDataException();
        var entries = new ulong[BitOperations.RoundUpToPowerOf2((uint)(count * 2) + 2)];
        var mask = entries.Length - 1;
        var key = 0u;
        for (; count > 0; count--)
        {
            key += (uint)reader.Read7BitEncodedInt64();
            var entry = (ulong)(key >> 16) << 48;
            var present = (ulong)reader.Read7BitEncodedInt64();
            for (; present != 0; present &= present - 1)
            {
                var coded = (uint)reader.Read7BitEncodedInt();
                var c = BitOperations.TrailingZeroCount(present);
                if (c >= Classes)
                    throw new InvalidDataException();
                entry |= (ulong)(ushort)(short)((int)(coded >> 1) ^ -(int)(coded & 1)) << (16 * c);
            }

            var at = (int)key & mask;
            while (entries[at] != 0)
                at = (at + 1) & mask;
            entries[at] = entry;
        }

        return new MoveTable(entries);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Find(ref ulong entries, uint key)
    {
        var at = (int)key & _mask;
        while (true)
        {
            var entry = Unsafe.Add(ref entries, at);
            if (entry == 0 || (uint)(entry >> 48) == key >> 16)
                return entry;
            at = (at + 1) & _mask;
        }
    }
}
