namespace Sitrep.Gazetteer.Index;

/// <summary>Places of some feature classes that nobody hid.</summary>
internal readonly struct RowFilter(GazetteerIndex index, bool[] features, IReadOnlyCollection<string> classes) : IRowFilter
{
    public bool Passes(int row) => row >= index.FileRowCount
        ? classes.Contains(index.FeatureAt(row)[..1])
        : features[index.Record(row).Feature] && (index.Overlay is not { } overlay || !overlay.Hidden.Contains(row));
}
