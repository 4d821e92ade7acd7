using System.Text.Json;

namespace Sitrep.Cli.Export;

/// <summary>How far an export has come, beside its partial file: after an interruption it goes on there.</summary>
/// <param name="Format">As `--format` has it.</param>
/// <param name="Filter">The filter, as proto bytes in base 64: another filter's file cannot be gone on with.</param>
/// <param name="After">`events/{event}` that came last.</param>
/// <param name="AfterDate">Its first day, "2019-08-31"; empty where it has none.</param>
/// <param name="Length">Bytes of the partial file that count, the tail left out.</param>
/// <param name="Tail">What stands behind them, in base 64.</param>
/// <param name="Rows">Events written.</param>
/// <param name="LeftOut">Events that the format has no row for.</param>
internal sealed record ExportState(string Format, string Filter, string After, string AfterDate, long Length, string Tail, long Rows, long LeftOut)
{
    /// <summary>Null where there is none, or one that cannot be read.</summary>
    public static ExportState? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportState>(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it so that there is always a whole one.</summary>
    public void Write(string path)
    {
        var next = path + ".new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(next, path, overwrite: true);
    }
}
