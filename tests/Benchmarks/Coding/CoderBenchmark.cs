using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Benchmarks.Coding;

/// <summary>Words a second from text to events on one core, the shares of its stages, reports of 1,000 words, and texts from 64 KiB to 1 MiB, in the configuration that ships.</summary>
internal static class CoderBenchmark
{
    /// <summary>The best of so many rounds counts: the others were disturbed.</summary>
    private const int Rounds = 5;

    private const int WordsOfReport = 1000;

    /// <summary>Arguments: files of JSON Lines with a "text".</summary>
    public static async Task<int> RunAsync(string[] files)
    {
        if (files.Length == 0)
        {
            Console.Error.WriteLine("coder FILE.jsonl...");
            return 2;
        }

        var texts = files.SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!).ToList();
        var watch = Stopwatch.StartNew();
        var (coder, toponyms, analyzer) = (new ReportCoder(), new TimedToponyms(), new TextAnalyzer());
        await CodeAsync(coder, toponyms, "Loaded.");
        Print($"load and first sentence: {watch.ElapsedMilliseconds} ms");
        foreach (var text in texts)
            await CodeAsync(coder, toponyms, text);

        var words = texts.Sum(Words);
        Print($"{texts.Count} texts, {words} words between blanks");
        var (best, language, resolving, allocated) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            watch.Restart();
            foreach (var text in texts)
                analyzer.Analyze(text, AnalysisContext.None);
            var analysed = watch.Elapsed;
            toponyms.Time = TimeSpan.Zero;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            watch.Restart();
            foreach (var text in texts)
                await CodeAsync(coder, toponyms, text);
            var whole = watch.Elapsed;
            Print($"round {round + 1}: {words / whole.TotalSeconds:F0} words/s, {words / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F0} words a CPU second");
            // Each of its own best round: what disturbs one part would be another's share.
            language = analysed < language ? analysed : language;
            resolving = toponyms.Time < resolving ? toponyms.Time : resolving;
            if (whole < best)
                (best, allocated) = (whole, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Print($"Sitrep.Coder: {words / best.TotalSeconds:F0} words/s, {allocated / words} bytes a word");
        Print($"  language {Share(language, best)}, toponyms resolved {Share(resolving, best)}, the coder's own {Share(best - language - resolving, best)}");
        await ReportsAsync(coder, toponyms, texts);
        await LengthsAsync(coder, toponyms, texts);
        return 0;
    }

    /// <summary>Reports of 1,000 words, cut from the texts one after the other.</summary>
    private static async Task ReportsAsync(ReportCoder coder, TimedToponyms toponyms, List<string> texts)
    {
        var reports = new List<string>();
        var report = new StringBuilder();
        var words = 0;
        foreach (var text in texts)
        {
            report.Append(text).Append("\n\n");
            words += Words(text);
            if (words < WordsOfReport)
                continue;
            reports.Add(Cut(report.ToString()));
            report.Clear();
            words = 0;
        }

        var best = new double[reports.Count];
        Array.Fill(best, double.MaxValue);
        var all = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < reports.Count; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await CodeAsync(coder, toponyms, reports[i]);
                var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                all.Add(taken);
                best[i] = Math.Min(best[i], taken);
            }
        }

        Print($"{reports.Count} reports of {WordsOfReport} words: p50 {Percentile(all, 50):F1} ms, p99 {Percentile(all, 99):F1} ms; of the best of {Rounds} rounds p99 {Percentile([.. best], 99):F1} ms");
    }

    private static async Task LengthsAsync(ReportCoder coder, TimedToponyms toponyms, List<string> texts)
    {
        var whole = string.Join("\n\n", texts);
        var first = 0.0;
        for (var kilobytes = 64; kilobytes <= 1024; kilobytes *= 2)
        {
            while (whole.Length < kilobytes * 1024)
                whole += "\n\n" + whole;
            var text = whole[..(kilobytes * 1024)];
            var fastest = double.MaxValue;
            for (var round = 0; round < 3; round++)
            {
                var started = Stopwatch.GetTimestamp();
                await CodeAsync(coder, toponyms, text);
                fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var each = fastest / kilobytes;
            first = first == 0 ? each : first;
            Print($"{kilobytes,5} KiB: {fastest,7:F0} ms, {each:F2} ms a KiB, {each / first:F2} times that of 64 KiB");
        }
    }

    private static async Task CodeAsync(ReportCoder coder, TimedToponyms toponyms, string text) =>
        await coder.CodeAsync(new CoderInput(text, "", null, "", ResolutionContext.None), toponyms, CancellationToken.None);

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The first 1,000 words.</summary>
    private static string Cut(string text)
    {
        var (words, inside) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                inside = false;
            else if (!inside && ++words > WordsOfReport)
                return text[..i];
            else
                inside = true;
        }

        return text;
    }

    private static double Percentile(List<double> values, int percent)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
    }

    private static string Share(TimeSpan part, TimeSpan whole) => (100 * part.TotalSeconds / whole.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture) + " %";

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class TimedToponyms : IToponymSource
    {
        private readonly GazetteerIndex _index = DefaultGazetteer.Open();
        private readonly ToponymResolver _resolver;

        public TimedToponyms() => _resolver = new ToponymResolver(_index);

        public TimeSpan Time { get; set; }

        public ValueTask<ToponymResolution> ResolveAsync(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            var resolved = _resolver.Resolve(text, mentions, context, 0);
            Time += Stopwatch.GetElapsedTime(started);
            return new(new ToponymResolution(resolved, _index.Description.Version));
        }
    }
}
