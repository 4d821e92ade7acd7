using System.Buffers;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Names;

/// <summary>A name as the model finds it.</summary>
/// <param name="First">Its first token.</param>
/// <param name="End">One past its last token.</param>
/// <param name="Type">Its type.</param>
/// <param name="Margin">By how much the type beats the next best for these words, in units of the model: the greater, the surer.</param>
internal readonly record struct FoundName(int First, int End, string Type, int Margin);

/// <summary>Runs the name model over a text.</summary>
internal static class NameTagger
{
    /// <summary>The names, in text order, not overlapping.</summary>
    public static List<FoundName> Tag(Document document, NameModel model, INameLexicon? lexicon = null)
    {
        var reading = new NameReading(document, model, lexicon);
        var found = new List<FoundName>();
        Span<uint> features = stackalloc uint[NameReading.MostFeatures];
        Span<short> sums = stackalloc short[model.Width];
        foreach (var (first, end, form) in reading.Zones)
        {
            var count = end - first;
            var rentedScores = ArrayPool<int>.Shared.Rent(count * NameLabels.Count);
            var rentedLabels = ArrayPool<int>.Shared.Rent(count);
            try
            {
                var scores = rentedScores.AsSpan(0, count * NameLabels.Count);
                for (var i = 0; i < count; i++)
                {
                    sums.Clear();
                    model.Sum(features[..reading.Features(first + i, form, features, out _)], sums);
                    for (var label = 0; label < NameLabels.Count; label++)
                        scores[(i * NameLabels.Count) + label] = sums[label];
                }

                var labels = rentedLabels.AsSpan(0, count);
                NameDecoder.Decode(scores, model.Transitions, labels);
                Collect(scores, labels, first, found);
            }
            finally
            {
                ArrayPool<int>.Shared.Return(rentedScores);
                ArrayPool<int>.Shared.Return(rentedLabels);
            }
        }

        return found;
    }

    private static void Collect(ReadOnlySpan<int> scores, ReadOnlySpan<int> labels, int offset, List<FoundName> found)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == NameLabels.Outside)
                continue;
            var start = i;
            var type = NameLabels.Type(labels[i]);
            while (NameLabels.IsOpen(labels[i]))
                i++;

            // The same words as a name of another type, or as none.
            var other = int.MinValue;
            var own = 0;
            for (var t = -1; t < NameLabels.Types.Length; t++)
            {
                var sum = 0;
                for (var k = start; k <= i; k++)
                    sum += scores[k * NameLabels.Count + (t < 0 ? NameLabels.Outside : labels[k] - 4 * (type - t))];
                if (t == type)
                    own = sum;
                else
                    other = Math.Max(other, sum);
            }

            found.Add(new FoundName(offset + start, offset + i + 1, NameLabels.Types[type], own - other));
        }
    }
}
