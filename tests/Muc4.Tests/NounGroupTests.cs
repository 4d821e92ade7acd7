using Sitrep.Muc4.Features;
using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Tests;

public sealed class NounGroupTests
{
    [Fact]
    public async Task Title_and_name_are_groups_of_their_own_that_know_each_other()
    {
        var article = await Reading.ArticleAsync("Gunmen killed Mayor Juan Perez in the market.");
        var name = Assert.Single(article.Groups, g => g.Kind == GroupKind.NameAfterTitle);
        Assert.Equal("Juan Perez", article.Words(name.Start, name.End));
        Assert.Equal("Mayor", article.Words(article.Groups[name.Partner].Start, article.Groups[name.Partner].End));
    }

    [Fact]
    public async Task Articles_stay_outside_and_an_of_phrase_is_known()
    {
        var article = await Reading.ArticleAsync("The members of the council left.");
        var group = article.Groups[0];
        Assert.Equal("members", article.Words(group.Start, group.End));
        Assert.Equal("members of the council", article.Words(group.Start, group.OfEnd));
    }

    [Fact]
    public async Task A_body_before_the_head_is_a_group_inside()
    {
        var article = await Reading.ArticleAsync("Four ELN guerrillas attacked the farm.");
        var inner = Assert.Single(article.Groups, g => g.Kind == GroupKind.Modifier);
        Assert.Equal("ELN", article.Words(inner.Start, inner.End));
        Assert.Equal("guerrillas", article.Tokens[article.Groups[inner.Outer].Head].Lower);
    }

    [Fact]
    public async Task A_weapon_before_another_noun_is_a_group_inside()
    {
        var article = await Reading.ArticleAsync("A dynamite attack damaged the bridge.");
        Assert.Contains(article.Groups, g => g.Kind == GroupKind.Modifier && article.Tokens[g.Head].Lower == "dynamite");
    }

    [Fact]
    public async Task Times_are_no_noun_groups()
    {
        var article = await Reading.ArticleAsync("Rebels burned the bus yesterday morning.");
        Assert.DoesNotContain(article.Groups, g => article.Tokens[g.Head].Lower is "morning" or "yesterday");
    }

    [Fact]
    public async Task Acronym_in_brackets_names_the_same_thing()
    {
        var article = await Reading.ArticleAsync("The FMLN [Farabundo Marti National Liberation Front] said so.");
        var names = article.Groups.Where(g => g.IsName).ToArray();
        Assert.Equal(2, names.Length);
        Assert.Equal(names[0].Entity, names[1].Entity);
    }

    [Fact]
    public async Task A_group_can_be_quoted_with_and_without_number_and_of_phrase()
    {
        var article = await Reading.ArticleAsync("Four officers of the army were arrested.");
        var quotes = VariantFeatures.Of(article, article.Groups[0]).Select(v => article.Words(v.Start, v.End)).ToArray();
        Assert.Contains("Four officers", quotes);
        Assert.Contains("officers", quotes);
        Assert.Contains("officers of the army", quotes);
    }
}
