using Sitrep.Language.Coreference;

namespace Sitrep.Language.Tests;

public sealed class CoreferenceTests
{
    [Theory]
    [InlineData("Maria Lindqvist left Geneva. She said nothing.", "She", "Maria Lindqvist")]
    [InlineData("President Karim Noori left Geneva. The president said nothing.", "The president", "Karim Noori")]
    [InlineData("President Karim Noori left Geneva. Noori slept. The president said nothing.", "The president", "Karim Noori")]
    [InlineData("Omar Qasemi, the mayor of the town, was shot. The mayor survived.", "The mayor", "Omar Qasemi")]
    [InlineData("Militants attacked a bus. The militants fled.", "The militants", "Militants")]
    [InlineData("Gunmen attacked a bus. The attackers fled.", "The attackers", "Gunmen")]
    [InlineData("Insurgents attacked a bus. They fled.", "They", "Insurgents")]
    [InlineData("The Ministry of Defence denied it. The ministry gave no reason.", "The ministry", "Ministry of Defence")]
    [InlineData("Zabiullah Mujahid spoke. Mujahid left.", "Mujahid", "Zabiullah Mujahid")]
    [InlineData("Hamas opened fire. The group gave no reason.", "The group", "Hamas")]
    public void A_mention_goes_back_to_what_it_stands_for(string text, string words, string antecedent)
    {
        var mentions = new Reading(text).Result.Mentions;
        var mention = mentions.Last(m => m.Span.Of(text) == words);
        Assert.NotNull(mention.Antecedent);
        Assert.Equal(antecedent, mentions.First(m => m.Chain == mention.Chain).Span.Of(text));
        Assert.InRange(mention.Score, 0.4, 1);
    }

    [Theory]
    [InlineData("A soldier was shot. A soldier was buried.", "A soldier")]
    [InlineData("The Syrian army left. The Iraqi army stayed.", "The Iraqi army")]
    [InlineData("Maria Lindqvist left. They stayed.", "They")]
    public void What_disagrees_or_is_new_goes_back_to_nothing(string text, string words) =>
        Assert.Null(new Reading(text).Result.Mentions.Last(m => m.Span.Of(text) == words).Antecedent);

    [Fact]
    public void An_it_that_stands_for_nothing_is_no_mention() =>
        Assert.DoesNotContain(new Reading("The army left. It was clear that the war was over.").Result.Mentions, mention => mention.Kind == MentionKind.Pronoun);

    [Fact]
    public void A_nearer_antecedent_is_surer_than_a_far_one()
    {
        var near = new Reading("Karim Noori left. He smiled.").Result.Mentions[^1];
        var far = new Reading("Karim Noori left. It rained. The road was wet. He smiled.").Result.Mentions[^1];
        Assert.True(near.Score > far.Score);
    }
}
