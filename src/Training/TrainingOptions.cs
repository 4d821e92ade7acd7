namespace Sitrep.Training;

/// <summary>Options that every training command takes.</summary>
/// <param name="Corpora">The folder of open corpora.</param>
/// <param name="Output">The model file to write.</param>
/// <param name="ClassAOnly">Whether only permissively licensed data is learned from.</param>
/// <param name="Draft">Whether the permissive variant, which only the card needs, is left out; for experiments.</param>
/// <param name="Tags">Where the parser's training keeps the tags that taggers gave sentences they had not seen, so that a second run need not make them again; empty for nowhere.</param>
/// <param name="Packages">Where the packages with lists of names are, for the model of names.</param>
/// <param name="Date">Date that the card names; nothing else depends on it.</param>
internal sealed record TrainingOptions(string Corpora, string Output, bool ClassAOnly, bool Draft, string Tags, string Packages, string Date)
{
    /// <summary>Reads "--corpora DIR --output FILE [--class-a] [--draft] [--tags FILE] [--packages DIR] [--date DATE]"; null where that is not what stands there.</summary>
    public static TrainingOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var (corpora, output, classA, draft, tags, packages, date) = ("", "", false, false, "", "", "");
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--class-a":
                    classA = true;
                    break;
                case "--draft":
                    draft = true;
                    break;
                case "--corpora" when i + 1 < arguments.Length:
                    corpora = arguments[++i];
                    break;
                case "--output" when i + 1 < arguments.Length:
                    output = arguments[++i];
                    break;
                case "--tags" when i + 1 < arguments.Length:
                    tags = arguments[++i];
                    break;
                case "--packages" when i + 1 < arguments.Length:
                    packages = arguments[++i];
                    break;
                case "--date" when i + 1 < arguments.Length:
                    date = arguments[++i];
                    break;
                default:
                    return null;
            }
        }

        return corpora.Length == 0 || output.Length == 0 ? null : new TrainingOptions(corpora, output, classA, draft, tags, packages, date);
    }

    /// <summary>A file of the treebanks' folder.</summary>
    public string Treebank(string file) => Path.Combine(Corpora, "treebank", file);
}
