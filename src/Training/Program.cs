using Sitrep.Training;
using Sitrep.Training.Confidence;
using Sitrep.Training.Coreference;
using Sitrep.Training.Gazetteers;
using Sitrep.Training.Muc4;
using Sitrep.Training.Names;
using Sitrep.Training.Parsing;
using Sitrep.Training.Sentences;
using Sitrep.Training.Tagging;
using Sitrep.Training.Toponyms;

// Builds what the repository ships from data: a command each. README.md names them, and src/Gazetteer/README.md the packages that the gazetteer is built from.
return args switch
{
    ["gazetteer", .. var rest] => GazetteerCommand.Run(rest),
    ["confidence", "--reports", var reports, "--output", var output] => await ConfidenceTrainer.RunAsync(reports, output, CancellationToken.None),
    ["names", .. var rest] when rest.Contains("--packages") => Train(rest, NamesCommand.Run),
    ["coreference", .. var rest] => Train(rest, CoreferenceCommand.Run),
    ["tagger", .. var rest] => Train(rest, TaggerCommand.Run),
    ["muc4", .. var rest] => await Muc4Command.RunAsync(rest),
    ["parser", .. var rest] => Train(rest, ParserCommand.Run),
    ["sentences", .. var rest] => Train(rest, SentencesCommand.Run),
    ["toponyms", .. var rest] => ToponymsCommand.Run(rest),
    _ => Usage(),
};

static int Train(string[] arguments, Action<TrainingOptions, TextWriter> train)
{
    if (TrainingOptions.Parse(arguments) is not { } options)
        return Usage();
    train(options, Console.Out);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: gazetteer --cities FILE --zonemap DIR --output FILE
               muc4 --dev FILE [--gazetteer FILE] [--folds FILE] [--output FILE]
               confidence --reports FILE --output FILE
               names --corpora DIR --packages DIR --output FILE [--class-a] [--draft] [--date DATE]
               coreference --corpora DIR --output -
               tagger --corpora DIR --output FILE [--class-a] [--draft] [--date DATE]
               parser --corpora DIR --output FILE [--class-a] [--draft] [--tags FILE] [--date DATE]
               sentences --corpora DIR --output FILE [--class-a] [--draft] [--date DATE]
               toponyms --gazetteer FILE (--folds | --output FILE) CORPUS...
        """);
    return 2;
}
