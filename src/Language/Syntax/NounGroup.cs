namespace Sitrep.Language.Syntax;

/// <summary>A noun with what stands before it and belongs to it, without prepositional phrases and clauses: "the two wounded Afghan soldiers".</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="First">Its first token.</param>
/// <param name="End">One past its last token.</param>
/// <param name="Head">The token of its noun, name, pronoun or number.</param>
/// <param name="Preposition">The token of the preposition that governs it; -1 where none does.</param>
/// <param name="Possessor">The token that owns it ("Kabul" in "Kabul's streets"); -1 where none does.</param>
public sealed record NounGroup(TextSpan Span, int First, int End, int Head, int Preposition, int Possessor);
