using System.Numerics;

namespace Sitrep.Language.Names;

/// <summary>Finds the row of a key: open addressing over an array at most half full, keys and rows side by side in one word of 64 bits.</summary>
internal sealed class KeyTable
{
    private readonly ulong[] _slots;
    private readonly int _shift;

    /// <summary>Row i is that of <paramref name="keys"/>[i].</summary>
    public KeyTable(uint[] keys)
    {
        var bits = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, keys.Length)) + 2);
        _shift = 32 - bits;
        _slots = new ulong[1 << bits];
        for (var row = 0; row < keys.Length; row++)
        {
            var slot = Slot(keys[row]);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = (ulong)keys[row] << 32 | (uint)(row + 1);
        }
    }

    /// <summary>The row of a key, or -1.</summary>
    public int Find(uint key)
    {
        for (var slot = Slot(key); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var entry = _slots[slot];
            if (entry == 0)
                return -1;
            if ((uint)(entry >> 32) == key)
                return (int)(uint)entry - 1;
        }
    }

    private int Slot(uint key) => (int)(key * 0x9E3779B1u >> _shift);
}
