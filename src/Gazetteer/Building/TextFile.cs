using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Sitrep.Gazetteer.Building;

/// <summary>Lines of source files.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <summary>Lines of a plain, gzip or zip file (of its largest .txt entry); <paramref name="position"/> is told how far the file on the disk has been read.</summary>
    public static IEnumerable<string> Lines(string path, Action<long>? position = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var content = Content(file, path);
        using var reader = new StreamReader(content, Utf8, false, 1 << 16);
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
            yield return n == 1 ? line.TrimStart('\uFEFF') : line;
        }
    }

    private static Stream Content(FileStream file, string path)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return new GZipStream(file, CompressionMode.Decompress);
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return file;
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read);
            var entry = zip.Entries.Where(e => e.FullName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && !e.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(e => e.Length).ThenBy(e => e.FullName, StringComparer.Ordinal).FirstOrDefault();
            return entry?.Open() ?? throw new GazetteerFormatException($"{Path.GetFileName(path)} holds no .txt file.");
        }
        catch (InvalidDataException e)
        {
            throw new GazetteerFormatException($"{Path.GetFileName(path)} is no zip file, or is damaged: {e.Message}", e);
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
