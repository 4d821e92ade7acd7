using System.Collections.Frozen;
using System.Text;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Lexicons;

/// <summary>A list of names of one or more words that is matched against tokens, longest first, whatever the capitals beyond the first letter.</summary>
internal sealed class PhraseTable
{
    private readonly FrozenDictionary<string, string> _phrases;
    private readonly FrozenDictionary<string, int> _longestByFirst;

    private PhraseTable(FrozenDictionary<string, string> phrases, FrozenDictionary<string, int> longestByFirst)
    {
        _phrases = phrases;
        _longestByFirst = longestByFirst;
    }

    /// <summary>Reads the list <paramref name="name"/>; what follows an entry's first column is its note.</summary>
    public static PhraseTable Read(string name)
    {
        var phrases = new Dictionary<string, string>(StringComparer.Ordinal);
        var longest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Lexicon.Lines(name))
        {
            // An entry is cut as a text would be, so that "Cox's Bazar" and "St. Petersburg" meet their tokens.
            var spans = Tokenizer.Tokenize(line[0] + " ");
            var words = spans.ConvertAll(span => Document.Lower(span.Of(line[0])));
            phrases[string.Join(' ', words)] = line.Length > 1 ? string.Join(' ', line[1..]) : "";
            longest[words[0]] = Math.Max(longest.GetValueOrDefault(words[0]), words.Count);
        }

        return new PhraseTable(phrases.ToFrozenDictionary(StringComparer.Ordinal), longest.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>One past the last token of the longest entry that begins at <paramref name="i"/>; <paramref name="i"/> itself where none does.</summary>
    public int Longest(Token[] tokens, int i, int end, out string note)
    {
        note = "";
        if (!_longestByFirst.TryGetValue(tokens[i].Lower, out var longest))
            return i;
        for (var count = Math.Min(longest, end - i); count > 1; count--)
        {
            var key = new StringBuilder(tokens[i].Lower);
            for (var k = 1; k < count; k++)
                key.Append(' ').Append(tokens[i + k].Lower);
            if (_phrases.TryGetValue(key.ToString(), out var found))
            {
                note = found;
                return i + count;
            }
        }

        if (!_phrases.TryGetValue(tokens[i].Lower, out var single))
            return i;
        note = single;
        return i + 1;
    }

    /// <summary>Whether <paramref name="lower"/> is an entry.</summary>
    public bool Contains(string lower) => _phrases.ContainsKey(lower);

    /// <summary>The note of an entry; null where it is none.</summary>
    public string? Note(string lower) => _phrases.GetValueOrDefault(lower);
}
