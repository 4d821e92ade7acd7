using Sitrep.Coder.Events;

namespace Sitrep.Coder.Tests;

public sealed class WireTests
{
    [Fact]
    public void Town_of_the_dateline_is_where_deeds_happened_that_name_no_place()
    {
        var one = Coding.Of("MAIDUGURI, Nigeria (AP) -- Gunmen killed four traders, police said.").Single(EventType.Assault);
        Assert.Equal("Maiduguri", one.Location?.Toponym.Place?.DisplayName);
    }

    [Fact]
    public void Capital_of_the_dateline_is_only_where_it_was_written()
    {
        var one = Coding.Of("KABUL, Afghanistan (AP) -- Gunmen killed four traders, police said.").Single(EventType.Assault);
        Assert.NotEqual("Kabul", one.Location?.Toponym.Place?.DisplayName);
    }

    [Fact]
    public void Date_of_the_dateline_anchors_a_report_without_a_day_of_publication()
    {
        var one = Coding.Of("KANO, Nigeria, March 10, 2020 (AP) -- Gunmen killed four traders on Monday.", (DateOnly?)null).Single(EventType.Assault);
        Assert.Equal(new DateOnly(2020, 3, 9), one.Time?.Interval.Start);
    }

    [Fact]
    public void Credit_lines_tell_of_nothing() =>
        Assert.All(
            Coding.Of("Gunmen killed four traders in Kano.\n\n(Reporting by John Smith; Editing by Jane Roe, who visited Kano)").Events,
            e => Assert.Equal(EventType.Assault, e.Type));
}
