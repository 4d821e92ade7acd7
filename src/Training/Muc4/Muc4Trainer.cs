using Sitrep.Muc4.Features;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>Fits the models of the rendering. The second models learn from what the first say of reports that they were not trained on.</summary>
internal sealed class Muc4Trainer
{
    /// <summary>No report is judged by first models that it taught: it belongs to the fold of its number modulo this.</summary>
    public const int Folds = 5;

    /// <summary>The strongest features are kept, so that the file stays small.</summary>
    private const int MostDocumentFeatures = 40000;
    private const int MostSlotFeatures = 120000;

    private static readonly Slot[] Slots = Enum.GetValues<Slot>();
    private static readonly string[] Types = TemplateRenderer.Types;
    private static readonly string[] Settings = ["pair", "date", "country", "place"];

    private readonly IReadOnlyList<GoldArticle> _articles;
    private readonly WordClusters _clusters;
    private readonly FeatureIndex _documentFeatures;
    private readonly FeatureIndex _slotFeatures;
    private readonly int[][] _documentRows;
    private readonly int[][][][] _slotRows;
    private readonly FirstModels[] _firsts = new FirstModels[Folds];
    private readonly ArticleScores[] _scores;

    public Muc4Trainer(IReadOnlyList<GoldArticle> articles, WordClusters clusters)
    {
        (_articles, _clusters) = (articles, clusters);
        var (documents, slots) = (new Dictionary<uint, int>(), new Dictionary<uint, int>());
        foreach (var article in articles)
        {
            foreach (var feature in article.Example.Document)
                documents[feature] = documents.GetValueOrDefault(feature) + 1;
            var conditions = Types.Where(t => article.Templates.Any(g => g.Types.Contains(t))).Select(t => FeatureHash.Of("type", t)).ToArray();
            // What no report with incidents has teaches nothing about their slots.
            if (conditions.Length == 0)
                continue;
            foreach (var group in article.Example.Article.Groups)
            {
                foreach (var feature in article.Example.Mentions[group])
                {
                    slots[feature] = slots.GetValueOrDefault(feature) + 1;
                    foreach (var condition in conditions)
                        slots[FeatureHash.With(feature, condition)] = slots.GetValueOrDefault(FeatureHash.With(feature, condition)) + 1;
                }
            }
        }
        _documentFeatures = new FeatureIndex(documents, 3);
        _slotFeatures = new FeatureIndex(slots, 4);
        _documentRows = [.. articles.Select(a => _documentFeatures.Row(a.Example.Document, 0))];
        _slotRows = new int[articles.Count][][][];
        Parallel.For(0, articles.Count, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, i =>
        {
            _slotRows[i] = [.. Types.Select(t => articles[i].Example.Article.Groups.Select(g => _slotFeatures.Row(articles[i].Example.Mentions[g], FeatureHash.Of("type", t))).ToArray())];
        });
        _scores = new ArticleScores[articles.Count];
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, fold =>
        {
            var first = _firsts[fold] = First([.. Enumerable.Range(0, articles.Count).Where(i => i % Folds != fold)]);
            for (var i = fold; i < articles.Count; i += Folds)
                _scores[i] = new(first.Document.Score(_documentRows[i]), [.. _slotRows[i].Select(type => type.Select(row => first.Slots.Score(row)).ToArray())]);
        });
    }

    /// <summary>What first models that had not seen it say of each report.</summary>
    public IReadOnlyList<ArticleScores> Scores => _scores;

    /// <summary>Linear models that had not seen a report, and given trees.</summary>
    public Muc4Models For(int i, IReadOnlyDictionary<string, TreeModel> trees) => new(_firsts[i % Folds].Linear, trees, _clusters);

    private FirstModels First(IReadOnlyList<int> train)
    {
        var document = DenseModel.Train(1 + Types.Length, _documentFeatures.Count, DocumentExamples(train), 12, 0.03f, 1e-3f);
        var rough = DenseModel.Train(Slots.Length, _slotFeatures.Count, SlotExamples(train, null), 3, 0.02f, 1e-5f);
        var slots = DenseModel.Train(Slots.Length, _slotFeatures.Count, SlotExamples(train, rough), 10, 0.01f, 1e-5f);
        var trainers = Settings.ToDictionary(n => n, _ => new LogisticTrainer(1e-4, 12, 2), StringComparer.Ordinal);
        foreach (var slot in Slots)
            trainers["variant " + slot] = new(1e-4, 10, 2);
        foreach (var (article, type, templates) in train.SelectMany(Told))
        {
            Variants(article, templates, trainers);
            foreach (var (one, two, together, weight) in Pairs(article, templates))
                trainers["pair"].Add(PairFeatures.Of(article.Example.Article, one, two), together, weight: weight);
            foreach (var template in templates)
                WhenAndWhere(article, type, template, trainers);
        }
        return new FirstModels(document, slots, trainers.ToDictionary(t => t.Key, t => t.Value.Train(), StringComparer.Ordinal));
    }

    /// <summary>The types of incident that a report has, with their templates.</summary>
    private IEnumerable<(GoldArticle Article, string Type, GoldTemplate[] Templates)> Told(int i) => Types
        .Select(t => (_articles[i], t, _articles[i].Templates.Where(g => g.Types.Contains(t)).ToArray())).Where(t => t.Item3.Length > 0);

    private List<MultiExample> DocumentExamples(IReadOnlyList<int> train)
    {
        var documents = new List<MultiExample>();
        foreach (var i in train)
        {
            var templates = _articles[i].Templates;
            var labels = templates.Count > 0 ? 1 : 0;
            for (var t = 0; t < Types.Length; t++)
                labels |= templates.Any(g => g.Types.Contains(Types[t])) ? 2 << t : 0;
            documents.Add(new MultiExample(_documentRows[i], labels, 0, templates.Count > 0 && templates.All(t => t.Optional) ? 0.4f : 1));
        }
        return documents;
    }

    /// <summary>Trees over what first models say that had not seen the report.</summary>
    public Dictionary<string, TreeModel> Second(IReadOnlyList<int> train)
    {
        var trainers = new Dictionary<string, TreeTrainer>(StringComparer.Ordinal)
        {
            ["relevance"] = new(80, 4),
            ["type"] = new(80, 4),
            ["date"] = new(80, 4),
            ["place"] = new(80, 4),
            ["no place"] = new(60, 3),
            ["pair"] = new(100, 4),
        };
        foreach (var slot in Slots)
            trainers["node " + slot] = new(120);
        foreach (var i in train)
        {
            var (article, scores) = (_articles[i], _scores[i]);
            trainers["relevance"].Add(ReportFeatures.Of(article.Example, scores, -1), article.Templates.Count > 0, article.Templates.Count > 0 && article.Templates.All(g => g.Optional) ? 0.3f : 1);
            for (var t = 0; t < Types.Length; t++)
            {
                var templates = article.Templates.Where(g => g.Types.Contains(Types[t])).ToArray();
                trainers["type"].Add(ReportFeatures.Of(article.Example, scores, t), templates.Length > 0, templates.Length > 0 && templates.All(g => g.Optional) ? 0.5f : 1);
                if (templates.Length == 0)
                    continue;
                var nodes = NodeFeatures.Nodes(article.Example, scores.Groups[t]);
                foreach (var slot in Slots)
                {
                    var positive = templates.SelectMany(g => g.Fillers[slot]).SelectMany(article.GroupsOf).Select(g => g.Index).ToHashSet();
                    foreach (var node in nodes.Where(n => n.Slot == slot))
                        trainers["node " + slot].Add(NodeFeatures.Of(article.Example, scores, t, node, nodes), node.Groups.Any(g => positive.Contains(g.Index)));
                }
                foreach (var (one, two, together, weight) in Pairs(article, templates))
                {
                    var logit = _firsts[i % Folds].Linear["pair"].Score(PairFeatures.Of(article.Example.Article, one, two))[0];
                    trainers["pair"].Add(PairFeatures.Row(article.Example.Article, logit, one, two), together, weight);
                }
                foreach (var template in templates)
                    WhenAndWhere(i, Types[t], template, trainers);
            }
        }
        var trees = new Dictionary<string, TreeModel>(StringComparer.Ordinal);
        foreach (var (name, trainer) in trainers)
            trees[name] = trainer.Train();
        return trees;
    }

    /// <summary>The models as they ship: first models are the means of those by which the second were taught, so that their logits are of one kind; the strongest features only.</summary>
    public Muc4Models Export(IReadOnlyDictionary<string, TreeModel> second)
    {
        var linear = _firsts[0].Linear.Keys.ToDictionary(name => name, name => MultiModel.Mean([.. _firsts.Select(f => f.Linear[name])]), StringComparer.Ordinal);
        linear["document"] = DenseModel.Mean([.. _firsts.Select(f => f.Document)]).Export(_documentFeatures, MostDocumentFeatures);
        linear["slots"] = DenseModel.Mean([.. _firsts.Select(f => f.Slots)]).Export(_slotFeatures, MostSlotFeatures);
        return new Muc4Models(linear, second, _clusters);
    }

    /// <summary>
    /// Of all groups that read like a filler only those count as such that a rough model finds likely: the key says which words fill a slot, not where.
    /// </summary>
    private List<MultiExample> SlotExamples(IReadOnlyList<int> train, DenseModel? rough)
    {
        var examples = new List<MultiExample>();
        foreach (var i in train)
        {
            var article = _articles[i];
            if (rough is not null && article.Templates.Count == 0)
                Irrelevant(i, examples);
            for (var t = 0; t < Types.Length; t++)
            {
                var templates = article.Templates.Where(g => g.Types.Contains(Types[t])).ToArray();
                if (templates.Length == 0)
                    continue;
                var rows = _slotRows[i][t];
                var (labels, ignored) = (new int[rows.Length], new int[rows.Length]);
                foreach (var slot in Slots)
                {
                    foreach (var entity in templates.SelectMany(g => g.Fillers[slot]))
                    {
                        var groups = article.GroupsOf(entity);
                        var logits = rough is null ? null : groups.Select(g => rough.Score(rows[g.Index])[(int)slot]).ToArray();
                        for (var n = 0; n < groups.Count; n++)
                        {
                            if (logits is null || logits[n] >= logits.Max() - 1.5)
                                labels[groups[n].Index] |= 1 << (int)slot;
                            else
                                ignored[groups[n].Index] |= 1 << (int)slot;
                        }
                    }
                }
                for (var g = 0; g < rows.Length; g++)
                    examples.Add(new MultiExample(rows[g], labels[g], ignored[g] & ~labels[g], 1));
            }
        }
        return examples;
    }

    /// <summary>What stands beside words for incidents in reports that the key finds irrelevant fills nothing, so that the logits tell of relevance too.</summary>
    private void Irrelevant(int i, List<MultiExample> examples)
    {
        var a = _articles[i].Example.Article;
        if (a.Incidents.Count == 0)
            return;
        var type = Math.Max(0, Array.IndexOf(Types, a.Incidents.Where(w => w.Kind == "deed").Append(a.Incidents[0]).GroupBy(w => w.Type).MaxBy(g => g.Count())!.Key));
        var sentences = a.Incidents.Select(w => a.Tokens[w.Token].Sentence).ToHashSet();
        foreach (var group in a.Groups.Where(g => sentences.Contains(g.Sentence)))
            examples.Add(new MultiExample(_slotRows[i][type][group.Index], 0, 0, 0.5f));
    }

    private static void Variants(GoldArticle article, GoldTemplate[] templates, Dictionary<string, LogisticTrainer> trainers)
    {
        var a = article.Example.Article;
        foreach (var slot in Slots)
        {
            var strings = templates.SelectMany(t => t.Fillers[slot]).SelectMany(e => e).ToHashSet(StringComparer.Ordinal);
            foreach (var group in templates.SelectMany(t => t.Fillers[slot]).SelectMany(article.GroupsOf).Distinct())
            {
                var variants = VariantFeatures.Of(a, group);
                if (variants.Count < 2)
                    continue;
                foreach (var variant in variants)
                    trainers["variant " + slot].Add(VariantFeatures.Features(a, group, variant), strings.Contains(GoldTemplate.Normalize(a.Words(variant.Start, variant.End))));
            }
        }
    }

    /// <summary>Two fillers of slots of one type, whether they belong to one incident, and how much that counts.</summary>
    private static IEnumerable<((Slot, IReadOnlyList<NounGroup>) One, (Slot, IReadOnlyList<NounGroup>) Two, bool Together, float Weight)> Pairs(GoldArticle article, GoldTemplate[] templates)
    {
        var fillers = new List<(Slot Slot, IReadOnlyList<NounGroup> Groups, HashSet<int> In)>();
        for (var t = 0; t < templates.Length; t++)
        {
            foreach (var (slot, entities) in templates[t].Fillers)
            {
                foreach (var entity in entities)
                {
                    var groups = article.GroupsOf(entity);
                    if (groups.Count == 0)
                        continue;
                    var known = fillers.FindIndex(f => f.Slot == slot && f.Groups[0].Entity == groups[0].Entity);
                    if (known >= 0)
                        fillers[known].In.Add(t);
                    else
                        fillers.Add((slot, groups, [t]));
                }
            }
        }
        for (var i = 0; i < fillers.Count; i++)
        {
            for (var j = i + 1; j < fillers.Count; j++)
                yield return ((fillers[i].Slot, fillers[i].Groups), (fillers[j].Slot, fillers[j].Groups), fillers[i].In.Overlaps(fillers[j].In), templates.Length > 1 ? 1 : 0.3f);
        }
    }

    private static IncidentContext Context(GoldArticle article, string type, GoldTemplate template)
    {
        var core = template.Fillers.Where(f => f.Key is Slot.Human or Slot.Target).SelectMany(f => f.Value).SelectMany(e => article.GroupsOf(e).Take(2)).ToList();
        return new IncidentContext(article.Example.Article, type, core.Count > 0 ? core : [.. template.Fillers.SelectMany(f => f.Value).SelectMany(e => article.GroupsOf(e).Take(1))]);
    }

    private static void WhenAndWhere(GoldArticle article, string type, GoldTemplate template, Dictionary<string, LogisticTrainer> trainers)
    {
        var a = article.Example.Article;
        var context = Context(article, type, template);
        if (template.Dates.Count > 0)
        {
            foreach (var candidate in DateCandidates.Of(a, context))
                trainers["date"].Add(candidate.Features, template.Dates.Contains(candidate.Value));
        }
        if (template.Countries.Count == 0)
            return;
        var country = "";
        foreach (var candidate in PlaceCandidates.CountriesOf(a, context))
        {
            trainers["country"].Add(candidate.Features, template.Countries.Contains(candidate.Name));
            if (template.Countries.Contains(candidate.Name))
                country = candidate.Country;
        }
        foreach (var candidate in PlaceCandidates.PlacesOf(a, context, country))
            trainers["place"].Add(candidate.Features, template.Places.Contains(GoldTemplate.Place(candidate.Name)));
    }

    private void WhenAndWhere(int i, string type, GoldTemplate template, Dictionary<string, TreeTrainer> trainers)
    {
        var (a, linear) = (_articles[i].Example.Article, For(i, new Dictionary<string, TreeModel>()));
        var context = Context(_articles[i], type, template);
        if (template.Dates.Count > 0)
        {
            var dates = DateCandidates.Of(a, context);
            var logits = dates.Select(d => linear.Score("date", d.Features)).ToArray();
            for (var n = 0; n < dates.Count; n++)
                trainers["date"].Add(DateCandidates.Row(dates, logits, n), template.Dates.Contains(dates[n].Value));
        }
        if (template.Countries.Count == 0)
            return;
        var country = PlaceCandidates.CountriesOf(a, context).MaxBy(c => linear.Score("country", c.Features))?.Country ?? "";
        var places = PlaceCandidates.PlacesOf(a, context, country);
        var fits = places.Select(p => linear.Score("place", p.Features)).ToArray();
        for (var n = 0; n < places.Count; n++)
            trainers["place"].Add(PlaceCandidates.Row(places, fits, n), template.Places.Contains(GoldTemplate.Place(places[n].Name)));
        trainers["no place"].Add(PlaceCandidates.Row(a, context, places, fits), template.Places.Count == 0);
    }
}

/// <summary>What a number of reports taught the linear models.</summary>
internal sealed record FirstModels(DenseModel Document, DenseModel Slots, IReadOnlyDictionary<string, MultiModel> Linear);
