using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Tagging;

/// <summary>What the classes of the tagger mean in the tags of others.</summary>
internal static class TagClasses
{
    /// <summary>How many there are.</summary>
    public const int Count = 32;

    private static readonly UniversalTag[] Universals =
    [
        UniversalTag.Noun, UniversalTag.Noun, UniversalTag.Propn, UniversalTag.Propn, UniversalTag.Adj, UniversalTag.Adj, UniversalTag.Adj, UniversalTag.Adj,
        UniversalTag.Verb, UniversalTag.Verb, UniversalTag.Verb, UniversalTag.Verb, UniversalTag.Verb, UniversalTag.Verb, UniversalTag.Aux, UniversalTag.Aux,
        UniversalTag.Adv, UniversalTag.Adp, UniversalTag.Adp, UniversalTag.Sconj, UniversalTag.Det, UniversalTag.Pron, UniversalTag.Pron, UniversalTag.Pron,
        UniversalTag.Pron, UniversalTag.Cconj, UniversalTag.Num, UniversalTag.Part, UniversalTag.Intj, UniversalTag.Punct, UniversalTag.Sym, UniversalTag.X,
    ];

    private static readonly string[] Penns =
    [
        "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "NNP", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "VB",
        "RB", "IN", "RP", "IN", "DT", "PRP", "PRP$", "DT", "WDT", "CC", "CD", "RB", "UH", ",", "SYM", "FW",
    ];

    private static readonly PartOfSpeech[] Coarse =
    [
        PartOfSpeech.Noun, PartOfSpeech.Noun, PartOfSpeech.ProperNoun, PartOfSpeech.ProperNoun, PartOfSpeech.Adjective, PartOfSpeech.Adjective, PartOfSpeech.Adjective,
        PartOfSpeech.ProperNoun, PartOfSpeech.Verb, PartOfSpeech.Verb, PartOfSpeech.Gerund, PartOfSpeech.Participle, PartOfSpeech.Verb, PartOfSpeech.Verb, PartOfSpeech.Auxiliary,
        PartOfSpeech.Auxiliary, PartOfSpeech.Adverb, PartOfSpeech.Adposition, PartOfSpeech.Adverb, PartOfSpeech.Adposition, PartOfSpeech.Determiner, PartOfSpeech.Pronoun,
        PartOfSpeech.Determiner, PartOfSpeech.Pronoun, PartOfSpeech.Pronoun, PartOfSpeech.Conjunction, PartOfSpeech.Number, PartOfSpeech.Particle, PartOfSpeech.Other,
        PartOfSpeech.Punctuation, PartOfSpeech.Other, PartOfSpeech.Other,
    ];

    /// <summary>The universal tag.</summary>
    public static UniversalTag Universal(TagClass tag) => Universals[(int)tag];

    /// <summary>The Penn tag that most words of the class have; the model knows the exceptions.</summary>
    public static string Penn(TagClass tag) => Penns[(int)tag];

    /// <summary>The coarse tag that rules read.</summary>
    public static PartOfSpeech CoarseTag(TagClass tag) => Coarse[(int)tag];

    /// <summary>The class of a word that a treebank tags so.</summary>
    public static TagClass Of(string universal, string penn) => universal switch
    {
        "NOUN" => penn is "NNS" ? TagClass.NounPlural : TagClass.Noun,
        "PROPN" => penn is "NNPS" ? TagClass.NamePlural : TagClass.Name,
        "ADJ" => penn switch { "JJR" => TagClass.Comparative, "JJS" => TagClass.Superlative, "NNP" => TagClass.NameAdjective, _ => TagClass.Adjective },
        "VERB" => penn switch
        {
            "VBD" => TagClass.VerbPast,
            "VBG" => TagClass.VerbGerund,
            "VBN" => TagClass.VerbParticiple,
            "VBP" => TagClass.VerbPresent,
            "VBZ" => TagClass.VerbThird,
            _ => TagClass.VerbBase,
        },
        "AUX" => penn is "VB" ? TagClass.AuxiliaryBase : TagClass.Auxiliary,
        "ADV" => TagClass.Adverb,
        "ADP" => penn is "RP" ? TagClass.VerbParticle : TagClass.Adposition,
        "SCONJ" => TagClass.Subordinator,
        "DET" => TagClass.Determiner,
        "PRON" => penn switch { "PRP$" => TagClass.Possessive, "DT" => TagClass.Demonstrative, "WDT" => TagClass.Relative, _ => TagClass.Pronoun },
        "CCONJ" => TagClass.Coordinator,
        "NUM" => TagClass.Number,
        "PART" => TagClass.Particle,
        "INTJ" => TagClass.Interjection,
        "PUNCT" => TagClass.Punctuation,
        "SYM" => TagClass.Symbol,
        _ => TagClass.Other,
    };
}
