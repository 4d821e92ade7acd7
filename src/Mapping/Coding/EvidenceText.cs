using Sitrep.Text.V1;

namespace Sitrep.Mapping.Coding;

/// <summary>Evidence with its quote as valid Unicode.</summary>
internal static class EvidenceText
{
    /// <summary>The words at a span, verbatim but for lone surrogates, which UTF-8 cannot hold: each becomes U+FFFD, so that lengths stay the same.</summary>
    public static Evidence Of(string text, Sitrep.Language.TextSpan span) => new()
    {
        Span = new Sitrep.Text.V1.TextSpan { Start = span.Start, End = span.End },
        Quote = Valid(text.AsSpan(span.Start, span.Length)),
    };

    /// <summary>The string with each lone surrogate replaced by U+FFFD.</summary>
    public static string Valid(ReadOnlySpan<char> text)
    {
        char[]? copy = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }
            copy ??= text.ToArray();
            copy[i] = '\uFFFD';
        }
        return copy is null ? text.ToString() : new string(copy);
    }
}
