using Sitrep.Coder.Events;

namespace Sitrep.Coder.Tests;

public sealed class AsideTests
{
    private const string DaysAfter =
        "Gunmen attacked a market in Konduga on Monday, killing 12 traders. The attack came days after a bombing in Bama that killed 30 people.";

    [Fact]
    public void What_a_sentence_looks_back_to_is_a_happening_of_its_own()
    {
        var attacks = Coding.Of(DaysAfter, "2020-03-10").Events.Where(e => e.Type == EventType.Assault).ToList();
        Assert.Equal(2, attacks.Count);
        Assert.Equal([12, 30], attacks.Select(e => Assert.Single(e.Casualties).Count.Stated ?? 0));
        Assert.Equal(["Konduga", "Bama"], attacks.Select(e => e.Location?.Toponym.Span.Of(DaysAfter)));
    }

    [Fact]
    public void What_a_sentence_looks_back_to_takes_no_date_from_the_main_happening()
    {
        var aside = Coding.Of(DaysAfter, "2020-03-10").Single(EventType.Assault, "explosives");
        Assert.Null(aside.Time);
    }

    [Theory]
    [InlineData("Rebels attacked a base near Idlib on Monday. In a similar attack last month, rebels killed seven people in Aleppo.")]
    [InlineData("Rebels attacked a base near Idlib on Monday. It was the deadliest attack since a 2015 bombing in Aleppo.")]
    [InlineData("Rebels attacked a base near Idlib on Monday, two weeks after soldiers shelled the town of Aleppo.")]
    public void Earlier_and_similar_deeds_are_not_the_one_told_of(string text) =>
        Assert.Equal(2, Coding.Of(text).Events.Count(e => e.Type == EventType.Assault && e.Location is not null));

    [Theory]
    [InlineData("Rebels attacked a base near Idlib on Monday. The attack killed five soldiers.")]
    [InlineData("Gunmen attacked a mosque in Kano on Friday. Worshippers fled after the gunmen opened fire.")]
    [InlineData("Three people died in an attack on a bus near Kano on Friday.")]
    public void Tellings_of_one_deed_are_one_event(string text) => Assert.Single(Coding.Of(text).Events, e => e.Type == EventType.Assault);

    [Fact]
    public void Who_does_one_deed_and_suffers_the_next_makes_two_events()
    {
        var coded = Coding.Of("A man stabbed two passers-by in Marseille before police shot him dead.");
        Assert.Contains("man", coded.Single(EventType.Assault, "primitive").Names(ParticipantRole.Actor));
        Assert.Contains("police", coded.Single(EventType.Assault, "firearms").Names(ParticipantRole.Actor));
    }
}
