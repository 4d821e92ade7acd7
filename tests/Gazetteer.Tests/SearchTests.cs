using FsCheck.Xunit;

namespace Sitrep.Gazetteer.Tests;

public sealed class SearchTests
{
    [Theory]
    [InlineData("kunduz", "1135689")]
    [InlineData("Qunduz", "1135689")]
    [InlineData("قندوز", "1135689")]
    [InlineData("kiev", "703448")]
    [InlineData("Київ", "703448")]
    [InlineData("U.S.A.", "6252001")]
    [InlineData("Burma", "1327865")]
    [InlineData("NYC", "5128581")]
    [InlineData("Darfur", "x-darfur")]
    [InlineData("eastern ghouta", "x-eastern-ghouta")]
    public void A_name_in_any_spelling_finds_its_place_first(string name, string id) => Assert.Equal(id, Default.Search(name, NameMatch.Exact)[0].Place.Id);

    [Theory]
    [InlineData("Kundus", "1135689")]
    [InlineData("San Fransisco", "5391959")]
    [InlineData("Zaporizhzhja", "687700")]
    public void A_misspelt_name_is_found_within_its_edits(string name, string id) => Assert.Equal(id, Default.Search(name, NameMatch.Fuzzy)[0].Place.Id);

    [Fact]
    public void Whole_names_come_before_longer_ones()
    {
        var places = Default.Search("lagos", NameMatch.ExactThenPrefix, 50);

        var folded = places.Select(p => p.Place.Names().Any(n => Sitrep.Language.Folding.Fold(n) == "lagos")).ToList();
        Assert.True(folded[0]);
        Assert.Equal(folded.OrderByDescending(exact => exact), folded);
        Assert.Equal("NG", places[0].Place.CountryCode);
    }

    [Fact]
    public void Filters_keep_countries_and_classes_apart()
    {
        var places = Default.Index.Search(new PlaceQuery("san", NameMatch.Prefix, ["AR", "CL"], ["P"], null), 0, 100);

        Assert.Equal(100, places.Count);
        Assert.All(places, p => Assert.True(p.Place.CountryCode is "AR" or "CL" && p.Place.FeatureClass == "P"));
    }

    [Fact]
    public void A_bias_prefers_what_is_near_and_excludes_nothing()
    {
        var near = Default.Index.Search(new PlaceQuery("Paris", NameMatch.Exact, [], [], new GeoPoint(33.6, -95.5)), 0, 50);

        Assert.Equal("4717560", near[0].Place.Id);
        Assert.Equal(Default.Search("Paris", NameMatch.Exact, 50).Count, near.Count);
    }

    [Theory]
    [InlineData("san", NameMatch.Prefix)]
    [InlineData("santa", NameMatch.ExactThenPrefix)]
    [InlineData("santana", NameMatch.Fuzzy)]
    public void A_walk_through_pages_gives_each_place_once_in_the_order_of_one_page(string name, NameMatch match)
    {
        var whole = Default.Search(name, match, 300).Select(p => p.Place.Id).ToArray();
        var walked = new List<string>();
        for (var skip = 0; skip < whole.Length; skip += 17)
            walked.AddRange(Default.Index.Search(new PlaceQuery(name, match, [], [], null), skip, Math.Min(17, whole.Length - skip)).Select(p => p.Place.Id));

        Assert.Equal(whole, walked);
        Assert.Equal(whole.Length, whole.Distinct().Count());
    }

    [Property(MaxTest = 300)]
    public void No_text_makes_a_search_fail(string? text)
    {
        foreach (var match in Enum.GetValues<NameMatch>())
            Assert.True(Default.Search(text ?? "", match).Count <= 5);
    }

    [Fact]
    public void Fuzzy_search_agrees_with_comparing_every_name()
    {
        var names = new[] { "mosul", "aleppo", "kandahar", "timbuktu", "ouagadougou" };
        foreach (var name in names)
        {
            var limit = name.Length < 8 ? 1 : 2;
            var expected = new HashSet<string>();
            for (var k = 0; k < Default.Index.Keys.Count; k++)
            {
                var key = Default.Index.Keys.Key(k);
                if (Math.Abs(key.Length - name.Length) <= limit && Edits(name, key) <= limit)
                    expected.Add(key);
            }

            var found = Default.Index.Fuzzy(name).Select(f => Default.Index.Keys.Key(f.Key)).ToHashSet();

            Assert.Equal(expected, found);
        }
    }

    // Plain Levenshtein with the whole table.
    private static int Edits(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
                d[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        }
        return d[a.Length, b.Length];
    }
}

internal static class PlaceNames
{
    public static IEnumerable<string> Names(this Place place) => Default.Index.Find(place.Id)!.AlternateNames.Select(n => n.Text).Prepend(place.DisplayName);
}
