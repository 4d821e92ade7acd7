namespace Sitrep.Training.Treebanks;

/// <summary>A sentence of a treebank.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Document">Name of its document.</param>
/// <param name="Text">Its text as it ran.</param>
/// <param name="StartsParagraph">Whether a paragraph begins with it.</param>
internal sealed record TreebankSentence(IReadOnlyList<TreebankWord> Words, string Document, string Text, bool StartsParagraph);
