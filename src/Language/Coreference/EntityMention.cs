namespace Sitrep.Language.Coreference;

/// <summary>Words that stand for somebody, something or some place that the text speaks of.</summary>
/// <param name="Span">The words, a determiner included ("the militants").</param>
/// <param name="FirstToken">Index of the first token.</param>
/// <param name="EndToken">One past the last token.</param>
/// <param name="HeadToken">Index of the word that the others lean on ("militants").</param>
/// <param name="Kind">Name, noun phrase or pronoun.</param>
/// <param name="Type">PER, ORG, LOC, NORP or MISC; empty for a pronoun that nothing ties to a name or noun.</param>
/// <param name="IsPlural">Whether it stands for several.</param>
/// <param name="Chain">Number of what it stands for: mentions of the same thing share it. Counted from 0 in the order of first mentions.</param>
/// <param name="Antecedent">Index, among the mentions, of the earlier one that it was tied to; null for a first mention.</param>
/// <param name="Score">How sure that decision is, 0 to 1: that it goes back to <paramref name="Antecedent"/>, or that it is new where that is null. Rounded to three decimals.</param>
public sealed record EntityMention(
    TextSpan Span, int FirstToken, int EndToken, int HeadToken, MentionKind Kind, string Type, bool IsPlural, int Chain, int? Antecedent, double Score);

/// <summary>How a mention names what it stands for.</summary>
public enum MentionKind
{
    /// <summary>By name.</summary>
    Name,
    /// <summary>By a common noun: "the militants", "a group".</summary>
    Nominal,
    /// <summary>By a pronoun: "he", "their".</summary>
    Pronoun,
}
