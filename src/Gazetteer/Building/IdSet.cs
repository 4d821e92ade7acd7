namespace Sitrep.Gazetteer.Building;

/// <summary>GeoNames ids seen: a bit each, for they are dense.</summary>
internal sealed class IdSet
{
    private const int MostDense = 1 << 28;

    private readonly HashSet<int> _sparse = [];
    private ulong[] _bits = new ulong[1 << 14];

    /// <summary>False where it was there.</summary>
    public bool Add(int id)
    {
        if (id >= MostDense)
            return _sparse.Add(id);
        if (id >> 6 >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(_bits.Length * 2, (id >> 6) + 1));
        var bit = 1UL << (id & 63);
        if ((_bits[id >> 6] & bit) != 0)
            return false;
        _bits[id >> 6] |= bit;
        return true;
    }
}
