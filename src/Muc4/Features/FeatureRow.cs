namespace Sitrep.Muc4.Features;

/// <summary>Whole numbers in a fixed order, as trees see an example.</summary>
internal sealed class FeatureRow
{
    /// <summary>What stands for a logit where there is none.</summary>
    public const double None = -12;

    private readonly List<int> _values = [];

    public void Add(int value) => _values.Add(value);

    public void Add(bool value) => _values.Add(value ? 1 : 0);

    /// <summary>A logit in sixteenths, at most 12 either way.</summary>
    public void AddLogit(double value) => _values.Add((int)Math.Floor(Math.Clamp(value, None, -None) * 16));

    public int[] ToArray() => [.. _values];
}
