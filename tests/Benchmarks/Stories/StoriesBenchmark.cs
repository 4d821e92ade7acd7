using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sitrep.Wire;
using Sitrep.Wire.Stories;

namespace Sitrep.Benchmarks.Stories;

/// <summary>How well and how fast rewritten wire copy is told from other reports: pairs of texts that fall into one story.</summary>
/// <remarks>
/// Pairs of originals that share a fifth of their runs of eight words are one text by nature (an agency's own updates) and count neither way; how many there are is printed.
/// </remarks>
internal static class StoriesBenchmark
{
    private const int LeastWords = 40, Run = 8;
    private const double Natural = 0.2;

    public static Task<int> RunAsync(string[] arguments)
    {
        var twice = arguments.Contains("--twice");
        var files = arguments.Where(argument => !argument.StartsWith('-')).ToArray();
        if (files.Length == 0)
        {
            Console.Error.WriteLine("stories [--twice] FILE.jsonl...   (objects with \"text\")");
            return Task.FromResult(2);
        }
        var texts = files.SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)
            .Where(text => text.Split(' ').Length >= LeastWords).Distinct().ToList();
        var natural = NaturalPairs(texts);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{texts.Count} texts, {natural.Count / 2} pairs of them one by nature"));
        Measure(texts, natural, seed: 0, twice, print: false);
        for (var seed = 1; seed <= 5; seed++)
            Measure(texts, natural, seed, twice, print: true);
        return Task.FromResult(0);
    }

    private static void Measure(List<string> texts, HashSet<(int, int)> natural, int seed, bool twice, bool print)
    {
        var copies = WireCopies.Make(texts, seed, twice);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var index = new StoryIndex(262_144);
        var sketches = new List<TextSketch>();
        var parents = new List<int>();
        foreach (var copy in copies)
        {
            var sketch = Sketcher.Sketch(copy.Text, WireReader.Read(copy.Text).Boilerplate);
            var self = sketches.Count;
            sketches.Add(sketch);
            parents.Add(self);
            foreach (var candidate in index.Candidates(sketch))
            {
                if (CopyRule.Likeness(sketch, sketches[(int)candidate - 1]) > 0)
                    parents[Root(parents, self)] = Root(parents, (int)candidate - 1);
            }
            index.Add(self + 1, sketch);
        }
        process.Refresh();
        var seconds = (process.TotalProcessorTime - before).TotalSeconds;

        long said = 0, right = 0, gold = copies.GroupBy(copy => copy.Original).Sum(group => Pairs(group.Count()));
        foreach (var story in Enumerable.Range(0, copies.Count).GroupBy(i => Root(parents, i)))
        {
            var originals = story.GroupBy(i => copies[i].Original).Select(group => (Original: group.Key, Count: group.Count())).ToList();
            said += Pairs(originals.Sum(original => original.Count));
            right += originals.Sum(original => Pairs(original.Count));
            said -= originals.SelectMany((a, i) => originals.Skip(i + 1).Where(b => natural.Contains((a.Original, b.Original))).Select(b => (long)a.Count * b.Count)).Sum();
        }
        if (print)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {copies.Count} texts  precision {(double)right / said:F4}  recall {(double)right / gold:F4}  {copies.Count / seconds:F0} reports/s of processor time"));
        }
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static int Root(List<int> parents, int i)
    {
        while (parents[i] != i)
            i = parents[i];
        return i;
    }

    private static HashSet<(int, int)> NaturalPairs(List<string> texts)
    {
        var runs = texts.Select(text =>
        {
            var words = text.ToLowerInvariant().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            return Enumerable.Range(0, Math.Max(0, words.Length - Run + 1)).Select(i => string.Join(' ', words, i, Run)).ToHashSet();
        }).ToList();
        var shared = runs.SelectMany((set, i) => set.Select(run => (run, i))).GroupBy(pair => pair.run, pair => pair.i).Where(group => group.Skip(1).Any())
            .SelectMany(group => group.SelectMany(a => group.Where(b => b != a).Select(b => (a, b)))).CountBy(pair => pair);
        return [.. shared.Where(pair => pair.Value >= Natural * Math.Min(runs[pair.Key.a].Count, runs[pair.Key.b].Count)).Select(pair => pair.Key)];
    }
}
