using Sitrep.Muc4.Models;

namespace Sitrep.Training.Muc4;

/// <summary>Logistic regression by AdaGrad with an L2 penalty; weights end as whole numbers of <see cref="MultiModel.Unit"/>.</summary>
internal sealed class LogisticTrainer(double l2, int epochs, int minimumCount, double rate = 0.1)
{
    private readonly List<(uint[] Features, bool Label, float Weight)> _examples = [];

    public void Add(uint[] features, bool label, float weight = 1) => _examples.Add((features, label, weight));

    public MultiModel Train()
    {
        var counts = new Dictionary<uint, int>();
        foreach (var (features, _, _) in _examples)
        {
            foreach (var feature in features)
                counts[feature] = counts.GetValueOrDefault(feature) + 1;
        }
        var ids = new Dictionary<uint, int>();
        foreach (var (feature, count) in counts.Where(c => c.Value >= minimumCount).OrderBy(c => c.Key))
            ids[feature] = ids.Count;
        var rows = _examples.Select(e => e.Features.Where(ids.ContainsKey).Select(f => ids[f]).ToArray()).ToArray();
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
                var score = weights[^1];
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
            [(int)Math.Round(weights[^1] / MultiModel.Unit)], [.. kept.Select(w => w.Feature)], [.. kept.Select(w => (short)Math.Clamp(w.Weight, short.MinValue, short.MaxValue))]);

        void Step(int id, double gradient)
        {
            squares[id] += gradient * gradient;
            weights[id] -= rate * gradient / Math.Sqrt(squares[id]);
        }
    }
}
