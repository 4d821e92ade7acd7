using System.Collections.Frozen;

namespace Sitrep.Gazetteer.Index;

/// <summary>A coarser form of a folded name, equal for the usual transliterations of one name: "Zakhil", "Zakheyl" and "Zā Khēl"; "Kunduz", "Qondūz" and "Кундуз".</summary>
/// <remarks>
/// Cyrillic and Greek letters become Latin ones; then spaces, articles of Arabic and doubled letters go, and spellings of one sound become one. Two names with
/// one loose form are candidates for each other, not the same name.
/// </remarks>
internal static class LooseForm
{
    /// <summary>Shorter names have too many look-alikes.</summary>
    public const int MinLength = 4;

    private static readonly FrozenDictionary<char, string> Letters = new Dictionary<char, string>
    {
        ['а'] = "a",
        ['б'] = "b",
        ['в'] = "v",
        ['г'] = "g",
        ['ґ'] = "g",
        ['д'] = "d",
        ['е'] = "e",
        ['є'] = "e",
        ['ж'] = "j",
        ['з'] = "z",
        ['и'] = "i",
        ['і'] = "i",
        ['ї'] = "i",
        ['й'] = "i",
        ['к'] = "k",
        ['л'] = "l",
        ['м'] = "m",
        ['н'] = "n",
        ['о'] = "o",
        ['п'] = "p",
        ['р'] = "r",
        ['с'] = "s",
        ['т'] = "t",
        ['у'] = "u",
        ['ў'] = "u",
        ['ф'] = "f",
        ['х'] = "kh",
        ['ц'] = "ts",
        ['ч'] = "ch",
        ['ш'] = "sh",
        ['щ'] = "shch",
        ['ъ'] = "",
        ['ы'] = "i",
        ['ь'] = "",
        ['э'] = "e",
        ['ю'] = "yu",
        ['я'] = "ya",
        ['қ'] = "k",
        ['ғ'] = "gh",
        ['ҳ'] = "h",
        ['ҷ'] = "j",
        ['ә'] = "a",
        ['ө'] = "o",
        ['ү'] = "u",
        ['ұ'] = "u",
        ['ң'] = "n",
        ['ђ'] = "dj",
        ['ј'] = "i",
        ['љ'] = "lj",
        ['њ'] = "nj",
        ['ћ'] = "ch",
        ['џ'] = "dz",
        ['α'] = "a",
        ['β'] = "v",
        ['γ'] = "g",
        ['δ'] = "d",
        ['ε'] = "e",
        ['ζ'] = "z",
        ['η'] = "i",
        ['θ'] = "th",
        ['ι'] = "i",
        ['κ'] = "k",
        ['λ'] = "l",
        ['μ'] = "m",
        ['ν'] = "n",
        ['ξ'] = "x",
        ['ο'] = "o",
        ['π'] = "p",
        ['ρ'] = "r",
        ['σ'] = "s",
        ['τ'] = "t",
        ['υ'] = "i",
        ['φ'] = "f",
        ['χ'] = "kh",
        ['ψ'] = "ps",
        ['ω'] = "o",
    }.ToFrozenDictionary();

    // Longest first; what stands on the right is a letter of the loose alphabet.
    private static readonly (string From, string To)[] Sounds =
    [
        ("tsch", "C"), ("shch", "S"), ("tch", "C"), ("sch", "S"), ("dzh", "j"), ("dj", "j"), ("ch", "C"), ("sh", "S"), ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dh", "d"), ("th", "t"), ("ph", "f"),
        ("ck", "k"), ("ts", "S"), ("tz", "S"), ("ou", "u"), ("oo", "u"), ("aw", "u"), ("ow", "u"), ("au", "u"), ("uw", "u"), ("ee", "i"), ("ey", "i"), ("ei", "i"), ("ay", "i"), ("ai", "i"), ("iy", "i"), ("yi", "i"), ("aa", "a"),
        ("q", "k"), ("c", "k"), ("x", "h"), ("w", "v"), ("y", "i"), ("e", "i"), ("o", "u"),
    ];

    private static readonly string[] Articles = ["al ", "el ", "ul ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az "];

    /// <summary>Writes the loose form and gives its length; 0 for a name too short or too long to have one, or in a script without rules.</summary>
    /// <param name="folded">A folded name.</param>
    /// <param name="destination">As long as <see cref="FuzzyIndex.MaxKeyLength"/> or longer.</param>
    public static int Write(ReadOnlySpan<char> folded, Span<char> destination)
    {
        Span<char> latin = stackalloc char[4 * FuzzyIndex.MaxKeyLength];
        if (folded.Length is < MinLength or > FuzzyIndex.MaxKeyLength)
            return 0;
        var length = 0;
        foreach (var c in folded)
        {
            if (c is >= 'a' and <= 'z' or >= '0' and <= '9' or ' ')
                latin[length++] = c;
            else if (Letters.TryGetValue(c, out var letters))
                letters.CopyTo(latin[length..]);
            else
                return 0;
            if (c > '\u007F')
                length += Letters[c].Length;
        }
        return Sound(latin[..length], destination);
    }

    private static int Sound(ReadOnlySpan<char> name, Span<char> destination)
    {
        foreach (var article in Articles)
        {
            if (name.StartsWith(article, StringComparison.Ordinal) && name.Length > article.Length + 2)
            {
                name = name[article.Length..];
                break;
            }
        }
        var length = 0;
        for (var at = 0; at < name.Length;)
        {
            if (name[at] == ' ')
            {
                at++;
                continue;
            }
            var (letter, width) = Letter(name[at..]);
            at += width;
            if (length > 0 && destination[length - 1] == letter)
                continue;
            if (length == destination.Length)
                return 0;
            destination[length++] = letter;
        }
        // A last "h" is seldom heard: "Herah", "Hera".
        if (length > MinLength && destination[length - 1] == 'h')
            length--;
        return length < MinLength - 1 ? 0 : length;
    }

    private static (char Letter, int Width) Letter(ReadOnlySpan<char> name)
    {
        foreach (var (from, to) in Sounds)
        {
            if (name.StartsWith(from, StringComparison.Ordinal))
                return (to[0], from.Length);
        }
        return (name[0], 1);
    }
}
