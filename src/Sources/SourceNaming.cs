using System.Security.Cryptography;
using System.Text;
using Sitrep.Language;

namespace Sitrep.Sources;

/// <summary>How sources are named: `sources/{id}`, the id chosen by a client or made from the display name.</summary>
internal static class SourceNaming
{
    public const string Prefix = "sources/";

    /// <summary>The source of reports that name none: visible as such, never guessed.</summary>
    public const string UnknownId = "unknown";

    /// <summary>As AIP-122 has resource ids.</summary>
    public const int MaxIdLength = 63;

    private const int HashLength = 8;

    /// <summary>Whether this may follow `sources/`: 1 to 63 of a-z, 0-9 and hyphen, first and last no hyphen.</summary>
    public static bool IsId(ReadOnlySpan<char> id) =>
        id.Length is > 0 and <= MaxIdLength && id[0] != '-' && id[^1] != '-' && !id.ContainsAnyExcept(IdCharacters);

    /// <summary>The form in which display names are compared: without case, diacritics and punctuation.</summary>
    public static string Key(string displayName) => Folding.Fold(displayName) is { Length: > 0 } folded ? folded : displayName;

    /// <summary>
    /// The id made from a display name: its words in ASCII, hyphens between. A hash follows where letters were lost on the way ("Газета 24"),
    /// so that two such names never become one source.
    /// </summary>
    public static string IdOf(string displayName)
    {
        var key = Key(displayName);
        var ascii = new StringBuilder(key.Length);
        var lost = false;
        foreach (var c in key)
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                ascii.Append(c);
            }
            else if (c == ' ')
            {
                ascii.Append('-');
            }
            else
            {
                lost = true;
            }
        }

        var slug = ascii.ToString().Trim('-');
        return lost || slug.Length is 0 or > MaxIdLength ? WithHash(slug, key) : slug;
    }

    /// <summary>The id of a display name whose plain id another source has: the same wherever it is made.</summary>
    public static string SecondIdOf(string displayName) => WithHash(IdOf(displayName), "second\n" + Key(displayName));

    private static string WithHash(string slug, string key)
    {
        var room = MaxIdLength - HashLength - 1;
        var head = (slug.Length > room ? slug[..room] : slug).Trim('-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..HashLength];
        return head.Length == 0 ? "s-" + hash : $"{head}-{hash}";
    }

    private static readonly System.Buffers.SearchValues<char> IdCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
