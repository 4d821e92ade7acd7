using System.Numerics;
using System.Text;
using Sitrep.Language.Models;

namespace Sitrep.Language.Segmentation;

/// <summary>
/// Decides whether a sentence ends between two tokens of a paragraph. The rules' answer is one of the features; the model learns where writers do not keep to the rules:
/// no capital after a full stop, no full stop before a signature.
/// </summary>
internal sealed class BoundaryModel
{
    /// <summary>Name of the model.</summary>
    public const string ModelName = "sentences";

    /// <summary>Features of one decision.</summary>
    public const int FeatureCount = 22;

    private readonly MoveTable _weights;

    private BoundaryModel(MoveTable weights) => _weights = weights;

    /// <summary>The model that ships.</summary>
    public static BoundaryModel Shipped => Loaded.Model;

    /// <summary>Reads the payload of a model file.</summary>
    /// <exception cref="ModelFormatException">It is no such model.</exception>
    public static BoundaryModel Read(byte[] payload)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
            return new BoundaryModel(MoveTable.Read(reader));
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
        {
            throw new ModelFormatException("The model of sentences cannot be read.", e);
        }
    }

    /// <summary>Whether a sentence ends behind token <paramref name="i"/>.</summary>
    public bool Ends(GapReading gaps, int i, int first)
    {
        Span<uint> features = stackalloc uint[FeatureCount];
        Fill(gaps, i, first, features);
        var (goesOn, ends) = _weights.Sum(features);
        return ends > goesOn;
    }

    /// <summary>Writes the feature keys of the gap behind token <paramref name="i"/> of a sentence that began at <paramref name="first"/>.</summary>
    public static void Fill(GapReading gaps, int i, int first, Span<uint> f)
    {
        var (word, next, before, after) = (gaps.At(i), gaps.At(i + 1), i > first ? gaps.At(i - 1) : GapReading.Edge, gaps.At(i + 2));
        var rule = gaps.RuleEnds[i] ? 1u : 2u;
        var apart = gaps.Spans[i + 1].Start > gaps.Spans[i].End ? 4u : 8u;
        var length = (uint)BitOperations.Log2((uint)(i - first + 1));
        var (c, n, b, a) = (word.Shape, next.Shape, before.Shape << 8, after.Shape << 16);
        var base1 = rule | apart | (gaps.Careless << 8);
        var shapes = c | (n << 8) | ((rule | apart) << 16);
        f[0] = Hash.Key(501, word.Hash, n, base1);
        f[1] = Hash.Key(502, word.Hash, next.Hash, rule);
        f[2] = Hash.Key(503, next.Hash, rule, c);
        f[3] = Hash.Key(504, before.Hash, word.Hash, rule);
        f[4] = Hash.Key(505, shapes, length);
        f[5] = Hash.Key(506, word.Hash, n | a, rule);
        f[6] = Hash.Key(507, word.Hash, n | b, rule);
        f[7] = Hash.Key(508, shapes, a | b);
        f[8] = Hash.Key(509, next.Seen, shapes);
        f[9] = Hash.Key(510, word.Hash, length, rule | (n << 8));
        f[10] = Hash.Key(511, before.Seen, word.Hash, n);
        f[11] = Hash.Key(512, base1, length, c | (n << 8));
        f[12] = Hash.Key(513, next.Hash, after.Hash, rule);
        f[13] = Hash.Key(514, next.Hash, base1, c | a);
        f[14] = Hash.Key(515, word.Seen, next.Seen, rule | (n << 8));
        f[15] = Hash.Key(516, word.Hash, rule);
        f[16] = Hash.Key(517, base1, gaps.Inside[i], shapes);
        f[17] = Hash.Key(518, next.Hash, length, rule);
        f[18] = Hash.Key(519, after.Seen, n, word.Hash);
        f[19] = Hash.Key(520, base1, c, n);
        f[20] = Hash.Key(521, word.Suffix3, next.Seen, rule | (n << 8));
        f[21] = Hash.Key(522, first == 0 || gaps.StartsParagraph(first) ? 1u : 2u, length, shapes);
    }

    /// <summary>Loads the model when it is first asked for: training starts without one.</summary>
    private static class Loaded
    {
        public static readonly BoundaryModel Model = Read(ModelFile.Embedded(ModelName).Payload);
    }
}
