using Sitrep.Coder.Events;

namespace Sitrep.Coder.Tests;

public sealed class ClauseTests
{
    [Theory]
    [InlineData("A Turkish court convicted the militant of belonging to a terror group and sentenced him to seven years in prison.", EventType.Sanction, "Turkish court")]
    [InlineData("Soldiers seized a truck carrying weapons and arrested the driver.", EventType.Coerce, "Soldiers")]
    [InlineData("Rebels who had fled across the border attacked a convoy.", EventType.Assault, "Rebels")]
    [InlineData("The army accused the rebels of shelling the town.", EventType.Assault, "rebels")]
    public void Subject_is_found_across_coordination_relative_clauses_and_control(string text, EventType type, string actor) =>
        Assert.Contains(Coding.Of(text).Events, e => e.Type == type && e.Names(ParticipantRole.Actor).Contains(actor));

    [Theory]
    [InlineData("Israeli tank shelling killed four children in Rafah.", "ISR")]
    [InlineData("A Russian missile strike hit a hospital in Aleppo.", "RUS")]
    public void Whose_weapon_it_is_does_the_deed(string text, string country) =>
        Assert.Contains(Coding.Of(text).Single(EventType.Assault).Participants, p => p.Role == ParticipantRole.Actor && p.CountryCode == country);

    [Fact]
    public void Forces_loyal_to_somebody_are_named_whole()
    {
        var one = Coding.Of("Forces loyal to Khalifa Haftar shelled the port of Tripoli.").Single(EventType.Assault);
        var actor = Assert.Single(one.Participants, p => p.Role == ParticipantRole.Actor);
        Assert.Equal(("Forces loyal to Khalifa Haftar", "LBY"), (actor.DisplayName, actor.CountryCode));
    }

    [Fact]
    public void Day_before_a_deed_is_nobody() =>
        Assert.Equal(["Boko Haram"], Coding.Of("Boko Haram claimed responsibility for Monday's attack.").Single(EventType.Assault).Names(ParticipantRole.Actor));

    [Fact]
    public void Refused_permission_is_a_rejection() =>
        Assert.Contains(Coding.Of("The president said he would not give permission to Russia.").Events, e => e.Type == EventType.Reject);

    [Fact]
    public void Denied_deed_is_negated() =>
        Assert.Equal(Factuality.Negated, Coding.Of("Russia denied targeting civilians.").Single(EventType.Assault).Factuality);

    [Fact]
    public void Time_inside_a_relative_clause_is_not_that_of_the_main_verb()
    {
        var agreed = Coding.Of("The rebels, who seized the town in 2014, agreed to leave.").Single(EventType.Agree);
        Assert.Equal(Factuality.Asserted, agreed.Factuality);
    }

    [Fact]
    public void Plural_that_opens_a_sentence_is_a_weapon_before_it_is_a_company() =>
        Assert.Contains("Shells", Coding.Of("Shells hit an apartment block in Kharkiv.").Single(EventType.Assault).Names(ParticipantRole.Instrument));
}
