namespace Sitrep.Wire.Stories;

/// <summary>When two texts count as the same: the thresholds, and why they are what they are.</summary>
/// <remarks>
/// Measured on the shorter text, for a copy may be cut short. Two things are asked. Enough of its shingles must be found in the other: three words in ten replaced leave
/// half the pairs of words. And they must be found all over it: two reports of one happening share whole paragraphs of background and nothing between, while a
/// rewritten copy shares some of every sentence.
/// </remarks>
public static class CopyRule
{
    /// <summary>Below so many shingles only the same words are the same text: "Dollar opens at 84" and "Dollar opens at 85" are two reports.</summary>
    public const int MinShingles = 12;

    /// <summary>Least share of the shorter text's shingles that the other must have.</summary>
    public const double MinContainment = 0.48;

    /// <summary>Least share where the other text is much longer: the longer it is, the more it has by chance, and what is cut short is seldom rewritten too.</summary>
    public const double MinContainmentInLonger = 0.6;

    /// <summary>Shingles of the shorter text over those of the longer one, from which on they are of one length.</summary>
    private const double OneLength = 0.6;

    /// <summary>Short texts share more by chance, so that they must share more: what is asked falls from here to <see cref="MinContainment"/>.</summary>
    public const double MinContainmentOfShort = 0.6;

    /// <summary>Shingles from which on a text is no longer short.</summary>
    private const int ShortUntil = 60;

    /// <summary>Containment from which a text is a copy in which hardly anything was changed; such copies are never independent of one another.</summary>
    public const double Verbatim = 0.6;

    /// <summary>
    /// A stretch of so many shingles without one of the other's is foreign to it: where three words in ten were replaced, one place in a thousand begins such a stretch.
    /// </summary>
    private const int ForeignStretch = 16;

    /// <summary>The same in shingles of the sample, half of which are found in a rewritten copy: eight in a row are not in one case of 256.</summary>
    private const int ForeignSamples = 8;

    /// <summary>Share of the shorter text that may be foreign: lines that a site adds to what it takes over.</summary>
    public const double MaxForeign = 0.35;

    private const int Parts = 256;

    /// <summary>How alike two texts are (the share of the shorter one's shingles that the other has) where they count as the same, else 0.</summary>
    public static double Likeness(TextSketch a, TextSketch b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.TextHash == b.TextHash)
        {
            return a.TextHash == 0 ? 0 : 1;
        }

        var (shorter, longer) = a.ShingleCount <= b.ShingleCount ? (a, b) : (b, a);
        if (shorter.ShingleCount < MinShingles)
        {
            return 0;
        }

        Span<byte> found = stackalloc byte[TextSketch.MaxHashes];
        var (sampled, both) = Compare(shorter, longer, found);
        var containment = sampled == 0 ? 0 : (double)both / sampled;
        return containment >= Asked(shorter.ShingleCount, longer.ShingleCount) && Foreign(found[..both], shorter.ShingleCount, sampled) <= MaxForeign ? containment : 0;
    }

    /// <summary>
    /// Pairs of the shorter text up to the bound below which all samples are complete, those of them that the other has, a word between or none, and their places.
    /// </summary>
    private static (int Sampled, int Both) Compare(TextSketch shorter, TextSketch longer, Span<byte> found)
    {
        var bound = Math.Min(Math.Min(shorter.Bound, longer.Bound), longer.WideBound);
        var own = shorter.Hashes.AsSpan();
        var narrow = longer.Hashes.AsSpan();
        var wide = longer.WideHashes.AsSpan();
        int i = 0, n = 0, w = 0, both = 0;
        for (; i < own.Length && own[i] <= bound; i++)
        {
            if (Advance(narrow, ref n, own[i]) | Advance(wide, ref w, own[i]))
            {
                found[both++] = shorter.Places[i];
            }
        }

        return (i, both);
    }

    private static bool Advance(ReadOnlySpan<uint> hashes, ref int at, uint wanted)
    {
        while (at < hashes.Length && hashes[at] < wanted)
        {
            at++;
        }

        return at < hashes.Length && hashes[at] == wanted;
    }

    /// <summary>Share of a text that lies in stretches where nothing was found.</summary>
    private static double Foreign(Span<byte> found, int shingles, int sampled)
    {
        found.Sort();
        var stretch = Math.Max((double)ForeignStretch / shingles, (double)ForeignSamples / sampled) * Parts;
        double foreign = 0;
        for (var i = 0; i <= found.Length; i++)
        {
            var from = i == 0 ? 0 : found[i - 1];
            var to = i == found.Length ? Parts : found[i];
            foreign += to - from >= stretch ? to - from : 0;
        }

        return foreign / Parts;
    }

    private static double Asked(int shorter, int longer)
    {
        var least = shorter >= OneLength * longer ? MinContainment : MinContainmentInLonger;
        return shorter >= ShortUntil ? least : MinContainmentOfShort - ((MinContainmentOfShort - least) * (shorter - MinShingles) / (ShortUntil - MinShingles));
    }
}
