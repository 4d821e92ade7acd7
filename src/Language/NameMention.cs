namespace Sitrep.Language;

/// <summary>A name as it stands in the text.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="FirstToken">Index of its first token.</param>
/// <param name="EndToken">One past its last token.</param>
/// <param name="Type">PER, ORG, LOC, NORP, WEAPON or MISC.</param>
/// <param name="DisplayName">The fullest form of the same name in the text ("Mujahid" -> "Zabiullah Mujahid").</param>
public sealed record NameMention(TextSpan Span, int FirstToken, int EndToken, string Type, string DisplayName);
