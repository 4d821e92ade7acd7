namespace Sitrep.Language.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_of_the_readme_reads_as_it_says()
    {
        var reading = new Reading("KABUL, Aug 31 (Reuters) - At least 36 fighters died near Kunduz on Saturday, the Interior Ministry said.", "2019-09-01");
        Assert.Equal(["2019-08-31", "2019-08-31"], reading.Result.Times.Select(time => time.Value));
        var range = Assert.Single(reading.Result.Numbers).Range;
        Assert.Equal((36L, null, 36L), (range.Low, range.High, range.Stated));
        Assert.Equal("KABUL, Kunduz", reading.Toponyms);
        var speech = Assert.Single(reading.Result.Attributions);
        Assert.Equal(
            ("the Interior Ministry", "At least 36 fighters died near Kunduz on Saturday"),
            (reading.Source(speech), reading.Content(speech)));
    }
}
