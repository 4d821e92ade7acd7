using Sitrep.Language.Segmentation;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Syntax;

/// <summary>The syntactic words of a text, untagged: its tokens, hyphenated ones cut.</summary>
/// <param name="Spans">Where each word stands.</param>
/// <param name="Tokens">Each word's token.</param>
/// <param name="Forms">Each word's form.</param>
/// <param name="FirstWord">For each token its first word, and one entry more.</param>
/// <param name="SentenceEnds">For each sentence one past its last word.</param>
/// <param name="Caseless">For each sentence whether capitals tell nothing in it.</param>
internal sealed record CutWords(TextSpan[] Spans, int[] Tokens, WordForm[] Forms, int[] FirstWord, int[] SentenceEnds, bool[] Caseless)
{
    /// <summary>Cuts the tokens.</summary>
    public static CutWords Cut(string text, List<TextSpan> tokens, WordForm[] tokenForms, FormTable forms, List<Sentence> sentences)
    {
        var spans = new List<TextSpan>(tokens.Count + (tokens.Count / 32) + 4);
        var firstWord = new int[tokens.Count + 1];
        for (var i = 0; i < tokens.Count; i++)
        {
            firstWord[i] = spans.Count;
            if (tokenForms[i].HasHyphen && HyphenCutter.IsCut(tokenForms[i].Text))
                HyphenCutter.Cut(text, tokens[i], spans);
            else
                spans.Add(tokens[i]);
        }

        firstWord[^1] = spans.Count;
        var words = new WordForm[spans.Count];
        var owners = new int[spans.Count];
        for (var i = 0; i < tokens.Count; i++)
        {
            var whole = firstWord[i + 1] - firstWord[i] == 1;
            for (var w = firstWord[i]; w < firstWord[i + 1]; w++)
            {
                words[w] = whole ? tokenForms[i] : forms.Of(text.AsSpan(spans[w].Start, spans[w].Length));
                owners[w] = i;
            }
        }

        var ends = new int[sentences.Count];
        for (var s = 0; s < ends.Length; s++)
            ends[s] = firstWord[sentences[s].EndToken];
        return new CutWords([.. spans], owners, words, firstWord, ends, Caselessness(words, ends));
    }

    /// <summary>Takes every token for a word.</summary>
    public static CutWords Whole(string text, List<TextSpan> tokens, FormTable forms, int[] sentenceEnds)
    {
        var words = tokens.ConvertAll(token => forms.Of(text.AsSpan(token.Start, token.Length))).ToArray();
        return new CutWords([.. tokens], [.. Enumerable.Range(0, words.Length)], words, [.. Enumerable.Range(0, words.Length + 1)], sentenceEnds, Caselessness(words, sentenceEnds));
    }

    private static bool[] Caselessness(WordForm[] words, int[] ends)
    {
        var caseless = new bool[ends.Length];
        for (var (s, first) = (0, 0); s < ends.Length; first = ends[s], s++)
            caseless[s] = Casing.IsCaseless(words.AsSpan(first, ends[s] - first));
        return caseless;
    }
}
