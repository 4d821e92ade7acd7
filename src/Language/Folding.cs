using System.Buffers;
using System.Collections.Frozen;

namespace Sitrep.Language;

/// <summary>Brings names that differ only in case, diacritics, apostrophes, hyphens or dots to one form, the same on every machine and culture.</summary>
/// <remarks>
/// The rules, in the order of their use on one UTF-16 unit:
/// apostrophes, dots, combining marks, Arabic and Hebrew vowel points, tatweel and invisible format characters are dropped ("U.S." is "us", "Sana'a" is "sanaa");
/// letters lose case and diacritics by the table below (not by Unicode normalisation, which does nothing under InvariantGlobalization);
/// Arabic letters that Persian, Urdu or careless typing exchange become one; Eastern digits become ASCII digits;
/// "&amp;" becomes "and"; all else that is neither letter nor digit separates words, and words stand one space apart.
/// Ideographs, surrogates (lone ones too) and letters without an entry stay as they are.
/// Folding is idempotent. The tables are static: a change of them is a change of every index built with them.
/// </remarks>
public static class Folding
{
    /// <summary>Version of the tables; an index that holds folded names records it.</summary>
    public const int Version = 1;

    /// <summary>The longest form of one UTF-16 unit, with the spaces that may come beside it.</summary>
    private const int MaxExpansion = 5;

    private const char Dropped = '\0';
    private const char Separator = ' ';
    private const char Expanded = '\uFFFF';

    // The first letter of each row is what the others fold to.
    private static readonly string[] Families =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧɐɑḁẚạảấầẩẫậắằẳẵặªⱥ",
        "bḃḅḇƀƃɓ",
        "cçćĉċčƈȼɕḉ",
        "dďđƌɖɗȡḋḍḏḑḓ",
        "eèéêëēĕėęěȅȇȩɇɛǝḕḗḙḛḝẹẻẽếềểễệ",
        "fḟƒ",
        "gĝğġģǥǧǵɠɡḡ",
        "hĥħȟɦḣḥḧḩḫẖ",
        "iìíîïĩīĭįıǐȉȋɨɩḭḯỉị",
        "jĵǰɉȷ",
        "kķǩƙĸḱḳḵ",
        "lĺļľŀłƚɫɬɭȴḷḹḻḽ",
        "mɱḿṁṃ",
        "nñńņňŉŋǹɲƞȵṅṇṉṋ",
        "oòóôõöøōŏőơǒǫǭȍȏȫȭȯȱǿɔɵṍṏṑṓọỏốồổỗộớờởỡợº",
        "pƥṕṗ",
        "qɋʠ",
        "rŕŗřȑȓɍɾṙṛṝṟ",
        "sśŝşšſșȿʂṡṣṥṧṩẛẜẝ",
        "tţťŧțƫƭʈȶṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗʉʊṳṵṷṹṻụủứừửữự",
        "vʋṽṿ",
        "wŵẁẃẅẇẉẘ",
        "xẋẍ",
        "yýÿŷƴȳɏẏẙỳỵỷỹ",
        "zźżžƶȥɀʐʑẑẓẕ",
        "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ",
        "εέἐἑἒἓἔἕὲέ",
        "ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ",
        "ιΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ",
        "οόὀὁὂὃὄὅὸό",
        "ρῤῥ",
        "σς",
        "υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ",
        "ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ",
        "еёѐ",
        "иѝ",
        "اأإآٱٲٳ",
        "يىئیےې",
        "وؤۆۇۈۋ",
        "هةەۀہۂۃھ",
        "كکڪ",
    ];

    private static readonly FrozenDictionary<char, string> Expansions = new Dictionary<char, string>
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['æ'] = "ae",
        ['Æ'] = "ae",
        ['ǣ'] = "ae",
        ['Ǣ'] = "ae",
        ['ǽ'] = "ae",
        ['Ǽ'] = "ae",
        ['œ'] = "oe",
        ['Œ'] = "oe",
        ['þ'] = "th",
        ['Þ'] = "th",
        ['ð'] = "d",
        ['Ð'] = "d",
        ['ə'] = "a",
        ['Ə'] = "a",
        ['ĳ'] = "ij",
        ['Ĳ'] = "ij",
        ['ǆ'] = "dz",
        ['Ǆ'] = "dz",
        ['ǅ'] = "dz",
        ['ǉ'] = "lj",
        ['Ǉ'] = "lj",
        ['ǈ'] = "lj",
        ['ǌ'] = "nj",
        ['Ǌ'] = "nj",
        ['ǋ'] = "nj",
        ['ǳ'] = "dz",
        ['Ǳ'] = "dz",
        ['ǲ'] = "dz",
        ['ﬀ'] = "ff",
        ['ﬁ'] = "fi",
        ['ﬂ'] = "fl",
        ['ﬃ'] = "ffi",
        ['ﬄ'] = "ffl",
        ['ﬅ'] = "st",
        ['ﬆ'] = "st",
        ['&'] = " and ",
    }.ToFrozenDictionary();

    private static readonly char[] Map = BuildMap();

    /// <summary>The folded form; empty where the name has neither letter nor digit.</summary>
    public static string Fold(ReadOnlySpan<char> name)
    {
        var length = MaxLength(name.Length);
        char[]? rented = null;
        var buffer = length <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(length);
        try
        {
            return new string(buffer[..Fold(name, buffer)]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>Code units that the folded form of a name of this length can take at most.</summary>
    public static int MaxLength(int nameLength) => checked(nameLength * MaxExpansion);

    /// <summary>Writes the folded form and returns its length; allocates nothing.</summary>
    /// <param name="name">Any string, lone surrogates included.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> long.</param>
    public static int Fold(ReadOnlySpan<char> name, Span<char> destination)
    {
        var length = 0;
        var gap = false;
        foreach (var c in name)
        {
            var to = Map[c];
            if (to == Expanded)
            {
                foreach (var e in Expansions[c])
                    Put(e, destination, ref length, ref gap);
            }
            else if (to != Dropped)
            {
                Put(to, destination, ref length, ref gap);
            }
        }
        return length;
    }

    private static void Put(char c, Span<char> destination, ref int length, ref bool gap)
    {
        if (c == Separator)
        {
            gap = length > 0;
            return;
        }
        if (gap)
            destination[length++] = Separator;
        gap = false;
        destination[length++] = c;
    }

    private static char[] BuildMap()
    {
        var map = new char[char.MaxValue + 1];
        for (var i = 0; i < map.Length; i++)
        {
            var c = (char)i;
            map[i] = char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMarkOfAWord(c) ? char.ToLowerInvariant(c) : Separator;
        }
        foreach (var family in Families)
        {
            foreach (var member in family)
            {
                map[member] = family[0];
                var upper = char.ToUpperInvariant(member);
                if (char.ToLowerInvariant(upper) == member)
                    map[upper] = family[0];
            }
        }
        map['\u0130'] = 'i'; // the one capital whose lower case differs between the runtime's globalisation modes
        for (var i = 0; i <= 9; i++)
        {
            map['\u0660' + i] = map['\u06F0' + i] = (char)('0' + i);
        }
        for (var i = '\uFF01'; i <= '\uFF5E'; i++)
            map[i] = map[i - 0xFEE0];
        Drop(map, '\u0300', '\u036F'); // combining marks
        Drop(map, '\u0591', '\u05C7'); // Hebrew points
        Drop(map, '\u0610', '\u061A'); // Arabic signs
        Drop(map, '\u0640', '\u0640'); // tatweel
        Drop(map, '\u064B', '\u065F'); // Arabic vowels, hamza above and below
        Drop(map, '\u0670', '\u0670');
        Drop(map, '\u0674', '\u0674');
        Drop(map, '\u06D6', '\u06DC');
        Drop(map, '\u06DF', '\u06E4');
        Drop(map, '\u1AB0', '\u1AFF');
        Drop(map, '\u1DC0', '\u1DFF');
        Drop(map, '\u20D0', '\u20FF');
        Drop(map, '\uFE00', '\uFE0F'); // variation selectors
        Drop(map, '\uFE20', '\uFE2F');
        Drop(map, '\u200B', '\u200F'); // invisible: joiners and directions
        Drop(map, '\u202A', '\u202E');
        Drop(map, '\u2060', '\u2069');
        foreach (var c in "'`´.·\u00AD\u02B0\u02B9\u02BA\u02BB\u02BC\u02BD\u02BE\u02BF\u02C8\u02CA\u02CB\u2018\u2019\u201A\u201B\u2032\u2035\u2024\u055A\u05F3\uA78B\uA78C\uFEFF\uFF07\uFF0E\0")
            map[c] = Dropped;
        foreach (var c in Expansions.Keys)
            map[c] = Expanded;
        // What became a letter of some family in lower case (the Ångström sign) goes on to the head of that family.
        for (var i = 0; i < map.Length; i++)
        {
            if (map[i] is not (Dropped or Separator or Expanded) && map[map[i]] != Expanded)
                map[i] = map[map[i]];
        }
        return map;
    }

    // Vowel signs of Indic and South-East Asian scripts are marks, not letters, but without them the word is another.
    private static bool IsMarkOfAWord(char c) =>
        c >= '\u0900' && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static void Drop(char[] map, char first, char last) => Array.Fill(map, Dropped, first, last - first + 1);
}
