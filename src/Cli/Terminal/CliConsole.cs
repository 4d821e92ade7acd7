using System.Globalization;
using System.Text;

namespace Sitrep.Cli.Terminal;

/// <summary>Where the tool reads and writes, and what it may do there; tests give their own.</summary>
internal sealed class CliConsole : IDisposable
{
    /// <summary>Columns where nothing says how wide the output is.</summary>
    public const int DefaultWidth = 100;

    private const int MinWidth = 40;

    public required Stream Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required bool OutputIsTerminal { get; init; }

    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; null where there is none.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Environment variables by name; null where unset.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Colour and underlining: on a terminal that can, unless NO_COLOR (no-color.org) is set to anything.</summary>
    public bool Colour => OutputIsTerminal && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    /// <summary>Columns to fill: COLUMNS where set, else the terminal's, else <see cref="DefaultWidth"/>; at least 40.</summary>
    public int Width =>
        int.TryParse(Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0
            ? Math.Max(columns, MinWidth)
            : Math.Max(TerminalWidth ?? DefaultWidth, MinWidth);

    /// <summary>The console of this process.</summary>
    public static CliConsole OfProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = new StreamWriter(StandardOutput.Open(), new UTF8Encoding(false), 16 * 1024) { AutoFlush = false },
        Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), 1024) { AutoFlush = true },
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        TerminalWidth = Console.IsOutputRedirected ? null : WindowWidth(),
        Variable = Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
    };

    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
        Input.Dispose();
    }

    private static int? WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
