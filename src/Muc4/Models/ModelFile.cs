using System.IO.Compression;
using System.Text;
using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Models;

/// <summary>
/// Reads and writes every model of the rendering as one compressed file. Behind the magic number "SM42": named thresholds in hundredths, then linear models:
/// name, number of classifiers, their biases, number of features, the hashes in rising order as differences, and one weight a feature and classifier; then trees:
/// name, bias, number of trees, and for each its depth, features, cuts and leaves; then the number of words that have a class, their hashes likewise, and their classes.
/// </summary>
internal static class ModelFile
{
    private const uint Magic = 0x32344d53;

    public static void Write(Stream output, IReadOnlyDictionary<string, int> thresholds, Muc4Models models)
    {
        using var compressed = new BrotliStream(output, CompressionLevel.SmallestSize, leaveOpen: true);
        using var writer = new BinaryWriter(compressed, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write7BitEncodedInt(thresholds.Count);
        foreach (var (name, value) in thresholds.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write(value);
        }
        writer.Write7BitEncodedInt(models.Linear.Count);
        foreach (var (name, model) in models.Linear.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write7BitEncodedInt(model.Outputs);
            foreach (var bias in model.Biases)
                writer.Write(bias);
            writer.Write7BitEncodedInt(model.Features.Count);
            var last = 0u;
            foreach (var feature in model.Features)
            {
                writer.Write7BitEncodedInt64(feature - last);
                last = feature;
            }
            foreach (var weight in model.Weights)
                writer.Write(weight);
        }
        writer.Write7BitEncodedInt(models.Trees.Count);
        foreach (var (name, model) in models.Trees.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write(model.Bias);
            writer.Write7BitEncodedInt(model.Trees.Count);
            foreach (var tree in model.Trees)
            {
                writer.Write7BitEncodedInt(tree.Features.Length);
                foreach (var feature in tree.Features)
                    writer.Write(feature);
                foreach (var value in tree.Cuts.Concat(tree.Leaves))
                    writer.Write(value);
            }
        }
        writer.Write7BitEncodedInt(models.Clusters.Classes.Count);
        var before = 0u;
        foreach (var (word, _) in models.Clusters.Classes.OrderBy(c => c.Key))
        {
            writer.Write7BitEncodedInt64(word - before);
            before = word;
        }
        foreach (var (_, value) in models.Clusters.Classes.OrderBy(c => c.Key))
            writer.Write(value);
    }

    /// <exception cref="InvalidDataException">No such file.</exception>
    public static (Dictionary<string, int> Thresholds, Muc4Models Models) Read(Stream input)
    {
        using var compressed = new BrotliStream(input, CompressionMode.Decompress);
        using var reader = new BinaryReader(compressed, Encoding.UTF8);
        if (reader.ReadUInt32() != Magic)
            throw new InvalidDataException("No file of MUC-4 models of this version.");
        var thresholds = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var n = reader.Read7BitEncodedInt(); n > 0; n--)
            thresholds[reader.ReadString()] = reader.ReadInt32();
        var models = new Dictionary<string, MultiModel>(StringComparer.Ordinal);
        for (var n = reader.Read7BitEncodedInt(); n > 0; n--)
        {
            var name = reader.ReadString();
            var biases = new int[reader.Read7BitEncodedInt()];
            for (var k = 0; k < biases.Length; k++)
                biases[k] = reader.ReadInt32();
            var features = new uint[reader.Read7BitEncodedInt()];
            var last = 0u;
            for (var f = 0; f < features.Length; f++)
                features[f] = last += (uint)reader.Read7BitEncodedInt64();
            var weights = new short[features.Length * biases.Length];
            for (var w = 0; w < weights.Length; w++)
                weights[w] = reader.ReadInt16();
            models[name] = new MultiModel(biases, features, weights);
        }
        var judges = new Dictionary<string, TreeModel>(StringComparer.Ordinal);
        for (var n = reader.Read7BitEncodedInt(); n > 0; n--)
        {
            var (name, bias, trees) = (reader.ReadString(), reader.ReadInt32(), new Tree[reader.Read7BitEncodedInt()]);
            for (var t = 0; t < trees.Length; t++)
            {
                var features = new ushort[reader.Read7BitEncodedInt()];
                for (var d = 0; d < features.Length; d++)
                    features[d] = reader.ReadUInt16();
                trees[t] = new Tree(features, Values(features.Length), Values(1 << features.Length));
            }
            judges[name] = new TreeModel(bias, trees);
        }
        var words = new uint[reader.Read7BitEncodedInt()];
        var before = 0u;
        for (var w = 0; w < words.Length; w++)
            words[w] = before += (uint)reader.Read7BitEncodedInt64();
        return (thresholds, new Muc4Models(models, judges, new WordClusters(words.ToDictionary(w => w, _ => reader.ReadByte()))));

        short[] Values(int count)
        {
            var values = new short[count];
            for (var v = 0; v < count; v++)
                values[v] = reader.ReadInt16();
            return values;
        }
    }
}
