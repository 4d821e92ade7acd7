using Sitrep.Coder.Events;
using Sitrep.Gazetteer;

namespace Sitrep.Coder.Tests;

public sealed class EventTests
{
    [Theory]
    [InlineData("Rebels attacked Turkish soldiers in Idlib.", EventType.Assault, "")]
    [InlineData("A drone strike killed two militants in Yemen.", EventType.Assault, "drone")]
    [InlineData("Thousands of people protested against the government in Minsk.", EventType.Protest, "demo")]
    [InlineData("Police arrested an opposition leader in Moscow.", EventType.Coerce, "arrest")]
    [InlineData("Germany expelled two Russian diplomats.", EventType.Sanction, "expel")]
    [InlineData("The European Union imposed sanctions on Belarus.", EventType.Sanction, "discontinue")]
    [InlineData("China deployed troops to the border.", EventType.Mobilize, "troops")]
    [InlineData("Iran released three American prisoners.", EventType.Retreat, "release")]
    [InlineData("The prime minister of Lebanon resigned on Tuesday.", EventType.Retreat, "resign")]
    [InlineData("Russia and Turkey held talks in Moscow.", EventType.Consult, "")]
    [InlineData("France condemned the attack on the embassy.", EventType.Accuse, "disapprove")]
    [InlineData("The United Nations urged Israel to lift the blockade.", EventType.Request, "change")]
    [InlineData("Iran rejected the proposal.", EventType.Reject, "")]
    [InlineData("North Korea threatened South Korea with war.", EventType.Threaten, "violence")]
    [InlineData("Sudan and Ethiopia reached an agreement on Monday.", EventType.Agree, "")]
    [InlineData("Canada praised Colombia.", EventType.Support, "")]
    [InlineData("Japan provided aid to Yemen.", EventType.Aid, "")]
    public void Verb_and_its_parties_give_type_and_mode(string text, EventType type, string mode)
    {
        var one = Coding.Of(text).Events[0];
        Assert.Equal(type, one.Type);
        if (mode.Length > 0)
            Assert.Contains(mode, one.Modes);
    }

    [Theory]
    [InlineData("Rebels attacked soldiers near Aleppo.")]
    [InlineData("Soldiers were attacked by rebels near Aleppo.")]
    [InlineData("Rebels launched an attack on soldiers near Aleppo.")]
    [InlineData("An attack on soldiers near Aleppo was carried out by rebels.")]
    [InlineData("An attack by rebels on soldiers near Aleppo lasted all night.")]
    public void Who_attacks_whom_is_the_same_in_every_voice(string text)
    {
        var attack = Coding.Of(text).Single(EventType.Assault);
        Assert.Contains(attack.Names(ParticipantRole.Actor), n => n.Equals("rebels", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(attack.Names(ParticipantRole.Recipient), n => n.Equals("soldiers", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Strikes_on_two_days_are_two_events()
    {
        var coded = Coding.Of("A U.S. air strike hit a camp near Idlib on Monday. Another air strike hit a convoy near Raqqa on Thursday.");
        var strikes = coded.Events.Where(e => e.Type == EventType.Assault).ToList();
        Assert.Equal([new DateOnly(2019, 8, 26), new DateOnly(2019, 8, 29)], strikes.Select(s => s.Time!.Interval.Start));
    }

    [Fact]
    public void One_attack_told_in_three_sentences_is_one_event()
    {
        var coded = Coding.Of("Gunmen attacked a hotel in Kabul on Friday. Five guests died in the attack. The assault lasted two hours.");
        var attack = coded.Single(EventType.Assault);
        Assert.True(attack.Triggers.Count >= 3);
        Assert.Equal(5, Assert.Single(attack.Casualties).Count.Stated);
    }

    [Fact]
    public void Group_named_before_is_meant_by_the_group()
    {
        var coded = Coding.Of("Boko Haram held the town of Bama for months. On Friday the group attacked Maiduguri.");
        Assert.Contains("Boko Haram", coded.Single(EventType.Assault).Names(ParticipantRole.Actor));
    }

    [Fact]
    public void Organ_of_a_state_gets_country_and_sector_from_its_words()
    {
        var coded = Coding.Of("The Turkish Interior Ministry condemned the Syrian army.");
        var accusation = coded.Single(EventType.Accuse);
        Assert.Contains(accusation.Participants, p => p is { Role: ParticipantRole.Actor, CountryCode: "TUR" } && p.Sectors.Contains("GOV"));
        Assert.Contains(accusation.Participants, p => p is { Role: ParticipantRole.Recipient, CountryCode: "SYR" } && p.Sectors.Contains("MIL"));
    }

    [Fact]
    public void Named_resident_is_a_private_person_and_a_president_is_not()
    {
        var coded = Coding.Of("French President Emmanuel Macron met Ahmad Karimi, a resident of Kabul, on Friday.");
        var talks = coded.Single(EventType.Consult);
        Assert.Equal(Privacy.PublicRole, talks.Participants.First(p => p.DisplayName.Contains("Macron", StringComparison.Ordinal)).Privacy);
        Assert.Equal(Privacy.PrivatePerson, talks.Participants.First(p => p.DisplayName.Contains("Karimi", StringComparison.Ordinal)).Privacy);
    }

    [Fact]
    public void Event_without_any_date_falls_back_on_the_day_of_publication_and_says_so()
    {
        var time = Coding.Of("Rebels attacked Idlib.").Single(EventType.Assault).Time!;
        Assert.Equal((new DateOnly(2019, 9, 1), TimeBasis.PublishTime), (time.Interval.Start, time.Basis));
        Assert.Null(time.Evidence);
    }

    [Fact]
    public void Without_a_day_of_publication_no_date_is_made_up() =>
        Assert.Null(Coding.Of("Rebels attacked Idlib.", (DateOnly?)null).Single(EventType.Assault).Time);

    [Fact]
    public void Finer_of_two_nested_places_is_chosen()
    {
        var place = Coding.Of("Rebels attacked a base in Mosul, Iraq, on Friday.").Single(EventType.Assault).Location!;
        Assert.Equal("IRQ", place.Toponym.Place!.CountryCode3);
        Assert.NotEqual(GeoPrecision.Country, place.Precision);
    }

    [Fact]
    public void Condition_links_two_events()
    {
        var coded = Coding.Of("Turkey will withdraw its troops if Syria releases the prisoners.");
        var withdrawal = coded.Single(EventType.Retreat, "withdraw");
        var release = coded.Single(EventType.Retreat, "release");
        Assert.Contains(withdrawal.Links, l => l.Kind == EventLinkKind.ConditionalOn && l.EventIndex == release.Index);
        Assert.Equal(Factuality.Hypothetical, release.Factuality);
    }

    [Fact]
    public void City_captured_twice_is_one_event_of_two_occurrences()
    {
        var capture = Coding.Of("The Taliban captured Kunduz twice.").Single(EventType.Coerce);
        Assert.Equal(2, capture.Occurrences!.Stated);
    }

    [Fact]
    public void Mappings_speak_the_terms_of_the_other_data_sets()
    {
        var mappings = Coding.Of("Al-Shabaab killed six civilians with a car bomb in Mogadishu on Friday.").Single(EventType.Assault).Mappings;
        Assert.Equal(("Explosions/Remote violence", 3, 4, "Bombing/Explosion"), (mappings.AcledEventType, mappings.UcdpTypeOfViolence, mappings.PloverQuad, mappings.GtdAttackType));
        Assert.True(mappings.AcledCivilianTargeting);
    }
}
