using System.Diagnostics;

namespace Sitrep.Language.Tests;

/// <summary>Clocks: run alone, so that other tests do not slow one side of a ratio.</summary>
[CollectionDefinition(nameof(LinearTimeTests), DisableParallelization = true)]
[Collection(nameof(LinearTimeTests))]
public sealed class LinearTimeTests
{
    private static readonly TextAnalyzer Analyzer = new();

    [Theory]
    [InlineData("a")]
    [InlineData("(")]
    [InlineData(".!")]
    [InlineData("1,")]
    [InlineData("\" ")]
    [InlineData("said ")]
    [InlineData("A of ")]
    [InlineData("Police and ")]
    [InlineData("the last two ")]
    [InlineData("a-'")]
    [InlineData("\ud800")]
    [InlineData("Kabul, ")]
    [InlineData("said X, a Y, ")]
    [InlineData("one million and ")]
    [InlineData("\"He left,\" the army said. ")]
    public void Time_is_linear_in_length_whatever_the_text(string piece)
    {
        var small = string.Concat(Enumerable.Repeat(piece, 64 * 1024 / piece.Length));
        var large = string.Concat(Enumerable.Repeat(piece, 512 * 1024 / piece.Length));
        Analyzer.Analyze(small, AnalysisContext.None);

        // Eight times the text: eight times the work, with room for the garbage collector. Quadratic work would be 64 times. A busy machine gets three tries, and
        // what takes no time at all is rounded up to 4 ms, below which a clock says nothing.
        var ratio = double.MaxValue;
        for (var attempt = 0; attempt < 3 && ratio >= 28; attempt++)
            ratio = Math.Min(ratio, Measure(large) / Math.Max(Measure(small), 4));
        Assert.True(ratio < 28, FormattableString.Invariant($"512 KiB of \"{piece}\" took {ratio:F1} times as long as 64 KiB."));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("(")]
    [InlineData("Police and ")]
    [InlineData("said X, a Y, ")]
    [InlineData("\"He left,\" the army said. ")]
    public void Memory_is_linear_in_length_up_to_a_mebibyte(string piece)
    {
        var small = string.Concat(Enumerable.Repeat(piece, 128 * 1024 / piece.Length));
        var large = string.Concat(Enumerable.Repeat(piece, 1024 * 1024 / piece.Length));
        Analyzer.Analyze(small, AnalysisContext.None);

        // Lists that double leave room for half as much again.
        Assert.InRange(Allocated(large), 0, 12 * Math.Max(Allocated(small), 1024 * 1024));
    }

    private static long Allocated(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Analyzer.Analyze(text, AnalysisContext.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Measure(string text)
    {
        var watch = Stopwatch.StartNew();
        Analyzer.Analyze(text, AnalysisContext.None);
        return watch.Elapsed.TotalMilliseconds;
    }
}
