namespace Sitrep.Cli.Terminal;

/// <summary>Halves of surrogate pairs: JSON can write them (`"\ud800"`), UTF-8 and the wire cannot.</summary>
internal static class LoneSurrogates
{
    /// <summary>The text with each lone surrogate as U+FFFD; the length stays, so spans still count in the text as it was given.</summary>
    public static string Replace(string text)
    {
        var first = IndexOf(text, 0);
        if (first < 0)
            return text;
        return string.Create(text.Length, (text, first), static (target, state) =>
        {
            state.text.CopyTo(target);
            for (var i = state.first; i >= 0; i = IndexOf(state.text, i + 1))
                target[i] = '\uFFFD';
        });
    }

    private static int IndexOf(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                return i;
        }
        return -1;
    }
}
