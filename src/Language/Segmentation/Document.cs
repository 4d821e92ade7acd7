using Sitrep.Language.Tagging;

namespace Sitrep.Language.Segmentation;

/// <summary>A text cut into tagged tokens and sentences: what every later stage reads.</summary>
/// <param name="Text">The text as given.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Sentences">Its sentences.</param>
internal sealed record Document(string Text, Token[] Tokens, Sentence[] Sentences)
{
    /// <summary>Segments, tags and lemmatises <paramref name="text"/>.</summary>
    public static Document Read(string text)
    {
        var spans = Tokenizer.Tokenize(text);
        var words = new string[spans.Count];
        var lower = new string[spans.Count];
        for (var i = 0; i < spans.Count; i++)
        {
            words[i] = spans[i].Of(text);
            lower[i] = Lower(words[i]);
        }

        var sentences = SentenceSplitter.Split(text, spans, words, lower, Paragraphs.Number(text, spans));
        var tags = Tagger.Tag(words, lower, sentences);
        var tokens = new Token[spans.Count];
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var i = sentences[s].FirstToken; i < sentences[s].EndToken; i++)
                tokens[i] = new Token(spans[i], words[i], lower[i], Morphology.Lemma(lower[i], tags[i]), tags[i], s);
        }

        return new Document(text, tokens, [.. sentences]);
    }

    /// <summary>The span from the first to the last of the tokens [first, end).</summary>
    public TextSpan Span(int first, int end) => new(Tokens[first].Span.Start, Tokens[end - 1].Span.End);

    /// <summary>Lower case, invariant, typographic apostrophes as "'"; the word itself where nothing changes.</summary>
    internal static string Lower(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.AsSpan().IndexOfAny('\u2019', '\u02BC', '\u2018') < 0 || word.Length == 1 && word[0] != '\u2019'
            ? lower
            : lower.Replace('\u2019', '\'').Replace('\u02BC', '\'').Replace('\u2018', '\'');
    }
}
