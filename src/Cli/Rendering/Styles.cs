using Spectre.Console;

namespace Sitrep.Cli.Rendering;

/// <summary>What the parts of an event look like, in cards and in the text alike.</summary>
internal static class Styles
{
    public static Style What { get; } = new(Color.Red, decoration: Decoration.Bold | Decoration.Underline);

    public static Style Who { get; } = new(Color.Yellow, decoration: Decoration.Underline);

    public static Style When { get; } = new(Color.Aqua, decoration: Decoration.Underline);

    public static Style Where { get; } = new(Color.Lime, decoration: Decoration.Underline);

    public static Style Toll { get; } = new(Color.Fuchsia, decoration: Decoration.Underline);

    public static Style Says { get; } = new(Color.Blue, decoration: Decoration.Underline);

    public static Style Label { get; } = new(Color.Grey);

    public static Style Heading { get; } = new(decoration: Decoration.Bold);
}
