using System.Collections.Frozen;
using System.Text;

namespace Sitrep.Language.Lexicons;

/// <summary>Reads the embedded word lists: one entry a line, "#" starts a comment, columns are parted by tabs.</summary>
internal static class Lexicon
{
    /// <summary>The first columns of a list, lower case as written in the file.</summary>
    public static FrozenSet<string> Set(string name) => Lines(name).Select(line => line[0]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>First column to second column; an entry without a second column maps to the empty string. A later line wins.</summary>
    public static FrozenDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(name))
            map[line[0]] = line.Length > 1 ? line[1] : "";
        return map.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every entry, split into its columns.</summary>
    /// <exception cref="InvalidOperationException">No such list is embedded: a mistake of the build.</exception>
    public static IEnumerable<string[]> Lines(string name)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream(name + ".txt")
            ?? throw new InvalidOperationException($"The word list {name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var entry = (comment < 0 ? line : line[..comment]).TrimEnd();
            if (entry.Length > 0)
                yield return entry.Split('\t');
        }
    }
}
