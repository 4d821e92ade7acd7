using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Segmentation;

/// <summary>A word, number or mark.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Text">The words at the span.</param>
/// <param name="Lower">The same in lower case, invariant, typographic apostrophes as "'".</param>
/// <param name="Lemma">The dictionary form in lower case ("killed" -> "kill", "forces" -> "force").</param>
/// <param name="Tag">Coarse part of speech.</param>
/// <param name="Sentence">Index of its sentence.</param>
public sealed record Token(TextSpan Span, string Text, string Lower, string Lemma, PartOfSpeech Tag, int Sentence)
{
    /// <summary>Universal part of speech; of a hyphenated token, which treebanks cut, that of its head.</summary>
    public UniversalTag Universal { get; init; }

    /// <summary>Penn Treebank tag: "VBD".</summary>
    public string Penn { get; init; } = "";

    /// <summary>Inflection, as far as the tag and the form tell it.</summary>
    public WordFeatures Features { get; init; }

    /// <summary>Index of the token it depends on; -1 for the root of its sentence.</summary>
    public int Head { get; init; } = -1;

    /// <summary>How it depends on <see cref="Head"/>.</summary>
    public Relation Relation { get; init; }
}

/// <summary>Universal part-of-speech tags as far as this version tells them apart.</summary>
public enum PartOfSpeech
{
    /// <summary>None of the others.</summary>
    Other,
    /// <summary>Common noun.</summary>
    Noun,
    /// <summary>Proper noun.</summary>
    ProperNoun,
    /// <summary>Finite or base verb.</summary>
    Verb,
    /// <summary>Past participle or a past tense that looks like one.</summary>
    Participle,
    /// <summary>Present participle or gerund.</summary>
    Gerund,
    /// <summary>Auxiliary or modal.</summary>
    Auxiliary,
    /// <summary>Adjective.</summary>
    Adjective,
    /// <summary>Adverb.</summary>
    Adverb,
    /// <summary>Determiner or possessive.</summary>
    Determiner,
    /// <summary>Pronoun.</summary>
    Pronoun,
    /// <summary>Preposition or subordinator.</summary>
    Adposition,
    /// <summary>Coordinator.</summary>
    Conjunction,
    /// <summary>Particle: "to", "not", "'s".</summary>
    Particle,
    /// <summary>Number in digits or words.</summary>
    Number,
    /// <summary>Mark.</summary>
    Punctuation,
}
