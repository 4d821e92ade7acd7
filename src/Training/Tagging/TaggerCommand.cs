using System.Globalization;
using Sitrep.Language.Models;
using Sitrep.Language.Tagging;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Tagging;

/// <summary>`tagger`: trains, scores and writes the tagger's model.</summary>
internal static class TaggerCommand
{
    private const ulong Seed = 20261122;

    private const int Epochs = 8;

    /// <summary>Rounds of the tagger that reads the news.</summary>
    private const int FirstEpochs = 5;

    public static void Run(TrainingOptions options, TextWriter log)
    {
        var data = new TreebankData(options);
        var scores = Fit(data, options.ClassAOnly, log, out var payload);
        var permissive = options.ClassAOnly || options.Draft ? null : Fit(data, classAOnly: true, log, out _);
        var card = new ModelCard(
            "tagger",
            "averaged perceptron over hashed features, left to right, 32 classes of UPOS with XPOS",
            (options.ClassAOnly ? TreebankData.ClassASources : TreebankData.AllSources) + "; " + SilverNews.Source,
            options.ClassAOnly ? "CC BY 4.0" : "CC BY-SA 4.0",
            "train; scored on dev with gold tokens",
            Seed,
            "dotnet run --project src/Training -c Release -- tagger --corpora ../shared/corpora --output src/Language/Models/tagger.model" + (options.ClassAOnly ? " --class-a" : ""),
            options.Date,
            scores,
            permissive);
        using var file = File.Create(options.Output);
        new ModelFile(TrainedTagger.ModelName, card.ToString(), payload).Write(file);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Output}: {file.Length} bytes\n{card}"));
    }

    private static Dictionary<string, double> Fit(TreebankData data, bool classAOnly, TextWriter log, out byte[] payload)
    {
        log.WriteLine(classAOnly ? "tagger, class a data only" : "tagger");
        var treebank = data.Train(classAOnly);
        var first = TrainedTagger.Read(TaggerTrainer.Train(treebank, [], FirstEpochs, Seed, log));
        payload = TaggerTrainer.Train(treebank, SilverNews.Read(data.News, first), Epochs, Seed, log);
        var tagger = TrainedTagger.Read(payload);
        var (ewt, ewtClass) = TaggerTrainer.Evaluate(tagger, data.EwtDev);
        var (gum, gumClass) = TaggerTrainer.Evaluate(tagger, data.GumDev);
        return new Dictionary<string, double>
        {
            ["ewt_dev_upos"] = Math.Round(ewt, 2),
            ["ewt_dev_class"] = Math.Round(ewtClass, 2),
            ["gum_dev_upos"] = Math.Round(gum, 2),
            ["gum_dev_class"] = Math.Round(gumClass, 2),
        };
    }
}
