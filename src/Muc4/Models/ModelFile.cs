using System.IO.Compression;
using System.Text;

namespace Sitrep.Muc4.Models;

/// <summary>
/// Reads and writes every model of the rendering as one compressed file. Behind the magic number "SM41": named thresholds in hundredths, then models:
/// name, number of classifiers, their biases, number of features, the hashes in rising order as differences, and one signed byte a feature and classifier.
/// </summary>
internal static class ModelFile
{
    private const uint Magic = 0x31344d53;

    public static void Write(Stream output, IReadOnlyDictionary<string, int> thresholds, IReadOnlyDictionary<string, MultiModel> models)
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
        writer.Write7BitEncodedInt(models.Count);
        foreach (var (name, model) in models.OrderBy(m => m.Key, StringComparer.Ordinal))
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
    }

    /// <exception cref="InvalidDataException">No such file.</exception>
    public static (Dictionary<string, int> Thresholds, Dictionary<string, MultiModel> Models) Read(Stream input)
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
            var weights = new sbyte[features.Length * biases.Length];
            for (var w = 0; w < weights.Length; w++)
                weights[w] = reader.ReadSByte();
            models[name] = new MultiModel(biases, features, weights);
        }
        return (thresholds, models);
    }
}
