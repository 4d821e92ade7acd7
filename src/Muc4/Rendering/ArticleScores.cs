using Sitrep.Muc4.Models;

namespace Sitrep.Muc4.Rendering;

/// <summary>What the first models say of a report: logits of relevance and of each type, and of each noun group for each type and slot.</summary>
/// <param name="Document">Relevance, then the types in the order of <see cref="TemplateRenderer.Types"/>.</param>
/// <param name="Groups">By type, then group, then slot.</param>
internal sealed record ArticleScores(double[] Document, double[][][] Groups)
{
    public static ArticleScores Of(ArticleExample example, MultiModel document, MultiModel slots) => new(
        document.Score(example.Document),
        [.. TemplateRenderer.Types.Select(type => example.Article.Groups.Select(g => slots.Score(example.Mentions[g], FeatureHash.Of("type", type))).ToArray())]);
}
