using System.Buffers;

namespace Sitrep.Language.Names;

/// <summary>Finds the best row of labels for a stretch of words (Viterbi), in integers.</summary>
internal static class NameDecoder
{
    /// <summary>A label that may not stand here.</summary>
    private const int Never = int.MinValue / 4;

    /// <summary>The labels that may follow each label.</summary>
    private static readonly int[][] Next = [.. Enumerable.Range(0, NameLabels.Count).Select(label => Enumerable.Range(0, NameLabels.Count).Where(next => NameLabels.MayFollow(label, next)).ToArray())];

    /// <summary>
    /// Writes the best labels. <paramref name="scores"/> holds <see cref="NameLabels.Count"/> numbers for each word; names do not reach over either end.
    /// </summary>
    public static void Decode(ReadOnlySpan<int> scores, ReadOnlySpan<short> transitions, Span<int> labels)
    {
        var count = labels.Length;
        var rented = ArrayPool<byte>.Shared.Rent(count * NameLabels.Count);
        try
        {
            var from = rented.AsSpan(0, count * NameLabels.Count);
            Span<int> best = stackalloc int[NameLabels.Count];
            Span<int> ahead = stackalloc int[NameLabels.Count];
            for (var label = 0; label < NameLabels.Count; label++)
                best[label] = NameLabels.MayFollow(NameLabels.Outside, label) ? scores[label] + transitions[label] : Never;
            for (var i = 1; i < count; i++)
            {
                ahead.Fill(Never);
                var row = from[(i * NameLabels.Count)..];
                for (var label = 0; label < NameLabels.Count; label++)
                {
                    var so = best[label];
                    if (so <= Never)
                        continue;
                    foreach (var next in Next[label])
                    {
                        var reached = so + transitions[label * NameLabels.Count + next];
                        if (reached > ahead[next])
                        {
                            ahead[next] = reached;
                            row[next] = (byte)label;
                        }
                    }
                }

                for (var label = 0; label < NameLabels.Count; label++)
                    best[label] = ahead[label] <= Never ? Never : ahead[label] + scores[i * NameLabels.Count + label];
            }

            var last = NameLabels.Outside;
            for (var label = 1; label < NameLabels.Count; label++)
            {
                if (!NameLabels.IsOpen(label) && best[label] > best[last])
                    last = label;
            }

            for (var i = count - 1; i >= 0; i--)
            {
                labels[i] = last;
                if (i > 0)
                    last = from[i * NameLabels.Count + last];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
