using Sitrep.Coder.Events;

namespace Sitrep.Coder.Tests;

public sealed class PrivacyTests
{
    [Theory]
    [InlineData("A trader, Musa Ali, and his eight-year-old son Ibrahim Ali were wounded in the attack.", "Ibrahim Ali")]
    [InlineData("Gunmen wounded Ibrahim Ali, 8, in Kano.", "Ibrahim Ali")]
    [InlineData("Gunmen abducted two boys in Kano.", "boys")]
    [InlineData("Gunmen abducted a nine-year-old girl in Kano.", "nine-year-old girl")]
    public void Who_is_younger_than_eighteen_is_a_child(string text, string name) =>
        Assert.Equal(Privacy.Child, Coding.Of(text).Events.SelectMany(e => e.Participants).First(p => p.DisplayName.StartsWith(name, StringComparison.Ordinal)).Privacy);

    [Fact]
    public void Grown_up_without_an_office_is_a_private_person() =>
        Assert.Equal(Privacy.PrivatePerson, Coding.Of("Gunmen wounded Ibrahim Ali, 42, in Kano.").Events[0].Participants.First(p => p.DisplayName == "Ibrahim Ali").Privacy);

    [Fact]
    public void Ages_are_no_tolls()
    {
        var one = Coding.Of("Gunmen abducted two boys, aged 9 and 11, in Kano.").Single(EventType.Assault);
        Assert.Equal(2, Assert.Single(one.Casualties).Count.Stated);
    }
}
