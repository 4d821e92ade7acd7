namespace Sitrep.Gazetteer.Tests;

/// <summary>What must hold whatever weights the ranker has: the complaints that users of other geoparsers made, and names that mean one place here and another there.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("A jury in the [USA] heard it.", "6252001")] // a community centre, elsewhere
    [InlineData("A storm closed schools in [Bangor], [Maine].", "4957280")] // Northern Ireland, elsewhere
    [InlineData("Growth slowed in [Eastern Europe].", "x-eastern-europe")] // Belarus, elsewhere
    [InlineData("The [Middle East] envoy flew home.", "x-middle-east")]
    [InlineData("The [UK] and the [UAE] signed.", "2635167")]
    [InlineData("The [Kabul] government denied it.", "1138958")]
    public void The_complaints_named_are_right(string marked, string id) => Assert.Equal(id, Default.Resolve(marked)[0].Place?.Id);

    [Fact]
    public void One_unknown_name_never_empties_the_rest()
    {
        var found = Default.Resolve("From [Qwertzuiopia] aid went to [Kabul], [Herat] and [Xyzzyplugh].");

        Assert.Equal([null, "1138958", "1140026", null], found.Select(f => f.Place?.Id));
    }

    [Theory]
    [InlineData("[Paris] is near [Clarksville] and [Bonham] in [Texas].", "Texas")]
    [InlineData("[Paris] and [Lyon] in [France] struck.", "France")]
    [InlineData("[London] lies between [Kitchener] and [Windsor] in [Ontario], [Canada].", "Ontario")]
    [InlineData("[London], [Leeds] and [Manchester] in [England].", "England")]
    [InlineData("[Cambridge], [Boston] and [Somerville] in [Massachusetts].", "Massachusetts")]
    [InlineData("[Cambridge], [Norwich] and [Peterborough] in [England].", "England")]
    [InlineData("[Valencia], [Maracay] and [Caracas] in [Venezuela].", "Venezuela")]
    [InlineData("[Valencia], [Alicante] and [Madrid] in [Spain].", "Spain")]
    [InlineData("[Córdoba], [Rosario] and [Mendoza] in [Argentina].", "Argentina")]
    [InlineData("[Córdoba], [Sevilla] and [Granada] in [Spain].", "Spain")]
    [InlineData("[Alexandria], [Cairo] and [Giza] in [Egypt].", "Egypt")]
    [InlineData("[Alexandria], [Arlington] and [Fairfax] in [Virginia].", "Virginia")]
    [InlineData("[Athens], [Patras] and [Piraeus] in [Greece].", "Greece")]
    [InlineData("[Athens], [Atlanta] and [Macon] in [Georgia], [United States].", "Georgia")]
    [InlineData("[Melbourne], [Sydney] and [Geelong] in [Australia].", "Australia")]
    [InlineData("[Melbourne], [Orlando] and [Titusville] in [Florida].", "Florida")]
    [InlineData("[Perth], [Fremantle] and [Bunbury] in [Australia].", "Australia")]
    [InlineData("[Perth], [Dundee] and [Stirling] in [Scotland].", "Scotland")]
    [InlineData("[Richmond], [Norfolk] and [Petersburg] in [Virginia].", "Virginia")]
    [InlineData("[Richmond], [Burnaby] and [Surrey] in [British Columbia].", "British Columbia")]
    [InlineData("[Springfield], [Peoria] and [Decatur] in [Illinois].", "Illinois")]
    [InlineData("[Springfield], [Worcester] and [Holyoke] in [Massachusetts].", "Massachusetts")]
    [InlineData("[Portland], [Salem] and [Eugene] in [Oregon].", "Oregon")]
    [InlineData("[Portland], [Bangor] and [Augusta] in [Maine].", "Maine")]
    [InlineData("[Hamilton], [Toronto] and [Oakville] in [Ontario].", "Ontario")]
    [InlineData("[Hamilton], [Tauranga] and [Auckland] in [New Zealand].", "New Zealand")]
    [InlineData("[Newcastle], [Sydney] and [Maitland] in [New South Wales].", "New South Wales")]
    [InlineData("[Newcastle], [Sunderland] and [Gateshead] in [England].", "England")]
    [InlineData("[Guadalajara], [Zapopan] and [Puebla] in [Mexico].", "Mexico")]
    [InlineData("[Guadalajara], [Toledo] and [Madrid] in [Spain].", "Spain")]
    [InlineData("[Barcelona], [Cumaná] and [Maturín] in [Venezuela].", "Venezuela")]
    [InlineData("[Barcelona], [Girona] and [Tarragona] in [Spain].", "Spain")]
    [InlineData("[San José], [Cartago] and [Heredia] in [Costa Rica].", "Costa Rica")]
    [InlineData("[San Jose], [Oakland] and [Fremont] in [California].", "California")]
    [InlineData("[Tripoli], [Misrata] and [Benghazi] in [Libya].", "Libya")]
    [InlineData("[Tripoli], [Beirut] and [Sidon] in [Lebanon].", "Lebanon")]
    [InlineData("[Birmingham], [Montgomery] and [Mobile] in [Alabama].", "Alabama")]
    [InlineData("[Birmingham], [Coventry] and [Wolverhampton] in [England].", "England")]
    [InlineData("[Hyderabad], [Karachi] and [Sukkur] in [Pakistan].", "Pakistan")]
    [InlineData("[Hyderabad], [Warangal] and [Vijayawada] in [India].", "India")]
    [InlineData("[Mérida], [Cancún] and [Campeche] in [Mexico].", "Mexico")]
    [InlineData("[Mérida], [Caracas] and [Barinas] in [Venezuela].", "Venezuela")]
    public void A_name_of_many_places_means_the_one_among_its_neighbours(string marked, string area)
    {
        var place = Default.Resolve(marked)[0].Place!;

        Assert.True(place.ContainingAreas.Any(a => a.DisplayName == area), $"{place.Id} {place.DisplayName} in {string.Join(", ", place.ContainingAreas.Select(a => a.DisplayName))}");
    }

    [Fact]
    public void Every_country_resolves_by_its_common_names()
    {
        // Of equal names a town of forty thousand in India and parishes of other islands are the likelier ones; "the States" is an article and a noun.
        string[] lesser = ["Åland", "St. Martin", "the States"];
        var wrong = new List<string>();
        foreach (var country in new Building.OwnData().Countries.Values)
        {
            foreach (var name in country.Names.Prepend(country.Name).Where(n => n.Length > 3).Except(lesser))
            {
                var found = Default.Resolve($"Officials in [{name}] said so on Monday.")[0].Place;
                // City states are the city as well.
                if (found is null || found.CountryCode != country.Code)
                    wrong.Add($"{country.Code} {name}: {found?.Id} {found?.DisplayName}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("; ", wrong));
    }

    [Fact]
    public void Every_capital_resolves_by_its_name()
    {
        // The Bermudan and the Norfolk Island namesakes of larger towns need their country beside them.
        string[] lesser = ["Hamilton", "Kingston"];
        var wrong = new List<string>();
        var capitals = Enumerable.Range(0, Default.Index.FileRowCount).Where(r => Default.Index.FeatureAt(r) == "P.PPLC").ToList();
        foreach (var row in capitals)
        {
            var (name, id) = (Default.Index.DisplayNameAt(row), Default.Index.IdAt(row));
            var alone = Default.Resolve($"A curfew was declared in [{name}] on Monday.")[0].Place;
            var country = Default.Index.DisplayNameAt(Default.Index.CountryPlaces[Default.Index.CountryRowAt(row)]);
            var beside = Default.Resolve($"A curfew was declared in [{name}], [{country}], on Monday.")[0].Place;
            // "Luxembourg" alone is the state; beside it the town or what holds it will do.
            if (lesser.Contains(name))
                continue;
            if (alone is null || alone.CountryCode != Default.Index.CountryCodeOf(Default.Index.CountryRowAt(row)) || beside is null || !(beside.Id == id || beside.ContainingAreas.Count <= 2 && beside.CountryCode == alone.CountryCode))
                wrong.Add($"{name}: {alone?.Id} {alone?.DisplayName}, {beside?.Id} {beside?.DisplayName}");
        }

        Assert.True(capitals.Count > 200);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {capitals.Count}: {string.Join("; ", wrong)}");
    }

    [Fact]
    public void Nearly_every_first_order_division_resolves_by_its_name()
    {
        var (right, all) = (0, 0);
        var wrong = new List<string>();
        foreach (var country in Default.Index.CountryPlaces.ToArray().Where(r => r >= 0))
        {
            foreach (var row in Default.Index.ChildrenAt(country).ToArray().Where(r => Default.Index.FeatureAt(r) == "A.ADM1"))
            {
                var name = Default.Index.DisplayNameAt(row).Replace('[', '(').Replace(']', ')');
                all++;
                var found = Default.Resolve($"The governor of [{name}], [{Default.Index.DisplayNameAt(country)}], spoke.")[0].Place;
                // The seat of the same name, or a town at its centre, is no error of a reader's making.
                if (found is not null && (found.Id == Default.Index.IdAt(row) || found.ContainingAreas.Any(a => a.PlaceId == Default.Index.IdAt(row))))
                    right++;
                else
                    wrong.Add(name);
            }
        }

        Assert.True(all > 3_000);
        Assert.True(right >= 0.99 * all, $"{right} of {all}; not {string.Join("; ", wrong.Take(60))}");
    }

    [Theory]
    [InlineData("on the road between [Kunduz] and [Baghlan]")]
    [InlineData("in a village between [Mosul] and [Erbil]")]
    public void Between_two_towns_is_half_way_and_near(string marked)
    {
        var found = Default.Resolve(marked);

        Assert.All(found, f => Assert.Equal(GeoPrecision.Near, f.Precision));
        Assert.Equal(found[0].Point, found[1].Point);
        Assert.Equal(Geodesy.DistanceM(found[0].Place!.Point, found[0].Point!.Value), Geodesy.DistanceM(found[1].Place!.Point, found[0].Point!.Value), 0);
    }

    [Theory]
    [InlineData("talks between [Moscow] and [Washington]")]
    [InlineData("a match between [Mexico] and [Canada]")]
    public void Between_those_who_talk_is_no_place(string marked) => Assert.All(Default.Resolve(marked), f => Assert.Null(f.Point));

    [Theory]
    [InlineData("at the border between [Chad] and [Sudan]", "TD", "SD")]
    [InlineData("along the [Turkey]-[Syria] border", "TR", "SY")]
    [InlineData("the border between [Afghanistan] and [Pakistan]", "AF", "PK")]
    public void A_border_between_countries_is_a_point_near_both(string marked, string first, string second)
    {
        var point = Default.Resolve(marked)[0].Point!.Value;

        foreach (var country in new[] { first, second })
            Assert.Contains(Default.Index.Within(point, 300_000, [], 0, 2_000), w => w.Place.CountryCode == country);
    }

    [Fact]
    public void An_explanation_adds_up_to_the_difference_between_the_candidates()
    {
        var found = Default.Resolve("A tornado struck [Paris], [Texas].", null, 3, true)[0];

        Assert.Contains(found.Reasons, r => r.Feature == "InsideAreaBeside" && r.Bits > 0);
        Assert.NotEmpty(found.Alternatives[0].Reasons);
        Assert.True(found.Reasons.Sum(r => r.Bits) > found.Alternatives[0].Reasons.Sum(r => r.Bits));
    }
}
