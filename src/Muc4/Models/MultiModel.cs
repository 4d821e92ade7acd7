namespace Sitrep.Muc4.Models;

/// <summary>Several linear classifiers over the same hashed features. Weights are whole numbers of <see cref="Unit"/>, summed in integers.</summary>
internal sealed class MultiModel
{
    /// <summary>What one step of a weight is worth.</summary>
    public const double Unit = 1.0 / 256;

    private readonly Dictionary<uint, int> _rows;
    private readonly short[] _weights;
    private readonly int[] _biases;

    /// <param name="biases">One a classifier.</param>
    /// <param name="features">Hashes of the features that have weights.</param>
    /// <param name="weights">For each of them one weight a classifier.</param>
    public MultiModel(int[] biases, uint[] features, short[] weights)
    {
        (_biases, _weights, Features) = (biases, weights, features);
        _rows = new Dictionary<uint, int>(features.Length);
        for (var i = 0; i < features.Length; i++)
            _rows[features[i]] = i * biases.Length;
    }

    /// <summary>Number of classifiers.</summary>
    public int Outputs => _biases.Length;

    public IReadOnlyList<int> Biases => _biases;

    public IReadOnlyList<uint> Features { get; }

    public IReadOnlyList<short> Weights => _weights;

    /// <summary>The logits; where a condition is given, each feature counts together with it too.</summary>
    public double[] Score(ReadOnlySpan<uint> features, uint condition = 0)
    {
        var sums = (int[])_biases.Clone();
        foreach (var feature in features)
        {
            Add(feature, sums);
            if (condition != 0)
                Add(FeatureHash.With(feature, condition), sums);
        }
        return Array.ConvertAll(sums, s => s * Unit);
    }

    /// <summary>The model whose logits are the mean of the logits of others.</summary>
    public static MultiModel Mean(IReadOnlyList<MultiModel> models)
    {
        var outputs = models[0].Outputs;
        var sums = new SortedDictionary<uint, int[]>();
        foreach (var model in models)
        {
            foreach (var (feature, row) in model._rows)
            {
                if (!sums.TryGetValue(feature, out var sum))
                    sums[feature] = sum = new int[outputs];
                for (var k = 0; k < outputs; k++)
                    sum[k] += model._weights[row + k];
            }
        }
        var kept = sums.Select(s => (s.Key, Weights: Array.ConvertAll(s.Value, w => (short)Math.Round((double)w / models.Count)))).Where(s => s.Weights.Any(w => w != 0)).ToArray();
        return new MultiModel([.. Enumerable.Range(0, outputs).Select(k => (int)Math.Round(models.Average(m => m._biases[k])))], [.. kept.Select(k => k.Key)], [.. kept.SelectMany(k => k.Weights)]);
    }

    private void Add(uint feature, int[] sums)
    {
        if (!_rows.TryGetValue(feature, out var row))
            return;
        for (var k = 0; k < sums.Length; k++)
            sums[k] += _weights[row + k];
    }
}
