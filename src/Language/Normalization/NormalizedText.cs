namespace Sitrep.Language.Normalization;

/// <summary>A text in the form in which it is analysed, with the way back to what was submitted.</summary>
public sealed class NormalizedText
{
    private readonly int[]? _starts;
    private readonly int _originalLength;

    internal NormalizedText(string text, int[]? starts, int originalLength)
    {
        Text = text;
        _starts = starts;
        _originalLength = originalLength;
    }

    /// <summary>The normal form.</summary>
    public string Text { get; }

    /// <summary>Whether the submitted text was in normal form already.</summary>
    public bool IsSame => _starts is null;

    /// <summary>
    /// Where the words at a span of <see cref="Text"/> stand in the submitted text. What was left out counts to the letter before it, so the spans of neighbours touch and
    /// those of all code units together are the whole text.
    /// </summary>
    public TextSpan ToOriginal(TextSpan span) => _starts is null ? span : new TextSpan(Original(span.Start), Math.Max(Original(span.Start), Original(span.End)));

    private int Original(int at) => at >= _starts!.Length ? _originalLength : _starts[at];
}
