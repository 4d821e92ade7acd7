using Sitrep.Language.Attributions;
using Sitrep.Language.Names;
using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;
using Sitrep.Language.Toponyms;

namespace Sitrep.Language;

/// <summary>Runs the stages of this library over a text. Immutable and safe for concurrent use; equal input gives equal output on any machine, culture and thread.</summary>
public sealed class TextAnalyzer
{
    /// <summary>Version of the code and lexicons of this library.</summary>
    public const string Version = "language-2";

    /// <summary>Analyses a text of any content and length; never throws on any string.</summary>
#pragma warning disable CA1822 // An instance: the models of later versions are loaded by its constructor.
    public AnalyzedText Analyze(string text, AnalysisContext context)
#pragma warning restore CA1822
    {
        var document = Document.Read(text);
        var times = TimeRecognizer.Recognize(document, context.PublishDate);
        var names = NameRecognizer.Recognize(document, times);
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
            Attributions = AttributionRecognizer.Recognize(document, names, times),
        };
    }
}
