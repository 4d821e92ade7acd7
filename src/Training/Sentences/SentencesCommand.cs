using System.Globalization;
using System.Text;
using Sitrep.Language.Models;
using Sitrep.Language.Segmentation;
using Sitrep.Training.Learning;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Sentences;

/// <summary>`sentences`: trains, scores and writes the model of sentence ends.</summary>
internal static class SentencesCommand
{
    private const ulong Seed = 20261122;

    private const int Epochs = 12;

    private const double Scale = 12;

    public static void Run(TrainingOptions options, TextWriter log)
    {
        var data = new TreebankData(options);
        var scores = Fit(data, options.ClassAOnly, log, out var payload);
        var permissive = options.ClassAOnly || options.Draft ? null : Fit(data, classAOnly: true, log, out _);
        var card = new ModelCard(
            "sentences",
            "averaged perceptron over the gaps between tokens, the rules' answer among its features",
            options.ClassAOnly ? TreebankData.ClassASources : TreebankData.AllSources,
            options.ClassAOnly ? "CC BY 4.0" : "CC BY-SA 4.0",
            "train; scored on the running text of dev, F1 of sentences",
            Seed,
            "dotnet run --project src/Training -c Release -- sentences --corpora ../shared/corpora --output src/Language/Models/sentences.model" + (options.ClassAOnly ? " --class-a" : ""),
            options.Date,
            scores,
            permissive);
        using var file = File.Create(options.Output);
        new ModelFile(BoundaryModel.ModelName, card.ToString(), payload).Write(file);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Output}: {file.Length} bytes\n{card}"));
    }

    private static Dictionary<string, double> Fit(TreebankData data, bool classAOnly, TextWriter log, out byte[] payload)
    {
        var texts = SentenceText.Read(data.Train(classAOnly));
        var perceptron = new AveragedPerceptron(MoveTable.Classes);
        var random = new SeededRandom(Seed);
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            random.Shuffle(texts);
            var wrong = texts.Sum(text => Learn(perceptron, text));
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  epoch {epoch}: {wrong} corrections, {perceptron.Count} features"));
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        MoveTable.WriteTo(writer, perceptron.Averaged(Scale, leastTouched: 2, leastWeight: 0.05));
        writer.Flush();
        payload = stream.ToArray();
        var model = BoundaryModel.Read(payload);
        return new Dictionary<string, double>
        {
            ["ewt_dev_sentences_f1"] = Math.Round(Score(model, SentenceText.Read(data.EwtDev)), 2),
            ["gum_dev_sentences_f1"] = Math.Round(Score(model, SentenceText.Read(data.GumDev)), 2),
        };
    }

    private static int Learn(AveragedPerceptron perceptron, SentenceText text)
    {
        Span<uint> features = stackalloc uint[BoundaryModel.FeatureCount];
        Span<int> scores = stackalloc int[perceptron.Width];
        var (first, wrong) = (0, 0);
        for (var i = 0; i < text.Spans.Count; i++)
        {
            var gold = text.GoldEnds.Contains(text.Spans[i].End);
            if (!text.Certain[i] && text.Gaps.IsCandidate(i))
            {
                BoundaryModel.Fill(text.Gaps, i, first, features);
                scores.Clear();
                perceptron.Score(features, scores);
                perceptron.Step();
                if (scores[1] > scores[0] != gold)
                {
                    perceptron.Update(features, gold ? 1 : 0, gold ? 0 : 1);
                    wrong++;
                }
            }

            if (gold || text.Certain[i])
                first = i + 1;
        }

        return wrong;
    }

    private static double Score(BoundaryModel model, List<SentenceText> texts)
    {
        var (right, gold, found) = (0, 0, 0);
        foreach (var text in texts)
        {
            var starts = new HashSet<(int, int)>();
            var start = 0;
            foreach (var end in text.GoldEnds.Order())
            {
                while (start < end && char.IsWhiteSpace(text.Text[start]))
                    start++;
                starts.Add((start, end));
                start = end;
            }

            gold += starts.Count;
            foreach (var sentence in SentenceSplitter.Split(text.Text, text.Spans, text.Forms, text.Words, text.Lower, text.Paragraphs, model))
            {
                found++;
                right += starts.Contains((sentence.Span.Start, sentence.Span.End)) ? 1 : 0;
            }
        }

        return 200.0 * right / (gold + found);
    }
}
