using Sitrep.Coder;
using Sitrep.Language;
using Sitrep.Muc4.Features;
using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Rendering;

/// <summary>A report with its features.</summary>
internal sealed class ArticleExample
{
    public ArticleExample(Muc4Report report, AnalyzedText analysis, CodedText coded, WordClusters clusters)
    {
        Article = new Article(report, analysis, coded);
        Mentions = new MentionFeatures(Article, clusters);
        Document = ArticleFeatures.Of(Article, Mentions);
    }

    public Article Article { get; }

    public MentionFeatures Mentions { get; }

    public uint[] Document { get; }
}
