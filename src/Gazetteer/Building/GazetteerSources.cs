namespace Sitrep.Gazetteer.Building;

/// <summary>The files that an index is built from, all in GeoNames' own forms; each may be plain, gzip (".gz") or zip (".zip").</summary>
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

    /// <summary>alternateNamesV2.txt or its older form alternateNames.txt: names with their language and kind; empty where there is none.</summary>
    public string AlternateNames { get; init; } = "";

    private static readonly string[] Extensions = [".txt", ".txt.gz", ".zip"];

    // Beside the tables above: what GeoNames also offers, and this builder has no use for.
    private static readonly string[] Tables =
        ["countryInfo", "admin1Codes", "admin2Codes", "admin5Codes", "featureCodes", "alternateNames", "timeZones", "hierarchy", "iso-languagecodes", "userTags", "shapes", "readme", "LICENSE", "deletes", "modifications", "null"];

    /// <summary>Sorts out a folder by file names: countryInfo, admin1Codes*, admin2Codes, alternateNames*; other .txt, .txt.gz and .zip files are dumps unless they are tables that a build has no use for.</summary>
    /// <exception cref="FileNotFoundException">countryInfo.txt or every dump is missing.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static GazetteerSources FromDirectory(string directory)
    {
        var files = Directory.GetFiles(directory)
            .Where(f => Array.Exists(Extensions, e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var countryInfo = Named(files, "countryInfo");
        if (countryInfo.Length == 0)
            throw new FileNotFoundException("The folder has no countryInfo.txt.", Path.Combine(directory, "countryInfo.txt"));
        // The same dump twice ("AF.txt" beside "AF.zip") is read once.
        var dumps = files.Where(f => !IsTable(Path.GetFileName(f))).DistinctBy(f => Path.GetFileName(f).Split('.')[0]).ToArray();
        if (dumps.Length == 0)
            throw new FileNotFoundException("The folder has no dump file (such as allCountries.txt or cities1000.txt).", directory);
        return new GazetteerSources
        {
            Dumps = dumps,
            CountryInfo = countryInfo,
            Admin1Codes = Named(files, "admin1Codes"),
            Admin2Codes = Named(files, "admin2Codes"),
            AlternateNames = Named(files, "alternateNamesV2") is { Length: > 0 } names ? names : Named(files, "alternateNames"),
        };
    }

    private static string Named(string[] files, string prefix) => files.FirstOrDefault(f => Path.GetFileName(f).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ?? "";

    private static bool IsTable(string file) => Array.Exists(Tables, t => file.StartsWith(t, StringComparison.OrdinalIgnoreCase));
}

/// <summary>How far a build has come.</summary>
/// <param name="Step">What is being done: the file read, or "names", "keys", "writing" and the like.</param>
/// <param name="RowsRead">Dump rows read so far.</param>
/// <param name="BytesRead">Of all sources, as they lie on the disk; all of them once they have been read.</param>
/// <param name="BytesTotal">Of all sources, as they lie on the disk.</param>
/// <param name="Share">Of the whole work, 0 to 1: reading is about half of it.</param>
public sealed record GazetteerBuildProgress(string Step, long RowsRead, long BytesRead, long BytesTotal, double Share);
