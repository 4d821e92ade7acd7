using Sitrep.Language.Models;
using Sitrep.Language.Names;

namespace Sitrep.Training.Names;

/// <summary>Rounds weights to bytes, drops the smallest, and packs what <see cref="NameModel"/> reads.</summary>
internal static class NameModelWriter
{
    /// <summary>The model as a file.</summary>
    public static ModelFile Write(
        string card, IReadOnlyDictionary<string, NameHints> hints, IReadOnlyDictionary<string, int> clusters,
        IEnumerable<(uint Feature, ReadOnlyMemory<float> Weights)> features, ReadOnlySpan<float> transitions, float scale, int least, int most)
    {
        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body);
        var words = new SortedDictionary<uint, (NameHints Hints, int Cluster)>();
        foreach (var word in hints.Keys.Union(clusters.Keys))
        {
            var key = NameHash.Word(NameHash.Of(word));
            var known = words.GetValueOrDefault(key);
            words[key] = (known.Hints | hints.GetValueOrDefault(word), clusters.GetValueOrDefault(word, known.Cluster));
        }

        WeightTable.WriteKeys(writer, [.. words.Keys]);
        Planes(writer, [.. words.Values.Select(word => (int)word.Hints)]);
        Planes(writer, [.. words.Values.Select(word => word.Cluster)]);

        var rows = new List<(uint Key, sbyte[] Weights, int Size)>();
        foreach (var (feature, weights) in features)
        {
            var row = new sbyte[NameLabels.Count];
            var size = 0;
            for (var label = 0; label < row.Length; label++)
            {
                var rounded = (int)MathF.Round(weights.Span[label] * scale);
                row[label] = (sbyte)(Math.Abs(rounded) < least ? 0 : Math.Clamp(rounded, -127, 127));
                size += row[label] * row[label];
            }

            if (size > 0)
                rows.Add((feature, row, size));
        }

        // The weakest go first where there are too many.
        rows = [.. rows.OrderByDescending(row => row.Size).ThenBy(row => row.Key).Take(most)];
        WeightTable.WriteTo(writer, NameLabels.Count, rows.Select(row => KeyValuePair.Create(row.Key, row.Weights)));
        foreach (var transition in transitions)
            writer.Write((short)Math.Clamp((int)MathF.Round(transition * scale), short.MinValue, short.MaxValue));
        writer.Flush();
        Console.WriteLine($"  {words.Count} words, {rows.Count} features, {body.Length} bytes");
        return new ModelFile(NameModel.ModelName, card, body.ToArray());
    }

    private static void Planes(BinaryWriter writer, int[] values)
    {
        for (var plane = 0; plane < 2; plane++)
        {
            foreach (var value in values)
                writer.Write((byte)(value >> 8 * plane));
        }
    }
}
