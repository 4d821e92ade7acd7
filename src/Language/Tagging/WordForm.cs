using System.Collections.Frozen;
using Sitrep.Language.Lexicons;

namespace Sitrep.Language.Tagging;

/// <summary>What one written form tells the models out of context. Safe for concurrent use.</summary>
internal sealed class WordForm
{
    /// <summary>A form used as one class.</summary>
    /// <param name="Tag">The class.</param>
    /// <param name="Penn">Its Penn tag there.</param>
    /// <param name="Lemma">Its lemma there.</param>
    public sealed record Use(TagClass Tag, string Penn, string Lemma);

    private static readonly FrozenSet<string> Names = Lexicon.Lines("organizations").Concat(Lexicon.Lines("places"))
        .Select(line => line[0].ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Demonyms = Lexicon.Map("demonyms");
    private static readonly FrozenSet<string> FirstNames = Lexicon.Set("first_names");

    /// <summary>Longer words are cut before their suffixes are looked at.</summary>
    private const int LongestWord = 40;

    private Use? _used;

    private WordForm(string text, string lower)
    {
        Text = text;
        Lower = lower;
        Hash = Models.Hash.Of(lower);
        HasHyphen = text.AsSpan().IndexOfAny('-', '\u2010', '\u2011') >= 0;
        Shape = ShapeOf(text);
        Suffix1 = SuffixHash(lower, 1);
        Suffix2 = SuffixHash(lower, 2);
        Suffix3 = SuffixHash(lower, 3);
        Suffix4 = SuffixHash(lower, 4);
        Prefix2 = lower.Length > 2 ? Models.Hash.Of(lower.AsSpan(0, 2)) : 0;
        Prefix3 = lower.Length > 3 ? Models.Hash.Of(lower.AsSpan(0, 3)) : 0;
        Listed = ListedBits(lower);
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>In lower case.</summary>
    public string Lower { get; }

    /// <summary>Hash of <see cref="Lower"/>.</summary>
    public uint Hash { get; }

    /// <summary>Whether a hyphen is in it.</summary>
    public bool HasHyphen { get; }

    /// <summary>Hash of the last letter; those of the last two, three and four follow.</summary>
    public uint Suffix1 { get; }

    /// <summary>Hash of the last two letters.</summary>
    public uint Suffix2 { get; }

    /// <summary>Hash of the last three letters.</summary>
    public uint Suffix3 { get; }

    /// <summary>Hash of the last four letters.</summary>
    public uint Suffix4 { get; }

    /// <summary>Hash of the first two letters.</summary>
    public uint Prefix2 { get; }

    /// <summary>Hash of the first three letters.</summary>
    public uint Prefix3 { get; }

    /// <summary>What the word lists say of the form, as bits.</summary>
    public uint Listed { get; }

    /// <summary>How it is written: see <see cref="ShapeOf"/>.</summary>
    public uint Shape { get; }

    /// <summary>Bits of the tag classes that the tagger's treebank gives the form; 0 where it is unknown.</summary>
    public uint Seen { get; private set; }

    /// <summary>The only class the treebank gives the form, or -1.</summary>
    public int Only { get; private set; } = -1;

    /// <summary>The form, with what <paramref name="dictionary"/> knows of it.</summary>
    public static WordForm Create(string text, string lower, TagDictionary dictionary)
    {
        var form = new WordForm(text, lower);
        if (dictionary.TryFind(lower, out var entry))
        {
            form.Seen = entry.Seen;
            form.Only = entry.Only;
        }

        return form;
    }

    /// <summary>Penn tag and lemma of the form used as <paramref name="tag"/>; those of the last use are kept, as most words have one.</summary>
    public Use As(TagClass tag, TagDictionary dictionary)
    {
        // One reference, so that threads that share the form never see half of a use.
        var used = _used;
        if (used is null || used.Tag != tag)
            _used = used = new Use(tag, dictionary.Penn(tag, Lower), dictionary.Lemma(tag, Lower));
        return used;
    }

    /// <summary>How a form is written: 0 small, 1 capital first, 2 capitals only, 3 one capital, 4 mixed, 5 digits, 6 digits and marks, 7 digits and letters, 8 marks, 9 with hyphen, 10 address.</summary>
    private static uint ShapeOf(string text)
    {
        var (upper, lower, digit, mark) = (0, 0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsLower(c))
                lower++;
            else if (char.IsUpper(c))
                upper++;
            else if (char.IsDigit(c))
                digit++;
            else if (!char.IsLetter(c))
                mark++;
            else
                lower++;
        }

        if (upper + lower == 0)
            return digit == 0 ? 8u : mark == 0 ? 5u + (digit is 4 ? 20u : 0u) : 6;
        if (digit > 0)
            return 7;
        if (text.Contains('@', StringComparison.Ordinal) || text.Contains("//", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            return 10;
        if (upper == 0)
            return mark > 0 && text.Contains('-', StringComparison.Ordinal) ? 9u : 0u;
        if (lower == 0)
            return upper == 1 ? 3u : mark > 0 ? 11u : 2u;
        return upper == 1 && char.IsUpper(text[0]) ? 1u : 4u;
    }

    private static uint SuffixHash(string lower, int length) => lower.Length > length ? Models.Hash.Of(lower.AsSpan(lower.Length - length)) + (uint)length : 0;

    private static uint ListedBits(string lower)
    {
        if (lower.Length > LongestWord || !char.IsLetter(lower[0]))
            return 0;
        var kind = Morphology.Classify(lower);
        return (uint)kind.Verb | (kind.VerbKnown ? 32u : 0) | (kind.Noun ? 64u : 0) | (kind.Adjective ? 128u : 0) | (kind.Adverb ? 256u : 0)
            | (Names.Contains(lower) ? 512u : 0) | (Demonyms.ContainsKey(lower) ? 1024u : 0) | (FirstNames.Contains(lower) ? 2048u : 0);
    }
}
