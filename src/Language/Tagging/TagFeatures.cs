using Sitrep.Language.Models;

namespace Sitrep.Language.Tagging;

/// <summary>The features from which the tagger decides on one word: the word, its neighbours, the tags already given. Those that tell most
/// come first; where they settle the tag the rest are not looked at. Models depend on every line.</summary>
internal static class TagFeatures
{
    /// <summary>Features that are looked at first.</summary>
    public const int FirstCount = 18;

    /// <summary>Features of one decision.</summary>
    public const int Count = 38;

    /// <summary>Stands for a word before the first and behind the last.</summary>
    private static readonly WordForm Edge = WordForm.Create("\u0002", "\u0002", TagDictionary.Empty);

    /// <summary>Writes the feature keys of word <paramref name="i"/> of a sentence that are looked at first; the tags before it are given.</summary>
    /// <param name="words">The sentence.</param>
    /// <param name="tags">Tags of the words before <paramref name="i"/>.</param>
    /// <param name="usage">For each word, how the rest of the text writes it: 1 small, 2 with a capital.</param>
    /// <param name="i">Which word.</param>
    /// <param name="caseless">Whether capitals tell nothing here.</param>
    /// <param name="f">Takes <see cref="FirstCount"/> keys.</param>
    public static void FillFirst(ReadOnlySpan<WordForm> words, ReadOnlySpan<TagClass> tags, ReadOnlySpan<byte> usage, int i, bool caseless, Span<uint> f)
    {
        var word = words[i];
        var left = i > 0 ? words[i - 1] : Edge;
        var right = i + 1 < words.Length ? words[i + 1] : Edge;
        var tag1 = i > 0 ? (uint)tags[i - 1] : 40u;
        var before = ((i > 1 ? (uint)tags[i - 2] : 40u) << 8) | tag1;
        var shape = Shape(word, caseless);
        var rightShape = Shape(right, caseless);
        var written = shape | (caseless ? 0u : (uint)usage[i] << 8) | (i == 0 ? 1u << 16 : 0u) | (left.Shape == 8 ? 1u << 17 : 0u);
        f[0] = Hash.Key(1, word.Hash);
        f[1] = Hash.Key(2, word.Hash, shape);
        f[2] = Hash.Key(4, word.Suffix3);
        f[3] = Hash.Key(9, word.Listed, written);
        f[4] = Hash.Key(10, word.Seen, shape);
        f[5] = Hash.Key(11, tag1);
        f[6] = Hash.Key(12, before);
        f[7] = Hash.Key(13, tag1, word.Hash);
        f[8] = Hash.Key(15, left.Hash);
        f[9] = Hash.Key(18, right.Hash);
        f[10] = Hash.Key(21, right.Seen, right.Seen == 0 ? right.Listed : 0);
        f[11] = Hash.Key(22, right.Seen, tag1, word.Seen);
        f[12] = Hash.Key(23, word.Seen, tag1);
        f[13] = Hash.Key(24, word.Seen, before);
        f[14] = Hash.Key(26, rightShape | (shape << 8) | (Shape(left, caseless) << 16));
        f[15] = Hash.Key(28, word.Listed, tag1);
        f[16] = Hash.Key(31, word.Suffix2, written);
        f[17] = Hash.Key(34, word.Hash, before);
    }

    /// <summary>Writes the other feature keys.</summary>
    public static void FillRest(ReadOnlySpan<WordForm> words, ReadOnlySpan<TagClass> tags, ReadOnlySpan<byte> usage, int i, bool caseless, Span<uint> f)
    {
        var word = words[i];
        var left = i > 0 ? words[i - 1] : Edge;
        var left2 = i > 1 ? words[i - 2] : Edge;
        var right = i + 1 < words.Length ? words[i + 1] : Edge;
        var right2 = i + 2 < words.Length ? words[i + 2] : Edge;
        var tag1 = i > 0 ? (uint)tags[i - 1] : 40u;
        var shape = Shape(word, caseless);
        var rightShape = Shape(right, caseless);
        var written = shape | (caseless ? 0u : (uint)usage[i] << 8) | (i == 0 ? 1u << 16 : 0u) | (left.Shape == 8 ? 1u << 17 : 0u);
        f[0] = Hash.Key(3, word.Suffix2);
        f[1] = Hash.Key(5, word.Suffix4);
        f[2] = Hash.Key(6, word.Prefix2);
        f[3] = Hash.Key(7, word.Prefix3);
        f[4] = Hash.Key(8, written);
        f[5] = Hash.Key(14, tag1, word.Suffix3);
        f[6] = Hash.Key(16, left.Hash, word.Hash);
        f[7] = Hash.Key(17, left2.Hash);
        f[8] = Hash.Key(19, right.Hash, word.Hash);
        f[9] = Hash.Key(20, right2.Hash);
        f[10] = Hash.Key(25, right.Suffix3);
        f[11] = Hash.Key(27, right.Seen, right2.Seen);
        f[12] = Hash.Key(29, word.Listed, right.Listed);
        f[13] = Hash.Key(30, right.Hash, tag1);
        f[14] = Hash.Key(32, word.Suffix3, shape);
        f[15] = Hash.Key(33, left.Hash, right.Hash);
        f[16] = Hash.Key(35, word.Suffix1, word.Listed);
        f[17] = Hash.Key(36, word.Seen, right.Seen, right2.Seen);
        f[18] = Hash.Key(37, word.Suffix2, rightShape, tag1);
        f[19] = Hash.Key(38, word.Listed, rightShape | (tag1 << 8));
    }

    /// <summary>Where capitals tell nothing, every written form of letters counts as small.</summary>
    private static uint Shape(WordForm word, bool caseless) => caseless && word.Shape is 1 or 2 or 3 or 4 or 9 or 11 ? 12 : word.Shape;
}
