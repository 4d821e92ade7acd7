namespace Sitrep.Language.Tagging;

/// <summary>What capitals tell in a text.</summary>
internal static class Casing
{
    /// <summary>Share of capitalised words from which a sentence is taken for a headline in which capitals tell nothing.</summary>
    private const double HeadlineShare = 0.85;

    /// <summary>Shorter words are small in headlines too.</summary>
    private const int ShortWord = 4;

    /// <summary>Whether capitals tell nothing in a sentence: nearly all of its longer words have one.</summary>
    public static bool IsCaseless(ReadOnlySpan<WordForm> words)
    {
        var (upper, total) = (0, 0);
        foreach (var word in words)
        {
            if (word.Text.Length < ShortWord || !char.IsLetter(word.Text[0]))
                continue;
            total++;
            if (char.IsUpper(word.Text[0]))
                upper++;
            else if (word.Seen != 0 && (word.Seen & Verbs) == word.Seen)
                return false;           // a headline in capitals writes its verb with one too
        }

        return total > 3 && upper >= total * HeadlineShare;
    }

    private const uint Verbs = (1u << (int)TagClass.VerbBase) | (1u << (int)TagClass.VerbPast) | (1u << (int)TagClass.VerbGerund) | (1u << (int)TagClass.VerbParticiple)
        | (1u << (int)TagClass.VerbPresent) | (1u << (int)TagClass.VerbThird);

    /// <summary>For each word, whether the text writes it small (1) or with a capital (2) where the place does not ask for either; both are 3.</summary>
    /// <param name="words">The words of the text.</param>
    /// <param name="ends">For each sentence one past its last word.</param>
    /// <param name="caseless">For each sentence whether capitals tell nothing.</param>
    public static byte[] Usage(ReadOnlySpan<WordForm> words, ReadOnlySpan<int> ends, ReadOnlySpan<bool> caseless)
    {
        var seen = new Dictionary<uint, byte>();
        var first = 0;
        for (var s = 0; s < ends.Length; first = ends[s], s++)
        {
            if (caseless[s])
                continue;
            for (var i = first; i < ends[s]; i++)
            {
                var start = words[i].Text[0];
                if (char.IsLower(start))
                    seen[words[i].Hash] = (byte)(seen.GetValueOrDefault(words[i].Hash) | 1);
                else if (i > first && char.IsUpper(start) && char.IsLetterOrDigit(words[i - 1].Text[0]))
                    seen[words[i].Hash] = (byte)(seen.GetValueOrDefault(words[i].Hash) | 2);
            }
        }

        var usage = new byte[words.Length];
        for (var i = 0; i < usage.Length; i++)
            usage[i] = char.IsUpper(words[i].Text[0]) ? seen.GetValueOrDefault(words[i].Hash) : (byte)0;
        return usage;
    }
}
