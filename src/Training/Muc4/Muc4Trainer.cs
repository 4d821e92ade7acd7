using Sitrep.Muc4.Features;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>Fits the models of the rendering. The second models learn from what the first say of reports that they were not trained on.</summary>
internal sealed class Muc4Trainer
{
    private const int InnerFolds = 3;

    /// <summary>The strongest features are kept, so that the file stays small.</summary>
    private const int MostDocumentFeatures = 12000;
    private const int MostSlotFeatures = 30000;

    private static readonly Slot[] Slots = Enum.GetValues<Slot>();
    private static readonly string[] Types = TemplateRenderer.Types;

    private readonly IReadOnlyList<GoldArticle> _articles;
    private readonly FeatureIndex _documentFeatures;
    private readonly FeatureIndex _slotFeatures;
    private readonly int[][] _documentRows;
    private readonly int[][][][] _slotRows;

    public Muc4Trainer(IReadOnlyList<GoldArticle> articles)
    {
        _articles = articles;
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
    }

    private (DenseModel Document, DenseModel Slots) First(IReadOnlyList<int> train)
    {
        var document = DenseModel.Train(1 + Types.Length, _documentFeatures.Count, DocumentExamples(train), 12, 0.03f, 1e-3f);
        var rough = DenseModel.Train(Slots.Length, _slotFeatures.Count, SlotExamples(train, null), 3, 0.05f, 1e-5f);
        var slots = DenseModel.Train(Slots.Length, _slotFeatures.Count, SlotExamples(train, rough), 5, 0.05f, 1e-5f);
        return (document, slots);
    }

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

    /// <summary>What first models say of a report.</summary>
    public ArticleScores Scores(int i, DenseModel document, DenseModel slots) =>
        new(document.Score(_documentRows[i]), [.. _slotRows[i].Select(type => type.Select(row => slots.Score(row)).ToArray())]);

    /// <summary>
    /// Every model. The first models of what is given back are the means of those by which the second were taught, so that their logits are of one kind.
    /// </summary>
    public TrainedModels Train(IReadOnlyList<int> train)
    {
        var scores = new Dictionary<int, ArticleScores>();
        var firsts = new (DenseModel Document, DenseModel Slots)[InnerFolds];
        Parallel.For(0, InnerFolds, fold => firsts[fold] = First([.. train.Where((_, n) => n % InnerFolds != fold)]));
        for (var fold = 0; fold < InnerFolds; fold++)
        {
            foreach (var i in train.Where((_, n) => n % InnerFolds == fold))
                scores[i] = Scores(i, firsts[fold].Document, firsts[fold].Slots);
        }
        var trainers = new Dictionary<string, LogisticTrainer>
        {
            ["relevance"] = new(1e-3, 6, 5, 0.03),
            ["type"] = new(1e-3, 6, 5, 0.03),
            ["pair"] = new(1e-4, 12, 2),
            ["date"] = new(1e-4, 12, 2),
            ["country"] = new(1e-4, 12, 2),
            ["place"] = new(1e-4, 12, 2),
        };
        foreach (var slot in Slots)
        {
            trainers["node " + slot] = new(1e-3, 6, 5, 0.03);
            trainers["variant " + slot] = new(1e-4, 10, 2);
        }
        foreach (var i in train)
        {
            var article = _articles[i];
            trainers["relevance"].Add(NodeFeatures.OfReport(article.Example, scores[i]), article.Templates.Count > 0,
                weight: article.Templates.Count > 0 && article.Templates.All(g => g.Optional) ? 0.3f : 1, offset: scores[i].Document[0]);
            for (var t = 0; t < Types.Length; t++)
            {
                var templates = article.Templates.Where(g => g.Types.Contains(Types[t])).ToArray();
                trainers["type"].Add(NodeFeatures.OfType(article.Example, scores[i], t), templates.Length > 0, weight: templates.Length > 0 && templates.All(g => g.Optional) ? 0.5f : 1, offset: scores[i].Document[1 + t]);
                if (templates.Length == 0)
                    continue;
                var nodes = NodeFeatures.Nodes(article.Example, scores[i].Groups[t]);
                foreach (var slot in Slots)
                {
                    var positive = templates.SelectMany(g => g.Fillers[slot]).SelectMany(article.GroupsOf).Select(g => g.Index).ToHashSet();
                    foreach (var node in nodes.Where(n => n.Slot == slot))
                        trainers["node " + slot].Add(NodeFeatures.Of(article.Example, scores[i], t, node, nodes), node.Groups.Any(g => positive.Contains(g.Index)), offset: node.First);
                }
                Variants(article, templates, trainers);
                Pairs(article, templates, trainers["pair"]);
                foreach (var template in templates)
                    WhenAndWhere(article, Types[t], template, trainers);
            }
        }
        var models = new Dictionary<string, MultiModel>(StringComparer.Ordinal);
        Parallel.ForEach(trainers, new ParallelOptions { MaxDegreeOfParallelism = Muc4Command.Threads }, t =>
        {
            var model = t.Value.Train();
            lock (models)
                models[t.Key] = model;
        });
        return new TrainedModels(DenseModel.Mean([.. firsts.Select(f => f.Document)]), DenseModel.Mean([.. firsts.Select(f => f.Slots)]), new Muc4Models(models), scores);
    }

    /// <summary>The models as they ship, the strongest features only.</summary>
    public Dictionary<string, MultiModel> Export(TrainedModels trained)
    {
        var models = new Dictionary<string, MultiModel>(trained.Second.All, StringComparer.Ordinal)
        {
            ["document"] = trained.Document.Export(_documentFeatures, MostDocumentFeatures),
            ["slots"] = trained.Slots.Export(_slotFeatures, MostSlotFeatures),
        };
        return models;
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

    private static void Pairs(GoldArticle article, GoldTemplate[] templates, LogisticTrainer trainer)
    {
        if (templates.Length < 2 && templates[0].Fillers.Sum(f => f.Value.Count) < 2)
            return;
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
        var weight = templates.Length > 1 ? 1f : 0.3f;
        for (var i = 0; i < fillers.Count; i++)
        {
            for (var j = i + 1; j < fillers.Count; j++)
            {
                trainer.Add(PairFeatures.Of(article.Example.Article, (fillers[i].Slot, fillers[i].Groups), (fillers[j].Slot, fillers[j].Groups)),
                    fillers[i].In.Overlaps(fillers[j].In), weight: weight);
            }
        }
    }

    private static void WhenAndWhere(GoldArticle article, string type, GoldTemplate template, Dictionary<string, LogisticTrainer> trainers)
    {
        var a = article.Example.Article;
        var core = template.Fillers.Where(f => f.Key is Slot.Human or Slot.Target).SelectMany(f => f.Value).SelectMany(e => article.GroupsOf(e).Take(2)).ToList();
        if (core.Count == 0)
            core = [.. template.Fillers.SelectMany(f => f.Value).SelectMany(e => article.GroupsOf(e).Take(1))];
        var context = new IncidentContext(a, type, core);
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
}

/// <summary>The models that a number of reports taught.</summary>
/// <param name="Document">First models of reports.</param>
/// <param name="Slots">First models of slots.</param>
/// <param name="Second">Every other model.</param>
/// <param name="Scores">What first models that had not seen them said of those reports.</param>
internal sealed record TrainedModels(DenseModel Document, DenseModel Slots, Muc4Models Second, IReadOnlyDictionary<int, ArticleScores> Scores);
