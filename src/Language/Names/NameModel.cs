using Sitrep.Language.Models;

namespace Sitrep.Language.Names;

/// <summary>
/// The trained part of name recognition: what lists and the company of words say of a word, and small integer weights of features by label.
/// Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// Weights: words (keys rising, each the step from the one before as a variable-length number; planes of hints; planes of clusters), features (a <see cref="WeightTable"/>),
/// transitions (signed 16-bit, label by label). Numbers are little-endian.
/// </remarks>
internal sealed class NameModel
{
    /// <summary>Its name in the model file.</summary>
    public const string ModelName = "names";

    private readonly KeyTable _words;
    private readonly NameHints[] _hints;
    private readonly ushort[] _clusters;
    private readonly WeightTable _features;
    private readonly short[] _transitions;

    private NameModel(string card, KeyTable words, NameHints[] hints, ushort[] clusters, WeightTable features, short[] transitions)
    {
        Card = card;
        _words = words;
        _hints = hints;
        _clusters = clusters;
        _features = features;
        _transitions = transitions;
    }

    /// <summary>Data, licence class, split, scores and command behind the model, as text.</summary>
    public string Card { get; }

    /// <summary>Weight of a label behind another: [label * <see cref="NameLabels.Count"/> + next].</summary>
    public ReadOnlySpan<short> Transitions => _transitions;

    /// <summary>What is known of a word by the hash of its lower case.</summary>
    public void Describe(uint lowerHash, out NameHints hints, out ushort cluster)
    {
        var row = _words.Find(NameHash.Word(lowerHash));
        hints = row < 0 ? NameHints.None : _hints[row];
        cluster = row < 0 ? (ushort)0 : _clusters[row];
    }

    /// <summary>Numbers that <see cref="Sum"/> adds to.</summary>
    public int Width => _features.Width;

    /// <summary>Adds the weights of the features to the score of each label.</summary>
    public void Sum(ReadOnlySpan<uint> features, Span<short> scores) => _features.Sum(features, scores);

    /// <summary>Reads what a model file holds.</summary>
    /// <exception cref="ModelFormatException">It is no model of names.</exception>
    public static NameModel Read(ModelFile file)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(file.Payload));
            var keys = WeightTable.ReadKeys(reader);
            var hints = Array.ConvertAll(Planes(reader, keys.Length), number => (NameHints)number);
            var clusters = Planes(reader, keys.Length);
            var features = WeightTable.Read(reader);
            var transitions = new short[NameLabels.Count * NameLabels.Count];
            for (var i = 0; i < transitions.Length; i++)
                transitions[i] = reader.ReadInt16();
            if (features.Classes != NameLabels.Count)
                throw new ModelFormatException("The model of names knows other labels.");
            return new NameModel(file.Card, new KeyTable(keys), hints, clusters, features, transitions);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
        {
            throw new ModelFormatException("The model of names cannot be read.", e);
        }
    }

    private static ushort[] Planes(BinaryReader reader, int count)
    {
        var bytes = reader.ReadBytes(count * 2);
        if (bytes.Length < count * 2)
            throw new EndOfStreamException();
        var numbers = new ushort[count];
        for (var i = 0; i < count; i++)
            numbers[i] = (ushort)(bytes[i] | bytes[count + i] << 8);
        return numbers;
    }
}
