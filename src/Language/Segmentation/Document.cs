using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Segmentation;

/// <summary>A text cut into tagged tokens and sentences: what every later stage reads.</summary>
/// <param name="Text">The text as given.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Sentences">Its sentences.</param>
/// <param name="Words">Its words in the sense of Universal Dependencies.</param>
internal sealed record Document(string Text, Token[] Tokens, Sentence[] Sentences, Word[] Words)
{
    /// <summary>Segments, tags and lemmatises <paramref name="text"/>.</summary>
    public static Document Read(string text)
    {
        var spans = Tokenizer.Tokenize(text);
        var dictionary = TrainedTagger.Shipped.Dictionary;
        var forms = new FormTable(text, dictionary);
        var tokenForms = new WordForm[spans.Count];
        var words = new string[spans.Count];
        var lower = new string[spans.Count];
        for (var i = 0; i < spans.Count; i++)
        {
            tokenForms[i] = forms.Of(spans[i]);
            words[i] = tokenForms[i].Text;
            lower[i] = tokenForms[i].Lower;
        }

        var sentences = SentenceSplitter.Split(text, spans, words, lower, Paragraphs.Number(text, spans));
        var cut = CutWords.Cut(text, spans, tokenForms, forms, sentences);
        var classes = TagWords(cut);
        var tagged = new Word[cut.Forms.Length];
        for (var w = 0; w < tagged.Length; w++)
        {
            var low = cut.Forms[w].Lower;
            tagged[w] = new Word(cut.Spans[w], cut.Tokens[w], TagClasses.Universal(classes[w]), dictionary.Penn(classes[w], low), dictionary.Lemma(classes[w], low));
        }

        var tokens = new Token[spans.Count];
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var i = sentences[s].FirstToken; i < sentences[s].EndToken; i++)
            {
                var (first, end) = (cut.FirstWord[i], cut.FirstWord[i + 1]);
                var head = end - 1;
                var tag = end - first == 1
                    ? WordTag(classes[first], tokenForms[i], i > sentences[s].FirstToken ? tokenForms[i - 1] : null, cut.Caseless[s])
                    : CompoundTag(lower[i], classes.AsSpan(first, end - first));
                tokens[i] = new Token(spans[i], words[i], lower[i], end - first == 1 ? tagged[first].Lemma : Morphology.Lemma(lower[i], tag), tag, s)
                {
                    Universal = tagged[head].Universal,
                    Penn = tagged[head].Penn,
                };
            }
        }

        return new Document(text, tokens, [.. sentences], tagged);
    }

    /// <summary>The span from the first to the last of the tokens [first, end).</summary>
    public TextSpan Span(int first, int end) => new(Tokens[first].Span.Start, Tokens[end - 1].Span.End);

    /// <summary>The token at an offset, else the first behind it; the number of tokens where none is.</summary>
    public int TokenAt(int offset)
    {
        var (low, high) = (0, Tokens.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Tokens[middle].Span.End <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Lower case, invariant, typographic apostrophes as "'"; the word itself where nothing changes.</summary>
    internal static string Lower(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.AsSpan().IndexOfAny('\u2019', '\u02BC', '\u2018') < 0 || word.Length == 1 && word[0] != '\u2019'
            ? lower
            : lower.Replace('\u2019', '\'').Replace('\u02BC', '\'').Replace('\u2018', '\'');
    }

    private static TagClass[] TagWords(CutWords cut)
    {
        var caseless = cut.Caseless;
        var usage = Casing.Usage(cut.Forms, cut.SentenceEnds, caseless);
        var classes = new TagClass[cut.Forms.Length];
        var first = 0;
        for (var s = 0; s < caseless.Length; first = cut.SentenceEnds[s], s++)
        {
            var length = cut.SentenceEnds[s] - first;
            TrainedTagger.Shipped.Tag(cut.Forms.AsSpan(first, length), usage.AsSpan(first, length), caseless[s], classes.AsSpan(first, length));
        }

        return classes;
    }

    /// <summary>The coarse tag of a word; one with a capital inside a sentence is a name to rules, whatever kind of word it once was ("United" Nations).</summary>
    private static PartOfSpeech WordTag(TagClass tag, WordForm form, WordForm? before, bool caseless)
    {
        var inside = before is not null && char.IsLetterOrDigit(before.Text[0]) && !caseless;
        return inside && form.Shape == 1 && (TagClasses.Universal(tag) is UniversalTag.Noun or UniversalTag.Verb)
            ? PartOfSpeech.ProperNoun
            : TagClasses.CoarseTag(tag);
    }

    /// <summary>The coarse tag of a hyphenated token: "U.S.-backed", "three-day" and "14-year-old" modify like adjectives, "al-Assad" is a name.</summary>
    private static PartOfSpeech CompoundTag(string lower, ReadOnlySpan<TagClass> parts)
    {
        var last = parts[^1];
        if (last is TagClass.VerbParticiple or TagClass.VerbGerund or TagClass.VerbPast || Morphology.IsHyphenatedAdjective(lower))
            return PartOfSpeech.Adjective;
        return TagClasses.CoarseTag(last);
    }
}
