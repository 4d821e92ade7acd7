namespace Sitrep.Language.Tagging;

/// <summary>The part-of-speech tags of Universal Dependencies.</summary>
public enum UniversalTag
{
    /// <summary>Other: foreign words, list numbers, parts of a word that was torn apart.</summary>
    X,
    /// <summary>Adjective.</summary>
    Adj,
    /// <summary>Preposition.</summary>
    Adp,
    /// <summary>Adverb.</summary>
    Adv,
    /// <summary>Auxiliary, copula or modal.</summary>
    Aux,
    /// <summary>Coordinator.</summary>
    Cconj,
    /// <summary>Determiner.</summary>
    Det,
    /// <summary>Interjection.</summary>
    Intj,
    /// <summary>Common noun.</summary>
    Noun,
    /// <summary>Number.</summary>
    Num,
    /// <summary>Particle: "to", "not", "'s".</summary>
    Part,
    /// <summary>Pronoun, possessive ones too.</summary>
    Pron,
    /// <summary>Proper noun.</summary>
    Propn,
    /// <summary>Punctuation.</summary>
    Punct,
    /// <summary>Subordinator.</summary>
    Sconj,
    /// <summary>Symbol.</summary>
    Sym,
    /// <summary>Verb that is no auxiliary.</summary>
    Verb,
}
