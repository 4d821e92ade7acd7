using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Attributions;

/// <summary>Pairs quotation marks within paragraphs. An unclosed quotation ends with its paragraph, as it does where the next paragraph opens it again.</summary>
internal sealed class Quotations
{
    private readonly int[] _at;

    private Quotations(int[] at, List<(int First, int End)> all)
    {
        _at = at;
        All = all;
    }

    /// <summary>Token ranges [First, End), marks included, in text order.</summary>
    public List<(int First, int End)> All { get; }

    /// <summary>Index of the quotation that token <paramref name="i"/> lies in, marks included; -1 outside.</summary>
    public int At(int i) => _at[i];

    /// <summary>Finds the quotations of a text.</summary>
    public static Quotations Find(Document document)
    {
        var tokens = document.Tokens;
        var at = new int[tokens.Length];
        Array.Fill(at, -1);
        var all = new List<(int First, int End)>();
        var open = -1;
        var paragraph = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var here = document.Sentences[tokens[i].Sentence].Paragraph;
            if (here != paragraph)
            {
                Close(i);
                paragraph = here;
            }

            var mark = tokens[i].Text;
            if (mark is "\u201C" or "``" or "\u00AB")
            {
                Close(i);
                open = i;
            }
            else if (mark is "\u201D" or "''" or "\u00BB" or "\"")
            {
                // Papers also open with "''" and mistype the curly ones: an unopened mark that touches the word behind it opens.
                if (open >= 0)
                    Close(i + 1);
                else if (mark == "\"" || (i + 1 < tokens.Length && tokens[i + 1].Span.Start == tokens[i].Span.End && (i == 0 || tokens[i - 1].Span.End < tokens[i].Span.Start)))
                    open = i;
            }
        }

        Close(tokens.Length);
        return new Quotations(at, all);

        void Close(int end)
        {
            if (open < 0)
                return;
            for (var k = open; k < end; k++)
                at[k] = all.Count;
            all.Add((open, end));
            open = -1;
        }
    }
}
