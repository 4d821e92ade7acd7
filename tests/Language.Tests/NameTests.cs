using Sitrep.Language.Names;

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
    public void An_acronym_may_stand_for_a_name_that_goes_on_over_a_preposition() =>
        Assert.Equal(
            "United Nations Assistance Mission in Afghanistan",
            new Reading("The United Nations Assistance Mission in Afghanistan (UNAMA) met. UNAMA left.").Result.Names[^1].DisplayName);

    [Fact]
    public void Weapons_are_told_apart() => Assert.Equal("AK-47, F-16", new Reading("He held an AK-47 as an F-16 passed.").Names("WEAPON"));

    [Fact]
    public void Peoples_and_faiths_are_groups() => Assert.Equal("Afghan, Sunni", new Reading("The Afghan men met Sunni clerics.").Names("NORP"));

    [Fact]
    public void Months_and_weekdays_are_no_names() => Assert.Empty(new Reading("They left on Monday in August.").Result.Names);

    [Theory]
    [InlineData("The Royal Canadian Mounted Police arrested two men in Toronto.", "Royal Canadian Mounted Police", "ORG")]
    [InlineData("The parties met in the city of Gothenburg on Tuesday.", "Gothenburg", "LOC")]
    [InlineData("Foreign Minister Maria Lindqvist flew to Geneva.", "Maria Lindqvist", "PER")]
    [InlineData("The troops crossed the Jordan River near the border.", "Jordan River", "LOC")]
    public void The_model_tells_types_apart(string text, string name, string type) => Assert.Equal(type, new Reading(text).Name(name).Type);

    [Fact]
    public void A_name_once_recognised_is_recognised_again_where_the_sentence_hides_it()
    {
        var reading = new Reading("Omar Qasemi, a lawyer from Herat, was arrested on Monday. Qasemi denied the charges.");
        Assert.Equal(("PER", "Omar Qasemi"), (reading.Name("Qasemi").Type, reading.Name("Qasemi").DisplayName));
    }

    [Theory]
    [InlineData("They seized rocket-propelled grenades and an improvised explosive device.", "rocket-propelled grenades, improvised explosive device")]
    [InlineData("A car bomb went off.", "car bomb")]
    public void Weapons_are_known_by_their_nouns_too(string text, string weapons) => Assert.Equal(weapons, new Reading(text).Names("WEAPON"));

    [Fact]
    public void Names_are_found_in_capitals() => Assert.Contains("BAGHDAD", new Reading("TWO BOMBS KILL TEN PEOPLE IN BAGHDAD ON FRIDAY").Names("LOC"), StringComparison.Ordinal);

    [Fact]
    public void Ends_of_sentences_end_names() =>
        Assert.Equal("Geneva, Vienna", new Reading("They met in Geneva. Vienna was too far.").Names("LOC"));

    private sealed class Villages : INameLexicon
    {
        public KnownAs Describe(string lower) => lower == "qorvellan" ? KnownAs.Place | KnownAs.GreatPlace : KnownAs.Nothing;
    }

    [Fact]
    public void A_lexicon_of_the_callers_adds_what_the_model_does_not_know()
    {
        const string text = "The mayor left Qorvellan after the vote.";
        var result = new TextAnalyzer(new Villages()).Analyze(text, AnalysisContext.None);
        Assert.Equal("LOC", result.Names.Single(name => name.Span.Of(text) == "Qorvellan").Type);
    }
}
