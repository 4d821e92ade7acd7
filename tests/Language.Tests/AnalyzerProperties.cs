using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sitrep.Language.Tests;

/// <summary>What holds for any string whatever.</summary>
public sealed class AnalyzerProperties
{
    private static readonly TextAnalyzer Analyzer = new();

    private static readonly AnalysisContext Context = new("", new DateOnly(2019, 9, 4));

    /// <summary>Texts of pieces that the stages look for, broken in every way: lone surrogates, marks without partners, half sentences.</summary>
    public static class Texts
    {
        private static readonly string[] Pieces =
        [
            "\"", "“", "”", "``", "''", "(", ")", "[", ".", ",", ":", "--", "—", "...", "!", "?", "\n", "\n\n", "\r\n", "\u2029", "\u00A0", " ", "\ud83d", "\ude00", "😀", "\u0301", "\u200B", "\0",
            "'s", "n't", "’s", "said", "that", "told Reuters", "according to", "The army", "he", "police and witnesses", "was quoted by AFP as saying", "claimed responsibility", "declined to comment",
            "did not give", "figures", "U.S.", "U.S.-led", "Gen.", "Aug.", "31", "2019", "2019-02-30", "99999999999999999999", "1,00,0", "10-15", "between", "and", "at least", "dozens", "tens of thousands",
            "last", "next", "the", "week", "two", "days", "ago", "every", "Friday", "night", "at", "5 p.m.", "the end of", "Saturday, Feb. 30", "Kabul", "in", "Kunduz province", "Afghan", "al-Assad",
            "Ministry", "of", "İstanbul", "ISTANBUL", "ﬁ", "ß", "كابول", "北京。", "a", "-", "'", "KABUL, Aug 31 (Xinhua) --", "million", "trillion trillion", "%", "$", "killed", "were", "to", "attack",
        ];

        public static Arbitrary<string> Text() =>
            Gen.OneOf(
                Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(' ', pieces)),
                Gen.Elements(Pieces).ListOf().Select(string.Concat),
                Gen.Choose(0, 0xFFFF).Select(unit => (char)unit).ListOf().Select(units => new string([.. units])),
                ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ToArbitrary();
    }

    [Property(Arbitrary = [typeof(Texts)], MaxTest = 400)]
    public void Every_span_lies_inside_the_text_and_tokens_cover_all_but_white_space(string text)
    {
        var result = Analyzer.Analyze(text, Context);
        var at = 0;
        foreach (var token in result.Tokens)
        {
            Assert.True(token.Span.Start >= at && token.Span.End > token.Span.Start);
            Assert.True(string.IsNullOrWhiteSpace(text[at..token.Span.Start]));
            Assert.Equal(token.Text, token.Span.Of(text));
            at = token.Span.End;
        }

        Assert.True(string.IsNullOrWhiteSpace(text[at..]));
        var next = 0;
        foreach (var sentence in result.Sentences)
        {
            Assert.Equal(next, sentence.FirstToken);
            Assert.True(sentence.EndToken > sentence.FirstToken);
            next = sentence.EndToken;
        }

        Assert.Equal(result.Tokens.Count, next);
        AssertOrdered(text, result.Names.Select(name => name.Span));
        AssertOrdered(text, result.Times.Select(time => time.Span));
        AssertOrdered(text, result.Numbers.Select(number => number.Span));
        AssertOrdered(text, result.Toponyms.Select(toponym => toponym.Span));
        foreach (var attribution in result.Attributions.Concat(result.Attitudes))
        {
            foreach (var span in attribution.Contents.Concat(attribution.Relays).Append(attribution.Cue).Append(attribution.Source ?? attribution.Cue))
                Assert.True(span.Start >= 0 && span.End > span.Start && span.End <= text.Length);
        }
    }

    [Property(Arbitrary = [typeof(Texts)], MaxTest = 100)]
    public void Mentions_go_back_to_earlier_ones_of_their_chain(string text)
    {
        var mentions = Analyzer.Analyze(text, Context).Mentions;
        for (var i = 0; i < mentions.Count; i++)
        {
            Assert.InRange(mentions[i].Score, 0, 1);
            Assert.True(mentions[i].HeadToken >= mentions[i].FirstToken && mentions[i].HeadToken < mentions[i].EndToken);
            if (mentions[i].Antecedent is { } earlier)
                Assert.True(earlier < i && mentions[earlier].Chain == mentions[i].Chain);
        }
    }

    [Property(Arbitrary = [typeof(Texts)], MaxTest = 100)]
    public void Cues_of_factuality_lie_in_the_sentence_of_their_predicate(string text)
    {
        var result = Analyzer.Analyze(text, Context);
        Assert.All(result.Predicates, predicate => Assert.All(predicate.CueSpans, cue => Assert.True(result.Sentences[result.Tokens[predicate.Token].Sentence].Span.Contains(cue))));
    }

    [Property(Arbitrary = [typeof(Texts)], MaxTest = 100)]
    public void Numbers_and_intervals_are_in_order(string text)
    {
        var result = Analyzer.Analyze(text, Context);
        Assert.All(result.Numbers, number => Assert.True(number.Range.Low is not { } low || number.Range.High is not { } high || low <= high));
        Assert.All(result.Times, time => Assert.True(time.Interval is not { } interval || interval.End is not { } end || interval.Start < end || end == DateOnly.MaxValue));
        Assert.DoesNotContain(result.Numbers, number => result.Times.Any(time => time.Span.Overlaps(number.Span)));
    }

    [Property(Arbitrary = [typeof(Texts)], MaxTest = 60)]
    public void The_culture_of_the_machine_changes_nothing(string text)
    {
        var expected = Describe(text);
        foreach (var culture in new[] { "tr-TR", "ar-SA", "de-DE" })
        {
            var before = CultureInfo.CurrentCulture;
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(expected, Describe(text));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    private static void AssertOrdered(string text, IEnumerable<TextSpan> spans)
    {
        var at = 0;
        foreach (var span in spans)
        {
            Assert.True(span.Start >= at && span.End > span.Start && span.End <= text.Length);
            at = span.End;
        }
    }

    /// <summary>The whole analysis as text.</summary>
    private static string Describe(string text)
    {
        var result = Analyzer.Analyze(text, Context);
        // Records print their numbers as the culture writes them, tuples of texts do not.
        var words = result.Tokens.Select(token => (token.Span, token.Text, token.Lower, token.Lemma, token.Tag, token.Penn, token.Relation, FormattableString.Invariant($"{token.Head}")));
        FormattableString all =
            $"{string.Join('|', words)}\n{string.Join('|', result.VerbGroups.Select(group => (group.Span, group.Tense)))}\n{string.Join('|', result.Sentences)}\n{string.Join('|', result.Names)}\n{string.Join('|', result.Numbers)}\n{string.Join('|', result.Toponyms)}\n";
        var times = result.Times.Select(time => (time.Span.Start, time.Span.End, time.Type, time.Value, time.Interval?.Start.DayNumber, time.Interval?.End?.DayNumber, time.Relation));
        var speech = result.Attributions.Select(a => (a.Source, a.Cue, string.Join(' ', a.Contents), a.Stance, a.Form));
        return FormattableString.Invariant(all) + string.Join('|', times) + string.Join('|', speech) + string.Join('|', result.Mentions.Select(m => (m.Span, m.Kind, m.Type, m.Chain, m.Antecedent, (int)Math.Round(1000 * m.Score)))) + string.Join('|', result.Predicates.Select(p => (p.Token, p.Cues)));
    }
}
