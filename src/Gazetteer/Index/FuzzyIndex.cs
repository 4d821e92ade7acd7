using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Sitrep.Gazetteer.Index;

/// <summary>Finds keys within two edits: of a key cut in half, one half is at most one edit from a beginning or an end of the query.</summary>
/// <remarks>
/// Halves begin or end where the key does, so that nothing needs to be tried at several places. Each half is entered as it is and with each of its letters left
/// out: two strings one edit apart have a string with a letter left out in common, or one is it (Mor and Fraenkel 1982). A half of four letters or more has so
/// few namesakes that a query compares some hundred keys. The plain form, comparing every key, is in the tests.
/// </remarks>
internal static class FuzzyIndex
{
    /// <summary>Longer names are found by none but their exact form and beginning.</summary>
    public const int MaxKeyLength = 64;

    // Shorter keys no query of two edits can mean, the shortest of which has eight letters.
    private const int LeastForTwoEdits = 6;

    // The most keys that one query compares: beyond, the cost of a search would grow with the gazetteer. None of the queries measured came near it.
    private const int MostCompared = 50_000;

    /// <summary>Edits that a query of this length may be away from a key.</summary>
    public static int LimitOf(int length) => length switch { < 3 => 0, < 8 => 1, _ => 2 };

    /// <summary>Keys within the distance, each once, in the order of keys.</summary>
    public static List<(int Key, int Distance)> Find(IndexImage image, NameKeys keys, ReadOnlySpan<char> folded, int limit)
    {
        var found = new List<(int Key, int Distance)>();
        if (folded.Length is 0 or > MaxKeyLength)
            return found;
        var table = new HashedKeys(image, Section.HalfDirectory, Section.HalfEntries);
        var candidates = new List<int>();
        for (var length = Math.Max(1, folded.Length - limit); length <= Math.Min(MaxKeyLength, folded.Length + limit) && candidates.Count < MostCompared; length++)
        {
            Collect(table, folded, length, length / 2, false, limit, candidates);
            Collect(table, folded, length, length - length / 2, true, limit, candidates);
        }
        candidates.Sort();
        Span<char> key = stackalloc char[MaxKeyLength];
        var letters = Letters(folded);
        var at = -1;
        var walk = keys.All();
        foreach (var candidate in CollectionsMarshal.AsSpan(candidates)[..Math.Min(MostCompared, candidates.Count)])
        {
            if (candidate == at)
                continue;
            // Keys that begin alike stand together: most lie in the block where the one before was found.
            if (at < 0 || candidate / IndexFormat.KeysPerBlock != at / IndexFormat.KeysPerBlock)
                walk = keys.At(candidate);
            else
                for (var steps = candidate - at; steps > 0; steps--)
                    walk.MoveNext();
            at = candidate;
            if (!Encoding.UTF8.TryGetChars(walk.Key, key, out var written))
                continue;
            // An edit changes two members of the set of letters at most, which is sooner seen than the distance.
            if (BitOperations.PopCount(letters ^ Letters(key[..written])) <= 2 * limit && Distance(folded, key[..written], limit) is var distance && distance <= limit)
                found.Add((candidate, distance));
        }
        return found;
    }

    // Keys of one length, one half of which (of so many letters, at the end or at the beginning) could stand in the query.
    private static void Collect(HashedKeys table, ReadOnlySpan<char> query, int length, int half, bool atEnd, int limit, List<int> candidates)
    {
        var salt = Salt(length, atEnd);
        var same = Part(query, half, atEnd);
        if (same.Length == half)
            table.Find(HashedKeys.Hash(same, -1, salt), candidates);
        if (limit < 2)
            return;
        // The other half has one edit left at most, so that the lengths differ by two only where both edits add or both take away.
        var more = query.Length - length;
        var longer = Part(query, half + 1, atEnd);
        if (more >= 0 && longer.Length > half)
        {
            for (var i = 0; i < longer.Length; i++)
                table.Find(HashedKeys.Hash(longer, i, salt), candidates);
        }
        var shorter = Part(query, half - 1, atEnd);
        if (more <= 0)
        {
            for (var i = 0; i < half; i++)
                table.Find(HashedKeys.Hash(shorter, -1, Salt(length, atEnd, i)), candidates);
        }
        if (Math.Abs(more) < 2 && same.Length == half)
        {
            for (var i = 0; i < half; i++)
                table.Find(HashedKeys.Hash(same, i, Salt(length, atEnd, i)), candidates);
        }
    }

    private static uint Letters(ReadOnlySpan<char> key)
    {
        var set = 0U;
        foreach (var c in key)
            set |= 1U << (c & 31);
        return set;
    }

    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> text, int length, bool atEnd) =>
        length >= text.Length ? text : atEnd ? text[^length..] : text[..length];

    /// <param name="length">Of the whole key.</param>
    /// <param name="atEnd">Which half.</param>
    /// <param name="without">Place of the letter that was left out; -1 for none.</param>
    private static int Salt(int length, bool atEnd, int without = -1) => (length << 8 | without + 1) << 1 | (atEnd ? 1 : 0);

    /// <summary>Levenshtein, row by row, of each only what lies within the limit of the diagonal; stops where a whole row is over it. Over it too for keys that are too long.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (b.Length > MaxKeyLength || Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        Span<int> row = stackalloc int[MaxKeyLength + 2];
        for (var j = 0; j <= Math.Min(b.Length, limit); j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var first = Math.Max(1, i - limit);
            var last = Math.Min(b.Length, i + limit);
            var diagonal = row[first - 1];
            row[first - 1] = first == 1 ? i : limit + 1;
            if (last == i + limit)
                row[last] = limit + 1; // nothing stands above it
            var least = row[first - 1];
            for (var j = first; j <= last; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > limit)
                return limit + 1;
        }
        return row[b.Length];
    }

    /// <summary>The hashes of the halves of a key.</summary>
    internal readonly struct Halves : IKeyHashes
    {
        public static void Of<TVisitor>(scoped ReadOnlySpan<char> key, uint number, ref TVisitor visitor)
            where TVisitor : IHashVisitor, allows ref struct
        {
            Visit(key[..(key.Length / 2)], key.Length, false, number, ref visitor);
            Visit(key[(key.Length / 2)..], key.Length, true, number, ref visitor);
        }

        private static void Visit<TVisitor>(scoped ReadOnlySpan<char> half, int length, bool atEnd, uint number, ref TVisitor visitor)
            where TVisitor : IHashVisitor, allows ref struct
        {
            visitor.Visit(HashedKeys.Hash(half, -1, Salt(length, atEnd)), number);
            for (var i = 0; i < half.Length && length >= LeastForTwoEdits; i++)
                visitor.Visit(HashedKeys.Hash(half, i, Salt(length, atEnd, i)), number);
        }
    }
}
