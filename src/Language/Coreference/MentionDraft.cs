namespace Sitrep.Language.Coreference;

/// <summary>Whether a mention can be "he" or "she".</summary>
internal enum Gender
{
    Unknown,
    Male,
    Female,
}

/// <summary>A mention while its antecedent is looked for.</summary>
internal sealed class MentionDraft
{
    public required int First { get; init; }

    public required int End { get; init; }

    public required int Head { get; init; }

    public required MentionKind Kind { get; init; }

    public required int Sentence { get; init; }

    /// <summary>PER, ORG, LOC, NORP, MISC; empty where unknown.</summary>
    public string Type { get; set; } = "";

    public bool Plural { get; init; }

    /// <summary>May be taken for one or for several: a body, a people.</summary>
    public bool Collective { get; init; }

    public Gender Gender { get; set; }

    /// <summary>Nouns of one kin may take each other up.</summary>
    public string Kin { get; init; } = "";

    /// <summary>"the", "this", a possessive: somebody known already.</summary>
    public bool Definite { get; init; }

    /// <summary>Before the verb of its sentence.</summary>
    public bool Subject { get; init; }

    /// <summary>What a name is known by: its fullest form.</summary>
    public string Name { get; init; } = "";

    /// <summary>Lemmas of titles and offices beside a name, or of a noun's own head.</summary>
    public IReadOnlyList<string> Offices { get; set; } = [];

    public int Chain { get; set; } = -1;

    public int Antecedent { get; set; } = -1;

    public int Points { get; set; }
}
