using System.Globalization;
using System.Text;
using Sitrep.Language.Models;
using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;
using Sitrep.Training.Learning;
using Sitrep.Training.Tagging;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Parsing;

/// <summary>Trains the parser of Sitrep.Language.</summary>
internal static class ParserTrainer
{
    /// <summary>From this round on the parser mostly follows its own moves, and learns to go on from its own errors.</summary>
    private const int ExploreFrom = 2;

    /// <summary>One move in so many is the oracle's even then.</summary>
    private const int OracleOneIn = 10;

    /// <summary>Parts of the training data that are tagged by a tagger that learned from the others.</summary>
    private const int Folds = 2;

    private const int FoldEpochs = 3;

    private const double Scale = 24;

    /// <summary>Smaller weights are left out: the file halves, and the scores stay.</summary>
    private const double LeastWeight = 8.5 / Scale;

    /// <summary>Features whose largest weight is no larger than this, scaled, are left out, so that the file stays under 3 MB.</summary>
    private const int StrongMove = 48;

    private const int StrongLabel = 30;

    /// <summary>42 features stay within 16 bits.</summary>
    private const int LabelLimit = 760;

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
        var random = new SeededRandom(seed);
        var moves = new AveragedPerceptron(MoveTable.Classes);
        var labels = new AveragedPerceptron(Relations.Count);
        var state = new ParserState();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(sentences);
            var (wrongMoves, wrongLabels) = (0, 0);
            foreach (var sentence in sentences)
                Learn(sentence, state, moves, labels, random, epoch >= ExploreFrom, ref wrongMoves, ref wrongLabels);
            log.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  epoch {epoch}: {wrongMoves} moves and {wrongLabels} relations corrected, {moves.Count} and {labels.Count} features, {Environment.CpuUsage.TotalTime.TotalSeconds:F0} CPU seconds"));
        }

        return Payload(moves, labels);
    }

    private static byte[] Payload(AveragedPerceptron moves, AveragedPerceptron labels)
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload, Encoding.UTF8);
        WeightTable.WriteTo(writer, MoveTable.Classes, Relative(Strong(moves.Averaged(Scale, short.MaxValue / 2, leastTouched: 3, LeastWeight), StrongMove)));
        WeightTable.WriteTo(writer, Relations.Count, Strong(labels.Averaged(Scale, LabelLimit, leastTouched: 2, LeastWeight), StrongLabel));
        writer.Flush();
        return payload.ToArray();
    }

    private static Dictionary<uint, short[]> Strong(Dictionary<uint, short[]> rows, int least) =>
        rows.Where(row => row.Value.Any(weight => Math.Abs((int)weight) > least)).ToDictionary(row => row.Key, row => row.Value);

    /// <summary>Only differences between moves matter, so the last one's weight can be 0 and need not be stored.</summary>
    private static Dictionary<uint, short[]> Relative(Dictionary<uint, short[]> rows)
    {
        foreach (var row in rows.Values)
        {
            var last = row[^1];
            for (var c = 0; c < row.Length; c++)
                row[c] -= last;
        }

        return rows;
    }

    private static void Learn(
        ParsedSentence sentence, ParserState state, AveragedPerceptron moves, AveragedPerceptron labels, SeededRandom random, bool explore, ref int wrongMoves, ref int wrongLabels)
    {
        Span<uint> features = stackalloc uint[ParseFeatures.MoveCount];
        Span<uint> labelFeatures = stackalloc uint[ParseFeatures.LabelCount];
        Span<int> scores = stackalloc int[Math.Max(moves.Width, labels.Width)];
        Span<int> costs = stackalloc int[MoveTable.Classes];
        state.Start(sentence.Words, sentence.Tags);
        while (!state.IsDone)
        {
            ParseFeatures.FillMove(state, features);
            moves.Score(features, scores[..moves.Width]);
            moves.Step();
            var (predicted, best) = (-1, -1);
            for (var move = 0; move < MoveTable.Classes; move++)
            {
                costs[move] = state.Allows((Move)move) ? DynamicOracle.Cost(state, sentence, (Move)move) : int.MaxValue;
                if (costs[move] == int.MaxValue)
                    continue;
                if (predicted < 0 || scores[move] > scores[predicted])
                    predicted = move;
                if (best < 0 || costs[move] < costs[best] || (costs[move] == costs[best] && scores[move] > scores[best]))
                    best = move;
            }

            if (costs[predicted] > costs[best])
            {
                moves.Update(features, best, predicted);
                wrongMoves++;
            }

            var chosen = (Move)(explore && !random.OneIn(OracleOneIn) ? predicted : best);
            if (chosen == Move.Shift)
            {
                state.Shift();
                continue;
            }

            var (child, head) = (state.Stack(0), state.HeadBy(chosen));
            ParseFeatures.FillLabel(state, child, head, labelFeatures);
            labels.Score(labelFeatures, scores[..labels.Width]);
            var label = BestLabel(scores);
            if (sentence.Heads[child] == head)
            {
                labels.Step();
                if (label != sentence.Labels[child])
                {
                    labels.Update(labelFeatures, sentence.Labels[child], label);
                    wrongLabels++;
                }
            }

            state.Attach(chosen, (byte)label);
        }
    }

    private static int BestLabel(ReadOnlySpan<int> scores)
    {
        var best = 1;
        for (var c = 2; c < Relations.Count; c++)
        {
            if (scores[c] > scores[best])
                best = c;
        }

        return best;
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
                if (state.Heads[i] != sentence.Heads[i])
                    continue;
                heads++;
                both += Main(state.Labels[i]) == Main(sentence.Labels[i]) ? 1 : 0;
            }
        }

        return (100.0 * heads / words, 100.0 * both / words);

        static string Main(byte label) => ((Relation)label).Name().Split(':')[0];
    }
}
