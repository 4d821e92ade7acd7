using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sitrep.Language.Models;

/// <summary>
/// Weights of a linear classifier over hashed features: for each known feature key one row with a byte for each class. Features that training did not keep have no row
/// and weigh nothing. Sums are exact integers, so that no machine decides otherwise than another.
/// </summary>
/// <remarks>
/// A slot holds a row's number and as many bits of the key as have room beside it. Of two features that fall on the same slot with the same bits, one in many thousands, both get
/// the first one's row.
/// </remarks>
internal sealed class WeightTable
{
    /// <summary>Largest weight.</summary>
    public const int Limit = sbyte.MaxValue;

    private readonly uint[] _slots;
    private readonly sbyte[] _weights;
    private readonly int _stride;
    private readonly int _rowBits;
    private readonly int _keyShift;

    private WeightTable(int classes, int count)
    {
        Classes = classes;
        Width = (classes + 15) & ~15;
        _stride = (classes + 7) & ~7;
        _rowBits = BitOperations.Log2((uint)count + 1) + 1;
        _keyShift = Math.Max(0, Hash.KeyBits - (32 - _rowBits));
        _slots = new uint[BitOperations.RoundUpToPowerOf2((uint)(count * 2) + 2)];
        _weights = new sbyte[((count + 1) * _stride) + Vector128<sbyte>.Count];
    }

    /// <summary>How many classes are told apart.</summary>
    public int Classes { get; }

    /// <summary>Numbers that <see cref="Sum"/> adds to: the classes, filled up to whole vectors of 16.</summary>
    public int Width { get; }

    /// <summary>Adds the rows of the features to <paramref name="scores"/>, which has <see cref="Width"/> numbers; those behind the classes mean nothing.</summary>
    /// <remarks>
    /// Three loops: the loads of each do not wait for one another, and a feature without a row adds the zeros of row 0 rather than a branch. A byte's weights of a few dozen
    /// features stay within 16 bits.
    /// </remarks>
    public void Sum(ReadOnlySpan<uint> features, Span<short> scores)
    {
        ref var slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        var mask = _slots.Length - 1;
        Span<uint> rows = stackalloc uint[features.Length];
        for (var k = 0; k < rows.Length; k++)
            rows[k] = Unsafe.Add(ref slots, (int)features[k] & mask);
        for (var k = 0; k < rows.Length; k++)
        {
            if (rows[k] != 0 && rows[k] >> _rowBits != features[k] >> _keyShift)
                rows[k] = Find(features[k]);
            rows[k] = (rows[k] & ((1u << _rowBits) - 1)) * (uint)_stride;
        }

        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var first = ref MemoryMarshal.GetReference(scores);
        for (var c = 0; c < Width; c += Vector128<sbyte>.Count)
        {
            ref var score = ref Unsafe.Add(ref first, c);
            var sum = Vector256.LoadUnsafe(ref score);
            foreach (var row in rows)
                sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref weights, row + (nuint)c).ToVector256Unsafe());
            sum.StoreUnsafe(ref score);
        }
    }

    /// <summary>The class of the highest score; the first of equals. <paramref name="allowed"/> has a bit for each class that may be chosen.</summary>
    public static int Best(ReadOnlySpan<short> scores, ulong allowed) => Best(scores, allowed, out _);

    /// <summary>The same, with the lead over the next best class.</summary>
    public static int Best(ReadOnlySpan<short> scores, ulong allowed, out int lead)
    {
        // Score and class in one number: comparing these takes no branch.
        var (best, second) = (int.MinValue, int.MinValue);
        for (; allowed != 0; allowed &= allowed - 1)
        {
            var c = BitOperations.TrailingZeroCount(allowed);
            var one = (scores[c] << 6) | (63 - c);
            second = Math.Max(second, Math.Min(best, one));
            best = Math.Max(best, one);
        }

        lead = second == int.MinValue ? int.MaxValue : (best >> 6) - (second >> 6);
        return 63 - (best & 63);
    }

    /// <summary>Reads a table that <see cref="WriteTo"/> wrote.</summary>
    public static WeightTable Read(BinaryReader reader)
    {
        var classes = reader.Read7BitEncodedInt();
        if (classes is < 1 or > 64)
            throw new InvalidDataException();
        var keys = ReadKeys(reader);
        var table = new WeightTable(classes, keys.Length);
        var present = new ulong[keys.Length];
        for (var shift = 0; shift < classes; shift += 8)
        {
            for (var i = 0; i < keys.Length; i++)
                present[i] |= (ulong)reader.ReadByte() << shift;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (classes < 64 && present[i] >> classes != 0)
                throw new InvalidDataException();
            for (var rest = present[i]; rest != 0; rest &= rest - 1)
                table._weights[((i + 1) * table._stride) + BitOperations.TrailingZeroCount(rest)] = reader.ReadSByte();
            table.Insert(keys[i], (uint)i + 1);
        }

        return table;
    }

    /// <summary>Writes rows in the order of their keys; a row has a weight for each class.</summary>
    public static void WriteTo(BinaryWriter writer, int classes, IEnumerable<KeyValuePair<uint, sbyte[]>> rows)
    {
        var sorted = rows.OrderBy(row => row.Key).ToList();
        writer.Write7BitEncodedInt(classes);
        WriteKeys(writer, [.. sorted.Select(row => row.Key)]);
        for (var shift = 0; shift < classes; shift += 8)
        {
            foreach (var (_, weights) in sorted)
            {
                var present = 0;
                for (var c = shift; c < Math.Min(shift + 8, classes); c++)
                    present |= weights[c] == 0 ? 0 : 1 << (c - shift);
                writer.Write((byte)present);
            }
        }

        foreach (var (_, weights) in sorted)
        {
            for (var c = 0; c < classes; c++)
            {
                if (weights[c] != 0)
                    writer.Write(weights[c]);
            }
        }
    }

    /// <summary>Reads keys that rise.</summary>
    internal static uint[] ReadKeys(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        if (count < 0 || count > reader.BaseStream.Length)
            throw new InvalidDataException();
        var keys = new uint[count];
        var key = 0u;
        for (var i = 0; i < count; i++)
            keys[i] = key += (uint)reader.Read7BitEncodedInt();
        return keys;
    }

    /// <summary>Writes keys that rise, each as the difference to the one before.</summary>
    internal static void WriteKeys(BinaryWriter writer, IReadOnlyList<uint> keys)
    {
        writer.Write7BitEncodedInt(keys.Count);
        var last = 0u;
        foreach (var key in keys)
        {
            writer.Write7BitEncodedInt((int)(key - last));
            last = key;
        }
    }

    private void Insert(uint key, uint row)
    {
        var at = (int)key & (_slots.Length - 1);
        while (_slots[at] != 0)
            at = (at + 1) & (_slots.Length - 1);
        _slots[at] = (key >> _keyShift << _rowBits) | row;
    }

    private uint Find(uint key)
    {
        for (var at = (int)key & (_slots.Length - 1); ; at = (at + 1) & (_slots.Length - 1))
        {
            var slot = _slots[at];
            if (slot == 0 || slot >> _rowBits == key >> _keyShift)
                return slot;
        }
    }
}
