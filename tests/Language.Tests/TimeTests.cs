using Sitrep.Language.Time;

namespace Sitrep.Language.Tests;

public sealed class TimeTests
{
    // 2019-09-04 is a Wednesday.
    private const string Published = "2019-09-04";

    [Theory]
    [InlineData("They attacked on Saturday.", "Saturday", "2019-08-31")]
    [InlineData("They attacked on Wednesday.", "Wednesday", "2019-09-04")]
    [InlineData("They will meet on Saturday.", "Saturday", "2019-09-07")]
    [InlineData("They plan to meet on Saturday.", "Saturday", "2019-09-07")]
    [InlineData("They met last Wednesday.", "last Wednesday", "2019-08-28")]
    [InlineData("They met yesterday.", "yesterday", "2019-09-03")]
    [InlineData("They met two days ago.", "two days ago", "2019-09-02")]
    [InlineData("They met on August 31st.", "August 31st", "2019-08-31")]
    [InlineData("They met on Jan. 3.", "Jan. 3", "2019-01-03")]
    [InlineData("They met on Dec. 30.", "Dec. 30", "2018-12-30")]
    [InlineData("They will meet on Dec. 30.", "Dec. 30", "2019-12-30")]
    [InlineData("They met on 31 August 2019.", "31 August 2019", "2019-08-31")]
    [InlineData("They met on 2019-08-31.", "2019-08-31", "2019-08-31")]
    [InlineData("They met on Saturday, Aug. 31.", "Saturday, Aug. 31", "2019-08-31")]
    [InlineData("They met last week.", "last week", "2019-W35")]
    [InlineData("They met last month.", "last month", "2019-08")]
    [InlineData("They met last year.", "last year", "2018")]
    [InlineData("They met earlier this month.", "earlier this month", "2019-09")]
    [InlineData("They met in 2015.", "2015", "2015")]
    [InlineData("The 2001 invasion failed.", "2001", "2001")]
    [InlineData("They met in the 1990s.", "the 1990s", "199")]
    [InlineData("They met in recent weeks.", "recent weeks", "PAST_REF")]
    [InlineData("After eighteen years of conflict they met.", "eighteen years", "P18Y")]
    [InlineData("They met on Friday night.", "Friday night", "2019-08-30TNI")]
    [InlineData("They met last night.", "last night", "2019-09-03TNI")]
    [InlineData("They met at 1 a.m. on Saturday.", "1 a.m. on Saturday", "2019-08-31T01:00")]
    [InlineData("They pray every night.", "every night", "XXXX-XX-XXTNI")]
    [InlineData("They met in March.", "March", "2019-03")]
    [InlineData("They agreed on a deal to be signed in November.", "November", "2019-11")]
    [InlineData("They planned a march on Saturday.", "Saturday", "2019-09-07")]
    [InlineData("He gave them until Friday.", "Friday", "2019-09-06")]
    [InlineData("He could not be reached on Tuesday.", "Tuesday", "2019-09-03")]
    [InlineData("They would look for ways around Monday's ruling.", "Monday", "2019-09-02")]
    [InlineData("They met in January nineteen ninety-seven.", "January nineteen ninety-seven", "1997-01")]
    [InlineData("They met in the winter of nineteen ninety-four.", "the winter of nineteen ninety-four", "1994-WI")]
    [InlineData("In the year two thousand they met.", "the year two thousand", "2000")]
    [InlineData("They fought for 2 1/2 years.", "2 1/2 years", "P2Y6M")]
    [InlineData("It took five and a half hours.", "five and a half hours", "PT5H30M")]
    [InlineData("They met on Thanksgiving.", "Thanksgiving", "2018-11-22")]
    [InlineData("They will meet on Thanksgiving Day.", "Thanksgiving Day", "2019-11-28")]
    [InlineData("They met on Good Friday.", "Good Friday", "2019-04-19")]
    [InlineData("They met the week of August 12.", "the week of August 12", "2019-W33")]
    [InlineData("It will end in the near future.", "the near future", "FUTURE_REF")]
    [InlineData("Sales rose in the fiscal year.", "the fiscal year", "2019")]
    [InlineData("Sales rose in the third quarter.", "the third quarter", "2019-Q3")]
    [InlineData("Sales will rise in next year's first quarter.", "next year's first quarter", "2020-Q1")]
    [InlineData("They meet daily.", "daily", "P1D")]
    [InlineData("They met recently.", "recently", "PAST_REF")]
    [InlineData("They will meet soon.", "soon", "FUTURE_REF")]
    [InlineData("They met on Monday last week.", "Monday last week", "2019-08-26")]
    public void Words_are_read_against_the_day_of_publication(string text, string words, string value) =>
        Assert.Equal(value, new Reading(text, Published).Time(words).Value);

    [Theory]
    [InlineData("They met last week.", "last week", "2019-08-26..2019-09-02")]
    [InlineData("They fought for the past two weeks.", "the past two weeks", "2019-08-21..2019-09-04")]
    [InlineData("They met earlier this month.", "earlier this month", "2019-09-01..2019-09-04")]
    [InlineData("They fought on Aug. 7-9.", "Aug. 7-9", "2019-08-07..2019-08-10")]
    [InlineData("They met at the end of 2018.", "the end of 2018", "2018-09-02..2019-01-01")]
    public void An_expression_covers_days(string text, string words, string interval) => Assert.Equal(interval, new Reading(text, Published).Interval(words));

    [Theory]
    [InlineData("They have fought since June.", "June", TimeRelation.Since)]
    [InlineData("They fought until Friday.", "Friday", TimeRelation.Until)]
    [InlineData("They must leave by Friday.", "Friday", TimeRelation.Before)]
    [InlineData("They fought throughout August.", "August", TimeRelation.Throughout)]
    [InlineData("They fight every night.", "every night", TimeRelation.Repeatedly)]
    [InlineData("They fought on Friday.", "Friday", TimeRelation.Within)]
    public void The_preposition_gives_the_relation(string text, string words, TimeRelation relation) =>
        Assert.Equal(relation, new Reading(text, Published).Time(words).Relation);

    [Fact]
    public void The_following_day_leans_on_the_day_told_of() =>
        Assert.Equal("2019-08-11", new Reading("They met on Aug. 10. The following day they fought.", Published).Time("The following day").Value);

    [Fact]
    public void Without_publication_a_bare_weekday_stays_open()
    {
        var time = new Reading("They attacked on Saturday.").Time("Saturday");
        Assert.Equal(("XXXX-WXX-6", null), (time.Value, time.Interval));
    }

    [Fact]
    public void Without_publication_a_full_date_is_still_fixed()
    {
        var time = new Reading("They attacked on 31 August 2019.").Time("31 August 2019");
        Assert.Equal(("2019-08-31", false), (time.Value, time.Inferred));
    }

    [Fact]
    public void Without_publication_weekday_and_named_years_fix_the_year_and_say_so()
    {
        var time = new Reading("The talks of 2018 failed. They attacked on Saturday, August 31.").Time("Saturday, August 31");
        Assert.Equal(("2019-08-31", true), (time.Value, time.Inferred));
    }

    [Fact]
    public void Ages_are_no_durations() => Assert.Empty(new Reading("A 22-year-old man, 40 years old at heart, fled.", Published).Result.Times);

    [Fact]
    public void The_modal_may_is_no_month() => Assert.Empty(new Reading("It may fall.", Published).Result.Times);

    [Theory]
    [InlineData("Profit rose in the second quarter. A year ago it fell.", "A year ago", "2018-Q2")]
    [InlineData("Profit rose in the second quarter. It fell in the year-ago period.", "the year-ago period", "2018-Q2")]
    [InlineData("Profit rose in the second quarter. In the quarter they sold ships.", "the quarter", "2019-Q2")]
    public void A_report_on_a_quarter_compares_with_the_same_one(string text, string words, string value) => Assert.Equal(value, new Reading(text, Published).Time(words).Value);

    [Fact]
    public void Without_a_quarter_a_year_ago_is_the_year_before() => Assert.Equal("2018", new Reading("It fell a year ago.", Published).Time("a year ago").Value);

    [Fact]
    public void Since_the_end_of_a_year_it_goes_on()
    {
        var time = new Reading("They have fought since the end of 2018.", Published).Time("the end of 2018");
        Assert.Equal(TimeRelation.Since, time.Relation);
    }

    [Fact]
    public void The_third_in_the_space_of_eight_days_is_a_stretch() =>
        Assert.Equal("P8D", new Reading("It was the third attack in the space of eight days.", Published).Time("eight days").Value);

    [Fact]
    public void The_previous_Friday_leans_on_the_day_told_of() =>
        Assert.Equal("2019-08-09", new Reading("They met on Aug. 12. The previous Friday they had fought.", Published).Time("The previous Friday").Value);
}
