using Sitrep.Coder.Events;
using Sitrep.Gazetteer;

namespace Sitrep.Coder.Tests;

/// <summary>Readings of words that depend on what stands around them.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("Peru withdrew its troops from the valley.", EventType.Retreat)]
    [InlineData("Peru withdrew from the treaty.", EventType.Sanction)]
    [InlineData("The cabinet of Peru withdrew the bill.", EventType.Concede)]
    public void What_withdraws_from_what_decides_the_type(string text, EventType type) => Coding.Of(text).Single(type);

    [Fact]
    public void What_a_source_says_that_others_should_do_is_its_request()
    {
        var request = Coding.Of("\"Foreign troops should leave the region,\" Iran's president said.").Single(EventType.Request);

        Assert.Equal(["Foreign troops"], request.Names(ParticipantRole.Recipient));
        Assert.Equal("IRN", Assert.Single(request.Participants, p => p.Role == ParticipantRole.Actor).CountryCode);
    }

    [Fact]
    public void A_word_for_wrong_in_a_quotation_is_disapproval_by_the_speaker()
    {
        var judgement = Coding.Of("\"The trial is a disgrace,\" a lawyer for the activists said in Istanbul.").Single(EventType.Accuse);

        Assert.Equal(["disapprove"], judgement.Modes);
        Assert.Equal(["lawyer"], judgement.Names(ParticipantRole.Actor));
    }

    [Fact]
    public void Cooperation_that_is_refused_is_a_rejection_and_no_negated_deed()
    {
        var refusal = Coding.Of("Norway will not release the prisoners, its foreign minister said.").Single(EventType.Reject);

        Assert.Equal(Factuality.Asserted, refusal.Factuality);
    }

    [Theory]
    [InlineData("The general vowed to crush the rebels in Idlib.", EventType.Threaten)]
    [InlineData("The general vowed to release the prisoners in Idlib.", EventType.Agree)]
    public void A_vow_is_a_threat_only_where_what_is_vowed_is_hostile(string text, EventType type) => Coding.Of(text).Single(type);

    [Theory]
    [InlineData("Iran threatened to close the strait.", "restrict")]
    [InlineData("Iran threatened to attack the base.", "violence")]
    public void A_threat_has_the_mode_of_what_is_threatened(string text, string mode) =>
        Assert.Contains(mode, Coding.Of(text).Single(EventType.Threaten).Modes);

    [Fact]
    public void A_capital_that_speaks_is_its_government()
    {
        var threat = Coding.Of("Tehran threatened Washington with war.").Single(EventType.Threaten);

        Assert.Equal("IRN", Assert.Single(threat.Participants, p => p.Role == ParticipantRole.Actor).CountryCode);
    }

    [Fact]
    public void A_labour_strike_is_a_protest()
    {
        Assert.Contains("strike", Coding.Of("The teachers' union began a strike over pay on Monday.").Single(EventType.Protest).Modes);
    }

    [Theory]
    [InlineData(2010, "GOV")]
    [InlineData(2022, "ELI")]
    public void Who_led_a_state_before_the_report_is_of_its_former_elite(int year, string sector)
    {
        var accusation = Coding.Of("Angela Merkel condemned the attack.", $"{year}-06-01").Single(EventType.Accuse);

        Assert.Equal(sector, Assert.Single(accusation.Participants, p => p.Role == ParticipantRole.Actor).Sectors[0]);
    }

    [Fact]
    public void An_organ_belongs_to_the_country_named_before_it()
    {
        var attack = Coding.Of("The Saudi National Guard attacked the camp.").Single(EventType.Assault);

        Assert.Equal("SAU", Assert.Single(attack.Participants, p => p.Role == ParticipantRole.Actor).CountryCode);
    }

    [Fact]
    public void Whose_thing_is_hit_is_hit()
    {
        var attack = Coding.Of("A U.S. strike destroyed two al-Qaida vehicles on Monday.").Events.First(e => e.Type == EventType.Assault);

        Assert.Contains("al-Qaida", attack.Names(ParticipantRole.Recipient));
    }

    [Fact]
    public void A_running_toll_tells_the_day_as_of_which_it_counts()
    {
        var coded = Coding.Of("A bomb exploded in Kabul on Friday. The blast killed 12 people as of Saturday.", "2021-05-10");

        Assert.Contains(coded.Events.SelectMany(e => e.Casualties), c => c.AsOfDate == new DateOnly(2021, 5, 8));
    }

    [Fact]
    public void No_place_is_put_in_the_stead_of_one_that_the_gazetteer_lacks()
    {
        var coded = Coding.Of("France denounced the killing of three men in Xyzzabad.");

        Assert.All(coded.Events.Where(e => e.Type == EventType.Assault), e => Assert.Null(e.Location));
    }

    [Fact]
    public async Task Explaining_changes_nothing_and_tells_why_each_event_is_there_and_others_are_not()
    {
        const string Text = "Police launched an investigation into the fire. A car bomb exploded in Kabul.";
        var coder = new ReportCoder();
        var input = new CoderInput(Text, "", null, "", ResolutionContext.None);

        var (coded, explanation) = await coder.ExplainAsync(input, Coding.Resolver, CancellationToken.None);
        var plain = await coder.CodeAsync(input, Coding.Resolver, CancellationToken.None);

        Assert.Equal(Rendering.Of(plain), Rendering.Of(coded));
        Assert.Equal(coded.Events.Count, explanation.Events.Count);
        Assert.All(explanation.Events, e => Assert.Contains(e.Decisions, d => d.Field == "type"));
        Assert.All(explanation.Events, e => Assert.Contains(e.Decisions, d => d.Field == "confidence"));
        Assert.Contains(explanation.Events.SelectMany(e => e.Decisions).Select(d => d.Rejected).Concat(explanation.Rejected.Select(r => r.Because)), b => b.Contains("does not hold", StringComparison.Ordinal));
    }
}
