using System.Globalization;
using Sitrep.Gazetteer.Building;

namespace Sitrep.Gazetteer.Tests;

/// <summary>A temporary folder with source files in GeoNames' forms, and the index built from them.</summary>
internal sealed class BuildFolder : IDisposable
{
    public BuildFolder()
    {
        Path = Directory.CreateTempSubdirectory("sitrep-gazetteer-").FullName;
        File.WriteAllText(
            System.IO.Path.Combine(Path, "countryInfo.txt"),
            "#ISO\tISO3\nAF\tAFG\t004\tAF\tAfghanistan\tKabul\t647500\t29121286\tAS\t.af\tAFN\tAfghani\t93\t\t\tfa-AF\t1149361\tTM,CN\t\n"
            + "GE\tGEO\t268\tGG\tGeorgia\tTbilisi\t69700\t4630000\tAS\t.ge\tGEL\tLari\t995\t\t\tka\t614540\tAM\t\n");
    }

    public string Path { get; }

    public string Index => System.IO.Path.Combine(Path, "test.gaz");

    public static string Row(int id, string name, double latitude, double longitude, string featureClass, string code, string country, string admin1, long population, string names = "", string claims = "") =>
        string.Create(CultureInfo.InvariantCulture, $"{id}\t{name}\t{name}\t{names}\t{latitude}\t{longitude}\t{featureClass}\t{code}\t{country}\t{claims}\t{admin1}\t\t\t\t{population}\t\t\t\t2020-01-01");

    public void Dump(IEnumerable<string> rows, string file = "places.txt") => File.WriteAllLines(System.IO.Path.Combine(Path, file), rows);

    public GazetteerIndex Build()
    {
        GazetteerBuilder.Build(GazetteerSources.FromDirectory(Path), Index, false, null, CancellationToken.None);
        return GazetteerIndex.Open(Index);
    }

    public void Dispose() => Directory.Delete(Path, true);
}
