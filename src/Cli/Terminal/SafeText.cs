using System.Buffers;
using System.Text;

namespace Sitrep.Cli.Terminal;

/// <summary>Makes text of others fit for a terminal: a report must not move the cursor, change colours or turn the writing direction.</summary>
internal static class SafeText
{
    /// <summary>Control characters (C0 but tab and line feed, DEL, C1) and the bidirectional overrides and isolates.</summary>
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c is not ('\t' or '\n')).Select(c => (char)c),
            .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c),
            .. Enumerable.Range(0x202A, 5).Select(c => (char)c),
            .. Enumerable.Range(0x2066, 4).Select(c => (char)c)]);

    /// <summary>The text with every unsafe code unit and every lone surrogate as U+FFFD: as many code units as before, so spans still count.</summary>
    public static string Of(string text)
    {
        text = LoneSurrogates.Replace(text);
        if (!text.AsSpan().ContainsAny(Unsafe))
            return text;
        var safe = new StringBuilder(text);
        for (var i = 0; i < safe.Length; i++)
        {
            if (Unsafe.Contains(safe[i]))
                safe[i] = safe[i] == '\r' ? ' ' : '\uFFFD';
        }
        return safe.ToString();
    }

    /// <summary>The same on one line: line ends and tabs become blanks, runs of blanks one.</summary>
    public static string Line(string text) => string.Join(' ', Of(text).Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
