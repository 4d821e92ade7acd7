using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Tagging;

/// <summary>
/// Written forms with what is known of them, those met lately kept for the next text: most words of a text are words of the one before. Bounded, and safe for concurrent use: a
/// place is taken by whoever came last, and a form that lost its place is made anew.
/// </summary>
/// <param name="dictionary">What the tagger's treebank knows of words.</param>
internal sealed class FormTable(TagDictionary dictionary)
{
    /// <summary>Forms kept: about 8 MB.</summary>
    private const int Places = 1 << 15;

    /// <summary>Longer words are not kept.</summary>
    private const int LongestKept = 24;

    private readonly WordForm?[] _forms = new WordForm?[Places];

    /// <summary>The form of a word.</summary>
    public WordForm Of(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestKept)
            return Create(word.ToString());
        ref var place = ref _forms[Models.Hash.Of(word) & (Places - 1)];
        if (Volatile.Read(ref place) is { } kept && word.SequenceEqual(kept.Text))
            return kept;
        var form = Create(word.ToString());
        Volatile.Write(ref place, form);
        return form;
    }

    private WordForm Create(string word) => WordForm.Create(word, Document.Lower(word), dictionary);
}
