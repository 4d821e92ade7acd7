using Sitrep.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>Draws on the tool's output: as wide as it is, in colour only where that is wanted.</summary>
internal static class Renderer
{
    /// <summary>Draws, and leaves the blanks out with which lines are filled up and the empty lines around tables.</summary>
    public static void Render(CliConsole console, IRenderable renderable) => console.Output.Write(Draw(renderable, console.Width, console.Colour));

    /// <summary>Lines, each with a line feed.</summary>
    public static string Draw(IRenderable renderable, int width, bool colour)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        Over(writer, width, colour).Write(renderable);
        var lines = writer.ToString().Split('\n').Select(line => line.TrimEnd()).ToArray();
        var (first, last) = (Array.FindIndex(lines, line => line.Length > 0), Array.FindLastIndex(lines, line => line.Length > 0));
        return first < 0 ? "" : string.Join('\n', lines[first..(last + 1)]) + "\n";
    }

    private static IAnsiConsole Over(TextWriter writer, int width, bool colour)
    {
        var ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        ansi.Profile.Width = width;
        ansi.Profile.Capabilities.Unicode = true;
        return ansi;
    }
}
