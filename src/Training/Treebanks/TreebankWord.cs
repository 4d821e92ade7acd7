namespace Sitrep.Training.Treebanks;

/// <summary>One row of a treebank.</summary>
/// <param name="Form">The word.</param>
/// <param name="Lemma">Its lemma.</param>
/// <param name="Universal">UPOS.</param>
/// <param name="Penn">XPOS.</param>
/// <param name="Head">Index of its head in the sentence, from 0; -1 for the root.</param>
/// <param name="Relation">DEPREL with its subtype.</param>
/// <param name="SpaceAfter">Whether white space follows.</param>
internal sealed record TreebankWord(string Form, string Lemma, string Universal, string Penn, int Head, string Relation, bool SpaceAfter);
