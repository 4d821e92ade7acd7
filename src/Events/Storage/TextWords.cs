using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Sitrep.Language;

namespace Sitrep.Events.Storage;

/// <summary>
/// Words of texts as filters see them: without case and diacritics, whole, in any order. The same words decide in SQLite, in PostgreSQL and for a
/// watcher, so that all three find the same. Indexes hold numbers in place of words, and so no text.
/// </summary>
internal static class TextWords
{
    /// <summary>What is longer is no word, and no index takes it.</summary>
    private const int MaxLength = 100;

    /// <summary>Far more than a report of ordinary length has; bounds what a text of one mebibyte costs.</summary>
    private const int MaxWords = 50_000;

    /// <summary>The different words of a text, in the order of their first places.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        // A line at a time: folding a mebibyte at once would take as much again four times over.
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            // A genitive is its noun: who looks for "Taliban" means "Taliban's" too.
            var folded = Folding.Fold(line.ToString().Replace("'s", " ", StringComparison.OrdinalIgnoreCase).Replace("\u2019s", " ", StringComparison.OrdinalIgnoreCase));
            foreach (var range in folded.AsSpan().Split(' '))
            {
                var word = folded.AsSpan(range);
                if (word.Length is > 0 and <= MaxLength && words.Count < MaxWords)
                {
                    words.GetAlternateLookup<ReadOnlySpan<char>>().Add(word);
                }
            }
        }

        return [.. words];
    }

    /// <summary>The words as numbers, ascending: eight bytes each, and no way back to the text.</summary>
    public static byte[] Pack(IEnumerable<string> words)
    {
        var numbers = words.Select(Number).Distinct().Order().ToArray();
        var bytes = new byte[numbers.Length * sizeof(ulong)];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), numbers[i]);
        }

        return bytes;
    }

    /// <summary>Whether packed words hold all of these numbers.</summary>
    public static bool HoldAll(ReadOnlySpan<byte> packed, IReadOnlyList<ulong> wanted)
    {
        foreach (var number in wanted)
        {
            var (low, high) = (0, packed.Length / sizeof(ulong));
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = BinaryPrimitives.ReadUInt64LittleEndian(packed[(middle * sizeof(ulong))..]) < number ? (middle + 1, high) : (low, middle);
            }

            if (low * sizeof(ulong) >= packed.Length || BinaryPrimitives.ReadUInt64LittleEndian(packed[(low * sizeof(ulong))..]) != number)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>FNV-1a over the word's UTF-16 units: of a million words, two share a number once in forty million installations.</summary>
    public static ulong Number(string word)
    {
        var hash = 14_695_981_039_346_656_037ul;
        foreach (var one in MemoryMarshal.AsBytes(word.AsSpan()))
        {
            hash = (hash ^ one) * 1_099_511_628_211ul;
        }

        return hash;
    }

    /// <summary>A number as the indexes have it.</summary>
    public static string Token(ulong number) => number.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Packed words as the indexes have them.</summary>
    public static IEnumerable<string> Tokens(byte[] packed)
    {
        for (var at = 0; at < packed.Length; at += sizeof(ulong))
        {
            yield return Token(BinaryPrimitives.ReadUInt64LittleEndian(packed.AsSpan(at)));
        }
    }
}
