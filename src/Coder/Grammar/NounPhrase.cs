using Sitrep.Language;

namespace Sitrep.Coder.Grammar;

/// <summary>A noun group without what follows its head: "the Afghan interior ministry", "at least 36 Taliban".</summary>
internal sealed class NounPhrase
{
    public required int Index { get; init; }

    public required int First { get; init; }

    public required int End { get; init; }

    /// <summary>The token that says what it is; the last noun, or a lone number or pronoun.</summary>
    public required int Head { get; init; }

    public required int Sentence { get; init; }

    public required TextSpan Span { get; init; }

    /// <summary>Token of the preposition that governs it, or -1.</summary>
    public int Preposition { get; set; } = -1;

    /// <summary>The phrase before a possessive ending ("Turkey's" in "Turkey's offensive"), or -1.</summary>
    public int Possessor { get; set; } = -1;

    /// <summary>The phrase after "of", or -1.</summary>
    public int Of { get; set; } = -1;

    public bool IsPronoun { get; init; }

    public bool IsDefinite { get; init; }

    public bool IsIndefinite { get; init; }

    /// <summary>"his", "their", "its" at the beginning.</summary>
    public bool HasPronounPossessor { get; init; }

    /// <summary>"no casualties".</summary>
    public bool IsNegated { get; init; }
}

/// <summary>A verb with its auxiliaries: "had not been killed", "to withdraw", "killing".</summary>
internal sealed class VerbGroup
{
    public required int Index { get; init; }

    public required int First { get; init; }

    public required int Head { get; init; }

    /// <summary>One past the head.</summary>
    public required int End { get; init; }

    public required int Sentence { get; init; }

    public bool HasBe { get; init; }

    public bool HasHave { get; init; }

    public bool Negated { get; init; }

    /// <summary>"to withdraw".</summary>
    public bool Infinitive { get; init; }

    /// <summary>"killing", without an auxiliary.</summary>
    public bool Gerund { get; init; }

    /// <summary>Modal in lower case, or empty.</summary>
    public string Modal { get; init; } = "";

    /// <summary>A form of "be" and a past participle.</summary>
    public bool Passive { get; init; }

    /// <summary>A past form without an auxiliary: may be a past tense or a reduced passive.</summary>
    public bool BarePast { get; init; }

    /// <summary>"has resumed", "is fighting": tied to the present.</summary>
    public bool Present { get; init; }
}
