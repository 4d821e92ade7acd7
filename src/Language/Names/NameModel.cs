using Sitrep.Language.Models;

namespace Sitrep.Language.Names;

/// <summary>
/// The trained part of name recognition: what lists and the company of words say of a word, and small integer weights of features by label.
/// Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// Weights: words (keys rising, each the step from the one before as a variable-length number; planes of hints; planes of clusters), features (keys likewise;
/// planes of a mask of labels; a signed byte for each label set), transitions (signed 16-bit, label by label). Numbers are little-endian.
/// </remarks>
internal sealed class NameModel
{
    /// <summary>Its name in the model file.</summary>
    public const string ModelName = "names";

    /// <summary>Bytes of a row of weights: the labels, filled up for alignment.</summary>
    private const int RowBytes = 24;

    private readonly KeyTable _words;
    private readonly NameHints[] _hints;
    private readonly ushort[] _clusters;
    private readonly KeyTable _features;
    private readonly sbyte[] _weights;
    private readonly short[] _transitions;

    private NameModel(string card, KeyTable words, NameHints[] hints, ushort[] clusters, KeyTable features, sbyte[] weights, short[] transitions)
    {
        Card = card;
        _words = words;
        _hints = hints;
        _clusters = clusters;
        _features = features;
        _weights = weights;
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

    /// <summary>Adds the weights of a feature to the score of each label.</summary>
    public void Add(uint feature, Span<int> scores)
    {
        var row = _features.Find(feature);
        if (row < 0)
            return;
        var weights = _weights.AsSpan(row * RowBytes, NameLabels.Count);
        for (var label = 0; label < weights.Length; label++)
            scores[label] += weights[label];
    }

    /// <summary>Reads what a model file holds.</summary>
    /// <exception cref="ModelFormatException">The weights end too early.</exception>
    public static NameModel Read(ModelFile file)
    {
        try
        {
            return Parse(file.Card, file.Payload);
        }
        catch (IndexOutOfRangeException exception)
        {
            throw new ModelFormatException("The model of names is damaged: its weights end too early.", exception);
        }
    }

    private static NameModel Parse(string card, byte[] body)
    {
        var at = 0;
        var keys = Keys();
        var words = new KeyTable(keys);
        var hints = new NameHints[keys.Length];
        for (var i = 0; i < keys.Length; i++)
            hints[i] = (NameHints)(body[at + i] | body[at + keys.Length + i] << 8);
        at += 2 * keys.Length;
        var clusters = new ushort[keys.Length];
        for (var i = 0; i < keys.Length; i++)
            clusters[i] = (ushort)(body[at + i] | body[at + keys.Length + i] << 8);
        at += 2 * keys.Length;

        keys = Keys();
        var features = new KeyTable(keys);
        var weights = new sbyte[keys.Length * RowBytes];
        var masks = at;
        at += 3 * keys.Length;
        for (var i = 0; i < keys.Length; i++)
        {
            var mask = body[masks + i] | body[masks + keys.Length + i] << 8 | body[masks + 2 * keys.Length + i] << 16;
            for (var label = 0; label < NameLabels.Count; label++)
            {
                if ((mask >> label & 1) != 0)
                    weights[i * RowBytes + label] = (sbyte)body[at++];
            }
        }

        var transitions = new short[NameLabels.Count * NameLabels.Count];
        for (var i = 0; i < transitions.Length; i++, at += 2)
            transitions[i] = (short)(body[at] | body[at + 1] << 8);
        return new NameModel(card, words, hints, clusters, features, weights, transitions);

        uint[] Keys()
        {
            var keys = new uint[Number()];
            var key = 0u;
            for (var i = 0; i < keys.Length; i++)
                keys[i] = key += Number();
            return keys;
        }

        uint Number()
        {
            var (number, shift) = (0u, 0);
            byte next;
            do
            {
                next = body[at++];
                number |= (uint)(next & 0x7F) << shift;
                shift += 7;
            }
            while (next >= 0x80);
            return number;
        }
    }
}
