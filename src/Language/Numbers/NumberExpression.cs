namespace Sitrep.Language.Numbers;

/// <summary>A number as a range.</summary>
/// <param name="Span">Where it stands, hedges included ("at least 36").</param>
/// <param name="FirstToken">Index of its first token.</param>
/// <param name="EndToken">One past its last token.</param>
/// <param name="Range">What it says.</param>
/// <param name="IsOrdinal">"third" rather than "three".</param>
/// <param name="Unit">"%", "USD" and the like where the number itself carries one; else empty.</param>
public sealed record NumberExpression(TextSpan Span, int FirstToken, int EndToken, CountRange Range, bool IsOrdinal, string Unit);

/// <summary>"At least 36" is low 36 and stated 36; "dozens" is 24 to 99; unset ends are open.</summary>
/// <param name="Low">At least so many.</param>
/// <param name="High">At most so many.</param>
/// <param name="Stated">The single number, where one is stated.</param>
/// <param name="Approximate">"about", "some", "an estimated".</param>
/// <param name="VagueTerm">The word, where the number is only a word ("dozens").</param>
public sealed record CountRange(long? Low, long? High, long? Stated, bool Approximate, string VagueTerm)
{
    /// <summary>Exactly so many.</summary>
    public static CountRange Exactly(long number) => new(number, number, number, false, "");
}
