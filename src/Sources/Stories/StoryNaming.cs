namespace Sitrep.Sources.Stories;

/// <summary>How stories are named: `stories/{id}`, the id that of its first report.</summary>
internal static class StoryNaming
{
    public const string Prefix = "stories/";
}
