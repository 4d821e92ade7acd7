namespace Sitrep.Language.Tagging;

/// <summary>Inflection in the terms of Universal Dependencies, as far as tag and form tell it.</summary>
[Flags]
public enum WordFeatures
{
    /// <summary>None known.</summary>
    None = 0,
    /// <summary>Number=Sing.</summary>
    Singular = 1,
    /// <summary>Number=Plur.</summary>
    Plural = 2,
    /// <summary>Tense=Past.</summary>
    Past = 4,
    /// <summary>Tense=Pres.</summary>
    Present = 8,
    /// <summary>VerbForm=Fin.</summary>
    Finite = 16,
    /// <summary>VerbForm=Inf.</summary>
    Infinitive = 32,
    /// <summary>VerbForm=Part.</summary>
    Participle = 64,
    /// <summary>VerbForm=Ger or a present participle.</summary>
    Gerund = 128,
    /// <summary>Degree=Cmp.</summary>
    Comparative = 256,
    /// <summary>Degree=Sup.</summary>
    Superlative = 512,
    /// <summary>Poss=Yes.</summary>
    Possessive = 1024,
    /// <summary>Polarity=Neg: "not", "n't", "no", "never".</summary>
    Negative = 2048,
    /// <summary>A modal verb.</summary>
    Modal = 4096,
}
