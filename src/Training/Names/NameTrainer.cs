using System.Runtime.Intrinsics;
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

    /// <summary>Numbers of a row: the labels, filled up to whole vectors.</summary>
    private const int Stride = (Labels + 7) & ~7;

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

        _weights = new float[_rows.Count * Stride];
        _squares = new float[_rows.Count * Stride];
        _sum = new float[_rows.Count * Stride];
        Console.WriteLine($"  {examples.Count} stretches, {counts.Count} features, {_rows.Count} of them seen {least} times or more");
    }

    /// <summary>The weights by feature.</summary>
    public IEnumerable<(uint Feature, ReadOnlyMemory<float> Weights)> Weights => _rows.Select(pair => (pair.Key, (ReadOnlyMemory<float>)_weights.AsMemory(pair.Value * Stride, Labels)));

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

    /// <summary>One example: its loss, and a step down its gradient.</summary>
    private double Step(NameExample example, int[][] rows)
    {
        var n = rows.Length;
        var from = new int[n];
        var e = new float[n * Stride];
        for (var t = 0; t < n; t++)
        {
            from[t] = Random() % 1000 < _hidden * 1000 ? example.Lexical[t] : 0;
            var score = e.AsSpan(t * Stride, Stride);
            for (var k = from[t]; k < rows[t].Length; k++)
            {
                if (rows[t][k] is >= 0 and var row)
                    Add(score, _weights.AsSpan(row * Stride, Stride), 1);
            }

            // In probabilities from here on, each word's scaled to one.
            var top = float.NegativeInfinity;
            for (var y = 0; y < Labels; y++)
                top = Math.Max(top, score[y]);
            for (var y = 0; y < Labels; y++)
                score[y] = MathF.Exp(score[y] - top);
            score[Labels..].Clear();
        }

        var (forth, back) = Factors();
        var (alpha, beta) = (new float[n * Stride], new float[n * Stride]);
        for (var t = 0; t < n; t++)
        {
            var here = alpha.AsSpan(t * Stride, Stride);
            if (t == 0)
                forth.AsSpan(0, Stride).CopyTo(here);
            for (var y = 0; t > 0 && y < Labels; y++)
                Add(here, forth.AsSpan(y * Stride, Stride), alpha[((t - 1) * Stride) + y]);
            var sum = 0f;
            for (var z = 0; z < Labels; z++)
                sum += here[z] = t == n - 1 && NameLabels.IsOpen(z) ? 0 : here[z] * e[(t * Stride) + z];
            Scale(here, sum);
        }

        for (var z = 0; z < Labels; z++)
            beta[((n - 1) * Stride) + z] = NameLabels.IsOpen(z) ? 0 : 1;
        for (var t = n - 2; t >= 0; t--)
        {
            var here = beta.AsSpan(t * Stride, Stride);
            for (var z = 0; z < Labels; z++)
                Add(here, back.AsSpan(z * Stride, Stride), e[((t + 1) * Stride) + z] * beta[((t + 1) * Stride) + z]);
            var sum = 0f;
            for (var y = 0; y < Labels; y++)
                sum += here[y];
            Scale(here, sum);
        }

        var loss = 0.0;
        var gradient = new float[Stride];
        var ahead = new float[Stride];
        for (var t = 0; t < n; t++)
        {
            var sum = 0f;
            for (var y = 0; y < Labels; y++)
                sum += gradient[y] = alpha[(t * Stride) + y] * beta[(t * Stride) + y];
            Scale(gradient, sum);
            loss -= Math.Log(Math.Max(1e-9, gradient[example.Labels[t]]));
            gradient[example.Labels[t]] -= 1;
            for (var k = from[t]; k < rows[t].Length; k++)
            {
                if (rows[t][k] is >= 0 and var row)
                    Update(row * Stride, gradient, example.Weight);
            }

            if (t > 0)
                StepTransitions(example, t, alpha, beta, e, forth, ahead);
        }

        return loss;
    }

    /// <summary>Weights of transitions as factors: of a label and the next, and of a label and the one before.</summary>
    private (float[] Forth, float[] Back) Factors()
    {
        var (forth, back) = (new float[Labels * Stride], new float[Labels * Stride]);
        for (var y = 0; y < Labels; y++)
        {
            for (var z = 0; z < Labels; z++)
            {
                if (NameLabels.MayFollow(y, z))
                    forth[(y * Stride) + z] = back[(z * Stride) + y] = MathF.Exp(_transitions[(y * Labels) + z]);
            }
        }

        return (forth, back);
    }

    /// <summary>Transitions between a word and the one before: pairs expected less the one seen.</summary>
    private void StepTransitions(NameExample example, int t, float[] alpha, float[] beta, float[] e, float[] forth, float[] ahead)
    {
        for (var z = 0; z < Labels; z++)
            ahead[z] = e[(t * Stride) + z] * beta[(t * Stride) + z];
        var total = 0f;
        for (var y = 0; y < Labels; y++)
        {
            for (var z = 0; z < Labels; z++)
                total += alpha[((t - 1) * Stride) + y] * forth[(y * Stride) + z] * ahead[z];
        }

        for (var y = 0; y < Labels && total > 0; y++)
        {
            var before = alpha[((t - 1) * Stride) + y];
            if (before < 1e-6f && example.Labels[t - 1] != y)
                continue;
            for (var z = 0; z < Labels; z++)
            {
                var g = (before * forth[(y * Stride) + z] * ahead[z] / total) - (y == example.Labels[t - 1] && z == example.Labels[t] ? 1 : 0);
                if (MathF.Abs(g) > 1e-4f)
                    UpdateTransition((y * Labels) + z, g * example.Weight);
            }
        }
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> row, float factor)
    {
        for (var y = 0; y < Stride; y += Vector256<float>.Count)
        {
            var part = Vector256.Create<float>(sum[y..]) + (Vector256.Create(row[y..]) * factor);
            part.CopyTo(sum[y..]);
        }
    }

    private static void Scale(Span<float> row, float sum)
    {
        for (var y = 0; y < Stride; y++)
            row[y] /= sum;
    }

    private void Update(int row, float[] gradient, float weight)
    {
        for (var y = 0; y < Stride; y += Vector256<float>.Count)
        {
            var exact = Vector256.Create(gradient, y);
            var (w, square) = (Vector256.Create(_weights, row + y), Vector256.Create(_squares, row + y));
            var g = (exact * weight) + (w * _decay);
            var squares = square + (g * g);
            var moved = w - (g * Rate / Vector256.Sqrt(squares + Vector256.Create(1e-2f)));
            var large = Vector256.GreaterThanOrEqual(Vector256.Abs(exact), Vector256.Create(1e-3f));
            Vector256.ConditionalSelect(large, squares, square).CopyTo(_squares, row + y);
            Vector256.ConditionalSelect(large, moved, w).CopyTo(_weights, row + y);
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
