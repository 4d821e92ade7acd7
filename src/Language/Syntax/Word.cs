using Sitrep.Language.Tagging;

namespace Sitrep.Language.Syntax;

/// <summary>A syntactic word of Universal Dependencies: a token, or a part of a hyphenated one ("U.S.", "-", "backed").</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Token">Index of its token.</param>
/// <param name="Universal">Universal part of speech.</param>
/// <param name="Penn">Penn Treebank tag.</param>
/// <param name="Lemma">The dictionary form in lower case.</param>
/// <param name="Head">Index of the word it depends on among all words of the text; -1 for the root of a sentence.</param>
/// <param name="Relation">How it depends on its head.</param>
public readonly record struct Word(TextSpan Span, int Token, UniversalTag Universal, string Penn, string Lemma, int Head, Relation Relation);
