using Sitrep.Language;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Tagging;
using Sitrep.Training.Treebanks;

namespace Sitrep.Training.Sentences;

/// <summary>A treebank's document as running text, cut into tokens, with the sentence ends that the treebank has.</summary>
internal sealed class SentenceText
{
    private SentenceText(string text, HashSet<int> goldEnds)
    {
        Text = text;
        GoldEnds = goldEnds;
        Spans = Tokenizer.Tokenize(text);
        Forms = [.. Spans.Select(span => TrainedTagger.Shipped.Dictionary.Forms.Of(text.AsSpan(span.Start, span.Length)))];
        Words = [.. Forms.Select(form => form.Text)];
        Lower = [.. Forms.Select(form => form.Lower)];
        Paragraphs = Language.Segmentation.Paragraphs.Number(text, Spans);
        var ends = SentenceSplitter.RuleEnds(text, Spans, Words, Lower, Paragraphs, out var certain);
        Certain = certain;
        Gaps = new GapReading(Spans, Forms, Paragraphs, ends);
    }

    /// <summary>The running text.</summary>
    public string Text { get; }

    /// <summary>Offsets at which gold sentences end.</summary>
    public HashSet<int> GoldEnds { get; }

    /// <summary>The tokens.</summary>
    public List<TextSpan> Spans { get; }

    /// <summary>Their forms.</summary>
    public WordForm[] Forms { get; }

    /// <summary>Their words.</summary>
    public string[] Words { get; }

    /// <summary>Their words in lower case.</summary>
    public string[] Lower { get; }

    /// <summary>Their paragraphs.</summary>
    public int[] Paragraphs { get; }

    /// <summary>Behind which of them a sentence ends beyond doubt.</summary>
    public bool[] Certain { get; }

    /// <summary>What the model reads.</summary>
    public GapReading Gaps { get; }

    /// <summary>The documents of a treebank.</summary>
    public static List<SentenceText> Read(IEnumerable<TreebankSentence> treebank)
    {
        var texts = new List<SentenceText>();
        foreach (var document in treebank.GroupBy(sentence => sentence.Document))
        {
            var text = new System.Text.StringBuilder();
            var ends = new HashSet<int>();
            foreach (var sentence in document)
            {
                if (text.Length > 0)
                    text.Append(sentence.StartsParagraph ? "\n\n" : " ");
                text.Append(sentence.Text);
                ends.Add(text.Length);
            }

            texts.Add(new SentenceText(text.ToString(), ends));
        }

        return texts;
    }
}
