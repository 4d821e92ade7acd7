namespace Sitrep.Gazetteer.Resolution;

/// <summary>A place that a name may mean.</summary>
internal struct Candidate
{
    public int Row;

    /// <summary>Row of its first-order division; -1 for none.</summary>
    public int Division;

    /// <summary>Row of its second-order division; -1 for none.</summary>
    public int District;

    public ushort CountryRow;

    /// <summary>Weighted sum of the features that no other name of the report changes.</summary>
    public int Base;

    /// <summary>Weighted sum of those that depend on the other names.</summary>
    public int Support;

    /// <summary>Likelihood beside that of the best.</summary>
    public long Power;

    /// <summary>Of 1,024.</summary>
    public int Share;

    /// <summary>Whether the words name a part of the place: "eastern Ghouta" of "Ghouta".</summary>
    public bool IsPart;

    public bool IsDemonym;

    /// <summary>A populated place or a second-order division: what near places are near to.</summary>
    public bool IsSpot;

    public GeoPoint Point;

    /// <summary>The features, for whoever wants them explained or trains on them; null otherwise.</summary>
    public int[]? Features;

    public readonly int Score => Base + Support;
}
