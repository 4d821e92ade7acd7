using Sitrep.Language.Factuality;

namespace Sitrep.Language.Tests;

public sealed class FactualityTests
{
    [Theory]
    [InlineData("The rebels attacked the town.", "attacked", FactualityCue.None)]
    [InlineData("The rebels did not attack the town.", "attack", FactualityCue.Negated)]
    [InlineData("The rebels never attacked the town.", "attacked", FactualityCue.Negated)]
    [InlineData("The rebels failed to attack the town.", "attack", FactualityCue.Negated)]
    [InlineData("The rebels left without attacking the town.", "attacking", FactualityCue.Negated)]
    [InlineData("No one was killed.", "killed", FactualityCue.Negated)]
    [InlineData("The rebels may have attacked the town.", "attacked", FactualityCue.Possible)]
    [InlineData("The rebels must leave the town.", "leave", FactualityCue.Necessary)]
    [InlineData("The rebels will attack the town.", "attack", FactualityCue.Future)]
    [InlineData("The rebels plan to attack the town.", "attack", FactualityCue.Future)]
    [InlineData("The rebels do not plan to attack the town.", "attack", FactualityCue.Future | FactualityCue.Negated)]
    [InlineData("If the rebels attack the town, we shall leave.", "attack", FactualityCue.Conditional)]
    [InlineData("The general urged them to attack the town.", "attack", FactualityCue.Wanted | FactualityCue.Reported)]
    [InlineData("The rebels tried to attack the town.", "attack", FactualityCue.Attempted)]
    [InlineData("The army said the rebels attacked the town.", "attacked", FactualityCue.Reported)]
    [InlineData("The army denied that the rebels attacked the town.", "attacked", FactualityCue.Reported | FactualityCue.Denied)]
    [InlineData("The rebels reportedly attacked the town.", "attacked", FactualityCue.Reported)]
    [InlineData("Did the rebels attack the town?", "attack", FactualityCue.Questioned)]
    public void Words_around_a_predicate_tell_how_far_it_is_a_fact(string text, string predicate, FactualityCue cues) =>
        Assert.Equal(cues, new Reading(text).Result.Predicates.Single(p => p.Span.Of(text) == predicate).Cues);

    [Fact]
    public void A_preposition_that_looks_like_a_verb_is_no_predicate() =>
        Assert.Equal(["killed"], new Reading("Twelve people, including two soldiers, were killed.").Result.Predicates.Select(p => p.Span.Of("Twelve people, including two soldiers, were killed.")));

    [Fact]
    public void The_words_that_say_so_are_named()
    {
        const string text = "The rebels did not plan to attack the town.";
        var attack = new Reading(text).Result.Predicates.Single(p => p.Span.Of(text) == "attack");
        Assert.Equal(["not", "plan"], attack.CueSpans.Select(cue => cue.Of(text)));
    }
}
