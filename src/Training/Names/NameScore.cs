using System.Text.Json;
using Sitrep.Language.Names;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;

namespace Sitrep.Training.Names;

/// <summary>Scores a model on a file of marked rows as the scorer of names does: same start, end and type, types mapped first.</summary>
/// <param name="labelMap">The table of labels: dataset, label, and a column a scheme; "-" drops a label.</param>
internal sealed class NameScore(string labelMap)
{
    private readonly string[][] _map = [.. File.ReadLines(labelMap).Select(line => line.Split('\t'))];

    /// <summary>F1 in percent over the rows that are wanted.</summary>
    public double ExactF1(NameModel model, string file, string dataset, string column, Predicate<string> wanted)
    {
        var (gold, own) = (Targets(dataset, column), Targets("product", column));
        var (right, marked, found) = (0, 0, 0);
        foreach (var line in File.ReadLines(file))
        {
            using var json = JsonDocument.Parse(line);
            if (!wanted(json.RootElement.GetProperty("id").GetString()!))
                continue;
            var document = Document.Read(json.RootElement.GetProperty("text").GetString()!);
            var names = NameRecognizer.Recognize(document, TimeRecognizer.Recognize(document, null), model)
                .Select(name => (name.Span.Start, name.Span.End, Type: own.GetValueOrDefault(name.Type, "-"))).Where(name => name.Type != "-").ToHashSet();
            var expected = json.RootElement.GetProperty("entities").EnumerateArray()
                .Select(name => (name.GetProperty("start").GetInt32(), name.GetProperty("end").GetInt32(), Type: gold.GetValueOrDefault(name.GetProperty("type").GetString()!, "-")))
                .Where(name => name.Type != "-").ToHashSet();
            (marked, found) = (marked + expected.Count, found + names.Count);
            expected.IntersectWith(names);
            right += expected.Count;
        }

        return 200.0 * right / (marked + found);
    }

    private Dictionary<string, string> Targets(string dataset, string column)
    {
        var at = Array.IndexOf(_map[0], column);
        return _map.Where(row => row[0] == dataset).ToDictionary(row => row[1], row => row[at], StringComparer.Ordinal);
    }
}
