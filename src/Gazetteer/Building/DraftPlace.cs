namespace Sitrep.Gazetteer.Building;

/// <summary>A place on its way into an index.</summary>
internal sealed class DraftPlace
{
    /// <summary>GeoNames id; 0 for a place of our own.</summary>
    public int GeoNameId { get; init; }

    /// <summary>Id of a place of our own; empty for one of GeoNames.</summary>
    public string OwnId { get; init; } = "";

    public required string Name { get; init; }

    public required GeoPoint Point { get; set; }

    public required string Feature { get; init; }

    public string Country { get; init; } = "";

    public string Admin1 { get; set; } = "";

    public string Admin2 { get; init; } = "";

    public string TimeZone { get; init; } = "";

    public long? Population { get; init; }

    public string[] Claims { get; init; } = [];

    /// <summary>GeoNames' own alternate names as the dump has them: comma-separated.</summary>
    public string DumpNames { get; init; } = "";

    public List<PlaceName> OwnNames { get; } = [];

    public DraftPlace? Parent { get; set; }

    /// <summary>Row in the index; set when the order is known.</summary>
    public int Row { get; set; }

    public string Admin1Key => Admin1.Length == 0 ? "" : Country + "." + Admin1;

    public string Admin2Key => Admin1.Length == 0 || Admin2.Length == 0 ? "" : Country + "." + Admin1 + "." + Admin2;

    /// <summary>GeoNames ids in numeric order, then our own in ordinal order: the order that breaks ties everywhere.</summary>
    public static int CompareIds(DraftPlace a, DraftPlace b) =>
        a.GeoNameId == 0 || b.GeoNameId == 0 ? (a.GeoNameId == 0).CompareTo(b.GeoNameId == 0) is var own and not 0 ? own : string.CompareOrdinal(a.OwnId, b.OwnId)
        : a.GeoNameId.CompareTo(b.GeoNameId);
}
