using Sitrep.Language.Attributions;
using Sitrep.Language.Coreference;
using Sitrep.Language.Factuality;
using Sitrep.Language.Names;
using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;
using Sitrep.Language.Time;
using Sitrep.Language.Toponyms;

namespace Sitrep.Language;

/// <summary>Runs the stages of this library over a text. Immutable and safe for concurrent use; equal input gives equal output on any machine, culture and thread.</summary>
/// <param name="lexicon">Further knowledge of names, such as a gazetteer's; null for the model's own.</param>
public sealed class TextAnalyzer(INameLexicon? lexicon = null)
{
    private readonly INameLexicon? _lexicon = lexicon;

    /// <summary>Version of the code and lexicons of this library.</summary>
    public const string Version = "language-3";

    /// <summary>Analyses a text of any content and length; never throws on any string.</summary>
    public AnalyzedText Analyze(string text, AnalysisContext context) => Analyze(text, context, null);

    /// <summary>The same, with the time of each stage where a clock is given.</summary>
    internal AnalyzedText Analyze(string text, AnalysisContext context, StageClock? clock)
    {
        clock?.Start();
        var document = Document.Read(text, clock);
        var times = Timed("times", TimeRecognizer.Recognize(document, context.PublishDate));
        var names = Timed("names", NameRecognizer.Recognize(document, times, _lexicon));
        var (attributions, attitudes) = Timed("attributions", AttributionRecognizer.Recognize(document, names, times));
        return new AnalyzedText
        {
            Text = text,
            Tokens = document.Tokens,
            Words = document.Words,
            Sentences = document.Sentences,
            NounGroups = GroupReader.NounGroups(document),
            VerbGroups = Timed("noun and verb groups", GroupReader.VerbGroups(document)),
            Names = names,
            Times = times,
            Numbers = Timed("numbers", NumberRecognizer.Recognize(document, times)),
            Toponyms = Timed("toponyms", ToponymRecognizer.Recognize(document, names)),
            Attributions = attributions,
            Attitudes = attitudes,
            Mentions = Timed("coreference", CoreferenceResolver.Resolve(document, names, attributions)),
            Predicates = Timed("factuality", FactualityRecognizer.Recognize(document, attributions)),
        };

        T Timed<T>(string stage, T result)
        {
            clock?.End(stage);
            return result;
        }
    }

    /// <summary>Tags and parses a document that is cut into sentences and words already, as treebanks cut them.</summary>
    /// <returns>Its words in order; their spans count in the text that blanks between the words make, and each word is a token.</returns>
#pragma warning disable CA1822 // As above.
    public IReadOnlyList<Word> Annotate(IReadOnlyList<IReadOnlyList<string>> sentences) => Document.Annotate(sentences);
#pragma warning restore CA1822
}
