using Sitrep.Muc4.Features;

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
}
