using Sitrep.Language.Tagging;

namespace Sitrep.Language.Segmentation;

/// <summary>The written forms of one text, each looked up once.</summary>
internal sealed class FormTable(string text, TagDictionary dictionary)
{
    private readonly Dictionary<string, WordForm> _forms = new(StringComparer.Ordinal);

    /// <summary>The form that stands at a span of the text.</summary>
    public WordForm Of(TextSpan span)
    {
        var forms = _forms.GetAlternateLookup<ReadOnlySpan<char>>();
        if (forms.TryGetValue(text.AsSpan(span.Start, span.Length), out var form))
            return form;
        var word = span.Of(text);
        form = WordForm.Create(word, Document.Lower(word), dictionary);
        _forms.Add(word, form);
        return form;
    }
}
