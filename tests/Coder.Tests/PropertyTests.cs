using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using Sitrep.Language;

namespace Sitrep.Coder.Tests;

public sealed class PropertyTests
{
    private static readonly string[] Fragments =
    [
        "The Taliban", "attacked", " in Kabul ", "36 soldiers", "were killed", ", ", "and ", "who", "on Saturday", ".", "\n\n", "said that ", "\"", "(", ")", "'s ",
        "the group ", "if ", "not ", "will ", "an attack", " by rebels", "dozens of", "\uD800", "\u0000", "é", "中文", "U.S. ", "to withdraw", "their ", "it ", "its spokesman ", "of its minister ", "for the army ", "the president, ", "Ali Khan, ", "a leader of ",
    ];

    [Property(MaxTest = 300)]
    public void Any_string_is_coded_and_every_span_lies_inside_it(string? text) => Check(text ?? "");

    [Property(MaxTest = 300)]
    public void Any_order_of_the_words_that_rules_know_is_coded_and_every_span_lies_inside_it(PositiveInt seed, PositiveInt length)
    {
        var random = new System.Random(seed.Get);
        Check(string.Concat(Enumerable.Range(0, length.Get % 60).Select(_ => Fragments[random.Next(Fragments.Length)])));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void Culture_changes_nothing(string culture)
    {
        var expected = Rendering.Of(Coding.Of(Sample));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Rendering.Of(Coding.Of(Sample)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Codings_at_the_same_time_give_what_one_gives_alone()
    {
        var expected = Rendering.Of(Coding.Of(Sample));
        Parallel.For(0, 32, _ => Assert.Equal(expected, Rendering.Of(Coding.Of(Sample))));
    }

    [Fact]
    public void Time_grows_with_length_and_not_with_its_square()
    {
        // One text of one kind at two lengths in one run; a quadratic step would make eight times the text cost 64 times as much.
        var small = string.Concat(Enumerable.Repeat(Sample + "\n\n", 40));
        var large = string.Concat(Enumerable.Repeat(Sample + "\n\n", 320));
        Coding.Of(small);
        var one = Measure(small);
        var eight = Measure(large);
        Assert.True(eight < one * 30 + 200, $"{small.Length} units took {one} ms, {large.Length} units {eight} ms");
    }

    [Fact]
    public void One_line_without_any_sentence_end_is_coded_in_linear_time()
    {
        var small = string.Concat(Enumerable.Repeat("rebels attacked soldiers in Kabul and ", 300));
        var large = string.Concat(Enumerable.Repeat("rebels attacked soldiers in Kabul and ", 2400));
        Coding.Of(small);
        var one = Measure(small);
        var eight = Measure(large);
        Assert.True(eight < one * 30 + 200, $"{small.Length} units took {one} ms, {large.Length} units {eight} ms");
    }

    [Fact]
    public void Phrases_that_lead_to_one_another_end()
    {
        // Each "its" looks back to a body and each "of" ahead to the next office.
        var text = string.Concat(Enumerable.Repeat("The army attacked its spokesman of its minister for its leader of the army, its commander of their chief, ", 40));
        Check(text);
    }

    private const string Sample =
        "On Friday rebels attacked an army base near Aleppo, killing at least 12 soldiers and wounding dozens, the Defence Ministry said. "
        + "Turkey denied that it had supplied the group. Talks will resume in Geneva next week if the fighting stops.";

    private static long Measure(string text)
    {
        var best = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            Coding.Of(text);
            best = Math.Min(best, watch.ElapsedMilliseconds);
        }
        return best;
    }

    private static void Check(string text)
    {
        var coded = Coding.Of(text);
        Assert.Same(text, coded.Text);
        foreach (var span in Spans(coded))
            Assert.True(span.Start >= 0 && span.Start < span.End && span.End <= text.Length, $"{span} in {text.Length}");
        for (var i = 0; i < coded.Events.Count; i++)
        {
            Assert.Equal(i, coded.Events[i].Index);
            Assert.NotEmpty(coded.Events[i].Triggers);
            Assert.All(coded.Events[i].Links, l => Assert.InRange(l.EventIndex, 0, coded.Events.Count - 1));
        }
        Assert.Equal(coded.Events.Count, coded.Events.Select(e => e.Triggers[0].Start).Distinct().Count());
        Assert.Equal(Rendering.Of(coded), Rendering.Of(Coding.Of(text)));
    }

    private static IEnumerable<TextSpan> Spans(CodedText coded)
    {
        foreach (var one in coded.Events)
        {
            foreach (var span in one.Triggers)
                yield return span;
            foreach (var participant in one.Participants)
            {
                if (participant.Mention is { } mention)
                    yield return mention;
            }
            foreach (var toll in one.Casualties)
                yield return toll.Evidence;
            foreach (var quantity in one.Quantities)
                yield return quantity.Evidence;
            foreach (var link in one.Links)
            {
                if (link.Cue is { } cue)
                    yield return cue;
            }
            if (one.Time?.Evidence is { } time)
                yield return time;
            if (one.Location is { } location)
                yield return location.Toponym.Span;
        }
        foreach (var attribution in coded.Attributions)
        {
            foreach (var content in attribution.Contents)
                yield return content;
        }
    }
}
