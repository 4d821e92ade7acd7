using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Sitrep.Gazetteer.Building;

namespace Sitrep.Gazetteer.Tests;

public sealed class BuilderTests
{
    private static readonly string[] Rows =
    [
        BuildFolder.Row(10, "Kunduz", 36.73, 68.86, "P", "PPLA", "AF", "24", 161_902, "Konduz,Qunduz,KDZ,12345,http://example.org/kunduz"),
        BuildFolder.Row(11, "Khanabad", 36.68, 69.11, "P", "PPL", "AF", "24", 60_000),
        BuildFolder.Row(12, "Emam Saheb", 37.19, 68.94, "P", "PPL", "AF", "24", 0, "", "TJ"),
        BuildFolder.Row(13, "Akhmeta", 42.03, 45.21, "P", "PPL", "GE", "67", 7_000),
    ];

    [Fact]
    public void Rows_become_places_with_their_names_areas_and_claims()
    {
        using var files = new BuildFolder();
        files.Dump(Rows);
        File.WriteAllText(Path.Combine(files.Path, "admin1CodesASCII.txt"), "AF.24\tKunduz\tKunduz\t1135690\nGE.67\tK'akheti\tKakheti\t865537\n");
        var index = files.Build();

        var kunduz = index.Find("10")!;
        Assert.Equal(["1149361", "1135690"], kunduz.ContainingAreas.Select(a => a.PlaceId));
        Assert.Equal(
            [("KDZ", PlaceNameKind.Code), ("Konduz", PlaceNameKind.Plain), ("Qunduz", PlaceNameKind.Plain)], kunduz.AlternateNames.Select(n => (n.Text, n.Kind)).OrderBy(n => n.Text, StringComparer.Ordinal));
        Assert.Equal(161_902, kunduz.Population);
        Assert.Null(index.Find("12")!.Population);
        Assert.Equal(["TJ"], index.Find("12")!.ClaimedBy);
        Assert.Equal(["12", "11", "10"], index.Children("1135690", 0, 10).Select(p => p.Id));
    }

    [Fact]
    public void A_division_without_a_row_lies_at_the_centre_of_its_places()
    {
        using var files = new BuildFolder();
        files.Dump(Rows.Take(2));
        File.WriteAllText(Path.Combine(files.Path, "admin1CodesASCII.txt"), "AF.24\tKunduz\tKunduz\t1135690\nAF.99\tEmpty\tEmpty\t77\n");
        var index = files.Build();

        var point = index.Find("1135690")!.Point;
        Assert.Equal(36.705, point.Latitude, 2);
        Assert.Equal(68.985, point.Longitude, 2);
        Assert.Null(index.Find("77"));
    }

    [Fact]
    public void A_row_of_a_country_or_division_is_taken_as_it_is_and_gets_our_names_too()
    {
        using var files = new BuildFolder();
        files.Dump(Rows.Append(BuildFolder.Row(1149361, "Islamic Republic of Afghanistan", 33, 66, "A", "PCLI", "AF", "00", 29_000_000)).Append(BuildFolder.Row(5, "Velāyat-e Kondoz", 36.8, 68.8, "A", "ADM1", "AF", "24", 0)));
        var index = files.Build();

        Assert.Equal(new GeoPoint(33, 66), index.Find("1149361")!.Point);
        Assert.Equal("1149361", index.Search(new PlaceQuery("Afghans", NameMatch.Exact, [], [], null), 0, 1)[0].Place.Id);
        Assert.Contains(index.Search(new PlaceQuery("Kondoz", NameMatch.Exact, [], [], null), 0, 5), p => p.Place.Id == "5");
        Assert.Equal("5", index.Find("10")!.ContainingAreas[^1].PlaceId);
    }

    [Fact]
    public void Gzip_and_plain_files_and_any_culture_give_the_same_bytes()
    {
        using var plain = new BuildFolder();
        using var packed = new BuildFolder();
        plain.Dump(Rows);
        using (var gzip = new GZipStream(File.Create(Path.Combine(packed.Path, "places.txt.gz")), CompressionLevel.Fastest))
        using (var writer = new StreamWriter(gzip))
            writer.Write(string.Join('\n', Rows) + "\n");
        plain.Build();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            packed.Build();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(SHA256.HashData(File.ReadAllBytes(plain.Index)), SHA256.HashData(File.ReadAllBytes(packed.Index)));
    }

    [Theory]
    [InlineData("1\tKunduz\tKunduz", "3 columns in place of 19")]
    [InlineData("x\tK\tK\t\t1\t2\tP\tPPL\tAF\t\t\t\t\t\t0\t\t\t\t2020-01-01", "no id, latitude or longitude")]
    [InlineData("1\tK\tK\t\t91\t2\tP\tPPL\tAF\t\t\t\t\t\t0\t\t\t\t2020-01-01", "no id, latitude or longitude")]
    [InlineData("1\tK\tK\t\t1\tNaN\tP\tPPL\tAF\t\t\t\t\t\t0\t\t\t\t2020-01-01", "no id, latitude or longitude")]
    public void A_row_that_cannot_be_read_is_refused_with_its_line(string row, string message)
    {
        using var files = new BuildFolder();
        files.Dump([Rows[0], row]);

        var e = Assert.Throws<GazetteerFormatException>(files.Build);

        Assert.Contains("places.txt line 2", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(files.Index));
    }

    [Fact]
    public void A_folder_without_the_country_table_or_without_places_is_refused()
    {
        using var files = new BuildFolder();
        Assert.Throws<FileNotFoundException>(() => GazetteerSources.FromDirectory(files.Path));
        files.Dump(Rows);
        File.Delete(Path.Combine(files.Path, "countryInfo.txt"));
        Assert.Throws<FileNotFoundException>(() => GazetteerSources.FromDirectory(files.Path));
    }

    [Fact]
    public void Progress_tells_files_and_bytes_and_a_cancelled_build_leaves_no_file()
    {
        using var files = new BuildFolder();
        files.Dump(Rows);
        var told = new List<GazetteerBuildProgress>();
        using var cancel = new CancellationTokenSource();
        var progress = new Told(p =>
        {
            told.Add(p);
            cancel.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => GazetteerBuilder.Build(GazetteerSources.FromDirectory(files.Path), files.Index, false, progress, cancel.Token));

        Assert.Equal(("places.txt", 4L), (told[0].Step, told[0].RowsRead));
        Assert.Equal(told[0].BytesTotal, told[0].BytesRead);
        Assert.False(File.Exists(files.Index));
    }

    private sealed class Told(Action<GazetteerBuildProgress> tell) : IProgress<GazetteerBuildProgress>
    {
        public void Report(GazetteerBuildProgress value) => tell(value);
    }
}
