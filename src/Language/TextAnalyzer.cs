using Sitrep.Language.Attributions;
using Sitrep.Language.Coreference;
using Sitrep.Language.Factuality;
using Sitrep.Language.Names;
using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;
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
    public AnalyzedText Analyze(string text, AnalysisContext context)
    {
        var document = Document.Read(text);
        var times = TimeRecognizer.Recognize(document, context.PublishDate);
        var names = NameRecognizer.Recognize(document, times, _lexicon);
        var (attributions, attitudes) = AttributionRecognizer.Recognize(document, names, times);
        return new AnalyzedText
        {
            Text = text,
            Tokens = document.Tokens,
            Words = document.Words,
            Sentences = document.Sentences,
            Names = names,
            Times = times,
            Numbers = NumberRecognizer.Recognize(document, times),
            Toponyms = ToponymRecognizer.Recognize(document, names),
            Attributions = attributions,
            Attitudes = attitudes,
            Mentions = CoreferenceResolver.Resolve(document, names, attributions),
            Predicates = FactualityRecognizer.Recognize(document, attributions),
        };
    }
}
