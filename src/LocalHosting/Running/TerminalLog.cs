namespace Sitrep.LocalHosting.Running;

/// <summary>Writes the lines of all resources to one terminal, each behind its resource's name and in its colour. Thread-safe.</summary>
internal sealed class TerminalLog
{
    // Readable on dark and on light grounds; red is kept for errors.
    private static readonly string[] Colours = ["\e[36m", "\e[32m", "\e[35m", "\e[34m", "\e[33m"];

    private readonly Lock _lock = new();
    private readonly TextWriter _writer;
    private readonly bool _coloured;
    private readonly Dictionary<string, string> _colours = [];
    private readonly int _width;

    /// <param name="writer">Where to write.</param>
    /// <param name="names">Names that will write; the longest sets the width of the margin.</param>
    /// <param name="coloured">Whether to colour.</param>
    public TerminalLog(TextWriter writer, IReadOnlyList<string> names, bool coloured)
    {
        _writer = writer;
        _coloured = coloured;
        _width = names.Append("apphost").Max(n => n.Length);
        for (var i = 0; i < names.Count; i++)
            _colours[names[i]] = Colours[i % Colours.Length];
    }

    /// <summary>Whether the terminal wants colour: it is one, and NO_COLOR (no-color.org) is unset or empty.</summary>
    public static bool WantsColour => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Writes a line of a resource.</summary>
    public void Write(string name, string text, bool isError = false)
    {
        var margin = name.PadRight(_width);
        lock (_lock)
        {
            _writer.WriteLine(_coloured
                ? $"{_colours.GetValueOrDefault(name, "\e[1m")}{margin} |\e[0m {(isError ? "\e[31m" + text + "\e[0m" : text)}"
                : $"{margin} | {text}");
            _writer.Flush();
        }
    }

    /// <summary>Writes a line of the AppHost's own.</summary>
    public void Announce(string text) => Write("apphost", text);
}
