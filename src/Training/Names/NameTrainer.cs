using Sitrep.Language.Names;

namespace Sitrep.Training.Names;

/// <summary>A stretch of words with its features and the labels that are right.</summary>
internal sealed record NameExample(uint[][] Features, int[] Lexical, byte[] Labels, float Weight);

/// <summary>
/// Fits a linear-chain conditional random field by stochastic gradients with steps that shrink by use (AdaGrad), some of the features that name the word itself
/// hidden at random, so that the model learns from the company of words. One thread, seeded: the same data give the same weights.
/// </summary>
internal sealed class NameTrainer
{
    private const int Labels = NameLabels.Count;
    private const float Rate = 0.15f;

    private readonly List<NameExample> _examples;
    private readonly Dictionary<uint, int> _rows;
    private readonly float[] _weights;
    private readonly float[] _squares;
    private readonly float[] _transitions = new float[Labels * Labels];
    private readonly float[] _transitionSquares = new float[Labels * Labels];
    private readonly float[] _sum;
    private readonly float[] _transitionSum = new float[Labels * Labels];
    private readonly float _decay;
    private readonly float _hidden;
    private uint _random;
    private int _remembered;

    /// <summary>Counts the features; those seen in fewer than <paramref name="least"/> stretches are left out.</summary>
    public NameTrainer(List<NameExample> examples, int least, float decay, float hidden, int seed)
    {
        _examples = examples;
        _decay = decay;
        _hidden = hidden;
        _random = (uint)seed * 2654435761u + 12345;
        var counts = new Dictionary<uint, int>();
        foreach (var example in examples)
        {
            foreach (var features in example.Features)
            {
                foreach (var feature in features)
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _)++;
            }
        }

        _rows = [];
        foreach (var (feature, count) in counts)
        {
            if (count >= least)
                _rows[feature] = _rows.Count;
        }

        _weights = new float[_rows.Count * Labels];
        _squares = new float[_rows.Count * Labels];
        _sum = new float[_rows.Count * Labels];
        Console.WriteLine($"  {examples.Count} stretches, {counts.Count} features, {_rows.Count} of them seen {least} times or more");
    }

    /// <summary>The weights by feature.</summary>
    public IEnumerable<(uint Feature, ReadOnlyMemory<float> Weights)> Weights => _rows.Select(pair => (pair.Key, (ReadOnlyMemory<float>)_weights.AsMemory(pair.Value * Labels, Labels)));

    /// <summary>The weights by label and next label.</summary>
    public ReadOnlySpan<float> Transitions => _transitions;

    /// <summary>Runs over the examples so often.</summary>
    public void Train(int rounds)
    {
        // Rows of features are looked up once.
        var rows = _examples.ConvertAll(example => Array.ConvertAll(example.Features, features => Array.ConvertAll(features, feature => _rows.GetValueOrDefault(feature, -1))));
        var order = Enumerable.Range(0, _examples.Count).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = (int)(Random() % (uint)(i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }

            // The weights of the later rounds are averaged: steps of single examples even out.
            var loss = 0.0;
            for (var i = 0; i < order.Length; i++)
            {
                loss += Step(_examples[order[i]], rows[order[i]]);
                if (round >= rounds / 2 && (i + 1) % (order.Length / 4) == 0)
                    Remember();
            }

            Console.WriteLine($"  round {round + 1}: loss {loss / _examples.Count:0.0000}");
        }

        for (var i = 0; i < _weights.Length; i++)
            _weights[i] = _sum[i] / _remembered;
        for (var i = 0; i < _transitions.Length; i++)
            _transitions[i] = _transitionSum[i] / _remembered;
    }

    private void Remember()
    {
        _remembered++;
        for (var i = 0; i < _weights.Length; i++)
            _sum[i] += _weights[i];
        for (var i = 0; i < _transitions.Length; i++)
            _transitionSum[i] += _transitions[i];
    }

    private double Step(NameExample example, int[][] rows)
    {
        var n = rows.Length;
        var from = new int[n];
        var scores = new float[n * Labels];
        for (var t = 0; t < n; t++)
        {
            from[t] = Random() % 1000 < _hidden * 1000 ? example.Lexical[t] : 0;
            var score = scores.AsSpan(t * Labels, Labels);
            for (var k = from[t]; k < rows[t].Length; k++)
            {
                if (rows[t][k] is >= 0 and var row)
                {
                    var weights = _weights.AsSpan(row * Labels, Labels);
                    for (var y = 0; y < Labels; y++)
                        score[y] += weights[y];
                }
            }
        }

        // Forward and backward in probabilities, each word's scaled to one.
        var e = new float[n * Labels];
        for (var t = 0; t < n; t++)
        {
            var top = float.NegativeInfinity;
            for (var y = 0; y < Labels; y++)
                top = Math.Max(top, scores[t * Labels + y]);
            for (var y = 0; y < Labels; y++)
                e[t * Labels + y] = MathF.Exp(scores[t * Labels + y] - top);
        }

        var m = new float[Labels * Labels];
        for (var y = 0; y < Labels; y++)
        {
            for (var z = 0; z < Labels; z++)
                m[y * Labels + z] = NameLabels.MayFollow(y, z) ? MathF.Exp(_transitions[y * Labels + z]) : 0;
        }

        var alpha = new float[n * Labels];
        var beta = new float[n * Labels];
        for (var t = 0; t < n; t++)
        {
            var sum = 0f;
            for (var z = 0; z < Labels; z++)
            {
                var reach = 0f;
                if (t == 0)
                    reach = m[z];
                else
                {
                    for (var y = 0; y < Labels; y++)
                        reach += alpha[(t - 1) * Labels + y] * m[y * Labels + z];
                }

                if (t == n - 1 && NameLabels.IsOpen(z))
                    reach = 0;
                sum += alpha[t * Labels + z] = reach * e[t * Labels + z];
            }

            for (var z = 0; z < Labels; z++)
                alpha[t * Labels + z] /= sum;
        }

        for (var z = 0; z < Labels; z++)
            beta[(n - 1) * Labels + z] = NameLabels.IsOpen(z) ? 0 : 1;
        for (var t = n - 2; t >= 0; t--)
        {
            var sum = 0f;
            for (var y = 0; y < Labels; y++)
            {
                var reach = 0f;
                for (var z = 0; z < Labels; z++)
                    reach += m[y * Labels + z] * e[(t + 1) * Labels + z] * beta[(t + 1) * Labels + z];
                sum += beta[t * Labels + y] = reach;
            }

            for (var y = 0; y < Labels; y++)
                beta[t * Labels + y] /= sum;
        }

        var loss = 0.0;
        var gradient = new float[Labels];
        for (var t = 0; t < n; t++)
        {
            var sum = 0f;
            for (var y = 0; y < Labels; y++)
                sum += gradient[y] = alpha[t * Labels + y] * beta[t * Labels + y];
            for (var y = 0; y < Labels; y++)
                gradient[y] /= sum;
            loss -= Math.Log(Math.Max(1e-9, gradient[example.Labels[t]]));
            gradient[example.Labels[t]] -= 1;
            for (var k = from[t]; k < rows[t].Length; k++)
            {
                if (rows[t][k] is >= 0 and var row)
                    Update(row * Labels, gradient, example.Weight);
            }

            // Transitions: expected pairs less the one seen.
            if (t > 0)
            {
                var total = 0f;
                var pair = new float[Labels * Labels];
                for (var y = 0; y < Labels; y++)
                {
                    var a = alpha[(t - 1) * Labels + y];
                    if (a < 1e-6f)
                        continue;
                    for (var z = 0; z < Labels; z++)
                        total += pair[y * Labels + z] = a * m[y * Labels + z] * e[t * Labels + z] * beta[t * Labels + z];
                }

                if (total > 0)
                {
                    for (var i = 0; i < pair.Length; i++)
                    {
                        var g = pair[i] / total - (i == example.Labels[t - 1] * Labels + example.Labels[t] ? 1 : 0);
                        if (MathF.Abs(g) > 1e-4f)
                            UpdateTransition(i, g * example.Weight);
                    }
                }
            }
        }

        return loss;
    }

    private void Update(int row, float[] gradient, float weight)
    {
        for (var y = 0; y < Labels; y++)
        {
            var g = gradient[y];
            if (MathF.Abs(g) < 1e-3f)
                continue;
            ref var w = ref _weights[row + y];
            g = g * weight + _decay * w;
            ref var square = ref _squares[row + y];
            square += g * g;
            w -= Rate * g / MathF.Sqrt(square + 1e-2f);
        }
    }

    private void UpdateTransition(int i, float g)
    {
        g += _decay * _transitions[i];
        _transitionSquares[i] += g * g;
        _transitions[i] -= Rate * g / MathF.Sqrt(_transitionSquares[i] + 1e-2f);
    }

    private uint Random()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return _random;
    }
}
