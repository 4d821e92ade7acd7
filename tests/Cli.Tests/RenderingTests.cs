using Google.Type;
using Sitrep.Cli.Rendering;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Tests;

public sealed class RenderingTests
{
    [Fact]
    public void Event_card_shows_who_whom_when_where_and_tolls_beside_their_claimants() => Approved.Match(Plain(EventCard.Render(Samples.Battle, 1), 100));

    [Fact]
    public void Event_card_wraps_to_a_narrow_terminal() => Approved.Match(Plain(EventCard.Render(Samples.Battle, 1), 50));

    [Fact]
    public void Event_card_of_a_bare_event_has_only_what_is_known() => Approved.Match(Plain(EventCard.Render(Samples.Denial, null), 100));

    [Fact]
    public void Events_table_has_a_row_each() => Approved.Match(Plain(EventsTable.Render([Samples.Battle, Samples.Denial], 120), 120));

    [Fact]
    public void Events_table_leaves_names_out_where_they_do_not_fit() => Approved.Match(Plain(EventsTable.Render([Samples.Battle], 70), 70));

    [Fact]
    public void Toponyms_table_says_why_a_name_is_unresolved()
    {
        var toponyms = new[]
        {
            new Toponym
            {
                Evidence = Samples.Of("Kunduz"),
                Place = Samples.Kunduz,
                Precision = GeoPrecision.Exact,
                Confidence = 0.97,
                Alternatives = { new Candidate { Place = new Place { DisplayName = "Kunduz", FeatureCode = "ADM1", Name = "places/1135689", CountryCode = "AF" }, Confidence = 0.02 } },
            },
            new Toponym
            {
                Evidence = new Evidence { Quote = "Springfield", Span = new TextSpan { Start = 90, End = 101 } },
                Unresolved = Toponym.Types.UnresolvedReason.Ambiguous,
                Usage = Toponym.Types.Usage.Associative,
            },
        };
        Approved.Match(Plain(ToponymsTable.Render(toponyms), 100));
    }

    [Fact]
    public void Place_card_gives_names_and_containment() => Approved.Match(Plain(PlaceViews.Card(Samples.Kunduz), 80));

    [Fact]
    public void Evidence_without_colour_stands_in_brackets_with_event_and_part() =>
        Approved.Match(Plain(EvidenceText.Render(Samples.Text, [Samples.Battle, Samples.Denial], colour: false), 80));

    [Fact]
    public void Evidence_in_colour_is_underlined_and_the_words_stay_the_same()
    {
        var drawn = Renderer.Draw(EvidenceText.Render(Samples.Text, [Samples.Battle], colour: true), 400, colour: true);
        Assert.Contains("\e[1;4;91mstormed\e[0m", drawn, StringComparison.Ordinal);
        Assert.Equal(Samples.Text, System.Text.RegularExpressions.Regex.Replace(drawn, "\e\\[[0-9;]*m", "").TrimEnd());
    }

    [Fact]
    public void Spans_outside_the_text_are_left_out()
    {
        var broken = new Event { Triggers = { new Evidence { Span = new TextSpan { Start = 3, End = 99 } }, new Evidence { Span = new TextSpan { Start = 4, End = 4 } } } };
        Assert.Equal("short", Plain(EvidenceText.Render("short", [broken], colour: false), 80).TrimEnd());
    }

    [Fact]
    public void A_report_cannot_steer_the_terminal()
    {
        var drawn = Plain(EvidenceText.Render("red \e[31malert\u202Etxt.exe\u009B2J", [], colour: false), 80);
        Assert.DoesNotContain('\e', drawn);
        Assert.DoesNotContain('\u202E', drawn);
        Assert.DoesNotContain('\u009B', drawn);
        Assert.StartsWith("red \uFFFD[31malert\uFFFDtxt.exe", drawn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(36L, null, 36L, false, "", "at least 36")]
    [InlineData(null, 36L, 36L, false, "", "at most 36")]
    [InlineData(36L, 36L, 36L, false, "", "36")]
    [InlineData(null, null, 20L, true, "", "about 20")]
    [InlineData(24L, 99L, null, false, "dozens", "dozens (24 to 99)")]
    [InlineData(1_200L, null, null, false, "", "at least 1,200")]
    [InlineData(null, null, null, false, "several", "several")]
    public void Counts_read_as_reports_give_them(long? low, long? high, long? stated, bool approximate, string term, string words)
    {
        var count = new CountRange { Approximate = approximate, VagueTerm = term };
        if (low is { } l)
            count.Low = l;
        if (high is { } h)
            count.High = h;
        if (stated is { } s)
            count.Stated = s;
        Assert.Equal(words, Words.Of(count));
    }

    [Fact]
    public void Days_are_told_by_the_last_one_not_the_day_after()
    {
        var time = new EventTime { StartDate = Day(2019, 8, 26), EndDate = Day(2019, 9, 2) };
        Assert.Equal("2019-08-26 to 2019-09-01", Words.Days(time));
        Assert.Equal("2019-08-26", Words.Days(new EventTime { StartDate = Day(2019, 8, 26), EndDate = Day(2019, 8, 27) }));
        Assert.Equal("since 2019-08-26", Words.Days(new EventTime { StartDate = Day(2019, 8, 26) }));
        Assert.Equal("", Words.Days(new EventTime { StartDate = Day(2019, 2, 30) }));
        Assert.Equal("", Words.Days(null));

        static Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };
    }

    private static string Plain(IRenderable renderable, int width) => Renderer.Draw(renderable, width, colour: false);
}
