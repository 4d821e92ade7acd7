using Sitrep.Muc4.Models;

namespace Sitrep.Training.Muc4;

/// <summary>Logistic regression by AdaGrad with an L2 penalty; weights end as whole numbers of <see cref="MultiModel.Unit"/>.</summary>
internal sealed class LogisticTrainer(double l2, int epochs, int minimumCount, double rate = 0.1)
{
    private readonly List<(uint[] Features, uint Condition, bool Label, float Weight, double Offset)> _examples = [];

    public int Count => _examples.Count;

    /// <summary>Adds an example. The offset is a logit that is known already: the model learns what to add to it.</summary>
    public void Add(uint[] features, bool label, uint condition = 0, float weight = 1, double offset = 0) => _examples.Add((features, condition, label, weight, offset));

    public MultiModel Train()
    {
        var counts = new Dictionary<uint, int>();
        foreach (var (features, condition, _, _, _) in _examples)
        {
            foreach (var feature in features)
            {
                counts[feature] = counts.GetValueOrDefault(feature) + 1;
                if (condition != 0)
                    counts[FeatureHash.With(feature, condition)] = counts.GetValueOrDefault(FeatureHash.With(feature, condition)) + 1;
            }
        }
        var ids = new Dictionary<uint, int>();
        foreach (var (feature, count) in counts.Where(c => c.Value >= minimumCount).OrderBy(c => c.Key))
            ids[feature] = ids.Count;
        var rows = _examples.Select(e => Row(e.Features, e.Condition, ids)).ToArray();
        var weights = new double[ids.Count + 1];
        var squares = new double[ids.Count + 1];
        Array.Fill(squares, 0.1);
        var sums = new double[weights.Length];
        var order = Enumerable.Range(0, rows.Length).ToArray();
        // A fixed seed: the same data give the same model.
        var random = new Random(1);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var row = rows[i];
                var score = weights[^1] + _examples[i].Offset;
                foreach (var id in row)
                    score += weights[id];
                var gradient = ((1 / (1 + Math.Exp(-score))) - (_examples[i].Label ? 1 : 0)) * _examples[i].Weight;
                foreach (var id in row)
                    Step(id, gradient + (l2 * weights[id]));
                Step(weights.Length - 1, gradient);
            }
            // The mean of the later epochs is steadier than the last step.
            if (epoch >= epochs / 2)
            {
                for (var w = 0; w < weights.Length; w++)
                    sums[w] += weights[w] / (epochs - (epochs / 2));
            }
        }
        weights = sums;
        var kept = ids.Select(i => (Feature: i.Key, Weight: (int)Math.Round(weights[i.Value] / MultiModel.Unit))).Where(w => w.Weight != 0).OrderBy(w => w.Feature).ToArray();
        return new MultiModel(
            [(int)Math.Round(weights[^1] / MultiModel.Unit)], [.. kept.Select(w => w.Feature)], [.. kept.Select(w => (sbyte)Math.Clamp(w.Weight, -127, 127))]);

        void Step(int id, double gradient)
        {
            squares[id] += gradient * gradient;
            weights[id] -= rate * gradient / Math.Sqrt(squares[id]);
        }
    }

    private static int[] Row(uint[] features, uint condition, Dictionary<uint, int> ids)
    {
        var row = new List<int>(features.Length * 2);
        foreach (var feature in features)
        {
            if (ids.TryGetValue(feature, out var id))
                row.Add(id);
            if (condition != 0 && ids.TryGetValue(FeatureHash.With(feature, condition), out id))
                row.Add(id);
        }
        return [.. row];
    }
}
