using Sitrep.Gazetteer.Building;

namespace Sitrep.Gazetteer.Tests;

public sealed class DefaultGazetteerTests
{
    private static readonly OwnData Own = new();

    [Fact]
    public void It_names_its_data_and_its_licence()
    {
        var description = Default.Index.Description;

        Assert.StartsWith("geonames-", description.Version, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", description.Sha256);
        Assert.Contains("GeoNames", description.Attribution, StringComparison.Ordinal);
        Assert.Contains("CC BY 4.0", description.Attribution, StringComparison.Ordinal);
        Assert.True(description.PlaceCount > 130_000 && description.NameCount > description.PlaceCount);
    }

    [Fact]
    public void Its_file_stays_below_fifteen_megabytes() => Assert.InRange(new FileInfo(DefaultGazetteer.Path).Length, 1, 15 * 1024 * 1024);

    [Fact]
    public void It_is_built_from_the_data_files_as_they_are() =>
        Assert.EndsWith("+sitrep-" + OwnData.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), Default.Index.Description.Version, StringComparison.Ordinal);

    [Fact]
    public void A_place_says_where_it_lies()
    {
        var kunduz = Default.Index.Find("1135689")!;

        Assert.Equal(("Kunduz", "P", "PPLA", "AF", "AFG", "Asia/Kabul"), (kunduz.DisplayName, kunduz.FeatureClass, kunduz.FeatureCode, kunduz.CountryCode, kunduz.CountryCode3, kunduz.TimeZone));
        Assert.Equal([("1149361", "ADM0"), ("1135690", "ADM1")], kunduz.ContainingAreas.Select(a => (a.PlaceId, a.Level)));
        Assert.True(kunduz.Population > 100_000);
        Assert.Contains(kunduz.AlternateNames, n => n.Text == "Qunduz");
        Assert.Contains(kunduz.AlternateNames, n => n.Text.Any(c => c is >= '\u0600' and <= '\u06FF'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("01135689")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("x-")]
    [InlineData("x-nowhere")]
    [InlineData(" 1135689")]
    public void An_id_that_is_none_finds_nothing(string id) => Assert.Null(Default.Index.Find(id));

    [Theory]
    [InlineData("1135689", "1149361", true)]
    [InlineData("1135689", "1135690", true)]
    [InlineData("1135689", "1135689", true)]
    [InlineData("1135689", "x-asia", true)]
    [InlineData("1149361", "1135689", false)]
    [InlineData("1135689", "x-africa", false)]
    [InlineData("x-darfur", "366755", true)]
    [InlineData("x-iraqi-kurdistan", "x-kurdistan", true)]
    [InlineData("x-kurdistan", "x-iraqi-kurdistan", false)]
    [InlineData("x-nowhere", "1149361", false)]
    public void Containment_goes_up_the_chain_and_into_regions(string id, string area, bool within) => Assert.Equal(within, Default.Index.IsWithin(id, area));

    [Fact]
    public void Children_come_by_name_and_every_page_goes_on_where_the_last_ended()
    {
        var all = Default.Index.Children("1149361", 0, 1000);
        var paged = new List<string>();
        for (var skip = 0; skip < all.Count; skip += 7)
            paged.AddRange(Default.Index.Children("1149361", skip, 7).Select(p => p.Id));

        Assert.Equal(34, all.Count(p => p.FeatureCode == "ADM1"));
        Assert.Equal(all.Select(p => p.Id), paged);
        Assert.Equal(paged.Count, paged.Distinct().Count());
        Assert.Equal(all.Select(p => Sitrep.Language.Folding.Fold(p.DisplayName)).Order(StringComparer.Ordinal), all.Select(p => Sitrep.Language.Folding.Fold(p.DisplayName)));
    }

    public static TheoryData<string, string> CountryNames()
    {
        var data = new TheoryData<string, string>();
        foreach (var country in Own.Countries.Values)
        {
            foreach (var name in country.Names.Prepend(country.Name).Concat(country.Demonyms))
                data.Add(country.Code, name);
        }
        return data;
    }

    [Fact]
    public void Every_country_is_found_by_every_name_and_demonym_that_we_wrote()
    {
        var missing = CountryNames().Select(r => r.Data).Where(d => !Default.Search(d.Item2, NameMatch.Exact, 50).Any(p => p.Place.CountryCode == d.Item1 && p.Place.FeatureClass == "A"));

        Assert.Empty(missing);
        Assert.True(Own.Countries.Count >= 249);
    }

    [Fact]
    public void Every_state_has_a_capital()
    {
        // GeoNames lists Jerusalem as the seat of its district.
        var without = Own.Countries.Values.Where(c => c.Feature == "A.PCLI" && !HasCapital(CountryId(c.Code))).Select(c => c.Code).Order(StringComparer.Ordinal);

        Assert.Equal(["IL"], without);
    }

    [Fact]
    public void Every_region_of_ours_is_an_entry_with_its_point_and_names()
    {
        foreach (var region in Own.Regions)
        {
            var place = Default.Index.Find(region.Id)!;
            Assert.Equal((region.Name, region.Feature, region.Point), (place.DisplayName, place.FeatureClass + "." + place.FeatureCode, place.Point));
            Assert.Contains(Default.Search(region.Name, NameMatch.Exact, 50), p => p.Place.Id == region.Id);
            foreach (var area in region.Areas)
                Assert.True(area.StartsWith("x-", StringComparison.Ordinal) || Default.Index.Children(CountryId(area[..2]), 0, 1).Count >= 0, area);
        }
        Assert.True(Own.Regions.Count >= 200);
    }

    [Fact]
    public void Every_division_code_that_we_wrote_is_a_division_of_the_gazetteer()
    {
        var known = new HashSet<string>();
        foreach (var country in Own.Divisions.Keys.Select(c => c[..2]).Distinct())
        {
            foreach (var child in Default.Index.Children(CountryId(country), 0, 2000).Where(c => c.FeatureCode == "ADM1"))
                known.Add(country + "." + child.Admin1Code);
        }

        Assert.Empty(Own.Divisions.Keys.Except(known));
    }

    [Theory]
    [InlineData("countries.tsv", 8)]
    [InlineData("divisions.tsv", 8)]
    [InlineData("regions.tsv", 8)]
    public void The_data_files_are_sorted(string file, int columns)
    {
        var keys = TextFile.OwnRows(file, columns).Select(r => r[0]).ToArray();

        Assert.Equal(keys.Distinct().Order(StringComparer.Ordinal), keys);
    }

    // A capital stands among the towns of some division, or directly under the country.
    private static bool HasCapital(string area) =>
        Default.Index.Children(area, 0, 5000).Any(child => child.FeatureCode == "PPLC" || child.FeatureCode == "ADM1" && HasCapital(child.Id));

    private static string CountryId(string code) => Default.Search(Own.Countries[code].Name, NameMatch.Exact, 50).First(p => p.Place.CountryCode == code && p.Place.FeatureClass == "A" && p.Place.FeatureCode != "ADM1").Place.Id;
}
