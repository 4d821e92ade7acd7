using FsCheck.Xunit;
using Sitrep.Wire.Stories;

namespace Sitrep.Wire.Tests;

public sealed class StoryTests
{
    /// <summary>Sentences of words that no other seed shares.</summary>
    private static string Text(int seed, int sentences = 12)
    {
        var random = new Random(seed);
        return string.Join("\n\n", Enumerable.Range(0, sentences).Select(_ => string.Join(' ', Enumerable.Range(0, 14).Select(_ => $"word{random.Next(1_000_000)}")) + "."));
    }

    private static double Likeness(string a, string b) => CopyRule.Likeness(Sketcher.Sketch(a, []), Sketcher.Sketch(b, []));

    [Fact]
    public void Case_punctuation_and_white_space_do_not_make_another_text() =>
        Assert.Equal(1, Likeness(Text(1), Text(1).ToUpperInvariant().Replace("\n\n", " ", StringComparison.Ordinal).Replace(".", " --", StringComparison.Ordinal)));

    [Fact]
    public void A_text_cut_to_a_third_with_another_headline_and_its_paragraphs_shuffled_is_a_copy()
    {
        var paragraphs = Text(1, sentences: 24).Split("\n\n");

        Assert.True(Likeness(Text(1, sentences: 24), "What was seen near the river\n\n" + string.Join("\n\n", paragraphs.Take(8).Reverse())) > 0.9);
    }

    [Fact]
    public void A_text_of_which_every_fifth_word_was_replaced_is_a_copy()
    {
        var words = Text(1, sentences: 30).Split(' ');
        for (var i = 3; i < words.Length; i += 5)
        {
            words[i] = "instead" + i;
        }

        Assert.True(Likeness(Text(1, sentences: 30), string.Join(' ', words)) > 0);
    }

    [Fact]
    public void Another_report_with_two_paragraphs_of_the_same_background_is_no_copy()
    {
        var background = Text(99, sentences: 4);

        Assert.Equal(0, Likeness(Text(1) + "\n\n" + background, Text(2) + "\n\n" + background));
    }

    [Fact]
    public void A_short_text_is_a_copy_only_with_the_same_words()
    {
        Assert.Equal(0, Likeness("The dollar opened in London at 84 pounds on quiet trade.", "The dollar opened in London at 85 pounds on quiet trade."));
        Assert.Equal(1, Likeness("The dollar opened in London at 84 pounds.", "THE DOLLAR opened in London, at 84 pounds"));
        Assert.Equal(0, Likeness("Photo", "Photo"));
    }

    [Fact]
    public void The_index_finds_copies_among_many_and_forgets_what_is_out_of_its_window()
    {
        var index = new StoryIndex(1_000);
        var copied = Sketcher.Sketch(Text(0), []);
        index.Add(1, copied);
        for (var i = 2; i <= 900; i++)
        {
            index.Add(i, Sketcher.Sketch(Text(i), []));
        }

        Assert.Equal(1, index.Candidates(copied)[0]);
        for (var i = 901; i <= 1_100; i++)
        {
            index.Add(i, Sketcher.Sketch(Text(i), []));
        }

        Assert.DoesNotContain(1, index.Candidates(copied));
    }

    [Fact]
    public void What_was_added_since_the_mark_can_be_taken_back()
    {
        var index = new StoryIndex(100);
        index.Add(1, Sketcher.Sketch(Text(1), []));
        var mark = index.Mark();
        index.Add(2, Sketcher.Sketch(Text(2), []));

        index.Undo(mark);

        Assert.Equal(1, index.Newest);
        Assert.Empty(index.Candidates(Sketcher.Sketch(Text(2), [])));
        Assert.Equal([1L], index.Candidates(Sketcher.Sketch(Text(1), [])));
    }

    [Property]
    public void A_sketch_is_stored_and_read_back(string? text)
    {
        var sketch = Sketcher.Sketch(text ?? "", []);
        var back = TextSketch.FromBytes(sketch.TextHash, sketch.ToBytes());

        Assert.Equal((sketch.TextHash, sketch.ShingleCount), (back.TextHash, back.ShingleCount));
        Assert.Equal(sketch.Hashes, back.Hashes);
        Assert.Equal(sketch.Places, back.Places);
        Assert.Equal(sketch.WideHashes, back.WideHashes);
    }

    [Fact]
    public void Engine_references_only_the_base_class_library() =>
        Assert.All(typeof(StoryIndex).Assembly.GetReferencedAssemblies(), a => Assert.Matches("^(System|Sitrep)\\.", a.Name!));
}
