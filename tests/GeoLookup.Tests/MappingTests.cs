using FsCheck.Xunit;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Toponyms;
using Sitrep.Mapping.Geo;

namespace Sitrep.GeoLookup.Tests;

public sealed class MappingTests
{
    [Property(MaxTest = 300)]
    public void A_place_comes_back_as_it_went(int seed)
    {
        var place = Place(new Random(seed));

        AssertSame(place, PlaceMapping.ToPlace(PlaceMapping.ToProto(place)));
    }

    [Property(MaxTest = 300)]
    public void A_toponym_comes_back_as_it_went(int seed)
    {
        var random = new Random(seed);
        const string Text = "Fighting went on in Kunduz on Monday.";
        var chosen = random.Next(3) > 0;
        var start = random.Next(Text.Length);
        var toponym = new ResolvedToponym
        {
            Span = new TextSpan(start, start + 1 + random.Next(Text.Length - start)),
            Usage = (ToponymUsage)random.Next(2),
            Place = chosen ? Place(random) : null,
            Unresolved = chosen ? UnresolvedReason.None : (UnresolvedReason)random.Next(1, 4),
            Precision = (GeoPrecision)random.Next(7),
            Confidence = random.Next(2) == 0 ? null : random.NextDouble(),
            Point = random.Next(2) == 0 ? null : new GeoPoint(random.NextDouble(), random.NextDouble()),
            Reasons = [.. Enumerable.Range(0, random.Next(3)).Select(i => new RankingReason("Feature" + i, random.Next(100) / 16.0))],
            Alternatives = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new PlaceCandidate(Place(random), random.NextDouble()))],
        };

        var message = ToponymMapping.ToProto(toponym, Text);
        var back = ToponymMapping.ToToponym(message);

        Assert.Equal(toponym.Span.Of(Text), message.Evidence.Quote);
        Assert.Equal(toponym with { Place = null, Alternatives = back.Alternatives, Reasons = back.Reasons }, back with { Place = null });
        Assert.Equal(toponym.Place is null, back.Place is null);
        if (toponym.Place is not null)
            AssertSame(toponym.Place, back.Place!);
        Assert.Equal(toponym.Alternatives.Select(a => (a.Place.Id, a.Confidence)), back.Alternatives.Select(a => (a.Place.Id, a.Confidence)));
        Assert.Equal(toponym.Reasons, back.Reasons);
    }

    [Fact]
    public void A_context_comes_back_as_it_went_and_an_empty_one_is_not_sent()
    {
        var context = new ResolutionContext(["AF", "PK"], new GeoPoint(1, 2));
        var back = ToponymMapping.ToContext(ToponymMapping.ToProto(context));

        Assert.Equal(context.CountryCodes, back.CountryCodes);
        Assert.Equal(context.Bias, back.Bias);
        Assert.Null(ToponymMapping.ToProto(ResolutionContext.None));
        Assert.Empty(ToponymMapping.ToContext(null).CountryCodes);
    }

    [Fact]
    public void A_description_comes_back_as_it_went()
    {
        var description = new GazetteerDescription("v", "00", 1, 2, "a");

        Assert.Equal(description, PlaceMapping.ToDescription(PlaceMapping.ToProto(description)));
    }

    private static Place Place(Random random) => new()
    {
        Id = random.Next(2) == 0 ? "x-" + random.Next() : random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture),
        DisplayName = "Ḩalab " + random.Next(),
        Point = new GeoPoint(random.NextDouble() * 180 - 90, random.NextDouble() * 360 - 180),
        FeatureClass = "P",
        FeatureCode = "PPL" + random.Next(3),
        CountryCode = random.Next(2) == 0 ? "" : "SY",
        CountryCode3 = "SYR",
        ContainingAreas = [.. Enumerable.Range(0, random.Next(3)).Select(i => new ContainingArea(random.Next(2) == 0 ? "" : "1" + i, "Area", "ADM" + i))],
        AlternateNames = [.. Enumerable.Range(0, random.Next(6)).Select(i => new PlaceName("حلب" + i, i % 2 == 0 ? "" : "ar", (PlaceNameKind)random.Next(5)))],
        Population = random.Next(3) == 0 ? null : random.Next(),
        TimeZone = "Asia/Damascus",
        ClaimedBy = [.. Enumerable.Range(0, random.Next(2)).Select(_ => "TR")],
    };

    private static void AssertSame(Place expected, Place actual)
    {
        Assert.Equal(expected.ContainingAreas, actual.ContainingAreas);
        Assert.Equal(expected.AlternateNames, actual.AlternateNames);
        Assert.Equal(expected.ClaimedBy, actual.ClaimedBy);
        Assert.Equal(expected with { ContainingAreas = [], AlternateNames = [], ClaimedBy = [] }, actual with { ContainingAreas = [], AlternateNames = [], ClaimedBy = [] });
    }
}
