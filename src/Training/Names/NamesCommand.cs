using System.Globalization;
using System.Text.Json;
using Sitrep.Language.Models;
using Sitrep.Language.Names;
using Sitrep.Language.Segmentation;

namespace Sitrep.Training.Names;

/// <summary>`names`: trains, scores and writes the model of names. One fold of five of WikiGold is never learned from and scores it, beside UNER's EWT dev and GUM's.</summary>
internal sealed class NamesCommand
{
    private const ulong Seed = 7;

    /// <summary>Rounds over the examples; of the model that names unmarked sentences.</summary>
    private const int Rounds = 6;

    private const int FirstRounds = 4;

    /// <summary>Classes of words by company, and rounds of finding them.</summary>
    private const int Clusters = 256;

    private const int ClusterRounds = 8;

    /// <summary>Sentences that are repeated in capitals, as headlines, and in small letters, one in so many.</summary>
    private const int CaseCopies = 25;

    /// <summary>Documents of WikiGold, in the order of their names, one in so many, are left out.</summary>
    private const int Folds = 5;

    /// <summary>What a weight of 1 becomes in the model; smaller weights than two of its units, and more features than these, are left out.</summary>
    private const float Scale = 20;

    private const int LeastWeight = 2;

    private const int MostFeatures = 400_000;

    /// <summary>How much a corpus counts: those of machines less than those of people.</summary>
    private static readonly Dictionary<string, float> CorpusWeights = new(StringComparer.Ordinal)
    {
        ["gmb"] = 0.3f,
        ["ewt"] = 0.5f,
        ["gum"] = 1,
        ["wikigold"] = 1,
        ["redocred"] = 1,
        ["crossner"] = 1,
    };

    private readonly TrainingOptions _options;
    private readonly bool _classA;
    private readonly TextWriter _log;
    private readonly List<NameText> _texts;
    private readonly List<NameText> _heldOut;

    private NamesCommand(TrainingOptions options, bool classA, TextWriter log)
    {
        (_options, _classA, _log) = (options, classA, log);
        _texts = [.. new NameCorpus(options.Corpora, classA).Read()];

        // WikiGold is of class b; what scores a model need not be of what it learns from.
        var wikigold = (classA ? new NameCorpus(options.Corpora, classAOnly: false).Read() : _texts).Where(text => text.Corpus == "wikigold").ToList();
        var held = wikigold.Select(text => text.Group).Distinct().Order(StringComparer.Ordinal).Where((_, i) => i % Folds == 0).ToHashSet(StringComparer.Ordinal);
        _heldOut = wikigold.FindAll(text => held.Contains(text.Group));
        _texts.RemoveAll(text => text.Corpus == "wikigold" && held.Contains(text.Group));
    }

    /// <summary>Trains the model and, where its card needs them, takes the scores of the variant of permissive data.</summary>
    public static void Run(TrainingOptions options, TextWriter log)
    {
        var command = new NamesCommand(options, options.ClassAOnly, log);
        var model = command.Train();
        var scores = command.Score(model);
        var data = command.Data();
        Write(null);
        if (!options.ClassAOnly && !options.Draft)
        {
            var variant = new NamesCommand(options, classA: true, log);
            Write(variant.Score(variant.Train()));
        }

        void Write(Dictionary<string, double>? permissive)
        {
            var card = new ModelCard(
                NameModel.ModelName,
                "linear-chain conditional random field over hashed features, weights averaged, 21 labels of PER, ORG, LOC, NORP, MISC",
                data,
                options.ClassAOnly ? "CC BY 4.0" : "CC BY-SA 4.0",
                "train; exact F1 on uner_ewt_dev (core3) and gum_ner_dev (core3), which no model learns from, and on a fold of wikigold (conll4) that was held out",
                Seed,
                "dotnet run --project src/Training -c Release -- names --corpora ../shared/corpora --packages PACKAGES --output src/Language/Models/names.model" + (options.ClassAOnly ? " --class-a" : ""),
                options.Date,
                scores,
                permissive);
            using var file = File.Create(options.Output);
            (model with { Card = card.ToString() }).Write(file);
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Output}: {file.Length} bytes\n{card}"));
        }
    }

    private ModelFile Train()
    {
        _log.WriteLine(_classA ? "names, class a data only" : "names");
        var lexicon = new NameLexicon(_options.Packages, _texts);
        var clusters = WordClusters.Learn(Words(), Clusters, ClusterRounds);
        Report("words in classes", clusters.Count);

        // The features read lists and classes through a model that has no weights yet.
        var empty = NameModel.Read(NameModelWriter.Write("", lexicon.Hints, clusters, [], new float[NameLabels.Count * NameLabels.Count], 1, 1, 0));
        var examples = Examples(_texts, empty);
        Report("stretches", examples.Count);
        if (!_classA)
        {
            // Sentences of another kind of text where a first model's names and the annotators' proper nouns agree.
            var silver = Silver(new NameCorpus(_options.Corpora, _classA), NameModel.Read(Fit(lexicon, clusters, examples, FirstRounds)));
            Report("sentences of EWT", silver.Count);
            examples.AddRange(Examples(silver, empty));
        }

        return Fit(lexicon, clusters, examples, Rounds);
    }

    private static ModelFile Fit(NameLexicon lexicon, Dictionary<string, int> clusters, List<NameExample> examples, int rounds)
    {
        var trainer = new NameTrainer(examples, least: 2, decay: 2e-5f, hidden: 0.2f, (int)Seed);
        trainer.Train(rounds);
        return NameModelWriter.Write("", lexicon.Hints, clusters, trainer.Weights, trainer.Transitions, Scale, LeastWeight, MostFeatures);
    }

    private void Report(string what, int count) =>
        _log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count} {what}, {Environment.CpuUsage.TotalTime.TotalSeconds:F0} CPU seconds"));

    private string Data() => string.Join(", ", _texts.GroupBy(text => text.Corpus).Select(group => FormattableString.Invariant($"{group.Key} {group.Sum(text => text.Document.Tokens.Length)} tokens")))
        + (_classA ? "" : "; sentences of UD English EWT named by a first model") + "; words by company from these and Wikinews; names of GeoNames, WordNet and name lists (src/Training/Names/README.md)";

    private Dictionary<string, double> Score(ModelFile file)
    {
        var model = NameModel.Read(file);
        var map = new NameScore(Path.Combine(_options.Corpora, "ner", "label_map.tsv"));
        var rows = _heldOut.SelectMany(text => text.Rows).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return new Dictionary<string, double>
        {
            ["uner_ewt_dev"] = Exact("uner_ewt_dev", "uner", "core3", _ => true),
            ["gum_ner_dev"] = Exact("gum_ner_dev", "gum", "core3", _ => true),
            ["wikigold_fold_0"] = Exact("wikigold_train", "wikigold", "conll4", rows.Contains),
        };

        double Exact(string set, string dataset, string column, Predicate<string> wanted) =>
            Math.Round(map.ExactF1(model, Path.Combine(_options.Corpora, "ner", set + ".jsonl"), dataset, column, wanted), 2);
    }

    /// <summary>Unmarked sentences whose proper nouns are just the words of the names that the model finds there, or that have neither.</summary>
    private static List<NameText> Silver(NameCorpus corpus, NameModel model)
    {
        var silver = new List<NameText>();
        foreach (var (text, proper) in corpus.Unmarked())
        {
            var document = Document.Read(text);
            var names = NameTagger.Tag(document, model);
            var named = new bool[document.Tokens.Length];
            foreach (var name in names)
                named.AsSpan(name.First, name.End - name.First).Fill(true);
            var agree = true;
            for (var i = 0; i < named.Length && agree; i++)
            {
                var isProper = proper[document.Tokens[i].Span.Start];
                var letters = char.IsUpper(document.Tokens[i].Text[0]);
                agree = !letters || isProper == named[i] || named[i] && names.Exists(name => name.Type is "NORP" or "MISC" && name.First <= i && i < name.End);
            }

            if (agree)
                silver.Add(new NameText("ewt", "", text, document, [], names.ConvertAll(name => (name.First, name.End, Array.IndexOf(NameLabels.Types, name.Type)))));
        }

        return silver;
    }

    /// <summary>Words of every text of the allowed classes, in lower case; an empty one between sentences.</summary>
    private IEnumerable<string> Words()
    {
        foreach (var text in _texts)
        {
            foreach (var word in Words(text.Document))
                yield return word;
        }

        // Texts without marks: Wikinews (CC BY).
        foreach (var line in File.ReadLines(Path.Combine(_options.Corpora, "news", "wikinews_2019_2020.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            foreach (var word in Words(Document.Read(json.RootElement.GetProperty("text").GetString()!)))
                yield return word;
        }

        if (_classA)
            yield break;
        using var file = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(Path.Combine(_options.Corpora, "treebank", "ewt_train.conllu.gz")), System.IO.Compression.CompressionMode.Decompress));
        while (file.ReadLine() is { } row)
        {
            if (row.StartsWith("# text = ", StringComparison.Ordinal))
            {
                foreach (var word in Words(Document.Read(row[9..])))
                    yield return word;
            }
        }
    }

    private static IEnumerable<string> Words(Document document)
    {
        foreach (var sentence in document.Sentences)
        {
            yield return "";
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
                yield return document.Tokens[i].Lower;
        }
    }

    private static List<NameExample> Examples(List<NameText> texts, NameModel model)
    {
        var examples = new List<NameExample>();
        var sentence = 0;
        foreach (var text in texts)
        {
            Add(text, text.Document, model, examples, _ => true);
            if (sentence++ % CaseCopies == 0)
            {
                Add(text, Rewritten(text, text.Text.ToUpperInvariant()), model, examples, form => form == NameCase.Upper);
                Add(text, Rewritten(text, Headline(text.Text)), model, examples, form => form == NameCase.Title);
                Add(text, Rewritten(text, text.Text.ToLowerInvariant()), model, examples, _ => true);
            }
        }

        return examples;
    }

    /// <summary>The same tokens and sentences with other letters; the text itself where its length would change.</summary>
    private static Document Rewritten(NameText text, string other)
    {
        if (other.Length != text.Text.Length)
            return text.Document;
        var tokens = Array.ConvertAll(text.Document.Tokens, token => token with { Text = token.Span.Of(other) });
        return text.Document with { Text = other, Tokens = tokens };
    }

    private static string Headline(string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (i == 0 || char.IsWhiteSpace(letters[i - 1]))
                letters[i] = char.ToUpperInvariant(letters[i]);
        }

        return new string(letters);
    }

    private static void Add(NameText text, Document document, NameModel model, List<NameExample> examples, Func<NameCase, bool> wanted)
    {
        var labels = new byte[document.Tokens.Length];
        foreach (var (first, end, type) in text.Names)
        {
            for (var i = first; i < end; i++)
                labels[i] = (byte)(end - first == 1 ? NameLabels.Single(type) : i == first ? NameLabels.Begin(type) : i == end - 1 ? NameLabels.End(type) : NameLabels.Inside(type));
        }

        var reading = new NameReading(document, model);
        Span<uint> features = stackalloc uint[NameReading.MostFeatures];
        foreach (var (first, end, form) in reading.Zones)
        {
            if (!wanted(form))
                continue;
            var right = labels[first..end];

            // A name that reaches out of the stretch cannot be learnt; what lies inside goes on as outside.
            Mend(right);
            var all = new uint[end - first][];
            var lexical = new int[end - first];
            for (var i = first; i < end; i++)
                all[i - first] = features[..reading.Features(i, form, features, out lexical[i - first])].ToArray();
            examples.Add(new NameExample(all, lexical, right, CorpusWeights[text.Corpus]));
        }
    }

    private static void Mend(byte[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var before = i == 0 ? NameLabels.Outside : labels[i - 1];
            if (!NameLabels.MayFollow(before, labels[i]))
                labels[i] = NameLabels.Outside;
        }

        for (var i = labels.Length - 1; i >= 0 && NameLabels.IsOpen(labels[i]); i--)
            labels[i] = NameLabels.Outside;
    }
}
