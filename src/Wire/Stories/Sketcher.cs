using System.Buffers;
using System.Collections.Frozen;
using Sitrep.Language;

namespace Sitrep.Wire.Stories;

/// <summary>
/// Makes sketches. A text is folded (case, diacritics, punctuation), its boilerplate left out; what remains is read as content words, for function words
/// are the same everywhere. Shingles are pairs of content words that follow one another: of a text of which three words in ten were replaced half the pairs
/// are left, while two reports of one happening share few.
/// </summary>
/// <remarks>Stored sketches hold these hashes: a change of the rules or of the words below is a new <see cref="Version"/>, and old sketches no longer match.</remarks>
public static class Sketcher
{
    /// <summary>Version of the rules; an index that holds sketches records it.</summary>
    public const int Version = 1;

    /// <summary>Fewer words are no text: "Photo" is not the same report wherever it stands.</summary>
    private const int MinWords = 5;

    private const ulong Seed = 0x9E3779B97F4A7C15, Prime = 0x100000001B3, Offset = 0xCBF29CE484222325;

    /// <summary>English words that say nothing of what a text is about; shorter ones than four letters are left out anyway, digits aside.</summary>
    private static readonly FrozenSet<string> FunctionWords = (
        "about above after again against almost along already also although among another around away back because been before being below between both came come could does "
        + "doing done down during each either else even ever every from further given gave have having here hers herself himself however into itself just made make many might more "
        + "most much must near neither never nevertheless nothing once only other others ours over same shall should since some still such than that their theirs them themselves "
        + "then there therefore these they this those though through thus till together told toward towards under unless until upon very were what when where whether which while whom "
        + "whose will with within without would your yours said says saying according monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow").Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsFunctionWord = FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The sketch of a text.</summary>
    /// <param name="text">Any string.</param>
    /// <param name="boilerplate">Spans to leave out, in text order.</param>
    public static TextSketch Sketch(string text, IReadOnlyList<TextSpan> boilerplate)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(boilerplate);
        var folded = Folding.Fold(Without(text, boilerplate)).AsSpan();
        var room = folded.Length + 1;
        var (pairs, places, wide) = (ArrayPool<uint>.Shared.Rent(room), ArrayPool<int>.Shared.Rent(room), ArrayPool<uint>.Shared.Rent(room));
        try
        {
            var (words, count, wideCount) = (0, 0, 0);
            ulong whole = Offset, before = 0, earlier = 0;
            foreach (var (start, end) in new Words(folded))
            {
                var word = folded[start..end];
                var hash = Hash(word);
                whole = Mix(whole ^ hash);
                words++;
                if (!IsContent(word))
                {
                    continue;
                }

                if (before != 0)
                {
                    (pairs[count], places[count]) = (Pair(before, hash), count);
                    count++;
                }

                if (earlier != 0)
                {
                    wide[wideCount++] = Pair(earlier, hash);
                }

                (earlier, before) = (before, hash);
            }

            return Sample(words < MinWords ? 0 : (long)whole, pairs.AsSpan(0, count), places.AsSpan(0, count), wide.AsSpan(0, wideCount));
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(pairs);
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<uint>.Shared.Return(wide);
        }
    }

    private static uint Pair(ulong first, ulong second) => (uint)(Mix((first * Prime) ^ second) >> 32);

    private static TextSketch Sample(long textHash, Span<uint> pairs, Span<int> places, Span<uint> wide)
    {
        pairs.Sort(places);
        var distinct = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (i == 0 || pairs[i] != pairs[distinct - 1])
            {
                (pairs[distinct], places[distinct]) = (pairs[i], places[i]);
                distinct++;
            }
        }

        var kept = Math.Min(distinct, TextSketch.MaxHashes);
        var where = new byte[kept];
        for (var i = 0; i < kept; i++)
        {
            where[i] = (byte)((long)places[i] * 256 / pairs.Length);
        }

        wide.Sort();
        var wideDistinct = 0;
        for (var i = 0; i < wide.Length && wideDistinct < TextSketch.MaxHashes; i++)
        {
            if (wideDistinct == 0 || wide[i] != wide[wideDistinct - 1])
            {
                wide[wideDistinct++] = wide[i];
            }
        }

        return new TextSketch(textHash, distinct, [.. pairs[..kept]], [.. where], [.. wide[..wideDistinct]]);
    }

    private static string Without(string text, IReadOnlyList<TextSpan> spans)
    {
        if (spans.Count == 0)
        {
            return text;
        }

        return string.Create(text.Length, (text, spans), static (to, from) =>
        {
            from.text.CopyTo(to);
            foreach (var span in from.spans)
            {
                to[span.Start..span.End].Fill(' ');
            }
        });
    }

    private static bool IsContent(ReadOnlySpan<char> word) =>
        word.Length > 3 ? !IsFunctionWord.Contains(word) : word[0] > '\u024F' || word.ContainsAnyInRange('0', '9');

    private static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = Offset;
        foreach (var c in word)
        {
            hash = (hash ^ c) * Prime;
        }

        return Mix(hash);
    }

    /// <summary>The finaliser of MurmurHash3: every bit of the input reaches every bit of the output.</summary>
    private static ulong Mix(ulong value)
    {
        value ^= value >> 33;
        value *= 0xFF51AFD7ED558CCD;
        value ^= value >> 33;
        value *= 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33) ^ Seed;
    }

    /// <summary>Words of a folded text: what stands between spaces; of scripts that write no spaces each character.</summary>
    private ref struct Words(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _at;

        public (int Start, int End) Current { get; private set; }

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_at < _text.Length && _text[_at] == ' ')
            {
                _at++;
            }

            if (_at == _text.Length)
            {
                return false;
            }

            var start = _at++;
            if (!IsWritten(_text[start]))
            {
                while (_at < _text.Length && _text[_at] != ' ' && !IsWritten(_text[_at]))
                {
                    _at++;
                }
            }

            Current = (start, _at);
            return true;
        }

        /// <summary>Thai, Lao, Khmer, Burmese, kana and ideographs.</summary>
        private static bool IsWritten(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u9FFF');
    }
}
