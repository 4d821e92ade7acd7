using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sitrep.Language;

namespace Sitrep.Benchmarks.Language;

/// <summary>Words per second of the whole analysis on one core, each stage's share of the time, the time to load, and the same texts through JavaScript libraries.</summary>
internal static class LanguageBenchmark
{
    /// <summary>The best of so many rounds counts: the others were disturbed.</summary>
    private const int Rounds = 5;

    /// <summary>Arguments: files of JSON Lines with a "text"; "--peers DIR" names a folder with node_modules of the peers.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (files, peers) = (new List<string>(), "");
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--peers" && i + 1 < arguments.Length)
                peers = arguments[++i];
            else
                files.Add(arguments[i]);
        }

        if (files.Count == 0)
        {
            Console.Error.WriteLine("language FILE.jsonl... [--peers DIR]");
            return 2;
        }

        var texts = files.SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!).ToList();
        var watch = Stopwatch.StartNew();
        var analyzer = new TextAnalyzer();
        analyzer.Analyze("Loaded.", AnalysisContext.None);
        Print($"load and first sentence: {watch.ElapsedMilliseconds} ms");
        var words = texts.Sum(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        Print($"{texts.Count} texts, {words} words between blanks");

        foreach (var text in texts)
            analyzer.Analyze(text, AnalysisContext.None);
        var (best, stages, allocated) = (TimeSpan.MaxValue, new StageClock(), 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var clock = new StageClock();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            watch.Restart();
            foreach (var text in texts)
                analyzer.Analyze(text, AnalysisContext.None, clock);
            if (watch.Elapsed >= best)
                continue;
            (best, stages, allocated) = (watch.Elapsed, clock, GC.GetAllocatedBytesForCurrentThread() - before);
            Print($"round {round + 1}: {words / best.TotalSeconds:F0} words/s, {words / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F0} words a CPU second");
        }

        Print($"Sitrep.Language: {words / best.TotalSeconds:F0} words/s, {allocated / words} bytes a word");
        var total = stages.Stages.Sum(stage => stage.Time.TotalSeconds);
        foreach (var (stage, time) in stages.Stages)
            Print($"  {stage,-34} {100 * time.TotalSeconds / total,5:F1} %  {words / time.TotalSeconds,10:F0} words/s");
        return peers.Length == 0 ? 0 : await RunPeersAsync(peers, files);
    }

    private static async Task<int> RunPeersAsync(string folder, List<string> files)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers.cjs");
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder };
        start.ArgumentList.Add(script);
        start.ArgumentList.Add(Path.GetFullPath(folder));
        foreach (var file in files)
            start.ArgumentList.Add(Path.GetFullPath(file));
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
