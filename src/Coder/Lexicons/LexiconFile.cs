namespace Sitrep.Coder.Lexicons;

/// <summary>Reads the data files of this folder, which are embedded in the assembly.</summary>
internal static class LexiconFile
{
    /// <summary>The entries of a file: lines split at "|" and trimmed, comments and blank lines left out, padded to <paramref name="columns"/>.</summary>
    public static IEnumerable<string[]> Read(string name, int columns)
    {
        using var stream = typeof(LexiconFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The lexicon {name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var fields = line.Split('|', StringSplitOptions.TrimEntries);
            if (fields.Length > columns)
                throw new InvalidDataException($"{name}: more than {columns} columns in \"{line}\".");
            if (fields.Length < columns)
            {
                var padded = new string[columns];
                Array.Fill(padded, "");
                fields.CopyTo(padded, 0);
                fields = padded;
            }
            yield return fields;
        }
    }

    /// <summary>The parts of a list field; none where it is empty.</summary>
    public static string[] List(string field, char separator) =>
        field.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
