namespace Sitrep.Language;

/// <summary>What is known beside the text.</summary>
/// <param name="Title">The headline; helps to understand the text, no span ever lies in it.</param>
/// <param name="PublishDate">Day of publication where the text was written; null where unknown: times then resolve only where the text fixes them.</param>
public sealed record AnalysisContext(string Title, DateOnly? PublishDate)
{
    /// <summary>Nothing is known.</summary>
    public static AnalysisContext None { get; } = new("", null);
}
