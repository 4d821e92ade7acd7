using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Tests;

public sealed class TaggingTests
{
    [Theory]
    [InlineData("Gunmen attacked the village.", "attacked", PartOfSpeech.Verb, "attack")]
    [InlineData("Ten people were killed.", "killed", PartOfSpeech.Participle, "kill")]
    [InlineData("The man killed in the raid was a farmer.", "killed", PartOfSpeech.Participle, "kill")]
    [InlineData("The bombing shook the town.", "bombing", PartOfSpeech.Noun, "bombing")]
    [InlineData("Jets were bombing the town.", "bombing", PartOfSpeech.Gerund, "bomb")]
    [InlineData("They plan to attack the town.", "attack", PartOfSpeech.Verb, "attack")]
    [InlineData("The attack failed.", "attack", PartOfSpeech.Noun, "attack")]
    [InlineData("Rebels seized two trucks.", "seized", PartOfSpeech.Verb, "seize")]
    [InlineData("He died on Monday.", "died", PartOfSpeech.Verb, "die")]
    [InlineData("Police said so.", "said", PartOfSpeech.Verb, "say")]
    [InlineData("The forces fled.", "forces", PartOfSpeech.Noun, "force")]
    [InlineData("Fighters were forced to leave.", "forced", PartOfSpeech.Participle, "force")]
    [InlineData("Two gunmen escaped.", "gunmen", PartOfSpeech.Noun, "gunman")]
    [InlineData("It may have burned down.", "may", PartOfSpeech.Auxiliary, "may")]
    [InlineData("On May 5 they met.", "May", PartOfSpeech.ProperNoun, "may")]
    [InlineData("Syrian troops entered Afrin.", "Syrian", PartOfSpeech.Adjective, "syrian")]
    [InlineData("Bomb kills twenty at market", "kills", PartOfSpeech.Verb, "kill")]
    public void A_word_has_the_tag_and_the_lemma_of_its_use(string text, string word, PartOfSpeech tag, string lemma)
    {
        var token = new Reading(text).Token(word);
        Assert.Equal((tag, lemma), (token.Tag, token.Lemma));
    }
}
