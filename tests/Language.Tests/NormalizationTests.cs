using FsCheck.Xunit;
using Sitrep.Language.Normalization;

namespace Sitrep.Language.Tests;

public sealed class NormalizationTests
{
    [Theory]
    [InlineData("Cafe\u0301", "Caf\u00E9")]
    [InlineData("of\uFB01cer", "officer")]
    [InlineData("\uFF21\uFF22 1", "AB 1")]
    [InlineData("sol\u00ADdiers", "soldiers")]
    [InlineData("two\u00A0men", "two men")]
    [InlineData("e\u0302\u0301", "\u1EBF")]
    [InlineData("plain \u201Cquotes\u201D stay", "plain \u201Cquotes\u201D stay")]
    public void Marks_ligatures_and_invisible_signs_are_brought_to_one_form(string text, string normal) => Assert.Equal(normal, TextNormalizer.Normalize(text).Text);

    [Fact]
    public void Spans_lead_back_to_the_words_as_submitted()
    {
        const string Text = "The of\uFB01\u00ADcer of Cafe\u0301 Rio fled.";
        var normal = TextNormalizer.Normalize(Text);
        var at = normal.Text.IndexOf("officer", StringComparison.Ordinal);
        Assert.Equal("of\uFB01\u00ADcer", normal.ToOriginal(new TextSpan(at, at + 7)).Of(Text));
        at = normal.Text.IndexOf("Caf\u00E9", StringComparison.Ordinal);
        Assert.Equal("Cafe\u0301", normal.ToOriginal(new TextSpan(at, at + 4)).Of(Text));
    }

    [Fact]
    public void Words_are_read_in_normal_form_and_shown_as_submitted()
    {
        var token = new Reading("Two sol\u00ADdiers fled.").Result.Tokens[1];
        Assert.Equal(("sol\u00ADdiers", "soldiers", "soldier"), (token.Text, token.Lower, token.Lemma));
    }

    [Property(Arbitrary = [typeof(AnalyzerProperties.Texts)], MaxTest = 300)]
    public void Normalisation_is_idempotent_and_its_spans_cover_the_text(string text)
    {
        var normal = TextNormalizer.Normalize(text);
        Assert.True(TextNormalizer.Normalize(normal.Text).IsSame);
        var at = normal.Text.Length == 0 ? text.Length : 0;
        for (var i = 0; i < normal.Text.Length; i++)
        {
            var span = normal.ToOriginal(new TextSpan(i, i + 1));
            Assert.True(span.Start <= at && span.End >= at);
            at = span.End;
        }

        Assert.Equal(text.Length, at);
    }
}
