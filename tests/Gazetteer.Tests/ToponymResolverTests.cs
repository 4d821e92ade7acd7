using System.Globalization;
using FsCheck.Xunit;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer.Tests;

public sealed class ToponymResolverTests
{
    [Theory]
    [InlineData("Officials in the [USA] declined to comment.", "6252001", GeoPrecision.Country)]
    [InlineData("Two [US] officials and a third in the [U.S.] said so.", "6252001", GeoPrecision.Country)]
    [InlineData("Fighting reached [Kunduz] on Monday.", "1135689", GeoPrecision.Exact)]
    [InlineData("Fighting spread across [Kunduz] province.", "1135690", GeoPrecision.Adm1)]
    [InlineData("Fighting spread across [Kunduz province].", "1135690", GeoPrecision.Adm1)]
    [InlineData("Fighting spread across the [province of Kunduz].", "1135690", GeoPrecision.Adm1)]
    [InlineData("A tornado struck [Paris], [Texas].", "4717560", GeoPrecision.Exact)]
    [InlineData("A tornado struck [Paris, Texas].", "4717560", GeoPrecision.Exact)]
    [InlineData("A tornado struck [Paris], Texas, in the night.", "4717560", GeoPrecision.Exact)]
    [InlineData("The president returned to [Paris].", "2988507", GeoPrecision.Exact)]
    [InlineData("A moose walked through [Bangor], [Maine].", "4957280", GeoPrecision.Exact)]
    [InlineData("The [Afghans] refused.", "1149361", GeoPrecision.Country)]
    [InlineData("Displaced people from [Darfur] crossed.", "x-darfur", GeoPrecision.Region)]
    [InlineData("Shelling of [eastern Ghouta] went on.", "x-eastern-ghouta", GeoPrecision.Region)]
    [InlineData("Aid for the [Sahel] was cut.", "x-sahel", GeoPrecision.Region)]
    [InlineData("Troops moved into [Eastern Europe].", "x-eastern-europe", GeoPrecision.Region)]
    [InlineData("The mayor of [New York City] spoke.", "5128581", GeoPrecision.Exact)]
    [InlineData("[Mosul]'s old town lay in ruins.", "99072", GeoPrecision.Exact)]
    [InlineData("She was born in [Hartford], [Conn.], in May.", "4835797", GeoPrecision.Exact)]
    [InlineData("Envoys flew to the [UAE].", "290557", GeoPrecision.Country)]
    [InlineData("A court in the [United Kingdom] ruled; [Britain] will appeal.", "2635167", GeoPrecision.Country)]
    [InlineData("The [Dutch] embassy closed.", "2750405", GeoPrecision.Country)]
    [InlineData("Raids in [northern Iraq] continued.", "99237", GeoPrecision.Country)]
    [InlineData("The blast in [western Mosul] was heard for miles.", "99072", GeoPrecision.Near)]
    public void A_name_means_what_the_words_beside_it_make_of_it(string marked, string id, GeoPrecision precision)
    {
        var first = Default.Resolve(marked)[0];

        Assert.Equal((id, precision, UnresolvedReason.None), (first.Place?.Id, first.Precision, first.Unresolved));
        Assert.InRange(first.Confidence!.Value, 0.0, 1.0);
    }

    [Theory]
    [InlineData("Protesters in [Tbilisi] say that [Georgia] must hold new elections; [Batumi] was calm.", 1, "614540")]
    [InlineData("Voters in [Atlanta] and [Savannah] say that [Georgia] needs new machines; [Macon] agreed.", 2, "4197000")]
    [InlineData("The ferry from [Tripoli] called at [Benghazi] and [Misrata] in [Libya].", 0, "2210247")]
    [InlineData("Clashes in [Tripoli] spread to [Beirut] and [Sidon] in [Lebanon].", 0, "266826")]
    [InlineData("Police in [Birmingham] worked with [Montgomery] and [Mobile] in [Alabama].", 0, "4049979")]
    [InlineData("Police in [Birmingham] worked with [Coventry] and [Manchester] in [England].", 0, "2655603")]
    [InlineData("Farmers near [Hyderabad] and [Karachi] in [Sindh] lost crops; [Pakistan] sent aid.", 0, "1176734")]
    [InlineData("Farmers near [Hyderabad] and [Warangal] in [Telangana] lost crops; [India] sent aid.", 0, "1269843")]
    public void The_other_places_of_a_report_decide_between_namesakes(string marked, int at, string id) => Assert.Equal(id, Default.Resolve(marked)[at].Place?.Id);

    [Fact]
    public void A_name_means_one_place_throughout_a_report()
    {
        var found = Default.Resolve("[Paris], [Texas], was hit. Later [Paris] counted its dead. [PARIS] mourned.");

        Assert.Equal(["4717560", "4736286", "4717560", "4717560"], found.Select(f => f.Place?.Id));
    }

    [Fact]
    public void What_is_known_beside_the_text_steers()
    {
        Assert.Equal("US", Default.Resolve("The council of [Melbourne] met in [Brevard].", new ResolutionContext(["US"], new GeoPoint(28.1, -80.6)))[0].Place?.CountryCode);
        Assert.Equal("AU", Default.Resolve("The council of [Melbourne] met.", new ResolutionContext(["AU"], null))[0].Place?.CountryCode);
    }

    [Fact]
    public void A_stated_distance_and_direction_move_the_point()
    {
        var found = Default.Resolve("Rebels took a post 10 km north of [Kunduz] at dawn.")[0];

        Assert.Equal((GeoPrecision.Near, "1135689"), (found.Precision, found.Place?.Id));
        Assert.Equal(10_000, Geodesy.DistanceM(found.Place!.Point, found.Point!.Value), 0);
        Assert.True(found.Point.Value.Latitude > found.Place.Point.Latitude);
        Assert.Equal(found.Place.Point.Longitude, found.Point.Value.Longitude, 5);
    }

    [Theory]
    [InlineData("about 15 kilometres (9 miles) south-west of the city of [Mosul]", 15_000)]
    [InlineData("ten miles east of [Mosul]", 16_093)]
    [InlineData("some 1,200 metres west of [Mosul]", 1_200)]
    [InlineData("2.5 km to the north of [Mosul]", 2_500)]
    public void Distances_are_read_in_words_and_units(string marked, double metres)
    {
        var found = Default.Resolve(marked)[0];

        Assert.Equal(metres, Geodesy.DistanceM(found.Place!.Point, found.Point!.Value), 0);
    }

    [Theory]
    [InlineData("in a village near [Mosul]")]
    [InlineData("north of [Mosul]")]
    [InlineData("on the outskirts of [Mosul]")]
    [InlineData("just outside the city of [Mosul]")]
    [InlineData("20 km from [Mosul]")]
    public void Nearness_without_distance_and_direction_leaves_the_point(string marked)
    {
        var found = Default.Resolve(marked)[0];

        Assert.Equal((GeoPrecision.Near, "99072", (GeoPoint?)null), (found.Precision, found.Place?.Id, found.Point));
    }

    [Theory]
    [InlineData("in the [Zakhilxyz] neighbourhood of [Kunduz]", "1135689", GeoPrecision.Near)]
    [InlineData("in [Zakhilxyz], [Kunduz]", "1135689", GeoPrecision.Near)]
    [InlineData("in the [Zakhilxyz] area of [Afghanistan]", "1149361", GeoPrecision.Country)]
    public void A_spot_that_the_gazetteer_lacks_lies_in_the_place_named_beside_it(string marked, string id, GeoPrecision precision)
    {
        var found = Default.Resolve(marked)[0];

        Assert.Equal((id, precision), (found.Place?.Id, found.Precision));
    }

    [Fact]
    public void An_unknown_name_says_so_and_leaves_the_others_alone()
    {
        var found = Default.Resolve("From [Qwertzuiopia] he went to [Kabul] and [].");

        Assert.Equal([UnresolvedReason.NotInGazetteer, UnresolvedReason.None, UnresolvedReason.NotInGazetteer], found.Select(f => f.Unresolved));
        Assert.Null(found[0].Place);
        Assert.Null(found[0].Confidence);
    }

    [Fact]
    public void Alternatives_come_best_first_and_never_repeat_the_choice()
    {
        var found = Default.Resolve("He flew to [Paris].", null, 10)[0];

        Assert.Equal(10, found.Alternatives.Count);
        Assert.Equal(found.Alternatives.Select(a => a.Confidence).OrderDescending(), found.Alternatives.Select(a => a.Confidence));
        Assert.DoesNotContain(found.Alternatives, a => a.Place.Id == found.Place!.Id);
        Assert.Equal(10, found.Alternatives.Select(a => a.Place.Id).Distinct().Count());
        Assert.True(found.Confidence >= found.Alternatives[0].Confidence);
    }

    [Fact]
    public void A_demonym_is_an_associative_use()
    {
        var found = Default.Resolve("The [British] envoy met [Iraqi] leaders in [Baghdad].");

        Assert.Equal([ToponymUsage.Associative, ToponymUsage.Associative, ToponymUsage.Literal], found.Select(f => f.Usage));
    }

    [Fact]
    public void Every_capital_and_country_resolves_by_its_own_name()
    {
        var wrong = new List<string>();
        var own = new Building.OwnData();
        foreach (var country in own.Countries.Values.Where(c => c.Feature == "A.PCLI"))
        {
            var found = Default.Resolve($"Talks in [{country.Name}] went on.")[0];
            if (found.Place?.CountryCode != country.Code || found.Place.FeatureClass != "A")
                wrong.Add($"{country.Name} -> {found.Place?.DisplayName} {found.Place?.FeatureCode} {found.Place?.CountryCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        const string Text = "Fighting in [Kunduz], 10 km north of [ISTANBUL], and in [Diyarbakır] province.";
        var before = Default.Resolve(Text, null, 5);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(before.Select(Told), Default.Resolve(Text, null, 5).Select(Told));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Property(MaxTest = 300)]
    public void No_text_and_no_spans_make_it_fail(string? text, int seed)
    {
        text = (text ?? "") + " near Mosul, Iraq " + text;
        var random = new Random(seed);
        var mentions = new List<ToponymMention>();
        for (var at = 0; at < text.Length;)
        {
            var start = at + random.Next(4);
            var end = start + 1 + random.Next(8);
            if (end <= text.Length)
                mentions.Add(new ToponymMention(new TextSpan(start, end), (ToponymUsage)random.Next(2)));
            at = end;
        }

        var found = Default.Resolver.Resolve(text, mentions, ResolutionContext.None, 3);

        Assert.Equal(mentions.Select(m => m.Span), found.Select(f => f.Span));
        Assert.All(found, f => Assert.Equal(f.Place is null, f.Unresolved != UnresolvedReason.None));
    }

    private static string Told(ResolvedToponym t) =>
        string.Create(CultureInfo.InvariantCulture, $"{t.Span} {t.Place?.Id} {t.Precision} {t.Confidence} {t.Point} {string.Join(' ', t.Alternatives.Select(a => a.Place.Id))}");
}
