using System.Globalization;
using System.IO.Compression;

namespace Sitrep.Training.Treebanks;

/// <summary>Reads CoNLL-U files, packed or not.</summary>
internal static class Treebank
{
    /// <summary>The sentences of a file in order.</summary>
    public static List<TreebankSentence> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? (Stream)new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        var sentences = new List<TreebankSentence>();
        var (document, text, paragraph) = ("", "", false);
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (rows.Count > 0)
                    sentences.Add(new TreebankSentence(Words(rows), document, text, paragraph));
                rows.Clear();
                (text, paragraph) = ("", false);
            }
            else if (line.StartsWith("# newdoc", StringComparison.Ordinal))
            {
                document = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
                paragraph = true;
            }
            else if (line.StartsWith("# newpar", StringComparison.Ordinal))
            {
                paragraph = true;
            }
            else if (line.StartsWith("# text =", StringComparison.Ordinal))
            {
                text = line["# text =".Length..].Trim();
            }
            else if (line[0] != '#')
            {
                rows.Add(line.Split('\t'));
            }
        }

        return sentences;
    }

    /// <summary>The documents of GUM that are of licence class a.</summary>
    public static HashSet<string> ClassA(string listing) =>
        File.ReadLines(listing).Select(line => line.Split('\t')).Where(columns => columns.Contains("a")).Select(columns => columns[0]).ToHashSet(StringComparer.Ordinal);

    private static List<TreebankWord> Words(List<string[]> rows)
    {
        var words = new List<TreebankWord>();
        var (last, spaceAfterLast) = (0, true);
        foreach (var row in rows)
        {
            var space = !row[9].Split('|').Contains("SpaceAfter=No");
            var dash = row[0].IndexOf('-', StringComparison.Ordinal);
            if (dash > 0)
            {
                (last, spaceAfterLast) = (int.Parse(row[0].AsSpan(dash + 1), CultureInfo.InvariantCulture), space);
                continue;
            }

            if (row[0].Contains('.', StringComparison.Ordinal))
                continue;
            var number = int.Parse(row[0], CultureInfo.InvariantCulture);
            if (number <= last)
                space = number == last && spaceAfterLast;
            words.Add(new TreebankWord(row[1], row[2], row[3], row[4], int.Parse(row[6], CultureInfo.InvariantCulture) - 1, row[7], space));
        }

        return words;
    }
}
