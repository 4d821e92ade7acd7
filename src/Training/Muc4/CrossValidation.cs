using System.Globalization;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>Renders every report with models that have not seen it, and fits the thresholds to that.</summary>
internal sealed class CrossValidation
{
    private static readonly (string Name, Func<RenderingOptions, double, RenderingOptions> Shift)[] Knobs =
    [
        ("Relevance", (o, d) => o with { Relevance = o.Relevance + d }),
        ("Attack", (o, d) => o with { Attack = o.Attack + d }),
        ("Bombing", (o, d) => o with { Bombing = o.Bombing + d }),
        ("Kidnapping", (o, d) => o with { Kidnapping = o.Kidnapping + d }),
        ("Arson", (o, d) => o with { Arson = o.Arson + d }),
        ("Robbery", (o, d) => o with { Robbery = o.Robbery + d }),
        ("PerpInd", (o, d) => o with { PerpInd = o.PerpInd + d }),
        ("PerpOrg", (o, d) => o with { PerpOrg = o.PerpOrg + d }),
        ("Target", (o, d) => o with { Target = o.Target + d }),
        ("Human", (o, d) => o with { Human = o.Human + d }),
        ("Weapon", (o, d) => o with { Weapon = o.Weapon + d }),
        ("Fallback", (o, d) => o with { Fallback = o.Fallback + d }),
        ("Join", (o, d) => o with { Join = o.Join + d }),
        ("Share", (o, d) => o with { Share = o.Share + d }),
        ("Place", (o, d) => o with { Place = o.Place + d }),
    ];

    private readonly IReadOnlyList<GoldArticle> _articles;
    private readonly Muc4Models[] _models;
    private readonly PreparedArticle[] _prepared;
    private readonly double[][] _documents;
    private readonly int _folds;
    private readonly Action<string> _report;

    public CrossValidation(IReadOnlyList<GoldArticle> articles, Muc4Trainer trainer, int folds, Action<string> report)
    {
        (_articles, _folds, _report) = (articles, folds, report);
        _models = new Muc4Models[folds];
        _prepared = new PreparedArticle[articles.Count];
        _documents = new double[articles.Count][];
        for (var fold = 0; fold < folds; fold++)
        {
            var train = Enumerable.Range(0, articles.Count).Where(i => i % folds != fold).ToArray();
            var trained = trainer.Train(train);
            _models[fold] = trained.Second;
            var renderer = new TemplateRenderer(_models[fold], new RenderingOptions());
            for (var i = fold; i < articles.Count; i += folds)
            {
                var scores = trainer.Scores(i, trained.Document, trained.Slots);
                _documents[i] = scores.Document;
                _prepared[i] = renderer.Prepare(articles[i].Example, scores);
            }
            report($"fold {fold}");
        }
        Parts();
    }

    /// <summary>How good each decision is on its own: the best F1 that some threshold gives.</summary>
    private void Parts()
    {
        foreach (var slot in Enum.GetValues<Slot>())
        {
            var (first, second) = (new List<(double, bool)>(), new List<(double, bool)>());
            var key = 0;
            var (quoted, all) = (0, 0);
            for (var i = 0; i < _articles.Count; i++)
            {
                foreach (var type in _prepared[i].Types)
                {
                    var templates = _articles[i].Templates.Where(t => t.Types.Contains(type.Name)).ToArray();
                    if (templates.Length == 0)
                        continue;
                    var entities = templates.SelectMany(t => t.Fillers[slot]).Select(e => _articles[i].GroupsOf(e).Select(g => g.Index).ToHashSet()).ToList();
                    key += templates.SelectMany(t => t.Fillers[slot]).Select(e => e.First()).Distinct().Count();
                    foreach (var node in type.Nodes.Where(n => n.Slot == slot))
                    {
                        var right = entities.Any(e => node.Groups.Any(g => e.Contains(g.Index)));
                        first.Add((node.First, right));
                        second.Add((node.Score, right));
                        if (right && node.Score > -1)
                        {
                            all++;
                            var words = GoldTemplate.Normalize(new TemplateRenderer(_models[i % _folds], new RenderingOptions()).Words(_articles[i].Example.Article, node));
                            quoted += templates.SelectMany(t => t.Fillers[slot]).Any(e => e.Contains(words)) ? 1 : 0;
                        }
                    }
                }
            }
            _report(string.Create(CultureInfo.InvariantCulture, $"{slot,-8} first {Best(first, key)}   second {Best(second, key)}   quoted as the key does {100.0 * quoted / Math.Max(1, all):0.0} %"));
        }
        for (var k = 0; k < TemplateRenderer.Types.Length; k++)
        {
            var type = TemplateRenderer.Types[k];
            var decided = _articles.Select((a, i) => (a, i)).Where(x => x.a.Templates.Count == 0 || x.a.Templates.Any(t => !t.Optional)).ToList();
            var right = decided.Select(x => x.a.Templates.Any(t => t.Types.Contains(type))).ToList();
            _report(string.Create(CultureInfo.InvariantCulture, $"{type,-10} first {Best([.. decided.Select((x, n) => (_documents[x.i][1 + k], right[n]))], right.Count(r => r))}   second {Best([.. decided.Select((x, n) => (_prepared[x.i].Types[k].Score, right[n]))], right.Count(r => r))}"));
            if (k == 0)
            {
                var any = decided.Select(x => x.a.Templates.Count > 0).ToList();
                _report(string.Create(CultureInfo.InvariantCulture, $"relevance  first {Best([.. decided.Select((x, n) => (_documents[x.i][0], any[n]))], any.Count(r => r))}   second {Best([.. decided.Select((x, n) => (_prepared[x.i].Relevance, any[n]))], any.Count(r => r))}"));
            }
        }
    }

    private static string Best(List<(double Score, bool Right)> answers, int key)
    {
        var (best, at, right, given) = (0.0, 0.0, 0, 0);
        foreach (var (score, correct) in answers.OrderByDescending(a => a.Score))
        {
            given++;
            right += correct ? 1 : 0;
            if (200.0 * right / (given + key) > best)
                (best, at) = (200.0 * right / (given + key), score);
        }
        return string.Create(CultureInfo.InvariantCulture, $"F1 {best:0.0} at {at:0.0}");
    }

    /// <summary>
    /// With what first models that had not seen a report say of it, and second models that had: the thresholds of what ships are fitted so.
    /// </summary>
    public CrossValidation(IReadOnlyList<GoldArticle> articles, TrainedModels trained, Action<string> report)
    {
        (_articles, _folds, _report, _models) = (articles, 1, report, [trained.Second]);
        var renderer = new TemplateRenderer(trained.Second, new RenderingOptions());
        _documents = [.. articles.Select((_, i) => trained.Scores[i].Document)];
        _prepared = new PreparedArticle[articles.Count];
        Parallel.For(0, articles.Count, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, i => _prepared[i] = renderer.Prepare(articles[i].Example, trained.Scores[i]));
    }

    public IReadOnlyList<Template> Render(int i, RenderingOptions options) => new TemplateRenderer(_models[i % _folds], options).Render(_articles[i].Example, _prepared[i]);

    public MucScorer.Result Score(RenderingOptions options) => MucScorer.Score(
        _articles.AsParallel().AsOrdered().WithDegreeOfParallelism(Muc4Command.Threads).Select((a, i) => (a.Templates, Render(i, options))));

    /// <summary>Goes up one threshold after the other.</summary>
    public RenderingOptions Fit(RenderingOptions options)
    {
        var best = Value(Score(options));
        Tell(options);
        for (var step = 0.6; step > 0.1; step /= 2)
        {
            foreach (var (_, shift) in Knobs)
            {
                foreach (var sign in (int[])[1, -1])
                {
                    for (var moved = shift(options, sign * step); ; moved = shift(options, sign * step))
                    {
                        var value = Value(Score(moved));
                        if (value <= best + 0.01)
                            break;
                        (options, best) = (moved, value);
                    }
                }
            }
            Tell(options);
        }
        return options;
    }

    /// <summary>The three marks, the template scores before relevance.</summary>
    private static double Value(MucScorer.Result r) => r.All + r.Ceaf + (0.3 * r.Relevance);

    private void Tell(RenderingOptions options)
    {
        var r = Score(options);
        _report(string.Create(CultureInfo.InvariantCulture, $"(e) {r.All:0.0} (P {r.Precision:0.0} R {r.Recall:0.0})  CEAF-TF {r.Ceaf:0.0}  relevance {r.Relevance:0.0}  {options}"));
    }
}
