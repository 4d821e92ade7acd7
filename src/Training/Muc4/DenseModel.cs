using System.Runtime.Intrinsics;
using Sitrep.Muc4.Models;

namespace Sitrep.Training.Muc4;

/// <summary>The features of the corpus by whole numbers from 0, those that are too rare left out.</summary>
internal sealed class FeatureIndex
{
    private readonly Dictionary<uint, int> _ids = [];

    public List<uint> Hashes { get; } = [];

    public int Count => Hashes.Count;

    public FeatureIndex(Dictionary<uint, int> counts, int minimum)
    {
        foreach (var (feature, _) in counts.Where(c => c.Value >= minimum).OrderBy(c => c.Key))
        {
            _ids[feature] = Hashes.Count;
            Hashes.Add(feature);
        }
    }

    public int[] Row(uint[] features, uint condition)
    {
        var row = new List<int>(features.Length * 2);
        foreach (var feature in features)
        {
            if (_ids.TryGetValue(feature, out var id))
                row.Add(id);
            if (condition != 0 && _ids.TryGetValue(FeatureHash.With(feature, condition), out id))
                row.Add(id);
        }
        return [.. row];
    }
}

/// <summary>An example for several classifiers at once: bit k of <see cref="Labels"/> is the answer of classifier k, bit k of <see cref="Ignored"/> that it learns nothing here.</summary>
internal readonly record struct MultiExample(int[] Row, int Labels, int Ignored, float Weight);

/// <summary>Logistic regression by AdaGrad, several classifiers over the same rows. Each has a lane of its own, so that no sum depends on the width of a vector.</summary>
internal sealed class DenseModel
{
    /// <summary>Most classifiers of one model.</summary>
    private const int Lanes = 8;

    private readonly int _outputs;
    private readonly Vector256<float>[] _weights;
    private Vector256<float> _biases;

    private DenseModel(int outputs, int features)
    {
        _outputs = outputs;
        _weights = new Vector256<float>[features];
    }

    public static DenseModel Train(int outputs, int features, IReadOnlyList<MultiExample> examples, int epochs, float rate, float l2)
    {
        var model = new DenseModel(outputs, features);
        var squares = new Vector256<float>[features];
        Array.Fill(squares, Vector256.Create(0.1f));
        var sums = new Vector256<float>[features];
        var (biasSums, biasSquares) = (Vector256<float>.Zero, Vector256.Create(1e-3f));
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(1);
        Span<float> lanes = stackalloc float[Lanes];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var example = examples[i];
                var scores = model.Sum(example.Row);
                lanes.Clear();
                var learns = false;
                for (var k = 0; k < outputs; k++)
                {
                    var gradient = (example.Ignored >> k & 1) != 0 ? 0 : (1 / (1 + MathF.Exp(-scores.GetElement(k))) - (example.Labels >> k & 1)) * example.Weight;
                    lanes[k] = MathF.Abs(gradient) < 0.003f ? 0 : gradient;
                    learns |= lanes[k] != 0;
                }
                if (!learns)
                    continue;
                // What is known already teaches nothing: lanes without a gradient stand still.
                var step = Vector256.Create<float>(lanes);
                var moves = ~Vector256.Equals(step, Vector256<float>.Zero);
                foreach (var id in example.Row)
                {
                    ref var weight = ref model._weights[id];
                    var g = Vector256.ConditionalSelect(moves, step + (weight * l2), Vector256<float>.Zero);
                    ref var square = ref squares[id];
                    square += g * g;
                    weight -= g * rate / Vector256.Sqrt(square);
                }
                biasSquares += step * step;
                model._biases -= step * rate / Vector256.Sqrt(biasSquares);
            }
            // The mean of the later epochs is steadier than the last step.
            if (epoch >= epochs / 2)
            {
                var share = 1f / (epochs - epochs / 2);
                for (var f = 0; f < features; f++)
                    sums[f] += model._weights[f] * share;
                biasSums += model._biases * share;
            }
        }
        sums.CopyTo(model._weights, 0);
        model._biases = biasSums;
        return model;
    }

    /// <summary>The model whose logits are the mean of the logits of others.</summary>
    public static DenseModel Mean(IReadOnlyList<DenseModel> models)
    {
        var mean = new DenseModel(models[0]._outputs, models[0]._weights.Length);
        var share = 1f / models.Count;
        foreach (var model in models)
        {
            for (var f = 0; f < mean._weights.Length; f++)
                mean._weights[f] += model._weights[f] * share;
            mean._biases += model._biases * share;
        }
        return mean;
    }

    public double[] Score(int[] row)
    {
        var sum = Sum(row);
        return [.. Enumerable.Range(0, _outputs).Select(k => (double)sum.GetElement(k))];
    }

    /// <summary>Weights as whole numbers; rows of none but small weights are left out.</summary>
    public MultiModel Export(FeatureIndex index, int most)
    {
        var rows = Enumerable.Range(0, index.Count)
            .Select(f => (Feature: f, Weights: Enumerable.Range(0, _outputs).Select(k => (short)Math.Clamp((int)MathF.Round(_weights[f].GetElement(k) / (float)MultiModel.Unit), short.MinValue, short.MaxValue)).ToArray()))
            .Where(r => r.Weights.Any(w => w != 0)).OrderByDescending(r => r.Weights.Max(w => Math.Abs((int)w))).ThenBy(r => r.Feature).Take(most)
            .OrderBy(r => index.Hashes[r.Feature]).ToArray();
        return new MultiModel([.. Enumerable.Range(0, _outputs).Select(k => (int)MathF.Round(_biases.GetElement(k) / (float)MultiModel.Unit))], [.. rows.Select(r => index.Hashes[r.Feature])], [.. rows.SelectMany(r => r.Weights)]);
    }

    private Vector256<float> Sum(int[] row)
    {
        var sum = _biases;
        foreach (var id in row)
            sum += _weights[id];
        return sum;
    }
}
