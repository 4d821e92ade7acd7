using Sitrep.Language.Attributions;

namespace Sitrep.Language.Tests;

public sealed class AttributionTests
{
    [Theory]
    [InlineData("The ministry said that ten rebels died.", "said", "The ministry", "ten rebels died")]
    [InlineData("Ten rebels died, the ministry said on Sunday.", "said", "the ministry", "Ten rebels died")]
    [InlineData("\"Ten rebels died,\" said Nasrat Rahimi.", "said", "Nasrat Rahimi", "\"Ten rebels died,\"")]
    [InlineData("\"Ten died. It is over,\" Rahimi said.", "said", "Rahimi", "\"Ten died. It is over,\"")]
    [InlineData("Rahimi said: \"Ten died. It is over.\"", "said", "Rahimi", "\"Ten died. It is over.\"")]
    [InlineData("According to the police, ten rebels died.", "According to", "the police", "ten rebels died")]
    [InlineData("Ten rebels died, according to the police.", "according to", "the police", "Ten rebels died")]
    [InlineData("Zabiullah Mujahid, a spokesman for the group, said ten soldiers died.", "said", "Zabiullah Mujahid", "ten soldiers died")]
    [InlineData("The governor told Reuters that the town had fallen.", "told", "The governor", "the town had fallen")]
    [InlineData("The governor was quoted by Reuters as saying the town had fallen.", "saying", "The governor", "the town had fallen")]
    [InlineData("A security source cited by AFP said the bomb was homemade.", "said", "A security source", "the bomb was homemade")]
    [InlineData("Ten killed in blast: police", ":", "police", "Ten killed in blast")]
    public void Source_and_content_are_found(string text, string cue, string source, string content)
    {
        var reading = new Reading(text);
        var speech = reading.Speech(cue);
        Assert.Equal((source, content), (reading.Source(speech), reading.Content(speech)));
    }

    [Theory]
    [InlineData("The army confirmed the attack.", SpeechStance.Confirms)]
    [InlineData("The army denied the report.", SpeechStance.Denies)]
    [InlineData("The army denied responsibility for the attack.", SpeechStance.DeniesResponsibility)]
    [InlineData("The Taliban claimed responsibility for the attack.", SpeechStance.ClaimsResponsibility)]
    [InlineData("The army declined to comment.", SpeechStance.DeclinesComment)]
    [InlineData("The army did not give casualty figures.", SpeechStance.GivesNoFigure)]
    [InlineData("Reuters could not verify the claim.", SpeechStance.CannotVerify)]
    [InlineData("The army said it was over.", SpeechStance.Asserts)]
    public void The_cue_gives_the_stance(string text, SpeechStance stance) => Assert.Equal(stance, Assert.Single(new Reading(text).Result.Attributions).Stance);

    [Theory]
    [InlineData("\"It is over,\" he said.", SpeechForm.Direct)]
    [InlineData("He said it was over.", SpeechForm.Indirect)]
    [InlineData("He said it was \"a great day\" for all.", SpeechForm.Mixed)]
    public void Quotation_marks_give_the_form(string text, SpeechForm form) => Assert.Equal(form, Assert.Single(new Reading(text).Result.Attributions).Form);

    [Fact]
    public void Two_speakers_of_one_verb_are_two_attributions()
    {
        var reading = new Reading("Police and witnesses said ten rebels died.");
        Assert.Equal(["Police", "witnesses"], reading.Result.Attributions.Select(reading.Source));
    }

    [Fact]
    public void A_pronoun_stands_for_the_last_speaker()
    {
        var reading = new Reading("Nasrat Rahimi said the road was open. He added that help was near.");
        var speech = reading.Speech("added");
        Assert.Equal("Nasrat Rahimi", reading.Source(speech));
        Assert.Equal("He", speech.SourceMention!.Value.Of(reading.Result.Text));
    }

    [Fact]
    public void An_outlet_that_passes_it_on_is_a_relay()
    {
        var reading = new Reading("The governor told Reuters that the town had fallen.");
        Assert.Equal(["Reuters"], reading.Speech("told").Relays.Select(relay => relay.Of(reading.Result.Text)));
    }

    [Fact]
    public void Nobody_claims_nothing() => Assert.Empty(new Reading("No group claimed responsibility for the attack.").Result.Attributions);

    [Theory]
    [InlineData("The mayor wants to close the port.", "wants", "The mayor", "to close the port")]
    [InlineData("The senator endorsed the treaty.", "endorsed", "The senator", "the treaty")]
    public void Wishes_and_support_are_attitudes_and_no_speech(string text, string cue, string source, string content)
    {
        var reading = new Reading(text);
        Assert.Empty(reading.Result.Attributions);
        var attitude = Assert.Single(reading.Result.Attitudes);
        Assert.Equal((cue, source, content), (attitude.Cue.Of(text), reading.Source(attitude), reading.Content(attitude)));
    }

    [Fact]
    public void What_is_said_holds_no_attitude_of_its_own() => Assert.Empty(new Reading("The mayor said the council wants to close the port.").Result.Attitudes);

    [Fact]
    public void A_transcript_gives_each_turn_to_its_speaker()
    {
        var reading = new Reading("BERGMAN: Who closed the port?\n\nQASEMI: Nobody closed it. It burned.");
        Assert.Equal(["BERGMAN", "QASEMI"], reading.Result.Attributions.Select(reading.Source));
        Assert.Equal("Nobody closed it. It burned", reading.Content(reading.Result.Attributions[1]));
    }

    [Theory]
    [InlineData("Polls show the mayor leading.", "show", "the mayor leading")]
    [InlineData("Records show the mayor was in Geneva.", "show", "the mayor was in Geneva")]
    public void Texts_and_figures_speak(string text, string cue, string content)
    {
        var reading = new Reading(text);
        Assert.Equal(content, reading.Content(reading.Speech(cue)));
    }
}
