using Sitrep.Language.Tagging;

namespace Sitrep.Training.Tagging;

/// <summary>A sentence as the tagger sees it, with what it should say.</summary>
/// <param name="Words">The words.</param>
/// <param name="Gold">Their classes.</param>
/// <param name="Usage">How the rest of the document writes them.</param>
/// <param name="Caseless">Whether capitals tell nothing.</param>
internal sealed record TaggedSentence(WordForm[] Words, TagClass[] Gold, byte[] Usage, bool Caseless);
