namespace Sitrep.Gazetteer.Index;

/// <summary>Finds keys by their loose form: other transliterations of a name.</summary>
internal static class LooseIndex
{
    /// <summary>Keys with the same loose form, the query's own folded form left out, in the order of keys.</summary>
    public static List<int> Find(IndexImage image, NameKeys keys, ReadOnlySpan<char> folded)
    {
        var found = new List<int>();
        Span<char> loose = stackalloc char[FuzzyIndex.MaxKeyLength];
        Span<char> other = stackalloc char[FuzzyIndex.MaxKeyLength];
        Span<char> key = stackalloc char[FuzzyIndex.MaxKeyLength];
        var form = loose[..LooseForm.Write(folded, loose)];
        if (form.IsEmpty)
            return found;
        var candidates = new List<int>();
        new HashedKeys(image, Section.LooseDirectory, Section.LooseEntries).Find(HashedKeys.Hash(form, -1, 0), candidates);
        candidates.Sort();
        foreach (var candidate in candidates)
        {
            var written = keys.Key(candidate, key);
            if (written > 0 && !key[..written].SequenceEqual(folded) && other[..LooseForm.Write(key[..written], other)].SequenceEqual(form))
                found.Add(candidate);
        }
        return found;
    }

    /// <summary>The hash of a key's loose form.</summary>
    internal readonly struct Forms : IKeyHashes
    {
        public static void Of<TVisitor>(scoped ReadOnlySpan<char> key, uint number, ref TVisitor visitor)
            where TVisitor : IHashVisitor, allows ref struct
        {
            Span<char> loose = stackalloc char[FuzzyIndex.MaxKeyLength];
            if (LooseForm.Write(key, loose) is var length and > 0)
                visitor.Visit(HashedKeys.Hash(loose[..length], -1, 0), number);
        }
    }
}
