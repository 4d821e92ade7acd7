using Sitrep.Coder.Events;

namespace Sitrep.Coder.Tests;

public sealed class LinkTests
{
    [Theory]
    [InlineData("If the rebels lay down their arms, the army will withdraw from the town.", EventLinkKind.ConditionalOn)]
    [InlineData("The army will withdraw from the town if the rebels lay down their arms.", EventLinkKind.ConditionalOn)]
    [InlineData("Iran released two prisoners in exchange for the release of five Iranians.", EventLinkKind.InExchangeFor)]
    [InlineData("The air force bombed the camp in retaliation for an attack on its base.", EventLinkKind.InResponseTo)]
    [InlineData("Parliament ratified the treaty despite protests in the capital.", EventLinkKind.Despite)]
    [InlineData("Police arrested a mayor as part of a crackdown on the opposition.", EventLinkKind.PartOf)]
    public void Words_between_two_events_link_them(string text, EventLinkKind kind)
    {
        var coded = Coding.Of(text);
        var link = Assert.Single(coded.Events.SelectMany(e => e.Links));
        Assert.Equal(kind, link.Kind);
        Assert.NotNull(link.Cue);
    }

    [Theory]
    [InlineData("The town was captured twice in 2015.", 2)]
    [InlineData("Rebels attacked the base three times last week.", 3)]
    [InlineData("Twin bombings struck the cathedral.", 2)]
    public void What_happened_several_times_is_one_event_that_counts_them(string text, long times) =>
        Assert.Equal(times, Assert.Single(Coding.Of(text).Events).Occurrences?.Stated);
}
