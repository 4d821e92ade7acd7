namespace Sitrep.Language.Toponyms;

/// <summary>A place name as it stands in a text, not yet resolved.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Usage">Whether it names the place itself or something by it.</param>
public sealed record ToponymMention(TextSpan Span, ToponymUsage Usage);

/// <summary>How a place name is used.</summary>
public enum ToponymUsage
{
    /// <summary>The place itself: "in Kunduz".</summary>
    Literal,
    /// <summary>Something by the place: "Afghan forces", "the Kabul government", "Paris said".</summary>
    Associative,
}
