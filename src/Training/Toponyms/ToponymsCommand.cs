namespace Sitrep.Training.Toponyms;

/// <summary>`toponyms`: fits the ranker of toponym resolution, or only measures it by five folds.</summary>
internal static class ToponymsCommand
{
    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["--gazetteer", var gazetteer, "--output", var output, _, ..]:
                RankerTraining.Run(gazetteer, arguments[4..], output);
                return 0;
            case ["--gazetteer", var gazetteer, "--folds", _, ..]:
                RankerTraining.Run(gazetteer, arguments[3..], "");
                return 0;
            default:
                Console.Error.WriteLine("usage: toponyms --gazetteer FILE (--folds | --output FILE) CORPUS...");
                return 2;
        }
    }
}
