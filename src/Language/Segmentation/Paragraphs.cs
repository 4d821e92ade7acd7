namespace Sitrep.Language.Segmentation;

/// <summary>Which line breaks of a text part paragraphs and which only wrap lines.</summary>
internal static class Paragraphs
{
    /// <summary>A wrapped line that is shorter than this share of the longest could have held the next word.</summary>
    private const double FullLine = 0.8;

    /// <summary>Lines longer than this are paragraphs of their own: nobody wraps so late.</summary>
    private const int LongestWrappedLine = 120;

    /// <summary>For each token the index of its paragraph, from 0, never falling.</summary>
    public static int[] Number(string text, List<TextSpan> tokens)
    {
        var wrapped = IsHardWrapped(text, tokens, out var width);
        var paragraphs = new int[tokens.Count];
        var paragraph = 0;
        var lineStart = tokens.Count > 0 ? tokens[0].Start : 0;
        for (var i = 1; i < tokens.Count; i++)
        {
            var breaks = CountLineBreaks(text, tokens[i - 1].End, tokens[i].Start);
            if (breaks > 0)
            {
                var length = tokens[i - 1].End - lineStart;
                if (breaks > 1 || !wrapped || (length + 1 + tokens[i].Length < width * FullLine && !char.IsLower(text[tokens[i].Start])))
                    paragraph++;
                lineStart = tokens[i].Start;
            }

            paragraphs[i] = paragraph;
        }

        return paragraphs;
    }

    /// <summary>Whether single line breaks stand inside sentences: lines are short, and more than one in five goes on in lower case.</summary>
    private static bool IsHardWrapped(string text, List<TextSpan> tokens, out int width)
    {
        width = 0;
        var breaks = 0;
        var continued = 0;
        var lineStart = tokens.Count > 0 ? tokens[0].Start : 0;
        for (var i = 1; i <= tokens.Count; i++)
        {
            var count = i < tokens.Count ? CountLineBreaks(text, tokens[i - 1].End, tokens[i].Start) : 2;
            if (count == 0)
                continue;
            width = Math.Max(width, tokens[i - 1].End - lineStart);
            if (count == 1)
            {
                breaks++;
                if (char.IsLower(text[tokens[i].Start]))
                    continued++;
            }

            if (i < tokens.Count)
                lineStart = tokens[i].Start;
        }

        return breaks > 0 && width <= LongestWrappedLine && (continued * 5 > breaks || !HasLower(text));
    }

    private static bool HasLower(string text)
    {
        foreach (var c in text)
        {
            if (char.IsLower(c))
                return true;
        }

        return false;
    }

    private static int CountLineBreaks(string text, int from, int to)
    {
        var breaks = 0;
        for (var i = from; i < to; i++)
        {
            if (text[i] is '\n' or '\u2028' || (text[i] == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n')))
                breaks++;
            else if (text[i] == '\u2029')
                breaks += 2;
        }

        return breaks;
    }
}
