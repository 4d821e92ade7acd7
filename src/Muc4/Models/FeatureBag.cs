namespace Sitrep.Muc4.Models;

/// <summary>Collects the features of one example; each counts once.</summary>
internal sealed class FeatureBag
{
    private readonly HashSet<uint> _features = [];

    public void Add(string prefix, string value) => _features.Add(FeatureHash.Of(prefix, value));

    public void Add(string name) => _features.Add(FeatureHash.Of(name, ""));

    public void Add(string name, int value) => _features.Add(FeatureHash.Of(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>A count or distance in steps: 0, 1, 2, 3, 4, 6, 8, 12, 16 and more.</summary>
    public void AddSize(string name, int value)
    {
        var size = value switch { <= 4 => value, <= 6 => 6, <= 8 => 8, <= 12 => 12, <= 16 => 16, <= 30 => 30, _ => 99 };
        Add(name, size);
    }

    public void AddAll(IEnumerable<uint> features) => _features.UnionWith(features);

    public uint[] ToArray()
    {
        var all = _features.ToArray();
        Array.Sort(all);
        return all;
    }
}
