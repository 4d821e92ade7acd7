using System.Runtime.InteropServices;

namespace Sitrep.Gazetteer.Building;

/// <summary>A place on its way into an index, as it waits on the disk for its row.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct DraftRecord
{
    public int Id;
    public int Latitude;
    public int Longitude;
    public uint Population;

    /// <summary>Number of the code of its first-order division; -1 for none.</summary>
    public int Admin1Key;

    /// <summary>Number of the code of its second-order division; -1 for none.</summary>
    public int Admin2Key;

    public ushort Feature;
    public ushort Country;
    public ushort Admin1;
    public ushort TimeZone;
}
