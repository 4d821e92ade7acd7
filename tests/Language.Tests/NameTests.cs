namespace Sitrep.Language.Tests;

public sealed class NameTests
{
    [Fact]
    public void A_title_leads_to_a_person_and_is_no_part_of_the_name() =>
        Assert.Equal("Nasrat Rahimi", new Reading("Interior Ministry spokesman Nasrat Rahimi left.").Names("PER"));

    [Theory]
    [InlineData("The Ministry of Defence denied it.", "Ministry of Defence")]
    [InlineData("The Free Syrian Army left.", "Free Syrian Army")]
    [InlineData("It was the Taliban.", "Taliban")]
    [InlineData("Kabul University closed.", "Kabul University")]
    public void Bodies_are_known_by_their_heads_or_by_name(string text, string name) => Assert.Equal(name, new Reading(text).Names("ORG"));

    [Fact]
    public void A_surname_takes_the_full_name_of_the_text() =>
        Assert.Equal("Zabiullah Mujahid", new Reading("Zabiullah Mujahid spoke. Mujahid said it was over.").Name("Mujahid").DisplayName);

    [Fact]
    public void An_acronym_takes_what_it_stands_for() =>
        Assert.Equal("National Salvation Front", new Reading("The National Salvation Front (NSF) met. The NSF left.").Result.Names[^1].DisplayName);

    [Fact]
    public void Weapons_are_told_apart() => Assert.Equal("AK-47, F-16", new Reading("He held an AK-47 as an F-16 passed.").Names("WEAPON"));

    [Fact]
    public void Peoples_and_faiths_are_groups() => Assert.Equal("Afghan, Sunni", new Reading("The Afghan men met Sunni clerics.").Names("NORP"));

    [Fact]
    public void Months_and_weekdays_are_no_names() => Assert.Empty(new Reading("They left on Monday in August.").Result.Names);
}
