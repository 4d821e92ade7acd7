namespace Sitrep.Events.Joining;

/// <summary>
/// The sentence that an event is told in: where it stands, and its words as hashed stems. It is read while the text is at hand and kept with the
/// signature, for the store keeps no texts.
/// </summary>
/// <param name="Start">First code unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Words">Sorted; the words of news in general left out.</param>
internal sealed record Sentence(int Start, int End, IReadOnlyList<int> Words)
{
    private const int MaxWords = 40;

    /// <summary>So far a sentence is looked for on either side of the trigger.</summary>
    private const int Reach = 400;

    /// <summary>Nothing is known of it.</summary>
    public static Sentence Unknown { get; } = new(0, 0, []);

    /// <summary>Whether a span stands in it.</summary>
    public bool Holds(Text.V1.TextSpan? span) => span is not null && span.Start >= Start && span.End <= End;

    /// <summary>The sentence around a span of a text.</summary>
    public static Sentence Around(string text, Text.V1.TextSpan span)
    {
        if (span.Start < 0 || span.End > text.Length || span.Start >= span.End)
        {
            return Unknown;
        }

        var start = span.Start;
        while (start > 0 && span.Start - start < Reach && !EndsBefore(text, start))
        {
            start--;
        }

        var end = span.End;
        while (end < text.Length && end - span.End < Reach && !EndsBefore(text, end))
        {
            end++;
        }

        int[] words = [.. JoinWords.Stems(text[start..end]).Where(JoinWords.IsTelling).Select(SignatureReader.Hash32).Distinct().Order().Take(MaxWords)];
        return new Sentence(start, end, words);
    }

    /// <summary>A sentence ends before a place: at a line's end, or at a stop with a space and no small letter after it.</summary>
    private static bool EndsBefore(string text, int at)
    {
        if (text[at - 1] == '\n')
        {
            return true;
        }

        return at >= 2 && at < text.Length && char.IsWhiteSpace(text[at - 1]) && text[at - 2] is '.' or '!' or '?' && !char.IsLower(text[at])
            && !(at >= 4 && char.IsUpper(text[at - 3]) && !char.IsLetter(text[at - 4]));
    }
}
