namespace Sitrep.Language.Syntax;

/// <summary>A word of a half-built tree, all that features ask of it side by side: one cache line.</summary>
internal struct ParserNode
{
    /// <summary>Hash of the word.</summary>
    public uint Word;

    /// <summary>Its class; 0 for "no word".</summary>
    public uint Tag;

    /// <summary>Hash of word and class.</summary>
    public uint WordTag;

    /// <summary>Its relation to its head; <see cref="ParserState.NoLabel"/> where none yet.</summary>
    public uint Label;

    /// <summary>Its head, -1 where none yet.</summary>
    public int Head;

    /// <summary>Outermost dependent on the left.</summary>
    public int Left;

    /// <summary>The left dependent before the outermost.</summary>
    public int Left2;

    /// <summary>Outermost dependent on the right.</summary>
    public int Right;

    /// <summary>The right dependent before the outermost.</summary>
    public int Right2;

    /// <summary>How many dependents on the left, up to 7.</summary>
    public byte LeftCount;

    /// <summary>How many dependents on the right, up to 7.</summary>
    public byte RightCount;

    /// <summary>Bits of the relations of the dependents on the left.</summary>
    public ulong LeftLabels;

    /// <summary>Bits of the relations of the dependents on the right.</summary>
    public ulong RightLabels;

    /// <summary>The relations on the left as one number.</summary>
    public readonly uint LeftSet => Fold(LeftLabels);

    /// <summary>The relations on the right as one number.</summary>
    public readonly uint RightSet => Fold(RightLabels);

    private static uint Fold(ulong labels) => (uint)(labels >> 32) * 0x9E3779B1u ^ (uint)labels;
}
