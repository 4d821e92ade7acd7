using System.Globalization;
using System.Text;
using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;
using Sitrep.Training.Tagging;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Parsing;

/// <summary>Trains the parser of Sitrep.Language.</summary>
internal static class ParserTrainer
{
    /// <summary>From this round on the parser mostly follows its own moves, and learns to go on from its own errors.</summary>
    private const int ExploreFrom = 2;

    /// <summary>Parts of the training data that are tagged by a tagger that learned from the others.</summary>
    private const int Folds = 2;

    private const int FoldEpochs = 3;

    /// <summary>What a weight of 1 becomes in the model: of moves, of relations. The few weights of 60 and more decide most often, and a byte should hold them.</summary>
    private const double MoveScale = 1.8;

    private const double LabelScale = 6;

    /// <summary>Smaller weights are left out.</summary>
    private const double LeastWeight = 0.3;

    /// <summary>Features with the largest weights that are kept, so that the file stays under 3 MB.</summary>
    private const int MostMoves = 520_000;

    private const int MostLabels = 210_000;

    /// <summary>A choice that leads by so much on its first features is made without the rest, in training as in use.</summary>
    private const int MoveLead = 36;

    private const int LabelLead = 12;

    /// <summary>The same, kept in a file between runs where one is named.</summary>
    public static List<ParsedSentence> Jackknife(IReadOnlyList<TreebankSentence> treebank, ulong seed, string file, TextWriter log)
    {
        if (file.Length == 0)
            return Jackknife(treebank, seed, log);
        if (!File.Exists(file))
            File.WriteAllBytes(file, [.. Jackknife(treebank, seed, log).SelectMany(sentence => sentence.Tags).Select(tag => (byte)tag)]);
        var tags = File.ReadAllBytes(file);
        var at = 0;
        var prepared = Prepare(InFolds(treebank).SelectMany(fold => fold).ToList(), tagger: null);
        foreach (var sentence in prepared)
        {
            for (var i = 0; i < sentence.Tags.Length; i++)
                sentence.Tags[i] = (TagClass)tags[at++];
        }

        return prepared;
    }

    /// <summary>Tags every sentence with a tagger that has not seen its document.</summary>
    public static List<ParsedSentence> Jackknife(IReadOnlyList<TreebankSentence> treebank, ulong seed, TextWriter log)
    {
        var folds = InFolds(treebank);
        var prepared = new List<ParsedSentence>();
        for (var f = 0; f < Folds; f++)
        {
            var others = folds.Where((_, i) => i != f).SelectMany(fold => fold).ToList();
            prepared.AddRange(Prepare(folds[f], TrainedTagger.Read(TaggerTrainer.Train(others, [], FoldEpochs, seed, TextWriter.Null))));
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  tags of fold {f + 1}, {Environment.CpuUsage.TotalTime.TotalSeconds:F0} CPU seconds"));
        }

        return prepared;
    }

    private static List<List<TreebankSentence>> InFolds(IReadOnlyList<TreebankSentence> treebank)
    {
        var documents = treebank.GroupBy(sentence => sentence.Document).ToList();
        return [.. Enumerable.Range(0, Folds).Select(f => documents.Where((_, i) => i % Folds == f).SelectMany(document => document).ToList())];
    }

    /// <summary>Sentences with predicted tags; without tags where there is no tagger.</summary>
    public static List<ParsedSentence> Prepare(IReadOnlyList<TreebankSentence> treebank, TrainedTagger? tagger)
    {
        var tagged = TaggerTrainer.Prepare(treebank, tagger?.Dictionary ?? TagDictionary.Empty);
        var grouped = treebank.GroupBy(sentence => sentence.Document).SelectMany(document => document).ToList();
        var prepared = new List<ParsedSentence>();
        for (var s = 0; s < tagged.Count; s++)
        {
            var tags = new TagClass[tagged[s].Words.Length];
            tagger?.Tag(tagged[s].Words, tagged[s].Usage, tagged[s].Caseless, tags);
            var words = grouped[s].Words;
            prepared.Add(new ParsedSentence(tagged[s].Words, tags, [.. words.Select(word => word.Head)], [.. words.Select(word => (byte)Relations.Parse(word.Relation))]));
        }

        return prepared;
    }

    /// <summary>Learns from sentences and returns the payload of a model file.</summary>
    public static byte[] Train(List<ParsedSentence> sentences, int epochs, ulong seed, TextWriter log)
    {
        var learner = new ParserLearner(sentences, seed, MoveLead, LabelLead);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            learner.Learn(explore: epoch >= ExploreFrom);
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  epoch {epoch}: {learner.Progress}, {Environment.CpuUsage.TotalTime.TotalSeconds:F0} CPU seconds"));
        }

        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload, Encoding.UTF8);
        DependencyParser.WriteTo(
            writer, (int)(MoveLead * MoveScale), (int)(LabelLead * LabelScale), learner.Sure, learner.Moves.Averaged(MoveScale, leastTouched: 3, LeastWeight, MostMoves, relative: true),
            learner.Labels.Averaged(LabelScale, leastTouched: 2, LeastWeight, MostLabels));
        writer.Flush();
        return payload.ToArray();
    }

    /// <summary>Share of words with the right head, and with the right head and relation (subtypes left out), in percent.</summary>
    public static (double Unlabelled, double Labelled) Evaluate(DependencyParser parser, IReadOnlyList<ParsedSentence> sentences)
    {
        var state = new ParserState();
        var (words, heads, both) = (0, 0, 0);
        foreach (var sentence in sentences)
        {
            parser.Parse(sentence.Words, sentence.Tags, state);
            for (var i = 0; i < sentence.Words.Length; i++)
            {
                words++;
                if (state.Nodes[i].Head != sentence.Heads[i])
                    continue;
                heads++;
                both += Main((byte)state.Nodes[i].Label) == Main(sentence.Labels[i]) ? 1 : 0;
            }
        }

        return (100.0 * heads / words, 100.0 * both / words);

        static string Main(byte label) => ((Relation)label).Name().Split(':')[0];
    }
}
