using System.Globalization;
using Sitrep.Muc4.Features;
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
        ("Name", (o, d) => o with { Name = o.Name + d }),
        ("Description", (o, d) => o with { Description = o.Description + d }),
        ("Weapon", (o, d) => o with { Weapon = o.Weapon + d }),
        ("Trust", (o, d) => o with { Trust = o.Trust + d }),
        ("Place", (o, d) => o with { Place = o.Place + d }),
    ];

    private readonly IReadOnlyList<GoldArticle> _articles;
    private readonly Muc4Models[] _models = new Muc4Models[Muc4Trainer.Folds];
    private readonly PreparedArticle[] _prepared;
    private readonly double[][] _documents;
    private readonly Action<string> _report;

    public CrossValidation(IReadOnlyList<GoldArticle> articles, Muc4Trainer trainer, Action<string> report)
    {
        (_articles, _report) = (articles, report);
        _prepared = new PreparedArticle[articles.Count];
        _documents = [.. trainer.Scores.Select(s => s.Document)];
        Parallel.For(0, Muc4Trainer.Folds, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, fold =>
        {
            _models[fold] = trainer.For(fold, trainer.Second([.. Enumerable.Range(0, articles.Count).Where(i => i % Muc4Trainer.Folds != fold)]));
            var renderer = new TemplateRenderer(_models[fold], new RenderingOptions());
            for (var i = fold; i < articles.Count; i += Muc4Trainer.Folds)
                _prepared[i] = renderer.Draft(articles[i].Example, trainer.Scores[i]);
        });
        Parts();
        report("keep");
        Parallel.For(0, Muc4Trainer.Folds, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, fold =>
        {
            var keep = Keep([.. Enumerable.Range(0, articles.Count).Where(i => i % Muc4Trainer.Folds != fold)]);
            for (var i = fold; i < articles.Count; i += Muc4Trainer.Folds)
            {
                foreach (var candidate in _prepared[i].Candidates)
                    candidate.Score = keep.Score(CandidateFeatures.Of(articles[i].Example, _prepared[i], candidate));
            }
        });
        report("kept");
    }

    /// <summary>Trees that decide which incidents the key lists, taught by those found in reports that no model had seen.</summary>
    public TreeModel Keep(IReadOnlyList<int> train)
    {
        var trainer = new TreeTrainer(100, 4);
        foreach (var i in train)
        {
            var (example, gold) = (_articles[i].Example, _articles[i].Templates);
            var renderer = new TemplateRenderer(_models[i % Muc4Trainer.Folds], new RenderingOptions());
            var meant = MucScorer.Meant(gold, renderer.Whole(example, _prepared[i]));
            for (var n = 0; n < meant.Length; n++)
                trainer.Add(CandidateFeatures.Of(example, _prepared[i], _prepared[i].Candidates[n]), meant[n] >= 0, meant[n] >= 0 && gold[meant[n]].Optional ? 0.3f : 1);
        }
        return trainer.Train();
    }

    /// <summary>How good each decision is on its own: the best F1 that some threshold gives.</summary>
    private void Parts()
    {
        foreach (var slot in Enum.GetValues<Slot>())
        {
            var (first, second) = (new List<(double, bool)>(), new List<(double, bool)>());
            var key = 0;
            var (quoted, all, reachable) = (0, 0, 0);
            for (var i = 0; i < _articles.Count; i++)
            {
                foreach (var type in _prepared[i].Types)
                {
                    var templates = _articles[i].Templates.Where(t => t.Types.Contains(type.Name)).ToArray();
                    if (templates.Length == 0)
                        continue;
                    var entities = templates.SelectMany(t => t.Fillers[slot]).Select(e => _articles[i].GroupsOf(e).Select(g => g.Index).ToHashSet()).ToList();
                    reachable += templates.SelectMany(t => t.Fillers[slot]).DistinctBy(e => e.First()).Count(e => _articles[i].GroupsOf(e).Count > 0);
                    key += templates.SelectMany(t => t.Fillers[slot]).Select(e => e.First()).Distinct().Count();
                    foreach (var node in type.Nodes.Where(n => n.Slot == slot))
                    {
                        var right = entities.Any(e => node.Groups.Any(g => e.Contains(g.Index)));
                        first.Add((node.First, right));
                        second.Add((node.Score, right));
                        if (right && node.Score > -1)
                        {
                            all++;
                            var words = GoldTemplate.Normalize(new TemplateRenderer(_models[i % Muc4Trainer.Folds], new RenderingOptions()).Words(_articles[i].Example.Article, node));
                            quoted += templates.SelectMany(t => t.Fillers[slot]).Any(e => e.Contains(words)) ? 1 : 0;
                        }
                    }
                }
            }
            _report(string.Create(CultureInfo.InvariantCulture, $"{slot,-8} first {Best(first, key)}   second {Best(second, key)}   quoted as the key does {100.0 * quoted / Math.Max(1, all):0.0} %, of the key {100.0 * reachable / Math.Max(1, key):0.0} % among the noun groups"));
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

    public IReadOnlyList<Template> Render(int i, RenderingOptions options) => new TemplateRenderer(_models[i % Muc4Trainer.Folds], options).Render(_articles[i].Example, _prepared[i]);

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
