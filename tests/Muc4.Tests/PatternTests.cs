using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Tests;

public sealed class PatternTests
{
    [Theory]
    [InlineData("The judge was murdered by hooded men.", "judge", "subj murder pas")]
    [InlineData("The judge was murdered by hooded men.", "men", "pp by v murder pas")]
    [InlineData("Rebels destroyed a bridge.", "bridge", "obj destroy ")]
    [InlineData("Rebels destroyed a bridge.", "rebels", "subj destroy act")]
    [InlineData("Police said that guerrillas attacked the station.", "guerrillas", "subj attack act")]
    [InlineData("The bomb wounded a driver and a nurse.", "nurse", "obj wound ")]
    [InlineData("The murder of a priest shocked the town.", "priest", "pp of n murder")]
    public async Task A_group_knows_what_governs_it(string text, string head, string pattern)
    {
        var example = await Reading.ExampleAsync(text);
        var group = Assert.Single(example.Article.Groups, g => example.Article.Tokens[g.Head].Lower == head);
        Assert.Contains(pattern, example.Mentions.PatternsOf(group));
    }

    [Fact]
    public void A_pattern_by_classes_of_words_keeps_relation_and_voice()
    {
        var clusters = new WordClusters(new Dictionary<uint, byte> { [WordClusters.Key("murder")] = 7, [WordClusters.Key("act")] = 9, [WordClusters.Key("subj")] = 9 });
        Assert.Equal("subj #7 act", clusters.OfPattern("subj murder act"));
    }

    [Fact]
    public async Task Classes_come_from_the_coders_lists()
    {
        var article = await Reading.ArticleAsync("The bomb destroyed a bank.");
        Assert.Contains("weapon", article.Groups[0].Classes);
        Assert.Contains("target:bank", article.Groups[1].Classes);
    }

    [Fact]
    public async Task Incident_words_have_a_type()
    {
        var article = await Reading.ArticleAsync("Men kidnapped a rancher and dynamited his house.");
        Assert.Equal(["KIDNAPPING", "BOMBING"], article.Incidents.Select(w => w.Type));
    }
}
