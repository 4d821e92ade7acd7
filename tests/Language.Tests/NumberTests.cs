namespace Sitrep.Language.Tests;

public sealed class NumberTests
{
    [Theory]
    [InlineData("36 died.", "36", 36L, 36L, 36L)]
    [InlineData("At least 36 died.", "At least 36", 36L, null, 36L)]
    [InlineData("More than 1,200 fled.", "More than 1,200", 1200L, null, 1200L)]
    [InlineData("As many as 24 died.", "As many as 24", null, 24L, 24L)]
    [InlineData("Almost two hundred fled.", "Almost two hundred", null, 200L, 200L)]
    [InlineData("Thirty-six soldiers died.", "Thirty-six", 36L, 36L, 36L)]
    [InlineData("Between 10 and 15 died.", "Between 10 and 15", 10L, 15L, null)]
    [InlineData("Some 10-15 died.", "Some 10-15", 10L, 15L, null)]
    [InlineData("He saw 10 to 15 tanks.", "10 to 15", 10L, 15L, null)]
    [InlineData("Dozens died.", "Dozens", 24L, 99L, null)]
    [InlineData("Scores of villagers fled.", "Scores", 40L, 199L, null)]
    [InlineData("The blast killed a guard, and scores fled.", "scores", 40L, 199L, null)]
    [InlineData("Tens of thousands fled.", "Tens of thousands", 20_000L, 99_999L, null)]
    [InlineData("Several men fled.", "Several", 3L, 9L, null)]
    [InlineData("They shot a couple of men.", "a couple of", 2L, 2L, 2L)]
    [InlineData("More than a dozen died.", "More than a dozen", 12L, null, 12L)]
    [InlineData("Two dozen died.", "Two dozen", 24L, 24L, 24L)]
    [InlineData("5.7 million barrels burned.", "5.7 million", 5_700_000L, 5_700_000L, 5_700_000L)]
    [InlineData("One hundred and fifty died.", "One hundred and fifty", 150L, 150L, 150L)]
    [InlineData("It killed 20 or more.", "20 or more", 20L, null, 20L)]
    [InlineData("Fewer than 50 came.", "Fewer than 50", null, 50L, 50L)]
    [InlineData("Up to 40 died.", "Up to 40", null, 40L, 40L)]
    [InlineData("No fewer than 15 died.", "No fewer than 15", 15L, null, 15L)]
    [InlineData("Some 14,000 fled.", "Some 14,000", 14_000L, 14_000L, 14_000L)]
    [InlineData("Hundreds of thousands fled.", "Hundreds of thousands", 200_000L, 999_999L, null)]
    [InlineData("Half a million fled.", "Half a million", 500_000L, 500_000L, 500_000L)]
    public void A_number_is_a_range(string text, string words, long? low, long? high, long? stated)
    {
        var range = new Reading(text).Number(words).Range;
        Assert.Equal((low, high, stated), (range.Low, range.High, range.Stated));
    }

    [Theory]
    [InlineData("About 20 died.", "About 20")]
    [InlineData("An estimated 20 died.", "An estimated 20")]
    [InlineData("Some 20 died.", "Some 20")]
    public void A_rough_number_keeps_both_ends_and_says_so(string text, string words)
    {
        var range = new Reading(text).Number(words).Range;
        Assert.True(range.Approximate);
        Assert.Equal((20L, 20L, 20L), (range.Low, range.High, range.Stated));
    }

    [Theory]
    [InlineData("Turnout was 85%.", "85%", "%")]
    [InlineData("Turnout was 85 per cent.", "85 per cent", "%")]
    [InlineData("It cost $1.5 billion.", "$1.5 billion", "USD")]
    [InlineData("It cost 20 euros.", "20 euros", "EUR")]
    public void Percent_and_money_carry_their_unit(string text, string words, string unit) => Assert.Equal(unit, new Reading(text).Number(words).Unit);

    [Fact]
    public void Ordinals_are_told_apart() => Assert.True(new Reading("The third attack failed.").Number("third").IsOrdinal);

    [Fact]
    public void Numbers_of_dates_are_no_numbers() => Assert.Empty(new Reading("It fell on Aug. 31, 2019, two days ago.", "2019-09-02").Result.Numbers);

    [Fact]
    public void No_one_is_no_number() => Assert.Empty(new Reading("No one died.").Result.Numbers);

    [Fact]
    public void A_part_of_a_count_is_a_number_of_its_own()
    {
        var reading = new Reading("The blast killed 20, including two commanders.");
        Assert.Equal(["20", "two"], reading.Result.Numbers.Select(number => number.Span.Of(reading.Result.Text)));
    }
}
