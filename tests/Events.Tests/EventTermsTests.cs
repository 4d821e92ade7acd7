using Google.Protobuf.WellKnownTypes;
using Sitrep.Events.Storage;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;

namespace Sitrep.Events.Tests;

public sealed class EventTermsTests
{
    [Fact]
    public void The_dead_are_the_highest_lower_bound_that_anybody_gives_for_this_event()
    {
        var account = Sample.Event(0, e =>
        {
            e.Casualties.Add(Sample.Killed(36));
            e.Casualties.Add(new Casualties { Harm = Casualties.Types.Harm.Killed, Count = new CountRange { Stated = 20 } });
            e.Casualties.Add(Sample.Killed(4100, Casualties.Types.Scope.Cumulative));
            e.Casualties.Add(Sample.Killed(50, Casualties.Types.Scope.Superseded));
            e.Casualties.Add(new Casualties { Harm = Casualties.Types.Harm.Injured, Count = new CountRange { Low = 90 } });
            e.Casualties.Add(new Casualties { Harm = Casualties.Types.Harm.Killed, Count = new CountRange { High = 500 } });
        });

        Assert.Equal(36, EventTerms.Killed(account));
        Assert.Null(EventTerms.Killed(Sample.Event()));
    }

    [Fact]
    public void An_event_is_found_in_every_area_that_contains_it_and_in_its_further_places()
    {
        var account = Sample.Event(0, e =>
        {
            e.Location = Sample.At(36.7, 68.9, "AF", Sample.Kunduz, "places/1135689", Sample.Afghanistan);
            e.Location.Others.Add(Sample.At(0, 0, "TJ", "places/1220409").Toponym);
        });

        var terms = EventTerms.Of(account);

        Assert.Equal(
            [Sample.Kunduz, "places/1135689", Sample.Afghanistan, "places/1220409"], terms.Where(t => t.Kind == TermKind.Place).Select(t => t.Value));
        Assert.Equal(["AF", "TJ"], terms.Where(t => t.Kind == TermKind.Country).Select(t => t.Value));
    }

    [Fact]
    public void Days_of_an_event_end_where_it_says_and_else_with_the_day_of_publication()
    {
        var published = Timestamp.FromDateTime(new System.DateTime(2019, 9, 2, 23, 0, 0, DateTimeKind.Utc));
        EventDays? Days(Action<Event> change) => EventDays.Of(Sample.Event(0, change));
        var first = EventDays.Day(Sample.Date(2019, 8, 31))!.Value;

        Assert.Equal(new EventDays(first, first + 7), Days(e => e.Time = Sample.Day(2019, 8, 31, 7)));
        Assert.Equal(new EventDays(first, first + 3), Days(e => (e.Time.EndDate, e.Report) = (null, new ReportRef { PublishTime = published })));
        Assert.Equal(new EventDays(first, first + 1), Days(e => e.Time.EndDate = null));
        Assert.Null(Days(e => e.Time = null));
        Assert.Null(Days(e => e.Time.StartDate.Day = 32));
    }

    [Theory]
    [InlineData(0, 0, "0,0")]
    [InlineData(-0.5, -0.5, "-1,-1")]
    [InlineData(90, 180, "89,-180")]
    [InlineData(-90, -180, "-90,-180")]
    public void A_cell_is_a_degree_by_a_degree(double latitude, double longitude, string cell) => Assert.Equal(cell, EventTerms.Cell(latitude, longitude));
}
