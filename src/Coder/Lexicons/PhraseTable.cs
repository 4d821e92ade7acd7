using Sitrep.Language.Segmentation;

namespace Sitrep.Coder.Lexicons;

/// <summary>Looks up phrases of one to five words in running tokens, the longest first. Built once, then read only.</summary>
internal sealed class PhraseTable<T> where T : class
{
    private const int LongestPhrase = 6;
    private readonly Dictionary<string, T> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _longest = new(StringComparer.Ordinal);

    public void Add(string phrase, T value)
    {
        _entries[phrase] = value;
        var words = phrase.Split(' ');
        if (words.Length > LongestPhrase)
            throw new InvalidDataException($"\"{phrase}\" has more than {LongestPhrase} words.");
        _longest[words[0]] = Math.Max(_longest.GetValueOrDefault(words[0]), words.Length);
    }

    /// <summary>The entry for a whole phrase, given in lower case.</summary>
    public T? Find(string phrase) => _entries.GetValueOrDefault(phrase);

    /// <summary>The longest entry that begins at a token and ends before <paramref name="limit"/>; words match by form or lemma.</summary>
    public T? Match(IReadOnlyList<Token> tokens, int first, int limit, out int end)
    {
        var head = tokens[first];
        var longest = Math.Max(_longest.GetValueOrDefault(head.Lower), _longest.GetValueOrDefault(Base(head)));
        for (var length = Math.Min(longest, limit - first); length > 0; length--)
        {
            if (MatchLength(tokens, first, length) is { } found)
            {
                end = first + length;
                return found;
            }
        }
        end = first;
        return null;
    }

    /// <summary>The longest entry that ends with the token before <paramref name="end"/> and begins no earlier than <paramref name="limit"/>.</summary>
    public T? MatchBackward(IReadOnlyList<Token> tokens, int limit, int end, out int first)
    {
        for (first = Math.Max(limit, end - LongestPhrase); first < end; first++)
        {
            // Most words begin no phrase that long; asking first spares putting their words together.
            var head = tokens[first];
            if (end - first > 1 && _longest.GetValueOrDefault(head.Lower) < end - first && _longest.GetValueOrDefault(Base(head)) < end - first)
                continue;
            if (MatchLength(tokens, first, end - first) is { } found)
                return found;
        }
        first = end;
        return null;
    }

    /// <summary>The base form; of a plural that was taken for a name ("Slovak Soldiers"), the singular.</summary>
    private static string Base(Token token) =>
        token.Tag == PartOfSpeech.ProperNoun && token.Lower.Length > 3 && token.Lower[^1] == 's' && token.Lower[^2] != 's' && string.Equals(token.Lemma, token.Lower, StringComparison.OrdinalIgnoreCase)
            ? token.Lower[..^1] : token.Lemma;

    private T? MatchLength(IReadOnlyList<Token> tokens, int first, int length)
    {
        if (length == 1)
            return Find(tokens[first].Lower) ?? Find(Base(tokens[first]));
        var forms = new string[length];
        for (var i = 0; i < length; i++)
            forms[i] = tokens[first + i].Lower;
        if (Find(string.Join(' ', forms)) is { } exact)
            return exact;
        forms[^1] = Base(tokens[first + length - 1]);
        if (Find(string.Join(' ', forms)) is { } byLast)
            return byLast;
        forms[^1] = tokens[first + length - 1].Lower;
        forms[0] = tokens[first].Lemma;
        if (Find(string.Join(' ', forms)) is { } byFirst)
            return byFirst;
        forms[^1] = Base(tokens[first + length - 1]);
        return Find(string.Join(' ', forms));
    }
}
