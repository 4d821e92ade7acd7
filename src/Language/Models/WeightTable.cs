using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sitrep.Language.Models;

/// <summary>
/// Weights of a linear classifier over hashed features: for each known feature key one row with a 16-bit weight for each class. Features that training did not
/// keep have no row and weigh nothing. Sums are exact integers, so that no machine decides otherwise than another.
/// </summary>
internal sealed class WeightTable
{
    private readonly uint[] _keys;
    private readonly int[] _rows;
    private readonly short[] _weights;
    private readonly int _mask;

    private WeightTable(int classes, uint[] keys, int[] rows, short[] weights)
    {
        Classes = classes;
        Width = RowWidth(classes);
        _keys = keys;
        _rows = rows;
        _weights = weights;
        _mask = keys.Length - 1;
    }

    /// <summary>How many classes are told apart.</summary>
    public int Classes { get; }

    /// <summary>Numbers in a row: the classes, filled up to whole vectors of 16.</summary>
    public int Width { get; }

    /// <summary>Features with a row.</summary>
    public int Count => (_weights.Length / Width) - 1;

    /// <summary>Adds the rows of the features to <paramref name="scores"/>, which has <see cref="Width"/> numbers.</summary>
    /// <remarks>Training keeps every weight small enough that no sum over one decision's features leaves 16 bits.</remarks>
    public void Sum(ReadOnlySpan<uint> features, Span<short> scores)
    {
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var first = ref MemoryMarshal.GetReference(scores);
        var width = Width;
        foreach (var feature in features)
        {
            var row = Row(feature);
            if (row == 0)
                continue;
            ref var weights = ref Unsafe.Add(ref rows, row * width);
            for (var c = 0; c < width; c += Vector256<short>.Count)
            {
                var sum = Vector256.LoadUnsafe(ref first, (nuint)c) + Vector256.LoadUnsafe(ref weights, (nuint)c);
                sum.StoreUnsafe(ref first, (nuint)c);
            }
        }
    }

    /// <summary>The class of the highest score; the first of equals. <paramref name="allowed"/> has a bit for each class that may be chosen.</summary>
    public static int Best(ReadOnlySpan<short> scores, ulong allowed)
    {
        var best = -1;
        for (var rest = allowed; rest != 0; rest &= rest - 1)
        {
            var c = BitOperations.TrailingZeroCount(rest);
            if (best < 0 || scores[c] > scores[best])
                best = c;
        }

        return best;
    }

    /// <summary>Reads a table that <see cref="WriteTo"/> wrote.</summary>
    public static WeightTable Read(BinaryReader reader)
    {
        var classes = reader.Read7BitEncodedInt();
        var count = reader.Read7BitEncodedInt();
        if (classes is < 1 or > 64 || count < 0 || count > reader.BaseStream.Length)
            throw new InvalidDataException();
        var width = RowWidth(classes);
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)(count * 2) + 2);
        var keys = new uint[capacity];
        var rows = new int[capacity];
        var weights = new short[(count + 1) * width];
        var key = 0u;
        for (var row = 1; row <= count; row++)
        {
            key += (uint)reader.Read7BitEncodedInt64();
            var at = (int)(key & (capacity - 1));
            while (rows[at] != 0)
                at = (at + 1) & (capacity - 1);
            keys[at] = key;
            rows[at] = row;
            var present = (ulong)reader.Read7BitEncodedInt64();
            for (; present != 0; present &= present - 1)
            {
                var coded = (uint)reader.Read7BitEncodedInt();
                var c = BitOperations.TrailingZeroCount(present);
                if (c >= classes)
                    throw new InvalidDataException();
                weights[(row * width) + c] = (short)((int)(coded >> 1) ^ -(int)(coded & 1));
            }
        }

        return new WeightTable(classes, keys, rows, weights);
    }

    /// <summary>Writes rows in the order of their keys; a row has a weight for each class.</summary>
    public static void WriteTo(BinaryWriter writer, int classes, IEnumerable<KeyValuePair<uint, short[]>> rows)
    {
        var sorted = rows.OrderBy(row => row.Key).ToList();
        writer.Write7BitEncodedInt(classes);
        writer.Write7BitEncodedInt(sorted.Count);
        var last = 0u;
        foreach (var (key, weights) in sorted)
        {
            writer.Write7BitEncodedInt64(key - last);
            last = key;
            var present = 0ul;
            for (var c = 0; c < classes; c++)
                present |= weights[c] == 0 ? 0 : 1ul << c;
            writer.Write7BitEncodedInt64((long)present);
            for (var c = 0; c < classes; c++)
            {
                if (weights[c] != 0)
                    writer.Write7BitEncodedInt((weights[c] << 1) ^ (weights[c] >> 31));
            }
        }
    }

    private static int RowWidth(int classes) => (classes + 15) & ~15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Row(uint key)
    {
        ref var keys = ref MemoryMarshal.GetArrayDataReference(_keys);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        var at = (int)key & _mask;
        while (true)
        {
            var row = Unsafe.Add(ref rows, at);
            if (row == 0 || Unsafe.Add(ref keys, at) == key)
                return row;
            at = (at + 1) & _mask;
        }
    }
}
