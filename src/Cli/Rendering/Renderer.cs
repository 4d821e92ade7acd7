using Sitrep.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>Draws on the tool's output: as wide as it is, in colour only where that is wanted.</summary>
internal static class Renderer
{
    public static void Render(CliConsole console, IRenderable renderable) => Over(console.Output, console.Width, console.Colour).Write(renderable);

    public static IAnsiConsole Over(TextWriter writer, int width, bool colour)
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
