using Sitrep.Coder.Events;

namespace Sitrep.Coder.Tests;

public sealed class CasualtyTests
{
    [Theory]
    [InlineData("A bomb killed 12 people in Kabul on Friday.", Harm.Killed, 12)]
    [InlineData("Gunmen shot at a bus in Kabul; seven passengers were wounded.", Harm.Injured, 7)]
    [InlineData("A car bomb exploded in Kabul, leaving 23 dead.", Harm.Killed, 23)]
    [InlineData("The attack in Kabul claimed the lives of nine soldiers.", Harm.Killed, 9)]
    [InlineData("Police arrested 40 protesters in Minsk.", Harm.Captured, 40)]
    [InlineData("Gunmen kidnapped three engineers in Baghdad.", Harm.Abducted, 3)]
    [InlineData("A suicide bombing in Kabul killed and injured 60 people.", Harm.Casualties, 60)]
    public void Number_and_harm_are_read(string text, Harm harm, int count)
    {
        var toll = Assert.Single(Coding.Of(text).Events.SelectMany(e => e.Casualties));
        Assert.Equal((harm, (long?)count), (toll.Harm, toll.Count.Stated));
    }

    [Fact]
    public void At_least_gives_a_lower_bound_and_no_upper_one()
    {
        var toll = Assert.Single(Coding.Of("Rebels attacked Idlib and killed at least 36 soldiers.").Events.SelectMany(e => e.Casualties));
        Assert.Equal((36L, null, 36L), (toll.Count.Low, toll.Count.High, toll.Count.Stated));
    }

    [Fact]
    public void Dozens_are_24_to_99()
    {
        var toll = Assert.Single(Coding.Of("Dozens of soldiers were killed when rebels attacked Idlib.").Events.SelectMany(e => e.Casualties));
        Assert.Equal((24L, 99L, null), (toll.Count.Low, toll.Count.High, toll.Count.Stated));
    }

    [Fact]
    public void Commanders_among_the_dead_are_a_part_of_the_number()
    {
        var tolls = Coding.Of("An air strike in Helmand killed 20 Taliban fighters, including two commanders.").Events.SelectMany(e => e.Casualties).ToList();
        var whole = Assert.Single(tolls, t => t.Count.Stated == 20);
        var part = Assert.Single(tolls, t => t.Count.Stated == 2);
        Assert.Equal((CasualtyScope.Event, CasualtyScope.Part, whole.Id), (whole.Scope, part.Scope, part.PartOf));
    }

    [Fact]
    public void Toll_that_was_given_before_is_superseded()
    {
        var tolls = Coding.Of("A bomb killed 20 people in Jolo on Friday, police said, revising an earlier toll of 27.").Events.SelectMany(e => e.Casualties).ToList();
        Assert.Equal(CasualtyScope.Superseded, Assert.Single(tolls, t => t.Count.Stated == 27).Scope);
        Assert.Equal(CasualtyScope.Event, Assert.Single(tolls, t => t.Count.Stated == 20).Scope);
    }

    [Fact]
    public void Conflicting_tolls_stand_side_by_side_with_their_claimants()
    {
        var attack = Coding.Of("Rebels attacked a base near Aleppo on Friday. The army said that four soldiers were killed. The rebels said that 30 soldiers were killed.").Events[0];
        Assert.Equal([4L, 30L], attack.Casualties.Select(c => c.Count.Stated!.Value));
        Assert.All(attack.Casualties, c => Assert.Single(c.Attributions));
    }

    [Fact]
    public void Each_group_of_a_list_has_its_number()
    {
        var tolls = Coding.Of("The bombing in Jolo killed 14 civilians, five soldiers and two policemen.").Events.SelectMany(e => e.Casualties).ToList();
        Assert.Equal([(14L, "CVL"), (5L, "MIL"), (2L, "COP")], tolls.Select(t => (t.Count.Stated!.Value, t.Group!.Sectors[0])));
    }

    [Theory]
    [InlineData("Russia deployed 2,000 troops to Syria on Friday.", 2000, QuantityKind.Strength)]
    [InlineData("The United States will reduce its troops in Iraq to 3,000.", 3000, QuantityKind.ChangeTo)]
    public void Troop_numbers_are_quantities_and_never_tolls(string text, int number, QuantityKind kind)
    {
        var coded = Coding.Of(text);
        Assert.Empty(coded.Events.SelectMany(e => e.Casualties));
        Assert.Contains(coded.Quantities, q => q.Count.Stated == number && q.Kind == kind);
    }

    [Fact]
    public void Dead_of_an_earthquake_make_no_event() =>
        Assert.Empty(Coding.Of("An earthquake killed 300 people in Nepal on Saturday.").Events);
}
