namespace Sitrep.Training.Treebanks;

/// <summary>The treebanks that tagger and parser learn from and are scored on.</summary>
internal sealed class TreebankData
{
    /// <summary>Named in every card.</summary>
    public const string AllSources = "UD English EWT 2.16 train (CC BY-SA 4.0, class b) and UD English GUM 2.16 train without its non-commercial genres (CC BY 4.0, CC BY 3.0, CC BY 2.5, public domain, class a; bio and voyage CC BY-SA 3.0, class b)";

    /// <summary>Named in the cards of models that learned from permissive data only.</summary>
    public const string ClassASources = "UD English GUM 2.16 train, documents of class a only (CC BY 4.0, CC BY 3.0, CC BY 2.5, public domain)";

    private readonly TrainingOptions _options;

    public TreebankData(TrainingOptions options)
    {
        _options = options;
        EwtDev = Treebank.Read(options.Treebank("ewt_dev.conllu"));
        GumDev = Treebank.Read(options.Treebank("gum_dev.conllu"));
    }

    /// <summary>EWT's development part: scored on, never learned from.</summary>
    public List<TreebankSentence> EwtDev { get; }

    /// <summary>GUM's development part: scored on, never learned from.</summary>
    public List<TreebankSentence> GumDev { get; }

    /// <summary>News with Penn tags made by machine, class a.</summary>
    public string News => Path.Combine(_options.Corpora, "ner", "gmb_train.jsonl.gz");

    /// <summary>What is learned from.</summary>
    public List<TreebankSentence> Train(bool classAOnly)
    {
        var gum = Treebank.Read(_options.Treebank("gum_train.conllu.gz"));
        if (classAOnly)
        {
            var permitted = Treebank.ClassA(_options.Treebank("gum_documents.tsv"));
            return gum.FindAll(sentence => permitted.Contains(sentence.Document));
        }

        return [.. Treebank.Read(_options.Treebank("ewt_train.conllu.gz")), .. gum];
    }
}
