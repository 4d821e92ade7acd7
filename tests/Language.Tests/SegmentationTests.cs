namespace Sitrep.Language.Tests;

public sealed class SegmentationTests
{
    [Theory]
    [InlineData("They didn't leave; the army's base can't fall.", "They did n't leave ; the army 's base ca n't fall .")]
    [InlineData("U.S.-led forces paid $1,000 (10%) in the U.S.", "U.S.-led forces paid $ 1,000 ( 10 % ) in the U.S.")]
    [InlineData("Gen. J. W. Miller met al-Shabab's men at 4:30 p.m.", "Gen. J. W. Miller met al-Shabab 's men at 4:30 p.m.")]
    [InlineData("Sana’a fell — Da’esh didn’t.", "Sana’a fell — Da’esh did n’t .")]
    public void Words_are_cut_as_treebanks_cut_them(string text, string words) => Assert.Equal(words, new Reading(text).Words);

    [Fact]
    public void Abbreviations_titles_and_initials_do_not_end_a_sentence() =>
        Assert.Equal(
            ["Gen. John F. Miller of the U.S. Army spoke on Jan. 3 in St. Louis.", "He left."],
            new Reading("Gen. John F. Miller of the U.S. Army spoke on Jan. 3 in St. Louis. He left.").Sentences);

    [Fact]
    public void An_abbreviation_ends_a_sentence_before_a_word_that_begins_one() =>
        Assert.Equal(["Troops left for the U.S.", "The base is empty."], new Reading("Troops left for the U.S. The base is empty.").Sentences);

    [Fact]
    public void A_closing_quotation_mark_belongs_to_the_sentence_before_it() =>
        Assert.Equal(["\"We are here.\"", "He left."], new Reading("\"We are here.\" He left.").Sentences);

    [Fact]
    public void A_speaker_after_an_exclamation_stays_in_the_sentence() => Assert.Single(new Reading("\"Stop firing!\" Rahimi said.").Sentences);

    [Fact]
    public void A_dateline_is_a_sentence_of_its_own() =>
        Assert.Equal(["KABUL, Aug 31 (Xinhua) --", "Fighting went on."], new Reading("KABUL, Aug 31 (Xinhua) -- Fighting went on.").Sentences);

    [Fact]
    public void A_headline_line_ends_without_a_full_stop() =>
        Assert.Equal(["Bridge falls in Herat", "The bridge fell on Monday."], new Reading("Bridge falls in Herat\nThe bridge fell on Monday.").Sentences);

    [Fact]
    public void No_sentence_ends_between_a_word_and_what_is_joined_to_it() =>
        Assert.Single(new Reading("They would look for ways around Monday's ruling.").Sentences);

    [Fact]
    public void Wrapped_lines_are_one_sentence()
    {
        const string Text = "The soldiers of the second brigade crossed the river before dawn and\ntook the three villages on the far bank after a fight that lasted for\nmost of the morning. Nobody was\nhurt.";
        Assert.Equal(2, new Reading(Text).Sentences.Length);
    }

    [Fact]
    public void Blank_lines_part_paragraphs()
    {
        var sentences = new Reading("One fell. Two rose.\n\nThree left.").Result.Sentences;
        Assert.Equal([0, 0, 1], sentences.Select(sentence => sentence.Paragraph));
    }

    [Fact]
    public void Text_in_capitals_is_cut_at_full_stops() =>
        Assert.Equal(2, new Reading("THE REBELS ATTACKED THE TOWN. POLICE FLED.").Sentences.Length);
}
