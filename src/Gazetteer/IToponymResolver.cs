using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer;

/// <summary>Decides which entry each toponym of a text refers to. Implementations are safe for concurrent use and deterministic.</summary>
public interface IToponymResolver
{
    /// <summary>One answer for each mention, in the same order; an unresolvable one never empties the rest.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="mentions">Sorted, not overlapping, inside the text.</param>
    /// <param name="context">What is known beside the text.</param>
    /// <param name="maxAlternatives">Runners-up wanted with each, 0 to 10.</param>
    /// <param name="explain">Whether the reasons of every choice are wanted.</param>
    IReadOnlyList<ResolvedToponym> Resolve(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, int maxAlternatives, bool explain = false);
}
