namespace Sitrep.Gazetteer;

/// <summary>The gazetteer that is part of the product: places over 1,000 inhabitants, countries, first-order divisions, and the regions and demonyms of Data/*.tsv.</summary>
public static class DefaultGazetteer
{
    /// <summary>Where a build puts it: beside the assemblies of whatever uses it.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "default.gaz");

    /// <summary>Reads and verifies it; takes about half a second.</summary>
    /// <exception cref="GazetteerFormatException">The file is damaged or of another format.</exception>
    /// <exception cref="FileNotFoundException">It was not copied to the output.</exception>
    public static GazetteerIndex Open() => GazetteerIndex.Open(Path);
}
