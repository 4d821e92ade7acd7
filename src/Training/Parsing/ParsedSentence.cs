using Sitrep.Language.Tagging;

namespace Sitrep.Training.Parsing;

/// <summary>A sentence as the parser sees it, with the tree it should build.</summary>
/// <param name="Words">The words.</param>
/// <param name="Tags">Classes that a tagger gave which had not seen the sentence.</param>
/// <param name="Heads">Gold heads, -1 for the root.</param>
/// <param name="Labels">Gold relations.</param>
internal sealed record ParsedSentence(WordForm[] Words, TagClass[] Tags, int[] Heads, byte[] Labels)
{
    /// <summary>For each word its gold dependents in order.</summary>
    public int[][] Dependents { get; } =
        [.. Enumerable.Range(0, Heads.Length).Select(head => Enumerable.Range(0, Heads.Length).Where(word => Heads[word] == head).ToArray())];
}
