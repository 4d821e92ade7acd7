using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Models;

/// <summary>Every model of the rendering by name: linear ones over hashed features, and trees over what those say.</summary>
internal sealed record Muc4Models(IReadOnlyDictionary<string, MultiModel> Linear, IReadOnlyDictionary<string, TreeModel> Trees, WordClusters Clusters)
{
    /// <summary>The logit by a linear model of one classifier.</summary>
    public double Score(string name, ReadOnlySpan<uint> features) => Linear[name].Score(features)[0];

    /// <summary>The logit by trees.</summary>
    public double Judge(string name, IReadOnlyList<int> features) => Trees[name].Score(features);
}
