using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sitrep.Language.Normalization;

/// <summary>
/// Brings a text into the one form that the stages read: letters with their marks composed, ligatures and full-width forms as plain letters, soft hyphens and invisible marks
/// inside words left out, every kind of blank a blank. Quotation marks, dashes and line breaks stay. Idempotent; any string will do.
/// </summary>
public static class TextNormalizer
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(BuildSuspects());

    /// <summary>The normal form of <paramref name="text"/>; the same instance where it is in normal form.</summary>
    public static NormalizedText Normalize(string text)
    {
        var first = text.AsSpan().IndexOfAny(Suspects);
        if (first < 0)
            return new NormalizedText(text, null, text.Length);

        var normal = new StringBuilder(text.Length);
        var starts = new List<int>(text.Length);
        var changed = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var last = normal.Length > 0 ? normal[^1] : '\0';
            if (c < 0x80 || !Suspects.Contains(c))
            {
                Add(c, i);
                continue;
            }

            if (IsInvisible(c))
            {
                if (char.IsLetterOrDigit(last))
                    changed = true;
                else
                    Add(c, i);
            }
            else if (Composition.TryCompose(last, c, out var composed))
            {
                normal[^1] = composed;
                changed = true;
            }
            else if (Plain(c) is { } plain)
            {
                foreach (var letter in plain)
                    Add(letter, i);
                changed = true;
            }
            else
            {
                Add(c, i);
            }
        }

        return changed ? new NormalizedText(normal.ToString(), [.. starts], text.Length) : new NormalizedText(text, null, text.Length);

        void Add(char c, int from)
        {
            normal.Append(c);
            starts.Add(from);
        }
    }

    /// <summary>Soft hyphen, zero-width blanks and joiners that part no letters, marks of direction.</summary>
    private static bool IsInvisible(char c) => c is '\u00AD' or '\u200B' or '\u2060' or '\uFEFF' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string? Plain(char c) => c switch
    {
        '\uFB00' => "ff",
        '\uFB01' => "fi",
        '\uFB02' => "fl",
        '\uFB03' => "ffi",
        '\uFB04' => "ffl",
        '\uFB05' or '\uFB06' => "st",
        >= '\uFF01' and <= '\uFF5E' => ((char)(c - 0xFEE0)).ToString(),
        '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000' => " ",
        _ => null,
    };

    private static string BuildSuspects()
    {
        var suspects = new StringBuilder();
        for (var c = '\u0080'; c < '\uFFFF'; c++)
        {
            if (IsInvisible(c) || Plain(c) is not null || (c is >= '\u0300' and <= '\u036F' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark))
                suspects.Append(c);
        }

        return suspects.ToString();
    }
}
