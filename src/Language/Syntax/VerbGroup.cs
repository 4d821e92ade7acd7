namespace Sitrep.Language.Syntax;

/// <summary>A verb with its auxiliaries, and who and what it says it of.</summary>
/// <param name="Span">From its first auxiliary to the verb.</param>
/// <param name="First">Its first token.</param>
/// <param name="End">One past its last token.</param>
/// <param name="Head">The token of the verb.</param>
/// <param name="Tense">When, as far as its form says.</param>
/// <param name="IsPassive">"was killed".</param>
/// <param name="IsNegated">"did not attack", "never attacked".</param>
/// <param name="IsPerfect">"has attacked".</param>
/// <param name="IsProgressive">"is attacking".</param>
/// <param name="Modal">The modal's token; -1 where it has none.</param>
/// <param name="Subject">Token of its subject; that of the verb it is joined to where it has none of its own; -1 where there is none.</param>
/// <param name="Object">Token of its direct object; -1 where it has none.</param>
/// <param name="Agent">Token of the one who does it in the passive ("by gunmen"); -1 where nobody is named.</param>
public sealed record VerbGroup(
    TextSpan Span, int First, int End, int Head, VerbTense Tense, bool IsPassive, bool IsNegated, bool IsPerfect, bool IsProgressive, int Modal, int Subject, int Object, int Agent);
