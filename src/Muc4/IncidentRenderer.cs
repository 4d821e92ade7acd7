using Sitrep.Coder;
using Sitrep.Language;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Muc4;

/// <summary>Renders what language and coder read in a report as MUC-4 templates. Immutable, safe for concurrent use, deterministic.</summary>
public sealed class IncidentRenderer
{
    private readonly MultiModel _document;
    private readonly MultiModel _slots;
    private readonly WordClusters _clusters;
    private readonly TemplateRenderer _renderer;

    private IncidentRenderer(Muc4Models models, RenderingOptions options) =>
        (_document, _slots, _clusters, _renderer) = (models.Linear["document"], models.Linear["slots"], models.Clusters, new TemplateRenderer(models, options));

    /// <summary>Loads the models that come with this library; null where they were left out of it.</summary>
    public static IncidentRenderer? Load()
    {
        using var stream = typeof(IncidentRenderer).Assembly.GetManifestResourceStream("muc4.model");
        return stream is null ? null : Load(stream);
    }

    internal static IncidentRenderer Load(Stream stream)
    {
        var (thresholds, models) = ModelFile.Read(stream);
        return new IncidentRenderer(models, RenderingOptions.Of(thresholds));
    }

    /// <summary>The incidents that the corpus would list; none where it would not find the report relevant.</summary>
    /// <param name="report">The report as submitted.</param>
    /// <param name="analysis">What the language library read in its text.</param>
    /// <param name="coded">What the coder read in it.</param>
    public IReadOnlyList<Template> Render(Muc4Report report, AnalyzedText analysis, CodedText coded)
    {
        var example = new ArticleExample(report, analysis, coded, _clusters);
        return _renderer.Render(example, ArticleScores.Of(example, _document, _slots));
    }
}
