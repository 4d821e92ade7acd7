using System.Globalization;
using Sitrep.Language.Models;
using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Parsing;

/// <summary>`parser`: trains, scores and writes the parser's model. The development data are tagged by the tagger that ships.</summary>
internal static class ParserCommand
{
    private const ulong Seed = 20261122;

    private const int Epochs = 7;

    public static void Run(TrainingOptions options, TextWriter log)
    {
        var data = new TreebankData(options);
        var scores = Fit(data, options.ClassAOnly, options.Tags, log, out var payload);
        Write(null);
        if (!options.ClassAOnly && !options.Draft)
            Write(Fit(data, classAOnly: true, tags: "", log, out _));

        void Write(Dictionary<string, double>? permissive)
        {
            var card = new ModelCard(
                "parser",
                "greedy arc-hybrid transitions, averaged perceptron over hashed features, dynamic oracle with exploration; tags by taggers that had not seen the sentence",
                options.ClassAOnly ? TreebankData.ClassASources : TreebankData.AllSources,
                options.ClassAOnly ? "CC BY 4.0" : "CC BY-SA 4.0",
                "train; scored on dev with gold tokens and the shipped tagger's tags",
                Seed,
                "dotnet run --project src/Training -c Release -- parser --corpora ../shared/corpora --output src/Language/Models/parser.model" + (options.ClassAOnly ? " --class-a" : ""),
                options.Date,
                scores,
                permissive);
            using var file = File.Create(options.Output);
            new ModelFile(DependencyParser.ModelName, card.ToString(), payload).Write(file);
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Output}: {file.Length} bytes\n{card}"));
        }
    }

    private static Dictionary<string, double> Fit(TreebankData data, bool classAOnly, string tags, TextWriter log, out byte[] payload)
    {
        log.WriteLine(classAOnly ? "parser, class a data only" : "parser");
        var ewt = ParserTrainer.Prepare(data.EwtDev, TrainedTagger.Shipped);
        var gum = ParserTrainer.Prepare(data.GumDev, TrainedTagger.Shipped);
        payload = ParserTrainer.Train(ParserTrainer.Jackknife(data.Train(classAOnly), Seed, tags, log), Epochs, Seed, log);
        return Score(payload);

        Dictionary<string, double> Score(byte[] model)
        {
            var parser = DependencyParser.Read(model);
            var (ewtHeads, ewtBoth) = ParserTrainer.Evaluate(parser, ewt);
            var (gumHeads, gumBoth) = ParserTrainer.Evaluate(parser, gum);
            return new Dictionary<string, double>
            {
                ["ewt_dev_uas"] = Math.Round(ewtHeads, 2),
                ["ewt_dev_las"] = Math.Round(ewtBoth, 2),
                ["gum_dev_uas"] = Math.Round(gumHeads, 2),
                ["gum_dev_las"] = Math.Round(gumBoth, 2),
            };
        }
    }
}
