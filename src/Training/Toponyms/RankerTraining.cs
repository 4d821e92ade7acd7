using System.Globalization;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language;

namespace Sitrep.Training.Toponyms;

/// <summary>Fits the weights of the toponym ranker, and measures them by five folds.</summary>
/// <remarks>
/// The loss is that of a choice among the candidates of a name: minus the logarithm of what the right ones share. Features that depend on the other names of
/// a report are taken from the resolver as it stands, so fitting and resolving take turns. What is fitted is drawn to the weights that it started from.
/// </remarks>
internal static class RankerTraining
{
    private const double RightWithinM = 161_000;
    private const int Turns = 4;
    private const int Steps = 250;
    private const double Rate = 0.02;

    // Squared distance from the first weights, against a loss of the order of a thousand bits.
    private const double Pull = 0.4;

    // Half a bit.
    private const int StateBeforeCapital = 32;

    /// <summary>Fits the ranker, measures it, and writes it where <paramref name="output"/> is not empty.</summary>
    public static void Run(string gazetteer, IReadOnlyList<string> corpora, string output)
    {
        using var index = GazetteerIndex.Open(gazetteer);
        var analyzer = new TextAnalyzer();
        var documents = corpora.SelectMany(c => ToponymCorpus.Read(c, analyzer)).ToList();
        var start = RankerModel.Default;
        Report("as it is", documents, index, _ => start);
        var models = new RankerModel[ToponymCorpus.Folds];
        for (var fold = 0; fold < models.Length; fold++)
            models[fold] = Fit(index, documents.Where(d => d.Fold != fold).ToList(), start);
        Report("five folds", documents, index, d => models[d.Fold]);
        if (output.Length == 0)
            return;
        var calibration = Calibrate(documents, index, models);
        var model = Fit(index, documents, start);
        model = RankerModel.Of(model.Weights, calibration);
        Report("on what it was fitted to", documents, index, _ => model);
        File.WriteAllLines(output, Lines(model));
    }

    private static IEnumerable<string> Lines(RankerModel model)
    {
        yield return "# Weights of the toponym ranker, in sixty-fourths, and its calibration. Written by `dotnet run --project src/Training -- toponyms`; see its model card.";
        foreach (var feature in Enum.GetValues<RankerFeature>())
            yield return string.Create(CultureInfo.InvariantCulture, $"{feature}\t{model.Weights[(int)feature]}");
        yield return "calibration\t" + string.Join('\t', model.Calibration.Select(c => c.ToString(CultureInfo.InvariantCulture)));
    }

    private static RankerModel Fit(GazetteerIndex index, List<ToponymDocument> documents, RankerModel start)
    {
        var model = start;
        for (var turn = 0; turn < Turns; turn++)
        {
            var choices = documents.SelectMany(d => ChoicesOf(index, d, model)).ToList();
            model = Descend(choices, start, model);
        }
        return model;
    }

    private static List<Choice> ChoicesOf(GazetteerIndex index, ToponymDocument document, RankerModel model)
    {
        var choices = new List<Choice>();
        var names = new ToponymResolver(index, model).Rank(document.Text, document.Mentions, ResolutionContext.None, true);
        for (var i = 0; i < names.Length; i++)
        {
            if (document.Gold[i] is not { } gold || names[i].Candidates.Count < 2)
                continue;
            var candidates = names[i].Candidates;
            // The very entry where it is among them: a province and its seat lie near each other, and are not the same.
            var right = candidates.ConvertAll(c => index.IdAt(c.Row) == gold.Id);
            if (!right.Contains(true))
                right = candidates.ConvertAll(c => Geodesy.DistanceM(c.Point, gold.Point) <= RightWithinM);
            if (right.Contains(true) && right.Contains(false))
                choices.Add(new Choice([.. candidates.Select(c => c.Features!)], [.. right]));
        }
        return choices;
    }

    // Adam over the mean loss; deterministic, for nothing is drawn at random.
    private static RankerModel Descend(List<Choice> choices, RankerModel start, RankerModel from)
    {
        var n = RankerModel.FeatureCount;
        var weights = Array.ConvertAll(from.Weights, w => w / 1024.0); // bits for a feature's whole unit of sixteen sixteenths
        var first = Array.ConvertAll(start.Weights, w => w / 1024.0);
        var (mean, square) = (new double[n], new double[n]);
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = new double[n];
            foreach (var choice in choices)
                choice.AddGradient(weights, gradient);
            for (var f = 0; f < n; f++)
            {
                var g = gradient[f] + 2 * Pull * (weights[f] - first[f]) * 16;
                mean[f] = 0.9 * mean[f] + 0.1 * g;
                square[f] = 0.999 * square[f] + 0.001 * g * g;
                weights[f] -= Rate / 16 * (mean[f] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[f] / (1 - Math.Pow(0.999, step))) + 1e-8) * 16;
            }
        }
        var rounded = Array.ConvertAll(weights, w => (int)Math.Round(w * 1024));
        // "Luxembourg" alone is the state and not its capital, of which the corpora have no case.
        ref var country = ref rounded[(int)RankerFeature.Country];
        country = Math.Max(country, rounded[(int)RankerFeature.Capital] + StateBeforeCapital);
        return RankerModel.Of(rounded, start.Calibration);
    }

    // At each sixteenth of the share, the part of right answers around it; then made to rise by pooling neighbours that do not.
    private static int[] Calibrate(List<ToponymDocument> documents, GazetteerIndex index, RankerModel[] models)
    {
        var right = new double[17];
        var all = new double[17];
        foreach (var document in documents)
        {
            var names = new ToponymResolver(index, models[document.Fold]).Rank(document.Text, document.Mentions, ResolutionContext.None, false);
            for (var i = 0; i < names.Length; i++)
            {
                if (document.Gold[i] is not { } gold || !names[i].IsKnown)
                    continue;
                var best = names[i].Best;
                var at = best.Share / 64.0;
                for (var k = (int)at; k <= Math.Min(16, (int)at + 1); k++)
                {
                    var part = 1 - Math.Abs(at - k);
                    all[k] += part;
                    right[k] += Geodesy.DistanceM(best.Point, gold.Point) <= RightWithinM ? part : 0;
                }
            }
        }
        // A little of the plain share, so that a bin with few names does not decide alone.
        var blocks = new List<(double Right, double All, int Count)>();
        for (var k = 0; k <= 16; k++)
        {
            blocks.Add((right[k] + 10 * k / 16.0, all[k] + 10, 1));
            while (blocks.Count > 1 && blocks[^2].Right / blocks[^2].All > blocks[^1].Right / blocks[^1].All)
            {
                var last = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (blocks[^1].Right + last.Right, blocks[^1].All + last.All, blocks[^1].Count + last.Count);
            }
        }
        return [.. blocks.SelectMany(b => Enumerable.Repeat((int)Math.Round(1000 * b.Right / b.All), b.Count))];
    }

    private static void Report(string what, List<ToponymDocument> documents, GazetteerIndex index, Func<ToponymDocument, RankerModel> modelOf)
    {
        foreach (var corpus in documents.GroupBy(d => d.Corpus))
        {
            var (right, found, reachable, all, error) = (0, 0, 0, 0, 0.0);
            foreach (var document in corpus)
            {
                var model = modelOf(document);
                var resolver = new ToponymResolver(index, model);
                var answers = resolver.Resolve(document.Text, document.Mentions, ResolutionContext.None, 0);
                var names = resolver.Rank(document.Text, document.Mentions, ResolutionContext.None, false);
                for (var i = 0; i < answers.Count; i++)
                {
                    if (document.Gold[i] is not { } gold)
                        continue;
                    all++;
                    var isRight = (answers[i].Point ?? answers[i].Place?.Point) is { } point && Geodesy.DistanceM(point, gold.Point) <= RightWithinM;
                    right += isRight ? 1 : 0;
                    found += answers[i].Place is null ? 0 : 1;
                    reachable += names[i].Candidates.Exists(c => Geodesy.DistanceM(c.Point, gold.Point) <= RightWithinM) ? 1 : 0;
                    if (answers[i].Confidence is { } confidence)
                        error += Math.Abs(confidence - (isRight ? 1 : 0));
                }
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what,-26} {corpus.Key,-8} Acc@161 {100.0 * right / all:0.0} of all {all}; {100.0 * right / reachable:0.0} of {reachable} within reach; answered {found}; mean |confidence - right| {error / Math.Max(1, found):0.000}"));
        }
    }

    /// <summary>A name with its candidates: their features, and which of them are right.</summary>
    private sealed record Choice(int[][] Features, bool[] Right)
    {
        private readonly double[] _power = new double[Features.Length];

        public void AddGradient(double[] weights, double[] gradient)
        {
            var best = double.NegativeInfinity;
            for (var c = 0; c < Features.Length; c++)
            {
                var score = 0.0;
                for (var f = 0; f < weights.Length; f++)
                {
                    if (Features[c][f] != 0)
                        score += weights[f] * Features[c][f];
                }
                _power[c] = score;
                best = Math.Max(best, score);
            }
            var (sum, sumRight) = (0.0, 0.0);
            for (var c = 0; c < _power.Length; c++)
            {
                _power[c] = Math.Pow(2, _power[c] - best);
                sum += _power[c];
                sumRight += Right[c] ? _power[c] : 0;
            }
            for (var c = 0; c < _power.Length; c++)
            {
                var pull = _power[c] / sum - (Right[c] ? _power[c] / Math.Max(1e-30, sumRight) : 0);
                for (var f = 0; f < gradient.Length; f++)
                {
                    if (Features[c][f] != 0)
                        gradient[f] += pull * Features[c][f] / 16;
                }
            }
        }
    }
}
