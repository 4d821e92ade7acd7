namespace Sitrep.Gazetteer.Building;

/// <summary>An area or region on its way into an index: what others refer to, and so is kept in memory. Ordinary places stream by.</summary>
internal sealed class DraftPlace
{
    /// <summary>GeoNames id; 0 for a place of our own.</summary>
    public int GeoNameId { get; init; }

    /// <summary>Id of a place of our own; empty for one of GeoNames.</summary>
    public string OwnId { get; init; } = "";

    public required string Name { get; init; }

    public required GeoPoint Point { get; init; }

    public required string Feature { get; init; }

    public string Country { get; init; } = "";

    public string Admin1 { get; init; } = "";

    public string Admin2 { get; init; } = "";

    public long Population { get; init; }

    /// <summary>GeoNames' own alternate names as its tables have them: comma-separated.</summary>
    public string DumpNames { get; init; } = "";

    public List<PlaceName> OwnNames { get; } = [];

    /// <summary>Where it came among all places read.</summary>
    public int Ordinal { get; set; } = -1;

    /// <summary>Inhabitants of the populated places listed in it.</summary>
    public long Listed { get; set; }
}
