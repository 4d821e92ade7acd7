using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Segmentation;

/// <summary>Groups tokens into sentences by full stops, what follows them, and paragraphs. One pass.</summary>
internal static class SentenceSplitter
{
    /// <summary>A word of lower case after a full stop goes on with the sentence, save after these marks.</summary>
    private static readonly FrozenSet<string> Ends = FrozenSet.Create(StringComparer.Ordinal, ".", "?", "!", "...", "…", "。", "؟", "۔", "।", "??", "!!", "?!");

    private static readonly FrozenSet<string> Closers = FrozenSet.Create(StringComparer.Ordinal, "\"", "''", "'", "\u201D", "\u2019", ")", "]", "\u00BB");

    private static readonly FrozenSet<string> Openers = FrozenSet.Create(StringComparer.Ordinal, "\"", "``", "'", "\u201C", "\u2018", "(", "[", "\u00AB", "''");

    /// <summary>Words that begin a sentence after an abbreviation that may also stand inside a name ("the U.S. Army", "in the U.S. The army").</summary>
    private static readonly FrozenSet<string> Starters = Lexicon.Set("sentence_starters");

    private static readonly FrozenDictionary<string, string> Abbreviations = Lexicon.Map("abbreviations");

    private static readonly FrozenSet<string> SpeechVerbs = FrozenSet.Create(
        StringComparer.Ordinal, "said", "says", "asked", "told", "wrote", "shouted", "added", "cried", "replied", "tweeted");

    /// <summary>A sentence of more tokens is a table or no prose: it is cut, so that whatever a stage does within a sentence stays bounded.</summary>
    private const int LongestSentence = 400;

    /// <summary>Marks that may follow a full stop within its sentence; bounded, so that ".!.!.!" stays linear.</summary>
    private const int MostClosers = 6;

    /// <summary>Longest dateline in tokens: "TEL AVIV, Israel, Sept. 14, 2019 (AFP) -".</summary>
    private const int LongestDateline = 18;

    /// <summary>The sentences in text order; every token belongs to exactly one.</summary>
    public static List<Sentence> Split(string text, List<TextSpan> spans, WordForm[] forms, string[] words, string[] lower, int[] paragraphs, BoundaryModel model)
    {
        var ends = RuleEnds(text, spans, words, lower, paragraphs, out var certain);
        var gaps = new GapReading(spans, forms, paragraphs, ends);
        var caseless = !HasBothCases(words);
        var sentences = new List<Sentence>();
        var first = 0;
        for (var i = 0; i < spans.Count; i++)
        {
            if (!certain[i] && i - first < LongestSentence && !(caseless ? ends[i] : gaps.IsCandidate(i) && model.Ends(gaps, i, first)))
                continue;
            sentences.Add(new Sentence(new TextSpan(spans[first].Start, spans[i].End), first, i + 1, paragraphs[first]));
            first = i + 1;
        }

        return sentences;
    }

    /// <summary>For each token whether the rules end a sentence behind it, and whether that is beyond doubt: the paragraph or a dateline ends.</summary>
    public static bool[] RuleEnds(string text, List<TextSpan> spans, string[] words, string[] lower, int[] paragraphs, out bool[] certain)
    {
        var ends = new bool[spans.Count];
        certain = new bool[spans.Count];
        var caseless = !HasBothCases(words);
        var first = 0;
        for (var i = 0; i < spans.Count; i++)
        {
            var last = i == spans.Count - 1;
            var paragraphEnds = last || paragraphs[i + 1] != paragraphs[i];
            if (paragraphEnds || (i - first < LongestDateline && IsDatelineEnd(words, lower, spans, paragraphs, first, i)))
            {
                (ends[i], certain[i], first) = (true, true, i + 1);
                continue;
            }

            if (!EndsHere(text, spans, words, lower, first, i, caseless, out var lastOfSentence))
                continue;

            // Closing quotes and brackets that touch the full stop belong to the sentence, unless the paragraph ends between.
            var end = i;
            while (end < lastOfSentence && paragraphs[end + 1] == paragraphs[i])
                end++;
            ends[end] = true;
            certain[end] = end == spans.Count - 1 || paragraphs[end + 1] != paragraphs[end];
            first = end + 1;
            i = end;
        }

        return ends;
    }

    private static bool EndsHere(
        string text, List<TextSpan> spans, string[] words, string[] lower, int first, int i, bool caseless, out int last)
    {
        last = i;
        var word = words[i];
        var mark = Ends.Contains(word);
        if (!mark && (word.Length < 2 || word[^1] != '.' || !char.IsLetter(word[0])))
            return false;

        while (mark && last + 1 < words.Length && last < i + MostClosers && spans[last + 1].Start == spans[last].End && (Closers.Contains(words[last + 1]) || Ends.Contains(words[last + 1])))
            last++;
        if (last + 1 >= words.Length)
            return true;

        var next = last + 1;
        var apart = spans[next].Start > spans[last].End;
        var start = next;
        while (start < words.Length - 1 && start < next + 3 && Openers.Contains(words[start]))
            start++;
        var head = words[start];
        var capital = char.IsUpper(head[0]) || (head[0] == 'a' && head.Length > 3 && (head.StartsWith("al-", StringComparison.Ordinal) && char.IsUpper(head[3])));
        if (!apart)
        {
            // "He left.The army": a blank was forgotten.
            return mark && word == "." && capital && head.Length > 1 && char.IsLower(head[1]) && i > first && lower[i - 1].Length > 1 && char.IsLower(words[i - 1][^1]);
        }

        if (!mark)
        {
            // An abbreviation: only some may end a sentence, and only before a word that begins one.
            var bare = lower[i][..^1];
            var kind = Abbreviations.GetValueOrDefault(bare, bare.Contains('.', StringComparison.Ordinal) ? "end" : "title");
            if (kind == "title" || !capital)
                return false;
            return Starters.Contains(lower[start]);
        }

        if (word is "...")
            return capital;
        if (caseless)
            return true;
        if (char.IsLower(head[0]) && !capital)
            return false;

        // "Stop!" Trump said: the speaker goes on with the sentence.
        if (word is "?" or "!" && last > i)
        {
            for (var k = start; k < Math.Min(start + 5, words.Length); k++)
            {
                if (SpeechVerbs.Contains(lower[k]))
                    return false;
                if (!char.IsUpper(words[k][0]))
                    break;
            }
        }

        return true;
    }

    /// <summary>Whether token <paramref name="i"/> is the dash that ends a dateline: capitals, a date or an agency in brackets before it, at the start of a paragraph.</summary>
    private static bool IsDatelineEnd(string[] words, string[] lower, List<TextSpan> spans, int[] paragraphs, int first, int i)
    {
        if (words[i] is not ("--" or "-" or "\u2013" or "\u2014" or "_" or ":") || i == first || (first > 0 && paragraphs[first - 1] == paragraphs[first]))
            return false;
        var head = words[first];
        if (!char.IsUpper(head[0]))
            return false;
        var shout = head.Length > 2 && IsAllUpper(head);
        var agency = words[i - 1] == ")";
        if (words[i] == ":" || !(shout || agency))
            return false;

        // Only names, dates, commas and brackets: no verb has room in a dateline.
        for (var k = first; k < i; k++)
        {
            var word = words[k];
            if (char.IsLower(word[0]) && lower[k] is not ("de" or "el" or "al" or "of" or "the" or "la"))
                return false;
        }

        return spans[i].Start > spans[i - 1].End || agency;
    }

    private static bool IsAllUpper(string word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c))
                return false;
        }

        return true;
    }

    private static bool HasBothCases(string[] words)
    {
        var upper = false;
        var lower = false;
        foreach (var word in words)
        {
            upper |= char.IsUpper(word[0]);
            lower |= char.IsLower(word[0]);
            if (upper && lower)
                return true;
        }

        return false;
    }
}
