using System.IO.Compression;
using Sitrep.Gazetteer.Building;

namespace Sitrep.Gazetteer.Tests;

public sealed class StreamingBuilderTests
{
    private static readonly string Kunduz = BuildFolder.Row(10, "Kunduz", 36.73, 68.86, "P", "PPLA", "AF", "", 161_902, "Konduz,Qunduz");

    [Fact]
    public void Alternate_names_bring_languages_kinds_and_names_that_the_dump_lacks()
    {
        using var files = new BuildFolder();
        files.Dump([Kunduz]);
        File.WriteAllText(
            Path.Combine(files.Path, "alternateNamesV2.txt"),
            "1\t10\tde\tKundus\t\t\t\t\t\t\n2\t10\tfa\tقندوز\t1\t\t\t\t\t\n3\t10\ten\tDrapsaka\t\t\t\t1\t\t\n4\t10\tiata\tUND\t\t\t\t\t\t\n5\t10\tlink\thttps://example.org\t\t\t\t\t\t\n6\t99\ten\tNowhere\t\t\t\t\t\t\n");
        using var index = files.Build();

        var names = index.Find("10")!.AlternateNames;
        Assert.Contains(new PlaceName("Kundus", "de", PlaceNameKind.Plain), names);
        Assert.Contains(new PlaceName("قندوز", "fa", PlaceNameKind.Plain), names);
        Assert.Contains(new PlaceName("Drapsaka", "en", PlaceNameKind.Historic), names);
        Assert.Contains(new PlaceName("UND", "", PlaceNameKind.Code), names);
        Assert.Contains(new PlaceName("Qunduz", "", PlaceNameKind.Plain), names);
        Assert.Equal(6, names.Count);
    }

    [Fact]
    public void A_zip_gives_the_bytes_of_the_plain_file()
    {
        using var plain = new BuildFolder();
        using var zipped = new BuildFolder();
        plain.Dump([Kunduz]);
        using (var zip = ZipFile.Open(Path.Combine(zipped.Path, "AF.zip"), ZipArchiveMode.Create))
        {
            using (var readme = new StreamWriter(zip.CreateEntry("readme.txt").Open()))
                readme.Write(new string('r', 10_000));
            using var rows = new StreamWriter(zip.CreateEntry("AF.txt").Open());
            rows.Write(Kunduz + "\n");
        }
        plain.Build().Dispose();
        zipped.Build().Dispose();

        Assert.Equal(File.ReadAllBytes(plain.Index), File.ReadAllBytes(zipped.Index));
    }

    [Fact]
    public void A_packed_index_answers_as_a_mapped_one_does()
    {
        using var files = new BuildFolder();
        files.Dump([Kunduz, BuildFolder.Row(11, "Kunduz Kalan", 36.7, 68.8, "P", "PPL", "AF", "", 0)]);
        using var mapped = files.Build();
        var small = Path.Combine(files.Path, "small.gaz");
        GazetteerBuilder.Build(GazetteerSources.FromDirectory(files.Path), small, true, null, TestContext.Current.CancellationToken);
        using var packed = GazetteerIndex.Open(small);

        mapped.Verify(TestContext.Current.CancellationToken);
        packed.Verify(TestContext.Current.CancellationToken);
        foreach (var match in Enum.GetValues<NameMatch>())
        {
            var query = new PlaceQuery("kunduz", match, [], [], null);
            Assert.Equal(mapped.Search(query, 0, 9).Select(p => (p.Place.Id, p.Confidence)), packed.Search(query, 0, 9).Select(p => (p.Place.Id, p.Confidence)));
        }
        Assert.Equal(mapped.Nearest(new GeoPoint(36.7, 68.8), 1e6, [])!.Value.Place.Id, packed.Nearest(new GeoPoint(36.7, 68.8), 1e6, [])!.Value.Place.Id);
        Assert.True(new FileInfo(small).Length < new FileInfo(files.Index).Length);
    }

    [Fact]
    public void Nothing_is_left_beside_the_index()
    {
        using var files = new BuildFolder();
        files.Dump([Kunduz]);
        files.Build().Dispose();

        Assert.Equal(["countryInfo.txt", "places.txt", "test.gaz"], Directory.EnumerateFileSystemEntries(files.Path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_folder_may_hold_the_tables_that_a_build_has_no_use_for()
    {
        using var files = new BuildFolder();
        files.Dump([Kunduz]);
        foreach (var table in new[] { "featureCodes_en.txt", "timeZones.txt", "hierarchy.zip", "iso-languagecodes.txt", "readme.txt" })
            File.WriteAllText(Path.Combine(files.Path, table), "no\tdump\n");

        Assert.Equal("10", files.Build().Find("10")?.Id);
    }

    [Theory]
    [InlineData("Zakhil", "Zā Khēl")]
    [InlineData("Zakheyl", "Zā Khēl")]
    [InlineData("Kundus", "Kunduz")]
    [InlineData("Кундуз", "Kunduz")]
    [InlineData("Mazar-e-Sherif", "Mazār-i-Sharīf")]
    [InlineData("Qandahar", "Kandahār")]
    public void Other_transliterations_find_a_name(string query, string name)
    {
        using var files = new BuildFolder();
        files.Dump([BuildFolder.Row(20, name, 36.7, 68.8, "P", "PPL", "AF", "", 0)]);
        using var index = files.Build();

        Assert.Equal("20", index.Search(new PlaceQuery(query, NameMatch.Fuzzy, [], [], null), 0, 3).FirstOrDefault()?.Place.Id);
    }

    [Fact]
    public void A_look_up_by_row_allocates_nothing()
    {
        Span<GeoPoint> points = stackalloc GeoPoint[4];
        Default.Index.Lookup("Kunduz", points);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = Default.Index.Lookup("Sana'a", points);

        Assert.True(found > 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
