namespace Sitrep.Muc4.Models;

/// <summary>The models of one classifier each, by name.</summary>
internal sealed class Muc4Models(IReadOnlyDictionary<string, MultiModel> models)
{
    public IReadOnlyDictionary<string, MultiModel> All { get; } = models;

    /// <summary>The logit by a model.</summary>
    public double Score(string name, ReadOnlySpan<uint> features) => All[name].Score(features)[0];
}
