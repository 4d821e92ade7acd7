using Sitrep.Language.Normalization;
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
    /// <summary>Segments, tags, lemmatises and parses <paramref name="text"/>. Its normal form is what is read; every span is one of the text as given.</summary>
    public static Document Read(string text, StageClock? clock = null)
    {
        var normal = TextNormalizer.Normalize(text);
        var spans = Tokenizer.Tokenize(normal.Text);
        var forms = TrainedTagger.Shipped.Dictionary.Forms;
        var tokenForms = new WordForm[spans.Count];
        var words = new string[spans.Count];
        var lower = new string[spans.Count];
        for (var i = 0; i < spans.Count; i++)
        {
            tokenForms[i] = forms.Of(normal.Text.AsSpan(spans[i].Start, spans[i].Length));
            words[i] = tokenForms[i].Text;
            lower[i] = tokenForms[i].Lower;
        }

        clock?.End("normal form, tokens, words' forms");
        var sentences = SentenceSplitter.Split(normal.Text, spans, tokenForms, words, lower, Paragraphs.Number(normal.Text, spans), BoundaryModel.Shipped);
        var cut = CutWords.Cut(normal.Text, spans, tokenForms, forms, sentences);
        clock?.End("paragraphs and sentences");
        var classes = TagWords(cut);
        clock?.End("tags");
        var tagged = ParseWords(cut, classes);
        clock?.End("parse and lemmas");
        var tokens = new Token[spans.Count];
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var i = sentences[s].FirstToken; i < sentences[s].EndToken; i++)
            {
                var (first, end) = (cut.FirstWord[i], cut.FirstWord[i + 1]);
                var head = end - first == 1 ? first : HeadWord(tagged, first, end);
                var tag = end - first == 1
                    ? WordTag(classes[first], tokenForms[i], i > sentences[s].FirstToken ? tokenForms[i - 1] : null, cut.Caseless[s])
                    : CompoundTag(lower[i], classes.AsSpan(first, end - first));
                var span = normal.ToOriginal(spans[i]);
                tokens[i] = new Token(
                    span, normal.IsSame ? words[i] : span.Of(text), lower[i], end - first == 1 ? tagged[first].Lemma : Morphology.Lemma(lower[i], tag), tag, s)
                {
                    Universal = tagged[head].Universal,
                    Penn = tagged[head].Penn,
                    Features = Inflection.Of(tagged[head].Penn, lower[i]),
                    Head = tagged[head].Head < 0 ? -1 : tagged[tagged[head].Head].Token,
                    Relation = tagged[head].Relation,
                };
            }
        }

        clock?.End("tokens put together");
        if (normal.IsSame)
            return new Document(text, tokens, [.. sentences], tagged);
        return new Document(
            text, tokens, [.. sentences.Select(sentence => sentence with { Span = normal.ToOriginal(sentence.Span) })],
            Array.ConvertAll(tagged, word => word with { Span = normal.ToOriginal(word.Span) }));
    }

    /// <summary>Tags and parses words that are given, each as it is.</summary>
    public static Word[] Annotate(IReadOnlyList<IReadOnlyList<string>> sentences)
    {
        var text = string.Join(' ', sentences.Select(sentence => string.Join(' ', sentence)));
        var forms = TrainedTagger.Shipped.Dictionary.Forms;
        var spans = new List<TextSpan>();
        var ends = new List<int>();
        var at = 0;
        foreach (var sentence in sentences)
        {
            foreach (var word in sentence)
            {
                spans.Add(new TextSpan(at, at + word.Length));
                at += word.Length + 1;
            }

            ends.Add(spans.Count);
        }

        var cut = CutWords.Whole(text, spans, forms, [.. ends]);
        return ParseWords(cut, TagWords(cut));
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

    /// <summary>Parses each sentence and puts together what is known of each word.</summary>
    private static Word[] ParseWords(CutWords cut, TagClass[] classes)
    {
        var dictionary = TrainedTagger.Shipped.Dictionary;
        var parser = DependencyParser.Shipped;
        var state = new ParserState();
        var words = new Word[cut.Forms.Length];
        for (var (s, first) = (0, 0); s < cut.SentenceEnds.Length; first = cut.SentenceEnds[s], s++)
        {
            var length = cut.SentenceEnds[s] - first;
            parser.Parse(cut.Forms.AsSpan(first, length), classes.AsSpan(first, length), state);
            for (var w = 0; w < length; w++)
            {
                var at = first + w;
                var used = cut.Forms[at].As(classes[at], dictionary);
                var (head, relation) = (state.Nodes[w].Head, (Relation)state.Nodes[w].Label);
                words[at] = new Word(cut.Spans[at], cut.Tokens[at], TagClasses.Universal(classes[at]), used.Penn, used.Lemma, head < 0 ? -1 : first + head, relation);
            }
        }

        return words;
    }

    /// <summary>The word of a hyphenated token on which the others depend: the last whose head lies outside.</summary>
    private static int HeadWord(Word[] words, int first, int end)
    {
        for (var w = end - 1; w > first; w--)
        {
            if ((words[w].Head < first || words[w].Head >= end) && words[w].Relation != Relation.Punct)
                return w;
        }

        return first;
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
