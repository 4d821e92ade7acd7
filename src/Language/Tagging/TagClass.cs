namespace Sitrep.Language.Tagging;

/// <summary>
/// What the tagger tells apart: a universal tag and, where the words alone do not settle it, the Penn tag. Models depend on the order. 32 classes of 16-bit weights
/// are one cache line.
/// </summary>
internal enum TagClass : byte
{
    /// <summary>NOUN, NN.</summary>
    Noun,
    /// <summary>NOUN, NNS.</summary>
    NounPlural,
    /// <summary>PROPN, NNP.</summary>
    Name,
    /// <summary>PROPN, NNPS.</summary>
    NamePlural,
    /// <summary>ADJ, JJ.</summary>
    Adjective,
    /// <summary>ADJ, JJR.</summary>
    Comparative,
    /// <summary>ADJ, JJS.</summary>
    Superlative,
    /// <summary>ADJ, NNP: "Superior" Court.</summary>
    NameAdjective,
    /// <summary>VERB, VB.</summary>
    VerbBase,
    /// <summary>VERB, VBD.</summary>
    VerbPast,
    /// <summary>VERB, VBG.</summary>
    VerbGerund,
    /// <summary>VERB, VBN.</summary>
    VerbParticiple,
    /// <summary>VERB, VBP.</summary>
    VerbPresent,
    /// <summary>VERB, VBZ.</summary>
    VerbThird,
    /// <summary>AUX; finite where the form leaves it open.</summary>
    Auxiliary,
    /// <summary>AUX, VB.</summary>
    AuxiliaryBase,
    /// <summary>ADV.</summary>
    Adverb,
    /// <summary>ADP, IN.</summary>
    Adposition,
    /// <summary>ADP, RP: "carried out".</summary>
    VerbParticle,
    /// <summary>SCONJ.</summary>
    Subordinator,
    /// <summary>DET.</summary>
    Determiner,
    /// <summary>PRON, PRP and whatever the form settles: "who", "someone", "there".</summary>
    Pronoun,
    /// <summary>PRON, PRP$.</summary>
    Possessive,
    /// <summary>PRON, DT: "this" alone.</summary>
    Demonstrative,
    /// <summary>PRON, WDT: "that", "which" of a relative clause.</summary>
    Relative,
    /// <summary>CCONJ.</summary>
    Coordinator,
    /// <summary>NUM.</summary>
    Number,
    /// <summary>PART.</summary>
    Particle,
    /// <summary>INTJ.</summary>
    Interjection,
    /// <summary>PUNCT.</summary>
    Punctuation,
    /// <summary>SYM.</summary>
    Symbol,
    /// <summary>X.</summary>
    Other,
}
