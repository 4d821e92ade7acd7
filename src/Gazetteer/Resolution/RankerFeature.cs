namespace Sitrep.Gazetteer.Resolution;

/// <summary>What a candidate is ranked by. Numbers are sixteenths: of a bit where they are logarithms, else of the whole. The model file names them so.</summary>
internal enum RankerFeature
{
    /// <summary>How well known the place is: inhabitants with a floor for what it is, as a logarithm.</summary>
    Weight,

    /// <summary>The same above 130,000 inhabitants.</summary>
    WeightHigh,

    /// <summary>How many names it has, as a logarithm.</summary>
    NameCount,

    /// <summary>The name is the one that the gazetteer shows.</summary>
    MainName,

    /// <summary>It is a country or dependency.</summary>
    Country,

    /// <summary>It is a first-order division.</summary>
    Division,

    /// <summary>It is a second-order division.</summary>
    District,

    /// <summary>It is an area of another kind.</summary>
    OtherArea,

    /// <summary>It is a capital.</summary>
    Capital,

    /// <summary>It is the seat of a first-order division.</summary>
    Seat,

    /// <summary>It is a part of a town, or an abandoned one.</summary>
    PartOfTown,

    /// <summary>It is a region, a sea, a mountain.</summary>
    Region,

    /// <summary>It is a building, a road, a wood.</summary>
    Site,

    /// <summary>The name is of the people, and is used for what they do.</summary>
    DemonymAsSuch,

    /// <summary>The name is of the people, and is used for a place.</summary>
    DemonymAsPlace,

    /// <summary>The name is an abbreviation that is not written as one.</summary>
    CodeWrittenSmall,

    /// <summary>The name is an abbreviation of a town.</summary>
    CodeOfTown,

    /// <summary>The name is no longer in use.</summary>
    Historic,

    /// <summary>The name is spelt as another transliteration would.</summary>
    OtherSpelling,

    /// <summary>A kind is named beside it ("province") and it is of that kind.</summary>
    KindFits,

    /// <summary>A kind is named beside it and it is of another.</summary>
    KindDiffers,

    /// <summary>An area is named beside it, and it lies inside.</summary>
    InsideAreaBeside,

    /// <summary>A place is named before it that lies inside.</summary>
    HoldsPlaceBeside,

    /// <summary>It lies in a country that the caller named.</summary>
    ContextCountry,

    /// <summary>It lies near the point that the caller named.</summary>
    ContextNear,

    /// <summary>Other names of the report speak for its country, as a logarithm.</summary>
    CountrySupport,

    /// <summary>Other names of the report speak for its first-order division, as a logarithm.</summary>
    DivisionSupport,

    /// <summary>Other places of the report lie near it, as a logarithm.</summary>
    NearSupport,

    /// <summary>Its country is itself named in the report.</summary>
    CountryNamed,

    /// <summary>Its first-order division is itself named in the report.</summary>
    DivisionNamed,

    /// <summary>It lies in the division of the first town of the report.</summary>
    FirstDivision,

    /// <summary>Other names of the report could mean a place within some 50 km, as a logarithm; names of many places count for less.</summary>
    Cluster,

    /// <summary>Other names of the report could mean a place of its first-order division, counted likewise.</summary>
    DivisionCluster,

    /// <summary>Its second-order division is itself named in the report.</summary>
    DistrictNamed,
}
