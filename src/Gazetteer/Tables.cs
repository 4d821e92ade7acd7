namespace Sitrep.Gazetteer;

/// <summary>The columns of an index; row i of every array is place i. Places stand in the order of their weight, so that a lower row is the better known place.</summary>
internal sealed class PlaceTable
{
    /// <summary>GeoNames id; for a place of our own the complement of its row in <see cref="Lists.OwnIds"/>.</summary>
    public required int[] Id { get; init; }

    /// <summary>Millionths of a degree.</summary>
    public required int[] Latitude { get; init; }

    /// <summary>Millionths of a degree.</summary>
    public required int[] Longitude { get; init; }

    /// <summary>Row in <see cref="Lists.Features"/>.</summary>
    public required int[] Feature { get; init; }

    /// <summary>Row in <see cref="Lists.Countries"/>; row 0 is "no country".</summary>
    public required int[] Country { get; init; }

    /// <summary>Row in <see cref="Lists.Admin1Codes"/>; row 0 is empty.</summary>
    public required int[] Admin1 { get; init; }

    /// <summary>Row in <see cref="Lists.TimeZones"/>; row 0 is empty.</summary>
    public required int[] TimeZone { get; init; }

    /// <summary>The place that this one lies directly inside; -1 for none.</summary>
    public required int[] Parent { get; init; }

    /// <summary>Inhabitants; -1 where unknown.</summary>
    public required long[] Population { get; init; }

    public int Count => Id.Length;
}

/// <summary>Names in the order of their folded form (ordinal), then of the id of their place.</summary>
internal sealed class NameTable
{
    /// <summary>All names in UTF-8, one behind the other.</summary>
    public required byte[] Text { get; init; }

    /// <summary>Where each name starts in <see cref="Text"/>, and the end of the last.</summary>
    public required int[] Start { get; init; }

    /// <summary>The place named.</summary>
    public required int[] Place { get; init; }

    /// <summary><see cref="PlaceNameKind"/>, and <see cref="Main"/> on the display name of the place.</summary>
    public required byte[] Kind { get; init; }

    /// <summary>Row in <see cref="Lists.Languages"/>; row 0 is unknown.</summary>
    public required int[] Language { get; init; }

    public int Count => Place.Length;

    public const byte Main = 0x80;
}

/// <summary>Words that the columns point at.</summary>
internal sealed class Lists
{
    /// <summary>Alpha-2 and alpha-3 with one space between; row 0 is a space.</summary>
    public required string[] Countries { get; init; }

    /// <summary>Class and code with a point between: "P.PPLC".</summary>
    public required string[] Features { get; init; }

    public required string[] Admin1Codes { get; init; }

    public required string[] TimeZones { get; init; }

    public required string[] Languages { get; init; }

    /// <summary>"x-darfur" and the like.</summary>
    public required string[] OwnIds { get; init; }
}

/// <summary>Links between places that one parent cannot express: pairs of rows.</summary>
internal sealed class Links
{
    /// <summary>A region and an area that lies in it (a country or division), or that it reaches into.</summary>
    public required (int Region, int Member)[] Members { get; init; }

    /// <summary>A place and the country row that claims it beside its own.</summary>
    public required (int Place, int Country)[] Claims { get; init; }
}

/// <summary>Everything in an index file.</summary>
internal sealed record GazetteerTables(string Version, string Attribution, PlaceTable Places, NameTable Names, Lists Lists, Links Links);
