using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sitrep.Language.Models;
using Sitrep.Language.Names;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;

namespace Sitrep.Training.Names;

/// <summary>
/// `names`: trains the model of names. With --hold-out DATASET:FOLD/FOLDS the documents of one fold are left out and, with --predict FOLDER, named by the model:
/// what the scorer of names reads.
/// </summary>
internal sealed class NamesCommand
{
    /// <summary>Sentences that are repeated in capitals, as headlines, and in small letters, one in so many.</summary>
    private const int CaseCopies = 25;

    private const ulong Seed = 7;

    /// <summary>Rounds of the model that names unmarked sentences.</summary>
    private const int FirstRounds = 4;

    /// <summary>How much a corpus counts: those of machines less than those of people.</summary>
    private readonly Dictionary<string, float> _corpusWeights = new(StringComparer.Ordinal) { ["gmb"] = 0.3f, ["ewt"] = 0.5f, ["gum"] = 1, ["wikigold"] = 1, ["redocred"] = 1, ["crossner"] = 1 };

    private readonly Dictionary<string, string> _options;

    private NamesCommand(Dictionary<string, string> options) => _options = options;

    /// <summary>Runs the command on its arguments; 0 where a model was written.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < arguments.Count; i += 2)
            options[arguments[i]] = arguments[i + 1];
        if (!options.ContainsKey("--corpora") || !options.ContainsKey("--packages") || !options.ContainsKey("--output"))
        {
            Console.Error.WriteLine("usage: names --corpora DIR --packages DIR --output FILE [--class a] [--hold-out DATASET:FOLD/FOLDS] [--predict DIR]\n       names --corpora DIR --packages DIR --rescore FILE --output FILE --scores NAME=FIGURE,... [--class-a-scores ...]");
            return 2;
        }

        var command = new NamesCommand(options);
        return options.ContainsKey("--rescore") ? command.Rescore() : command.Train();
    }

    private string Option(string name, string otherwise) => _options.GetValueOrDefault(name, otherwise);

    private float Number(string name, float otherwise) => _options.TryGetValue(name, out var text) ? float.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private int Train()
    {
        var watch = Stopwatch.StartNew();
        var classA = Option("--class", "b") == "a";
        var corpora = _options["--corpora"];
        var texts = new NameCorpus(corpora, classA).Read().ToList();
        Console.WriteLine($"{texts.Count} documents read, {watch.Elapsed.TotalSeconds:0} s");
        var (kept, heldOut) = Split(texts);
        var lexicon = new NameLexicon(_options["--packages"], kept);
        var clusters = Clusters(kept, corpora, classA);
        Console.WriteLine($"{clusters.Count} words in clusters, {watch.Elapsed.TotalSeconds:0} s");

        // The features read lists and clusters through a model that has no weights yet.
        var empty = NameModel.Read(NameModelWriter.Write("", lexicon.Hints, clusters, [], new float[NameLabels.Count * NameLabels.Count], 1, 1, 0));
        var examples = Examples(kept, empty);
        Console.WriteLine($"{examples.Count} examples, {watch.Elapsed.TotalSeconds:0} s");
        if (!classA)
        {
            // Sentences of another kind of text where a first model's names and the annotators' proper nouns agree.
            var silver = Silver(new NameCorpus(corpora, classA), First(lexicon, clusters, examples));
            Console.WriteLine($"{silver.Count} sentences of EWT, {watch.Elapsed.TotalSeconds:0} s");
            examples.AddRange(Examples(silver, empty));
        }

        var trainer = Fit(examples, (int)Number("--rounds", 6));
        var card = Card(classA, kept);
        var file = NameModelWriter.Write(card, lexicon.Hints, clusters, trainer.Weights, trainer.Transitions, Number("--scale", 20), (int)Number("--drop", 2), (int)Number("--most", 400_000));
        using (var output = File.Create(_options["--output"]))
        {
            file.Write(output);
            Console.WriteLine($"  {output.Length} bytes written");
        }

        if (_options.TryGetValue("--predict", out var folder))
        {
            var model = NameModel.Read(file);
            Predict(model, heldOut, folder);
            PredictDev(model, corpora, folder);
        }

        Console.WriteLine($"done, {watch.Elapsed.TotalSeconds:0} s");
        return 0;
    }

    /// <summary>Writes the model of --rescore again with the figures of --scores and --class-a-scores in its card: they are known only when it is there.</summary>
    private int Rescore()
    {
        var model = Open(_options["--rescore"]);
        var card = JsonNode.Parse(model.Card)!;
        card["scores"] = JsonSerializer.SerializeToNode(Scores("--scores"));
        if (_options.ContainsKey("--class-a-scores"))
            card["class_a_scores"] = JsonSerializer.SerializeToNode(Scores("--class-a-scores"));
        using var output = File.Create(_options["--output"]);
        (model with { Card = card.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) }).Write(output);
        return 0;
    }

    private static ModelFile Open(string path)
    {
        using var stream = File.OpenRead(path);
        return ModelFile.Read(stream, NameModel.ModelName);
    }

    private NameTrainer Fit(List<NameExample> examples, int rounds)
    {
        var trainer = new NameTrainer(examples, (int)Number("--least", 2), Number("--decay", 2e-5f), Number("--hidden", 0.2f), (int)Seed);
        trainer.Train(rounds);
        return trainer;
    }

    /// <summary>The model that names the unmarked sentences; read from the file of --first, if that is given.</summary>
    private NameModel First(NameLexicon lexicon, Dictionary<string, int> clusters, List<NameExample> examples)
    {
        if (_options.TryGetValue("--first", out var file))
            return NameModel.Read(Open(file));
        var trainer = Fit(examples, FirstRounds);
        return NameModel.Read(NameModelWriter.Write("", lexicon.Hints, clusters, trainer.Weights, trainer.Transitions, 20, 2, 400_000));
    }

    /// <summary>Classes of words; kept in the file of --cluster-file, if that is given, for the next run.</summary>
    private Dictionary<string, int> Clusters(List<NameText> kept, string corpora, bool classA)
    {
        if (_options.TryGetValue("--cluster-file", out var file) && File.Exists(file))
            return File.ReadLines(file).Select(line => line.Split('\t')).ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var clusters = WordClusters.Learn(Words(kept, corpora, classA), (int)Number("--clusters", 256), (int)Number("--cluster-rounds", 8));
        if (file is not null)
            File.WriteAllLines(file, clusters.Select(pair => $"{pair.Key}\t{pair.Value}"));
        return clusters;
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

    private (List<NameText> Kept, List<NameText> HeldOut) Split(List<NameText> texts)
    {
        if (!_options.TryGetValue("--hold-out", out var fold))
            return (texts, []);
        var parts = fold.Split(':', '/');
        var (dataset, index, count) = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        var groups = texts.Where(text => text.Corpus == dataset).Select(text => text.Group).Distinct().Order(StringComparer.Ordinal).ToList();
        var held = groups.Where((_, i) => i % count == index).ToHashSet(StringComparer.Ordinal);
        return (texts.FindAll(text => text.Corpus != dataset || !held.Contains(text.Group)), texts.FindAll(text => text.Corpus == dataset && held.Contains(text.Group)));
    }

    /// <summary>Words of every text of the allowed classes, in lower case; an empty one between sentences.</summary>
    private static IEnumerable<string> Words(List<NameText> kept, string corpora, bool classA)
    {
        foreach (var text in kept)
        {
            foreach (var word in Words(text.Document))
                yield return word;
        }

        // Texts without marks: Wikinews (CC BY).
        foreach (var line in File.ReadLines(Path.Combine(corpora, "news", "wikinews_2019_2020.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            foreach (var word in Words(Document.Read(json.RootElement.GetProperty("text").GetString()!)))
                yield return word;
        }

        if (classA)
            yield break;
        using var file = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(Path.Combine(corpora, "treebank", "ewt_train.conllu.gz")), System.IO.Compression.CompressionMode.Decompress));
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

    private List<NameExample> Examples(List<NameText> texts, NameModel model)
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

    private void Add(NameText text, Document document, NameModel model, List<NameExample> examples, Func<NameCase, bool> wanted)
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
            examples.Add(new NameExample(all, lexical, right, _corpusWeights[text.Corpus]));
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

    private string Card(bool classA, List<NameText> kept) => new ModelCard(
        NameModel.ModelName,
        "linear-chain conditional random field over hashed features, weights averaged, 21 labels of PER, ORG, LOC, NORP, MISC",
        string.Join(", ", kept.GroupBy(text => text.Corpus).Select(group => $"{group.Key} {group.Sum(text => text.Document.Tokens.Length)} tokens"))
            + (classA ? "" : "; sentences of UD English EWT named by a first model") + "; words by company from these and Wikinews; names of GeoNames, WordNet and name lists (README)",
        classA ? "CC BY 4.0" : "CC BY-SA 4.0",
        "train; scored on re3d_dev and uner_ewt_dev, which no model learns from, and on wikigold by folds",
        Seed,
        "dotnet run --project src/Training -c Release -- names --corpora ../shared/corpora --packages PACKAGES --output src/Language/Models/names.model" + (classA ? " --class a" : ""),
        Option("--date", "2026-11-28"),
        new Dictionary<string, double>(StringComparer.Ordinal),
        null).ToString();

    /// <summary>"uner_ewt_dev=72.3,re3d_dev=62.0": the scorers' figures, for the card.</summary>
    private Dictionary<string, double> Scores(string option) => Option(option, "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(score => score.Split('='))
        .ToDictionary(score => score[0], score => double.Parse(score[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Names the held-out rows as the library would, each for itself, in the form that the scorer reads.</summary>
    private static void Predict(NameModel model, List<NameText> texts, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var corpus in texts.GroupBy(text => text.Corpus))
        {
            using var writer = new StreamWriter(Path.Combine(folder, corpus.Key + ".names.jsonl"), append: true);
            foreach (var (id, row) in corpus.SelectMany(text => text.Rows))
            {
                writer.WriteLine(Named(model, id, row));
            }
        }
    }
    private static string Named(NameModel model, string id, string row)
    {
        var document = Document.Read(row);
        var names = NameRecognizer.Recognize(document, TimeRecognizer.Recognize(document, null), model)
            .ConvertAll(name => new { start = name.Span.Start, end = name.Span.End, type = name.Type });
        return JsonSerializer.Serialize(new { id, entities = names });
    }

    /// <summary>Names the development sets that no model is trained on.</summary>
    private static void PredictDev(NameModel model, string corpora, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var set in new[] { "re3d_dev", "uner_ewt_dev", "gum_ner_dev" })
        {
            var lines = File.ReadLines(Path.Combine(corpora, "ner", set + ".jsonl")).Select(line =>
            {
                using var json = JsonDocument.Parse(line);
                return Named(model, json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("text").GetString()!);
            });
            File.WriteAllLines(Path.Combine(folder, set + ".names.jsonl"), lines);
        }
    }
}
