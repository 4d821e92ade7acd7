using FsCheck.Xunit;
using Sitrep.Wire.Datelines;

namespace Sitrep.Wire.Tests;

public sealed class DatelineTests
{
    [Theory]
    [InlineData("KABUL, Aug 31 (Xinhua) -- A bomb went off.", "KABUL, Aug 31 (Xinhua) --", "KABUL", "", "Xinhua")]
    [InlineData("PARIS (AFP) — The minister said so.", "PARIS (AFP) —", "PARIS", "", "AFP")]
    [InlineData("KABUL, Afghanistan (AP) — Gunmen attacked.", "KABUL, Afghanistan (AP) —", "KABUL", "Afghanistan", "AP")]
    [InlineData("(Reuters) - Oil fell.", "(Reuters) -", "", "", "Reuters")]
    [InlineData("MOSCOW, January 5 /TASS/. Troops left.", "MOSCOW, January 5 /TASS/.", "MOSCOW", "", "TASS")]
    [InlineData("GAZA CITY, Gaza Strip, Dec 1, 2023 (AFP) - Strikes hit.", "GAZA CITY, Gaza Strip, Dec 1, 2023 (AFP) -", "GAZA CITY", "Gaza Strip", "AFP")]
    [InlineData("NEW DELHI: Police said on Monday.", "NEW DELHI:", "NEW DELHI", "", "")]
    [InlineData("Bridge falls\n\nBy Ann Example\n\nLONDON — The bridge fell.", "LONDON —", "LONDON", "", "")]
    public void Datelines_give_place_region_and_agency(string text, string verbatim, string place, string region, string agency)
    {
        var dateline = DatelineReader.Read(text);

        Assert.NotNull(dateline);
        Assert.Equal((verbatim, place, region, agency), (dateline.Span.Of(text), dateline.Place, dateline.Region, dateline.Agency));
    }

    [Theory]
    [InlineData("Police - who were there - said no.")]
    [InlineData("The United Nations (UN) - founded long ago - met.")]
    [InlineData("Washington (CNN) The general left.")]
    [InlineData("BREAKING: The bridge fell.")]
    [InlineData("A: yes")]
    [InlineData("")]
    public void What_only_looks_like_one_is_none(string text) => Assert.Null(DatelineReader.Read(text));

    [Theory]
    [InlineData("KABUL, Dec 31 (Xinhua) -- Text.", 2019, 1, 1, 2018)]
    [InlineData("KABUL, Jan 1 (Xinhua) -- Text.", 2018, 12, 31, 2019)]
    [InlineData("San Salvador, 4 Feb 90 (ACAN-EFE) -- Text.", 2001, 1, 1, 1990)]
    public void A_date_without_a_year_is_the_one_nearest_to_the_publication(string text, int year, int month, int day, int expected) =>
        Assert.Equal(expected, DatelineReader.Read(text)!.DateNear(new DateOnly(year, month, day))!.Value.Year);

    [Property]
    public void Any_string_is_read_and_spans_lie_inside_it(string? text)
    {
        var reading = WireReader.Read(text ?? "");

        var end = 0;
        foreach (var span in reading.Boilerplate)
        {
            Assert.InRange(span.Start, end, span.End);
            end = span.End;
        }

        Assert.InRange(end, 0, (text ?? "").Length);
    }
}
