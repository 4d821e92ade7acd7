using Sitrep.Language.Tagging;

namespace Sitrep.Language.Syntax;

/// <summary>Relations that the classes of a word and its head and their order settle: a determiner before a noun is its det. Two in five need no weighing.</summary>
internal sealed class SureLabels
{
    /// <summary>A class fewer than so many times seen with a head's is sure of nothing.</summary>
    private const int LeastSeen = 30;

    /// <summary>In a thousand cases so many must have the one relation.</summary>
    private const int LeastInThousand = 996;

    private const int Tags = TagClasses.Count + 1;

    private readonly byte[] _labels;

    private SureLabels(byte[] labels) => _labels = labels;

    /// <summary>The relation of a word that stands before its head or behind it; 0 where it is open.</summary>
    public byte this[uint tag, uint headTag, bool before] => _labels[At(tag, headTag, before)];

    /// <summary>Counts relations: for each class of a word, class of its head, and order.</summary>
    public static SureLabels Learn(IEnumerable<(uint Tag, uint HeadTag, bool Before, byte Label)> seen)
    {
        var counts = new int[Tags * Tags * 2, Relations.Count];
        foreach (var (tag, headTag, before, label) in seen)
            counts[At(tag, headTag, before), label]++;
        var labels = new byte[Tags * Tags * 2];
        for (var at = 0; at < labels.Length; at++)
        {
            var (sum, best) = (0, 0);
            for (var label = 0; label < Relations.Count; label++)
            {
                sum += counts[at, label];
                if (counts[at, label] > counts[at, best])
                    best = label;
            }

            if (sum >= LeastSeen && counts[at, best] * 1000L >= sum * (long)LeastInThousand)
                labels[at] = (byte)best;
        }

        return new SureLabels(labels);
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    public static SureLabels Read(BinaryReader reader)
    {
        var labels = reader.ReadBytes(Tags * Tags * 2);
        if (labels.Length < Tags * Tags * 2 || labels.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(Relations.Count - 1)))
            throw new InvalidDataException();
        return new SureLabels(labels);
    }

    /// <summary>Writes the table.</summary>
    public void WriteTo(BinaryWriter writer) => writer.Write(_labels);

    private static int At(uint tag, uint headTag, bool before) => (int)((((tag * Tags) + headTag) * 2) + (before ? 1u : 0u));
}
