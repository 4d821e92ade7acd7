using FsCheck.Xunit;
using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Tests;

public sealed class SyntaxTests
{
    private static readonly TextAnalyzer Analyzer = new();

    [Theory]
    [InlineData("Gunmen killed two soldiers.", "Gunmen", Relation.Nsubj, "killed")]
    [InlineData("Gunmen killed two soldiers.", "soldiers", Relation.Obj, "killed")]
    [InlineData("Two soldiers were killed by gunmen.", "soldiers", Relation.NsubjPass, "killed")]
    [InlineData("Two soldiers were killed by gunmen.", "gunmen", Relation.OblAgent, "killed")]
    [InlineData("The army said that it had left the town.", "it", Relation.Nsubj, "left")]
    [InlineData("The army said that it had left the town.", "left", Relation.Ccomp, "said")]
    [InlineData("The minister of defence resigned.", "defence", Relation.Nmod, "minister")]
    public void A_word_depends_on_its_head(string text, string word, Relation relation, string head)
    {
        var reading = new Reading(text);
        var token = reading.Token(word);
        Assert.Equal((relation, head), (token.Relation, token.Head < 0 ? "" : reading.Result.Tokens[token.Head].Text));
    }

    [Theory]
    [InlineData("U.S.-backed forces", "U.S.|-|backed|forces")]
    [InlineData("a non-combatant and an e-mail", "a|non-combatant|and|an|e-mail")]
    [InlineData("the 14-year-old boy", "the|14|-|year|-|old|boy")]
    [InlineData("http://a-b.example/c-d", "http://a-b.example/c-d")]
    public void Hyphenated_tokens_are_several_words_as_treebanks_cut_them(string text, string words)
    {
        var result = Analyzer.Analyze(text, AnalysisContext.None);
        Assert.Equal(words, string.Join('|', result.Words.Select(word => word.Span.Of(text))));
    }

    [Fact]
    public void Noun_groups_have_their_article_numbers_and_adjectives_and_know_preposition_and_owner()
    {
        const string Text = "The two young Afghan soldiers fled to Kabul's old airport.";
        var result = Analyzer.Analyze(Text, AnalysisContext.None);
        Assert.Equal(["The two young Afghan soldiers", "Kabul", "old airport"], result.NounGroups.Select(group => group.Span.Of(Text)));
        var airport = result.NounGroups[2];
        Assert.Equal(("airport", "to", "Kabul"), (result.Tokens[airport.Head].Text, result.Tokens[airport.Preposition].Text, result.Tokens[airport.Possessor].Text));
    }

    [Theory]
    [InlineData("Two men were not killed by the army.", "killed", VerbTense.Past, true, true, "men", "", "army")]
    [InlineData("The army will attack the town.", "attack", VerbTense.Future, false, false, "army", "town", "")]
    [InlineData("Rebels have seized the town.", "seized", VerbTense.Past, false, false, "Rebels", "town", "")]
    [InlineData("Rebels may seize the town.", "seize", VerbTense.Modal, false, false, "Rebels", "town", "")]
    public void Verb_groups_tell_tense_voice_and_who_did_what(
        string text, string verb, VerbTense tense, bool passive, bool negated, string subject, string direct, string agent)
    {
        var result = Analyzer.Analyze(text, AnalysisContext.None);
        var group = result.VerbGroups.Single(group => result.Tokens[group.Head].Text == verb);
        Assert.Equal((tense, passive, negated), (group.Tense, group.IsPassive, group.IsNegated));
        Assert.Equal((subject, direct, agent), (Word(group.Subject), Word(group.Object), Word(group.Agent)));

        string Word(int token) => token < 0 ? "" : result.Tokens[token].Text;
    }

    [Fact]
    public void A_joined_verb_shares_the_subject_of_the_first()
    {
        var result = Analyzer.Analyze("Gunmen stormed the base and killed four guards.", AnalysisContext.None);
        Assert.All(result.VerbGroups, group => Assert.Equal("Gunmen", result.Tokens[group.Subject].Text));
    }

    [Fact]
    public void Given_words_stay_as_they_are()
    {
        var words = Analyzer.Annotate([["The", "U.S.-led", "force", "left", "."], ["It", "did", "n't", "stay", "."]]);
        Assert.Equal(10, words.Count);
        Assert.Equal((UniversalTag.Verb, "VBD", "leave"), (words[3].Universal, words[3].Penn, words[3].Lemma));
        Assert.All(words.Take(5), word => Assert.InRange(word.Head, -1, 4));
    }

    [Property(Arbitrary = [typeof(AnalyzerProperties.Texts)], MaxTest = 200)]
    public void Every_sentence_is_one_tree_with_one_root(string text)
    {
        var result = Analyzer.Analyze(text, AnalysisContext.None);
        foreach (var sentence in result.Sentences)
        {
            var words = Enumerable.Range(0, result.Words.Count).Where(w => result.Words[w].Token >= sentence.FirstToken && result.Words[w].Token < sentence.EndToken).ToArray();
            var root = Assert.Single(words, w => result.Words[w].Head < 0);
            Assert.Equal(Relation.Root, result.Words[root].Relation);
            foreach (var w in words)
            {
                var (at, steps) = (w, 0);
                while (result.Words[at].Head >= 0)
                {
                    at = result.Words[at].Head;
                    Assert.True(++steps <= words.Length, "a cycle");
                }

                Assert.Equal(root, at);
            }
        }

        Assert.All(result.NounGroups, group => Assert.True(group.First <= group.Head && group.Head < group.End));
        Assert.Equal(result.NounGroups.OrderBy(group => group.First), result.NounGroups);
    }
}
