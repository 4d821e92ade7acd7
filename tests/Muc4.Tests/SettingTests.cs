using Sitrep.Muc4.Features;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Muc4.Tests;

public sealed class SettingTests
{
    [Fact]
    public async Task Days_are_read_against_the_dateline_and_its_own_day_is_always_possible()
    {
        var article = await Reading.ArticleAsync("A bomb exploded yesterday at the bank.");
        var values = DateCandidates.Of(article, new IncidentContext(article, "BOMBING", [article.Groups[0]])).Select(d => d.Value).ToArray();
        Assert.Contains("1990-03-11", values);
        Assert.Contains("/1990-03-12", values);
        Assert.Contains("1990-03-12", values);
    }

    [Fact]
    public async Task A_country_is_known_by_dateline_and_by_its_people()
    {
        var article = await Reading.ArticleAsync("Peruvian peasants were killed.");
        var names = PlaceCandidates.CountriesOf(article, new IncidentContext(article, "ATTACK", [article.Groups[0]])).Select(c => c.Name).ToArray();
        Assert.Equal(["PERU", "EL SALVADOR"], names);
    }

    [Theory]
    [InlineData("1990-03-11", "1990-03-11", 1)]
    [InlineData("/1990-03-12", "1990-03-12", 0.5)]
    [InlineData("1990-03-10", "/1990-03-12", 0.5)]
    [InlineData("1990-03-01", "/1990-03-12", 0)]
    [InlineData("1990-03-11", "1990-03-10/1990-03-12", 0.5)]
    [InlineData("1990-03-10/1990-03-12", "1990-03-11", 0.5)]
    [InlineData("1990-03-11", "1990-03-12", 0)]
    public void Dates_are_compared_as_the_scorer_does(string given, string key, double score) => Assert.Equal(score, MucDate.Score(given, key));

    [Fact]
    public void Where_days_compete_the_range_over_them_may_be_the_safest_answer()
    {
        Assert.Equal("1990-03-10/1990-03-12", MucDate.Likeliest([("1990-03-10", -0.8), ("1990-03-11", -0.8), ("1990-03-10/1990-03-12", -1)]));
        Assert.Equal("", MucDate.Likeliest([]));
    }
}
