using Sitrep.Language.Tagging;

namespace Sitrep.Language.Segmentation;

/// <summary>What the model of sentence ends reads of a text.</summary>
internal sealed class GapReading
{
    private readonly WordForm[] _forms;
    private readonly int[] _paragraphs;

    public GapReading(List<TextSpan> spans, WordForm[] forms, int[] paragraphs, bool[] ruleEnds)
    {
        Spans = spans;
        _forms = forms;
        _paragraphs = paragraphs;
        RuleEnds = ruleEnds;
        Inside = new byte[forms.Length];
        var (stops, small, depth) = (0, 0, 0);
        for (var i = 0; i < forms.Length; i++)
        {
            var c = forms[i].Text[0];
            if (i > 0 && paragraphs[i] != paragraphs[i - 1])
                depth = 0;
            depth = c is '(' or '[' or '\u201C' ? Math.Min(depth + 1, 3) : c is ')' or ']' or '\u201D' ? Math.Max(depth - 1, 0) : depth;
            Inside[i] = (byte)depth;
            if (c is '.' or '?' or '!' && i + 1 < forms.Length && paragraphs[i + 1] == paragraphs[i] && spans[i + 1].Start > spans[i].End)
            {
                stops++;
                small += char.IsLower(forms[i + 1].Text[0]) ? 1 : 0;
            }
        }

        Careless = small == 0 ? 0u : small * 5 < stops ? 1u : small * 2 < stops ? 2u : 3u;
    }

    /// <summary>Stands for a token outside the text.</summary>
    public static WordForm Edge { get; } = WordForm.Create("\u0003", "\u0003", TagDictionary.Empty);

    /// <summary>Where the tokens stand.</summary>
    public List<TextSpan> Spans { get; }

    /// <summary>For each token whether the rules end a sentence behind it.</summary>
    public bool[] RuleEnds { get; }

    /// <summary>For each token how deep in brackets and quotation marks it stands.</summary>
    public byte[] Inside { get; }

    /// <summary>How often the text goes on in small letters after a full stop: 0 never, 3 mostly.</summary>
    public uint Careless { get; }

    /// <summary>The form of a token; <see cref="Edge"/> outside the text.</summary>
    public WordForm At(int i) => (uint)i < (uint)_forms.Length ? _forms[i] : Edge;

    /// <summary>Whether a paragraph begins at the token.</summary>
    public bool StartsParagraph(int i) => i == 0 || _paragraphs[i] != _paragraphs[i - 1];

    /// <summary>Whether a sentence could end behind the token at all: the rules say so, or a blank follows and a mark stands there or what follows could begin one.</summary>
    public bool IsCandidate(int i)
    {
        if (RuleEnds[i])
            return true;
        var next = _forms[i + 1].Text[0];
        return Spans[i + 1].Start > Spans[i].End && next is not ('.' or '?' or '!' or ',' or ';' or ')' or ']' or '\u201D' or '%') && (_forms[i].Shape == 8 || !char.IsLower(next));
    }
}
