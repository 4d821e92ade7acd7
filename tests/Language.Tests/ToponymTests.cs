using Sitrep.Language.Toponyms;

namespace Sitrep.Language.Tests;

public sealed class ToponymTests
{
    [Theory]
    [InlineData("Rebels shelled Kunduz province in northern Afghanistan.", "Kunduz, Afghanistan")]
    [InlineData("They flew from Saint Petersburg to South Sudan.", "Saint Petersburg, South Sudan")]
    [InlineData("Troops entered eastern Ghouta.", "eastern Ghouta")]
    [InlineData("U.S.-led forces and Syrian-Turkish patrols met.", "U.S., Syrian, Turkish")]
    [InlineData("A bomb hit the village of Zarwand.", "Zarwand")]
    [InlineData("Troops took Tolmara district.", "Tolmara")]
    [InlineData("He was born in Velmora, Ukraine.", "Velmora, Ukraine")]
    [InlineData("They hid in San Luis de la Reina, Morazan Department.", "San Luis de la Reina, Morazan")]
    [InlineData("KABUL, Aug. 31 (AFP) -- It rained.", "KABUL")]
    [InlineData("Let us go. The US left.", "US")]
    public void Places_are_found_and_the_span_covers_the_name_only(string text, string toponyms) => Assert.Equal(toponyms, new Reading(text).Toponyms);

    [Theory]
    [InlineData("Paris Hilton sang.")]
    [InlineData("Georgia Tech won.")]
    [InlineData("Hillary Clinton spoke. Clinton left.")]
    [InlineData("It may be nice to go reading.")]
    public void Persons_and_bodies_are_no_places(string text) => Assert.Empty(new Reading(text).Result.Toponyms);

    [Theory]
    [InlineData("It fell in Kabul.", "Kabul", ToponymUsage.Literal)]
    [InlineData("The Kabul government fell.", "Kabul", ToponymUsage.Associative)]
    [InlineData("Paris said it would not send troops.", "Paris", ToponymUsage.Associative)]
    [InlineData("Afghan forces left.", "Afghan", ToponymUsage.Associative)]
    public void Use_is_literal_or_associative(string text, string words, ToponymUsage usage) => Assert.Equal(usage, new Reading(text).Toponym(words).Usage);
}
