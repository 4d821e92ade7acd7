namespace Sitrep.Language.Segmentation;

/// <summary>A sentence: the tokens [FirstToken, EndToken).</summary>
/// <param name="Span">From its first token's start to its last token's end.</param>
/// <param name="FirstToken">Index of its first token.</param>
/// <param name="EndToken">One past its last token.</param>
/// <param name="Paragraph">Index of its paragraph (blank lines part paragraphs).</param>
public sealed record Sentence(TextSpan Span, int FirstToken, int EndToken, int Paragraph);
