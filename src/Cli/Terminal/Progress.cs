using System.Globalization;

namespace Sitrep.Cli.Terminal;

/// <summary>One line on standard error that says how far long work has come, how fast it goes and how long it will take; silent unless a terminal is there.</summary>
/// <remarks>Called from one thread. The line is redrawn at most five times a second and wiped at the end.</remarks>
internal sealed class Progress(CliConsole console, string unit) : IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private readonly long _start = console.Time.GetTimestamp();
    private long _drawn;
    private int _length;

    /// <summary>Time since the work began.</summary>
    public TimeSpan Elapsed => console.Time.GetElapsedTime(_start);

    /// <summary>Says how many things are done and which share of the whole (0 to 1) that is; null where the whole is unknown.</summary>
    public void Report(long done, double? share)
    {
        if (!console.ErrorIsTerminal || (_drawn != 0 && console.Time.GetElapsedTime(_drawn) < Redraw))
            return;
        _drawn = console.Time.GetTimestamp();
        Draw(Line(done, share, Elapsed, unit));
    }

    /// <summary>Writes a message on a line of its own, above the progress.</summary>
    public void Note(string message)
    {
        Wipe();
        console.Error.WriteLine(message);
    }

    public void Dispose() => Wipe();

    /// <summary>"1,204 reports  35 %  120/s  3:10 left".</summary>
    internal static string Line(long done, double? share, TimeSpan elapsed, string unit)
    {
        var rate = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        var line = string.Create(CultureInfo.InvariantCulture, $"{done:N0} {unit}");
        if (share is { } part)
            line += string.Create(CultureInfo.InvariantCulture, $"  {Math.Floor(100 * Math.Clamp(part, 0, 1)):0} %");
        line += string.Create(CultureInfo.InvariantCulture, $"  {(rate < 10 ? Math.Round(rate, 1) : Math.Round(rate)):#,0.#}/s");
        return share is > 0.001 and < 1 ? line + "  " + Clock(elapsed * ((1 - share.Value) / share.Value)) + " left" : line;
    }

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes:0}:{time.Seconds:00}");

    private void Draw(string line)
    {
        console.Error.Write("\r" + line.PadRight(_length));
        console.Error.Flush();
        _length = line.Length;
    }

    private void Wipe()
    {
        if (_length == 0)
            return;
        console.Error.Write("\r" + new string(' ', _length) + "\r");
        console.Error.Flush();
        _length = 0;
    }
}
