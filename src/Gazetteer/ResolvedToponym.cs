using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer;

/// <summary>A place name in a text and what it refers to.</summary>
public sealed record ResolvedToponym
{
    /// <summary>Where the name stands.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Whether it names the place itself.</summary>
    public required ToponymUsage Usage { get; init; }

    /// <summary>The entry referred to; null where none could be chosen, and <see cref="Unresolved"/> then says why.</summary>
    public Place? Place { get; init; }

    /// <summary>Why no entry was chosen; <see cref="UnresolvedReason.None"/> where one was.</summary>
    public UnresolvedReason Unresolved { get; init; }

    /// <summary>How closely the place stands for what the words mean.</summary>
    public GeoPrecision Precision { get; init; }

    /// <summary>Probability in [0, 1] that the place is meant; null where not estimated.</summary>
    public double? Confidence { get; init; }

    /// <summary>Runners-up, best first.</summary>
    public IReadOnlyList<PlaceCandidate> Alternatives { get; init; } = [];

    /// <summary>Where a relation moves the point away from the place ("10 km north of Kunduz"); null otherwise.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>What spoke for <see cref="Place"/> and against it, the weightiest first; only where asked for.</summary>
    public IReadOnlyList<RankingReason> Reasons { get; init; } = [];
}

/// <summary>A possible referent and its share of the probability.</summary>
public sealed record PlaceCandidate(Place Place, double Confidence)
{
    /// <summary>What speaks for it and against it, the weightiest first; only where asked for.</summary>
    public IReadOnlyList<RankingReason> Reasons { get; init; } = [];
}

/// <summary>Something that counted in the choice of a place.</summary>
/// <param name="Feature">Its name in the model: "InsideAreaBeside".</param>
/// <param name="Bits">By how many powers of two it made the place likelier; negative for less likely.</param>
public sealed record RankingReason(string Feature, double Bits);

/// <summary>Why no entry was chosen.</summary>
public enum UnresolvedReason
{
    /// <summary>One was chosen.</summary>
    None,
    /// <summary>The gazetteer has no such name.</summary>
    NotInGazetteer,
    /// <summary>Several entries fit and nothing decides.</summary>
    Ambiguous,
    /// <summary>The name does not stand for a place here.</summary>
    NotAPlace,
}

/// <summary>How closely a place stands for what words mean.</summary>
public enum GeoPrecision
{
    /// <summary>Not said.</summary>
    None,
    /// <summary>The very place named.</summary>
    Exact,
    /// <summary>A spot inside or near a known place that the gazetteer does not list.</summary>
    Near,
    /// <summary>A second-order division.</summary>
    Adm2,
    /// <summary>A first-order division.</summary>
    Adm1,
    /// <summary>A country.</summary>
    Country,
    /// <summary>A region that is no division, or spans several.</summary>
    Region,
}

/// <summary>What steers resolution without deciding it.</summary>
/// <param name="CountryCodes">ISO 3166-1 alpha-2.</param>
/// <param name="Bias">A point to prefer.</param>
public sealed record ResolutionContext(IReadOnlyList<string> CountryCodes, GeoPoint? Bias)
{
    /// <summary>Nothing is known.</summary>
    public static ResolutionContext None { get; } = new([], null);
}
