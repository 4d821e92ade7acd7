namespace Sitrep.Gazetteer.Index;

/// <summary>A name's place: 27 bits of row, a bit for the display name, three of kind. In the order of rows, that is of weight.</summary>
internal readonly record struct Posting(uint Value)
{
    /// <summary>The most places that an index can hold.</summary>
    public const int MaxRows = 1 << 27;

    public Posting(int row, PlaceNameKind kind, bool isMain) : this((uint)row << 5 | (isMain ? 0u : 16u) | (uint)kind)
    {
    }

    public int Row => (int)(Value >> 5);

    public bool IsMain => (Value & 16) == 0;

    public PlaceNameKind Kind => (PlaceNameKind)(Value & 7);
}
