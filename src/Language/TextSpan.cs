namespace Sitrep.Language;

/// <summary>A half-open range [Start, End) of a submitted text, in UTF-16 code units counted from 0.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Code units in the range.</summary>
    public int Length => End - Start;

    /// <summary>Whether the two ranges share at least one code unit.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>Whether <paramref name="other"/> lies inside this range.</summary>
    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;

    /// <summary>The words at this range of <paramref name="text"/>.</summary>
    public string Of(string text) => text[Start..End];
}
