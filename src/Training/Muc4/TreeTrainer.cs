using Sitrep.Muc4.Models;

namespace Sitrep.Training.Muc4;

/// <summary>
/// Gradient boosting of the logistic loss with trees that ask one question a level (Prokhorenkova et al. 2018), on a random half of the examples and features a tree. A
/// fixed seed: the same data give the same model.
/// </summary>
internal sealed class TreeTrainer(int trees, int depth = 5, float rate = 0.08f, float penalty = 4)
{
    private const int Bins = 32;

    private readonly List<(int[] Features, bool Label, float Weight)> _examples = [];

    public void Add(int[] features, bool label, float weight = 1) => _examples.Add((features, label, weight));

    public TreeModel Train()
    {
        if (_examples.Count == 0)
            return new TreeModel(0, []);
        var (count, width) = (_examples.Count, _examples[0].Features.Length);
        var cuts = Enumerable.Range(0, width).Select(Cuts).ToArray();
        var bins = Enumerable.Range(0, width).Select(f => _examples.Select(e => Bin(cuts[f], e.Features[f])).ToArray()).ToArray();
        var right = _examples.Sum(e => e.Label ? e.Weight : 0.0);
        var bias = (int)Math.Round(Math.Log((right + 1) / (_examples.Sum(e => (double)e.Weight) - right + 1)) / TreeModel.Unit);
        var scores = new float[count];
        Array.Fill(scores, (float)(bias * TreeModel.Unit));
        var (gradients, curvatures) = (new float[count], new float[count]);
        var random = new Random(1);
        var leaf = new int[count];
        var grown = new List<Tree>();
        for (var t = 0; t < trees; t++)
        {
            for (var i = 0; i < count; i++)
            {
                var p = 1 / (1 + MathF.Exp(-scores[i]));
                gradients[i] = (p - (_examples[i].Label ? 1 : 0)) * _examples[i].Weight;
                curvatures[i] = Math.Max(1e-6f, p * (1 - p)) * _examples[i].Weight;
            }
            var sample = Enumerable.Range(0, count).Where(_ => random.Next(2) == 0).ToArray();
            var asked = Enumerable.Range(0, width).Where(f => cuts[f].Length > 0 && random.Next(2) == 0).ToArray();
            Array.Clear(leaf);
            var (features, at) = (new List<ushort>(), new List<short>());
            for (var level = 0; level < depth; level++)
            {
                var (gain, feature, cut) = (double.MinValue, -1, 0);
                foreach (var f in asked)
                {
                    var (value, where) = BestCut(sample, leaf, bins[f], gradients, curvatures, 1 << level, cuts[f].Length);
                    if (value > gain)
                        (gain, feature, cut) = (value, f, where);
                }
                if (feature < 0)
                    break;
                features.Add((ushort)feature);
                at.Add((short)cuts[feature][cut]);
                var column = bins[feature];
                for (var i = 0; i < count; i++)
                    leaf[i] |= column[i] > cut ? 1 << level : 0;
            }
            var (sums, weights) = (new double[1 << features.Count], new double[1 << features.Count]);
            foreach (var i in sample)
            {
                sums[leaf[i]] += gradients[i];
                weights[leaf[i]] += curvatures[i];
            }
            var leaves = sums.Select((g, n) => (short)Math.Clamp(Math.Round(-rate * g / (weights[n] + penalty) / TreeModel.Unit), short.MinValue, short.MaxValue)).ToArray();
            for (var i = 0; i < count; i++)
                scores[i] += (float)(leaves[leaf[i]] * TreeModel.Unit);
            grown.Add(new Tree([.. features], [.. at], leaves));
        }
        return new TreeModel(bias, grown);
    }

    /// <summary>The cut of a feature that parts right from wrong best in all leaves together.</summary>
    private (double Gain, int Cut) BestCut(int[] sample, int[] leaf, byte[] bins, float[] gradients, float[] curvatures, int leaves, int cuts)
    {
        var sums = new float[leaves * Bins * 2];
        foreach (var i in sample)
        {
            var at = ((leaf[i] * Bins) + bins[i]) * 2;
            sums[at] += gradients[i];
            sums[at + 1] += curvatures[i];
        }
        var gains = new double[cuts];
        for (var l = 0; l < leaves; l++)
        {
            var (g, h) = (0.0, 0.0);
            for (var b = 0; b <= cuts; b++)
            {
                g += sums[((l * Bins) + b) * 2];
                h += sums[(((l * Bins) + b) * 2) + 1];
            }
            var (left, weight) = (0.0, 0.0);
            for (var c = 0; c < cuts; c++)
            {
                left += sums[((l * Bins) + c) * 2];
                weight += sums[(((l * Bins) + c) * 2) + 1];
                gains[c] += (left * left / (weight + penalty)) + ((g - left) * (g - left) / (h - weight + penalty));
            }
        }
        var best = 0;
        for (var c = 1; c < cuts; c++)
        {
            if (gains[c] > gains[best])
                best = c;
        }
        return (gains[best], best);
    }

    /// <summary>Values that part the examples into parts of like size.</summary>
    private short[] Cuts(int feature)
    {
        var values = _examples.Select(e => e.Features[feature]).Order().ToArray();
        return [.. Enumerable.Range(1, Bins - 1).Select(b => values[(int)((long)b * values.Length / Bins)]).Distinct().Where(v => v < values[^1]).Select(v => (short)v)];
    }

    private static byte Bin(short[] cuts, int value)
    {
        var bin = 0;
        while (bin < cuts.Length && value > cuts[bin])
            bin++;
        return (byte)bin;
    }
}
