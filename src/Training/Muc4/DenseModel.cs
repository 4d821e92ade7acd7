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

/// <summary>Logistic regression by AdaGrad, several classifiers over the same rows.</summary>
internal sealed class DenseModel
{
    private readonly int _outputs;
    private readonly float[] _weights;
    private readonly float[] _biases;

    private DenseModel(int outputs, int features)
    {
        _outputs = outputs;
        _weights = new float[outputs * features];
        _biases = new float[outputs];
    }

    public static DenseModel Train(int outputs, int features, IReadOnlyList<MultiExample> examples, int epochs, float rate, float l2)
    {
        var model = new DenseModel(outputs, features);
        var squares = new float[outputs * features];
        Array.Fill(squares, 0.1f);
        var sums = new float[outputs * features];
        var biasSums = new float[outputs];
        var biasSquares = new float[outputs];
        Array.Fill(biasSquares, 1e-3f);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(1);
        var scores = new float[outputs];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var example = examples[i];
                model.Sum(example.Row, scores);
                for (var k = 0; k < outputs; k++)
                {
                    if ((example.Ignored >> k & 1) != 0)
                        continue;
                    var gradient = (1 / (1 + MathF.Exp(-scores[k])) - (example.Labels >> k & 1)) * example.Weight;
                    if (MathF.Abs(gradient) < 0.003f)
                        continue;
                    foreach (var id in example.Row)
                    {
                        var at = id * outputs + k;
                        var g = gradient + l2 * model._weights[at];
                        squares[at] += g * g;
                        model._weights[at] -= rate * g / MathF.Sqrt(squares[at]);
                    }
                    biasSquares[k] += gradient * gradient;
                    model._biases[k] -= rate * gradient / MathF.Sqrt(biasSquares[k]);
                }
            }
            // The mean of the later epochs is steadier than the last step.
            if (epoch >= epochs / 2)
            {
                for (var w = 0; w < sums.Length; w++)
                    sums[w] += model._weights[w] / (epochs - epochs / 2);
                for (var k = 0; k < outputs; k++)
                    biasSums[k] += model._biases[k] / (epochs - epochs / 2);
            }
        }
        sums.CopyTo(model._weights, 0);
        biasSums.CopyTo(model._biases, 0);
        return model;
    }

    /// <summary>The model whose logits are the mean of the logits of others.</summary>
    public static DenseModel Mean(IReadOnlyList<DenseModel> models)
    {
        var mean = new DenseModel(models[0]._outputs, models[0]._weights.Length / models[0]._outputs);
        foreach (var model in models)
        {
            for (var w = 0; w < mean._weights.Length; w++)
                mean._weights[w] += model._weights[w] / models.Count;
            for (var k = 0; k < mean._biases.Length; k++)
                mean._biases[k] += model._biases[k] / models.Count;
        }
        return mean;
    }

    public double[] Score(int[] row)
    {
        var scores = new float[_outputs];
        Sum(row, scores);
        return Array.ConvertAll(scores, s => (double)s);
    }

    /// <summary>Weights as whole numbers; rows of none but small weights are left out.</summary>
    public MultiModel Export(FeatureIndex index, int most)
    {
        var rows = Enumerable.Range(0, index.Count)
            .Select(f => (Feature: f, Weights: Enumerable.Range(0, _outputs).Select(k => (sbyte)Math.Clamp((int)MathF.Round(_weights[f * _outputs + k] / (float)MultiModel.Unit), -127, 127)).ToArray()))
            .Where(r => r.Weights.Any(w => w != 0)).OrderByDescending(r => r.Weights.Max(w => Math.Abs((int)w))).ThenBy(r => r.Feature).Take(most)
            .OrderBy(r => index.Hashes[r.Feature]).ToArray();
        return new MultiModel([.. _biases.Select(b => (int)MathF.Round(b / (float)MultiModel.Unit))], [.. rows.Select(r => index.Hashes[r.Feature])], [.. rows.SelectMany(r => r.Weights)]);
    }

    private void Sum(int[] row, float[] scores)
    {
        _biases.CopyTo(scores, 0);
        foreach (var id in row)
        {
            var at = id * _outputs;
            for (var k = 0; k < scores.Length; k++)
                scores[k] += _weights[at + k];
        }
    }
}
