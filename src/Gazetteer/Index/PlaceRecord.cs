using System.Runtime.InteropServices;

namespace Sitrep.Gazetteer.Index;

/// <summary>A place as it stands in a file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = Size)]
internal struct PlaceRecord
{
    public const int Size = 36;

    /// <summary><see cref="Population"/> where nobody knows.</summary>
    public const uint Unknown = uint.MaxValue;

    /// <summary>GeoNames id; for a place of our own the complement of its row among the own ids.</summary>
    public int Id;

    /// <summary>Millionths of a degree.</summary>
    public int Latitude;

    /// <summary>Millionths of a degree.</summary>
    public int Longitude;

    /// <summary>Inhabitants, at most <see cref="Unknown"/> - 1.</summary>
    public uint Population;

    /// <summary>Row of the place that this one lies directly in; -1 for none.</summary>
    public int Parent;

    /// <summary>Where its names begin in <see cref="Section.Texts"/>.</summary>
    public uint Text;

    /// <summary><see cref="PlaceWeights.Pack"/>.</summary>
    public uint Weight;

    public ushort Feature;
    public ushort Country;
    public ushort Admin1;
    public ushort TimeZone;
}
