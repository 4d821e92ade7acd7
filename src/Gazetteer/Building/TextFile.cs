using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Sitrep.Gazetteer.Building;

/// <summary>Lines of source files.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <summary>Lines of a plain or gzip file; <paramref name="position"/> is told how far the file on the disk has been read.</summary>
    public static IEnumerable<string> Lines(string path, Action<long>? position = null)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content, Utf8);
        for (var n = 1L; ; n++)
        {
            string? line;
            try
            {
                line = reader.ReadLine();
            }
            catch (Exception e) when (e is DecoderFallbackException or InvalidDataException)
            {
                throw new GazetteerFormatException($"{Path.GetFileName(path)} line {n}: {e.Message}", e);
            }
            if (line is null)
                yield break;
            if ((n & 0xFFF) == 0)
                position?.Invoke(file.Position);
            yield return line;
        }
    }

    /// <summary>Rows of one of our own data files: comments and empty lines left out, every row with exactly this many columns.</summary>
    public static IEnumerable<string[]> OwnRows(string name, int columns)
    {
        using var stream = typeof(TextFile).Assembly.GetManifestResourceStream(name) ?? throw new GazetteerFormatException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream, Utf8);
        for (var n = 1; reader.ReadLine() is { } line; n++)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var row = line.Split('\t');
            if (row.Length != columns)
                throw new GazetteerFormatException(string.Create(CultureInfo.InvariantCulture, $"{name} line {n}: {row.Length} columns in place of {columns}."));
            yield return row;
        }
    }

    /// <summary>The parts between bars; none where the field is empty.</summary>
    public static string[] Parts(string field) => field.Length == 0 ? [] : field.Split('|', StringSplitOptions.TrimEntries);

    /// <summary>Degrees; null where the field is empty.</summary>
    public static double? Degrees(string field) => field.Length == 0 ? null : double.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture);
}
