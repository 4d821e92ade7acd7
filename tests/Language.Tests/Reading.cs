using Sitrep.Language.Attributions;
using Sitrep.Language.Numbers;
using Sitrep.Language.Time;
using Sitrep.Language.Toponyms;

namespace Sitrep.Language.Tests;

/// <summary>Analyses a text and finds things in it by their words.</summary>
internal sealed class Reading
{
    private static readonly TextAnalyzer Analyzer = new();

    public Reading(string text, string? published = null) =>
        Result = Analyzer.Analyze(text, new AnalysisContext("", published is null ? null : DateOnly.ParseExact(published, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    public AnalyzedText Result { get; }

    public string[] Sentences => [.. Result.Sentences.Select(sentence => sentence.Span.Of(Result.Text))];

    public string Words => string.Join(' ', Result.Tokens.Select(token => token.Text));

    public string Toponyms => string.Join(", ", Result.Toponyms.Select(toponym => toponym.Span.Of(Result.Text)));

    public string Names(string type) => string.Join(", ", Result.Names.Where(name => name.Type == type).Select(name => name.Span.Of(Result.Text)));

    public Segmentation.Token Token(string word) => Result.Tokens.Single(token => token.Text == word);

    public TimeExpression Time(string words) => Result.Times.Single(time => time.Span.Of(Result.Text) == words);

    public NumberExpression Number(string words) => Result.Numbers.Single(number => number.Span.Of(Result.Text) == words);

    public ToponymMention Toponym(string words) => Result.Toponyms.First(toponym => toponym.Span.Of(Result.Text) == words);

    public NameMention Name(string words) => Result.Names.First(name => name.Span.Of(Result.Text) == words);

    public SpeechAttribution Speech(string cue) => Result.Attributions.First(attribution => attribution.Cue.Of(Result.Text) == cue);

    public string? Source(SpeechAttribution attribution) => attribution.Source?.Of(Result.Text);

    public string Content(SpeechAttribution attribution) => string.Join(" || ", attribution.Contents.Select(content => content.Of(Result.Text)));

    public string Interval(string words) => Time(words).Interval is { } interval
        ? FormattableString.Invariant($"{interval.Start:yyyy-MM-dd}..{interval.End:yyyy-MM-dd}")
        : "";
}
