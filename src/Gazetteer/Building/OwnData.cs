namespace Sitrep.Gazetteer.Building;

/// <summary>What we know beside GeoNames: Data/*.tsv, whose heads say what each column means.</summary>
internal sealed class OwnData
{
    /// <summary>Part of every index version; raised with each change of the files that a build can see.</summary>
    public const int Version = 1;

    public IReadOnlyDictionary<string, OwnCountry> Countries { get; } = TextFile.OwnRows("countries.tsv", 8)
        .ToDictionary(r => r[0], r => new OwnCountry(r[0], r[1], Point(r[2], r[3])!.Value, r[4], TextFile.Parts(r[5]), TextFile.Parts(r[6]), TextFile.Parts(r[7])), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, OwnDivision> Divisions { get; } = TextFile.OwnRows("divisions.tsv", 8)
        .ToDictionary(r => r[0], r => new OwnDivision(r[0], r[1], Point(r[2], r[3]), TextFile.Parts(r[4]), TextFile.Parts(r[5]), TextFile.Parts(r[6]), TextFile.Parts(r[7])), StringComparer.Ordinal);

    public IReadOnlyList<OwnRegion> Regions { get; } =
        [.. TextFile.OwnRows("regions.tsv", 8).Select(r => new OwnRegion(r[0], r[1], r[2], Point(r[3], r[4])!.Value, TextFile.Parts(r[5]), TextFile.Parts(r[6]), TextFile.Parts(r[7])))];

    public IReadOnlyDictionary<int, OwnNames> Places { get; } = TextFile.OwnRows("places.tsv", 4)
        .ToDictionary(r => int.Parse(r[0], System.Globalization.CultureInfo.InvariantCulture), r => new OwnNames(TextFile.Parts(r[2]), TextFile.Parts(r[3])));

    private static GeoPoint? Point(string latitude, string longitude) =>
        TextFile.Degrees(latitude) is { } lat && TextFile.Degrees(longitude) is { } lon ? new GeoPoint(lat, lon) : null;
}

internal sealed record OwnCountry(string Code, string Feature, GeoPoint Point, string Name, string[] Names, string[] Abbreviations, string[] Demonyms);

internal sealed record OwnDivision(string Code, string Name, GeoPoint? Point, string[] Names, string[] Abbreviations, string[] OtherCodes, string[] Demonyms);

internal sealed record OwnRegion(string Id, string Name, string Feature, GeoPoint Point, string[] Areas, string[] Names, string[] Demonyms);

internal sealed record OwnNames(string[] Names, string[] Abbreviations);
