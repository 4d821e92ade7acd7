namespace Sitrep.Muc4.Reading;

/// <summary>A noun group, or a part of one that may fill a slot of its own (the name behind a title, the body before "guerrillas").</summary>
internal sealed class NounGroup
{
    public required int Index { get; init; }

    /// <summary>First token, articles left out.</summary>
    public required int Start { get; init; }

    /// <summary>One past the last token.</summary>
    public required int End { get; init; }

    /// <summary>The noun that says what it is.</summary>
    public required int Head { get; init; }

    public required GroupKind Kind { get; init; }

    /// <summary>PER, ORG, LOC, NORP, WEAPON or MISC for a name; empty for a description.</summary>
    public required string NameType { get; init; }

    public required int Sentence { get; init; }

    /// <summary>The group that this one stands in, before its head; -1 where it stands alone.</summary>
    public int Outer { get; init; } = -1;

    /// <summary>Where the "of" phrase behind it ends; <see cref="End"/> where there is none.</summary>
    public int OfEnd { get; set; }

    /// <summary>The group behind "of"; -1 where none.</summary>
    public int OfGroup { get; set; } = -1;

    /// <summary>Of a name the title before it, of a title the name behind it; -1 where none.</summary>
    public int Partner { get; set; } = -1;

    /// <summary>Groups that name the same thing carry the same number.</summary>
    public int Entity { get; set; }

    /// <summary>What kind of thing it is (<see cref="WordClasses"/>).</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    public bool IsName => NameType.Length > 0;
}

/// <summary>How a group was cut out.</summary>
internal enum GroupKind
{
    /// <summary>A whole group.</summary>
    Whole,
    /// <summary>A person's name behind a title or description.</summary>
    NameAfterTitle,
    /// <summary>Title or description before a person's name.</summary>
    Title,
    /// <summary>A name before the head.</summary>
    Modifier,
}
