using Sitrep.Coder.Events;
using Sitrep.Language.Attributions;

namespace Sitrep.Coder.Tests;

public sealed class FactualityTests
{
    [Theory]
    [InlineData("Rebels attacked the town of Idlib on Friday.", Factuality.Asserted)]
    [InlineData("Rebels did not attack the town of Idlib.", Factuality.Negated)]
    [InlineData("Rebels will attack the town of Idlib next week.", Factuality.Future)]
    [InlineData("Rebels plan to attack the town of Idlib.", Factuality.Future)]
    [InlineData("Rebels might attack the town of Idlib.", Factuality.Hypothetical)]
    [InlineData("Rebels attacked the town of Idlib in 2012.", Factuality.Historical)]
    public void Tense_mood_and_age_decide_whether_an_attack_happened(string text, Factuality expected) =>
        Assert.Equal(expected, Coding.Of(text).Single(EventType.Assault).Factuality);

    [Fact]
    public void Withdrawal_that_is_announced_lies_in_the_future() =>
        Assert.Equal(Factuality.Future, Coding.Of("France announced a withdrawal of its forces from Mali.").Single(EventType.Retreat).Factuality);

    [Fact]
    public void Deed_that_is_only_asked_for_is_no_event_of_its_own()
    {
        var coded = Coding.Of("France urged Turkey to withdraw its troops from Syria.");
        Assert.Equal(EventType.Request, Assert.Single(coded.Events).Type);
    }

    [Fact]
    public void Attack_that_one_side_denies_stays_asserted_with_the_denial_beside_it()
    {
        var coded = Coding.Of("Rebels attacked a hospital in Aleppo on Friday, doctors said. The rebels denied that they had attacked the hospital.");
        var attack = coded.Single(EventType.Assault);
        Assert.Equal(Factuality.Asserted, attack.Factuality);
        Assert.Contains(attack.Attributions, a => a.Stance == SpeechStance.Denies);
    }
}
