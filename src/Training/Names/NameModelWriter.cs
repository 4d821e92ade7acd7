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
        var words = new SortedDictionary<uint, (NameHints Hints, int Cluster)>();
        foreach (var word in hints.Keys.Union(clusters.Keys))
        {
            var key = NameHash.Word(NameHash.Of(word));
            var known = words.GetValueOrDefault(key);
            words[key] = (known.Hints | hints.GetValueOrDefault(word), clusters.GetValueOrDefault(word, known.Cluster));
        }

        Keys(body, words.Keys);
        Planes(body, [.. words.Values.Select(word => (int)word.Hints)], 2);
        Planes(body, [.. words.Values.Select(word => word.Cluster)], 2);

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
        rows = [.. rows.OrderByDescending(row => row.Size).ThenBy(row => row.Key).Take(most).OrderBy(row => row.Key)];
        Keys(body, [.. rows.Select(row => row.Key)]);
        Planes(body, [.. rows.Select(row => Enumerable.Range(0, NameLabels.Count).Sum(label => row.Weights[label] != 0 ? 1 << label : 0))], 3);
        foreach (var (_, weights, _) in rows)
        {
            foreach (var weight in weights)
            {
                if (weight != 0)
                    body.WriteByte((byte)weight);
            }
        }

        foreach (var transition in transitions)
        {
            var rounded = (short)Math.Clamp((int)MathF.Round(transition * scale), short.MinValue, short.MaxValue);
            body.WriteByte((byte)rounded);
            body.WriteByte((byte)(rounded >> 8));
        }

        Console.WriteLine($"  {words.Count} words, {rows.Count} features, {body.Length} bytes");
        return new ModelFile(NameModel.ModelName, card, body.ToArray());
    }

    private static void Keys(Stream body, IEnumerable<uint> sorted)
    {
        var keys = sorted.ToArray();
        Number(body, (uint)keys.Length);
        var last = 0u;
        foreach (var key in keys)
        {
            Number(body, key - last);
            last = key;
        }
    }

    private static void Number(Stream body, uint number)
    {
        for (; number >= 0x80; number >>= 7)
            body.WriteByte((byte)(number | 0x80));
        body.WriteByte((byte)number);
    }

    private static void Planes(Stream body, int[] values, int planes)
    {
        for (var plane = 0; plane < planes; plane++)
        {
            foreach (var value in values)
                body.WriteByte((byte)(value >> 8 * plane));
        }
    }
}
