namespace Sitrep.Gazetteer.Building;

/// <summary>The files that an index is built from, all in GeoNames' own forms; each may be plain or gzip (".gz").</summary>
public sealed record GazetteerSources
{
    /// <summary>Dump files of 19 tab-separated columns (allCountries, cities1000, AF ...). Of rows with the same id the first read counts.</summary>
    public required IReadOnlyList<string> Dumps { get; init; }

    /// <summary>countryInfo.txt.</summary>
    public required string CountryInfo { get; init; }

    /// <summary>admin1CodesASCII.txt or its older form admin1Codes.txt; empty where there is none.</summary>
    public string Admin1Codes { get; init; } = "";

    /// <summary>admin2Codes.txt; empty where there is none.</summary>
    public string Admin2Codes { get; init; } = "";

    /// <summary>Sorts out a folder by file names: countryInfo, admin1Codes*, admin2Codes; other .txt and .txt.gz files are dumps unless they are tables that this version does not use.</summary>
    /// <exception cref="FileNotFoundException">countryInfo.txt or every dump is missing.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static GazetteerSources FromDirectory(string directory)
    {
        var files = Directory.GetFiles(directory)
            .Where(f => f.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".txt.gz", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToArray();
        string Named(string prefix) => files.FirstOrDefault(f => Path.GetFileName(f).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ?? "";
        var countryInfo = Named("countryInfo");
        if (countryInfo.Length == 0)
            throw new FileNotFoundException("The folder has no countryInfo.txt.", Path.Combine(directory, "countryInfo.txt"));
        var dumps = files.Where(f => !IsTable(Path.GetFileName(f))).ToArray();
        if (dumps.Length == 0)
            throw new FileNotFoundException("The folder has no dump file (such as allCountries.txt or cities1000.txt).", directory);
        return new GazetteerSources { Dumps = dumps, CountryInfo = countryInfo, Admin1Codes = Named("admin1Codes"), Admin2Codes = Named("admin2Codes") };
    }

    // alternateNames come with a later version of the builder; the dumps carry the names themselves.
    private static readonly string[] Tables =
        ["countryInfo", "admin1Codes", "admin2Codes", "featureCodes", "alternateNames", "timeZones", "hierarchy", "iso-languagecodes", "userTags", "readme", "LICENSE"];

    private static bool IsTable(string file) => Array.Exists(Tables, t => file.StartsWith(t, StringComparison.OrdinalIgnoreCase));
}

/// <summary>How far a build has come.</summary>
/// <param name="Step">What is being done: the file read, or "sorting", "writing".</param>
/// <param name="RowsRead">Dump rows read so far.</param>
/// <param name="BytesRead">Of all dumps, as they lie on the disk.</param>
/// <param name="BytesTotal">Of all dumps, as they lie on the disk.</param>
public sealed record GazetteerBuildProgress(string Step, long RowsRead, long BytesRead, long BytesTotal);
