using Sitrep.Coder.Events;
using Sitrep.Language.Attributions;

namespace Sitrep.Coder.Tests;

/// <summary>The story that the first issue asks for, in our words.</summary>
public sealed class StoryTests
{
    private const string Story = """
        The Taliban launched an attack on Kunduz on Saturday, and fighting went on in the city until the evening.

        The Interior Ministry said that 36 Taliban had been killed. Health officials said that three civilians were dead and 41 civilians were wounded.

        A spokesman for the insurgents confirmed the attack but gave no figures.

        The Taliban and the United States have been holding talks in Qatar since the end of 2018. On Thursday the United States announced that it would withdraw troops, so that their number would be reduced to 8,600 from 14,000.
        """;

    private readonly CodedText _coded = Coding.Of(Story);

    private CodedEvent Attack => _coded.Events[0];

    [Fact]
    public void Attack_is_an_assault_by_the_Taliban_on_Kunduz_on_Saturday()
    {
        Assert.Equal(EventType.Assault, Attack.Type);
        Assert.Equal(Factuality.Asserted, Attack.Factuality);
        Assert.Contains("Taliban", Attack.Names(ParticipantRole.Actor));
        Assert.Equal("Kunduz", Attack.Location!.Toponym.Place!.DisplayName);
        Assert.Equal(new DateOnly(2019, 8, 31), Attack.Time!.Interval.Start);
        Assert.Equal(new DateOnly(2019, 9, 1), Attack.Time.Interval.End);
    }

    [Fact]
    public void Every_toll_stands_with_who_gives_it()
    {
        var taliban = Assert.Single(Attack.Casualties, c => c.Count.Stated == 36);
        Assert.Equal(Harm.Killed, taliban.Harm);
        Assert.Equal("Taliban", taliban.Group!.DisplayName);
        Assert.Contains("Interior Ministry", Assert.Single(taliban.Claimants()), StringComparison.Ordinal);

        var dead = Assert.Single(Attack.Casualties, c => c.Count.Stated == 3);
        Assert.Equal((Harm.Killed, "CVL"), (dead.Harm, dead.Group!.Sectors[0]));
        Assert.Contains("officials", Assert.Single(dead.Claimants()), StringComparison.Ordinal);

        var wounded = Assert.Single(Attack.Casualties, c => c.Count.Stated == 41);
        Assert.Equal((Harm.Injured, "CVL"), (wounded.Harm, wounded.Group!.Sectors[0]));
        Assert.Contains("officials", Assert.Single(wounded.Claimants()), StringComparison.Ordinal);
    }

    [Fact]
    public void Spokesman_of_the_insurgents_speaks_for_the_Taliban_and_gives_no_figure()
    {
        var said = _coded.Attributions.Where(a => a.Claimant.Office == "spokesman").ToList();
        Assert.All(said, a => Assert.Equal("Taliban", a.Claimant.OrganizationDisplayName));
        Assert.Contains(said, a => a.Stance == SpeechStance.GivesNoFigure);
        Assert.Contains(Attack.Attributions, a => a.Claimant.Office == "spokesman");
    }

    [Fact]
    public void Talks_in_Qatar_are_a_consultation_with_a_start_and_no_end()
    {
        var talks = _coded.Single(EventType.Consult);
        Assert.Equal("QAT", talks.Location!.Toponym.Place!.CountryCode3);
        Assert.Equal(2018, talks.Time!.Interval.Start.Year);
        Assert.Null(talks.Time.Interval.End);
    }

    [Fact]
    public void Announced_withdrawal_lies_in_the_future_and_its_numbers_are_no_tolls()
    {
        var withdrawal = _coded.Events.First(e => e.Type == EventType.Retreat);
        Assert.Contains("withdraw", withdrawal.Modes);
        Assert.Equal(Factuality.Future, withdrawal.Factuality);
        Assert.DoesNotContain(_coded.Events.SelectMany(e => e.Casualties), c => c.Count.Stated is 8600 or 14000);
        Assert.Contains(_coded.Quantities, q => q is { Kind: QuantityKind.ChangeTo, Count.Stated: 8600 });
        Assert.Contains(_coded.Quantities, q => q is { Kind: QuantityKind.Strength, Count.Stated: 14000 });
    }
}
