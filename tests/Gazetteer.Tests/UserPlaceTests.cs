using System.Text;
using Sitrep.Gazetteer.UserPlaces;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer.Tests;

public sealed class UserPlaceTests
{
    private const string Places = "#version\tspring\n#attribution\tOur office\n"
        + "place\tx-camp-seven\tCamp Seven\t36.74\t68.90\tP.PPL\tAF\t\t4000\tCamp 7|Lager Sieben\n"
        + "name\t10\tQahdiz|Kohandiz\n"
        + "hide\t11\n";

    [Fact]
    public void Own_places_are_found_by_id_name_beginning_misspelling_and_point()
    {
        using var files = new BuildFolder();
        using var index = Open(files, Places);

        var camp = index.Find("x-camp-seven")!;
        Assert.Equal(("Camp Seven", "AF", 4000L), (camp.DisplayName, camp.CountryCode, camp.Population));
        Assert.Equal(["Camp 7", "Lager Sieben"], camp.AlternateNames.Select(n => n.Text));
        Assert.Equal("1149361", camp.ContainingAreas[0].PlaceId);
        Assert.Equal("x-camp-seven", Search(index, "CAMP 7", NameMatch.Exact)[0]);
        Assert.Equal("x-camp-seven", Search(index, "lager", NameMatch.Prefix)[0]);
        Assert.Equal("x-camp-seven", Search(index, "Kamp Seven", NameMatch.Fuzzy)[0]);
        Assert.Equal("x-camp-seven", index.Nearest(new GeoPoint(36.741, 68.901), 5_000, [])!.Value.Place.Id);
        Assert.Contains(index.Within(new GeoPoint(36.74, 68.9), 5_000, [], 0, 10), w => w.Place.Id == "x-camp-seven");
        Assert.True(index.IsWithin("x-camp-seven", "1149361"));
        Assert.Contains(index.Children(camp.ContainingAreas[^1].PlaceId, 0, 100), p => p.Id == "x-camp-seven");
    }

    [Fact]
    public void Further_names_lead_to_a_place_and_say_where_they_come_from()
    {
        using var files = new BuildFolder();
        using var index = Open(files, Places);

        Assert.Equal("10", Search(index, "kohandiz", NameMatch.Exact)[0]);
        Assert.Contains(new PlaceName("Qahdiz", "", PlaceNameKind.User), index.Find("10")!.AlternateNames);
    }

    [Fact]
    public void Hidden_entries_are_nowhere()
    {
        using var files = new BuildFolder();
        using var index = Open(files, Places);

        Assert.Null(index.Find("11"));
        Assert.Empty(Search(index, "Khanabad", NameMatch.Exact));
        Assert.Empty(Search(index, "Khanab", NameMatch.Prefix));
        Assert.Empty(Search(index, "Khanabat", NameMatch.Fuzzy));
        Assert.NotEqual("11", index.Nearest(new GeoPoint(36.68, 69.11), 500_000, [])!.Value.Place.Id);
        Assert.DoesNotContain(index.Children("1149361", 0, 100), p => p.Id == "11");
    }

    [Fact]
    public void Version_counts_and_credit_tell_of_them()
    {
        using var files = new BuildFolder();
        using var index = Open(files, Places);
        using var plain = GazetteerIndex.Open(files.Index);

        Assert.Matches(@"\+user-spring-[0-9a-f]{8}$", index.Description.Version);
        Assert.Equal(plain.Description.PlaceCount, index.Description.PlaceCount);
        Assert.Equal(plain.Description.NameCount + 5, index.Description.NameCount);
        Assert.EndsWith("; Our office", index.Description.Attribution, StringComparison.Ordinal);
        Assert.NotEqual(UserPlaceTable.Read("a", "hide\t1\n"u8).Version, UserPlaceTable.Read("a", "hide\t2\n"u8).Version);
    }

    [Fact]
    public void They_are_resolved_like_any_other()
    {
        using var files = new BuildFolder();
        using var index = Open(files, Places);
        var text = "The aid reached Camp Seven.";

        var found = new Resolution.ToponymResolver(index).Resolve(text, [new ToponymMention(new(16, 26), ToponymUsage.Literal)], ResolutionContext.None, 0)[0];

        Assert.Equal("x-camp-seven", found.Place?.Id);
    }

    [Fact]
    public void Every_bad_row_is_refused_with_its_line()
    {
        var e = Assert.Throws<UserPlacesException>(() => UserPlaceTable.Read("mine.tsv", Encoding.UTF8.GetBytes(
            "# ours\nplace\tcamp\tCamp\t1\t2\tP.PPL\t\t\t\t\nplace\tx-a\tCamp\t91\t2\tP.PPL\t\t\t\t\nplace\tx-b\tCamp\t1\t2\tVillage\t\t\t\t\nmove\t1\nname\t10\t--\nhide\nplace\tx-c\tCamp\t1\t2\tP.PPL\tAF\t\tmany\t\n")));

        Assert.Equal([2, 3, 4, 5, 6, 7, 8], e.Problems.Select(p => p.Line));
        Assert.StartsWith("mine.tsv line 2: The id must be", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_refers_to_nothing_is_refused_with_its_line()
    {
        using var files = new BuildFolder();
        var e = Assert.Throws<UserPlacesException>(() => Open(files, "hide\t999\nname\t10\tOk\nplace\tx-a\tCamp\t1\t2\tP.PPL\tQQ\t\t\t\nplace\tx-b\tCamp\t1\t2\tP.PPL\tAF\t888\t\t\n"));

        Assert.Equal([1, 3, 4], e.Problems.Select(p => p.Line));
    }

    private static GazetteerIndex Open(BuildFolder files, string user)
    {
        files.Dump(
        [
            BuildFolder.Row(10, "Kunduz", 36.73, 68.86, "P", "PPLA", "AF", "", 161_902),
            BuildFolder.Row(11, "Khanabad", 36.68, 69.11, "P", "PPL", "AF", "", 60_000),
        ]);
        files.Build().Dispose();
        return GazetteerIndex.Open(files.Index, UserPlaceTable.Read("mine.tsv", Encoding.UTF8.GetBytes(user)));
    }

    private static string[] Search(GazetteerIndex index, string name, NameMatch match) =>
        [.. index.Search(new PlaceQuery(name, match, [], [], null), 0, 10).Select(p => p.Place.Id)];
}
