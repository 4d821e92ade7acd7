namespace Sitrep.Language.Factuality;

/// <summary>A predicate (a verb, or a noun for a deed) and the cues that hold of it.</summary>
/// <param name="Token">Index of its token.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Cues">What the words around it say.</param>
/// <param name="CueSpans">The words that say so, in text order.</param>
public sealed record PredicateFactuality(int Token, TextSpan Span, FactualityCue Cues, IReadOnlyList<TextSpan> CueSpans);
