using System.Globalization;
using System.Text;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Benchmarks.Gazetteer;

/// <summary>How many toponyms a second of processor time are resolved on one core, and how many words a second are searched for them, beside a plain scan with a dictionary.</summary>
internal static class ResolutionRates
{
    private const int Reports = 1_500;
    private const int NamesPerReport = 12;

    private static readonly string[] Frames = ["Fighting was reported in {0} on Monday.", "Residents of {0} said that two people were hurt.", "The governor of {0} denied it.", "A convoy left {0} for the north at dawn."];

    public static Task<int> RunAsync(string[] arguments)
    {
        using var index = arguments is [var path, ..] ? GazetteerIndex.Open(path) : DefaultGazetteer.Open();
        var resolver = new ToponymResolver(index);
        var reports = Write(index);
        foreach (var (text, mentions) in reports.Take(200))
            resolver.Resolve(text, mentions, ResolutionContext.None, 0);
        var start = Environment.CpuUsage.TotalTime;
        var (resolved, right) = (0, 0);
        foreach (var (text, mentions) in reports)
        {
            var found = resolver.Resolve(text, mentions, ResolutionContext.None, 0);
            resolved += found.Count;
            right += found.Count(f => f.Place is not null);
        }
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resolution: {resolved / seconds:N0} toponyms/s on one core ({resolved:N0} in {Reports:N0} reports, {right:N0} with a place)"));
        Scan(index, reports);
        return Task.FromResult(0);
    }

    private static void Scan(GazetteerIndex index, List<(string Text, List<ToponymMention> Mentions)> reports)
    {
        var words = reports.Sum(r => r.Text.Count(c => c == ' ') + 1);
        var analyzer = new TextAnalyzer();
        var dictionary = new HashSet<string>(index.SampleIds(20_000, new Random(1)).Select(id => Folding.Fold(index.Find(id)!.DisplayName)), StringComparer.Ordinal);
        foreach (var (text, _) in reports.Take(100))
            analyzer.Analyze(text, AnalysisContext.None);
        var start = Environment.CpuUsage.TotalTime;
        var found = reports.Sum(r => analyzer.Analyze(r.Text, AnalysisContext.None).Toponyms.Count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"geotagging with the whole analysis of Language: {words / (Environment.CpuUsage.TotalTime - start).TotalSeconds:N0} words/s ({found:N0} toponyms)"));
        start = Environment.CpuUsage.TotalTime;
        found = reports.Sum(r => DictionaryScan(r.Text, dictionary));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a dictionary scan, up to three words, no analysis:  {words / (Environment.CpuUsage.TotalTime - start).TotalSeconds:N0} words/s ({found:N0} toponyms)"));
    }

    private static int DictionaryScan(string text, HashSet<string> dictionary)
    {
        var words = Folding.Fold(text).Split(' ');
        var found = 0;
        for (var i = 0; i < words.Length; i++)
        {
            for (var length = Math.Min(3, words.Length - i); length > 0; length--)
            {
                if (!dictionary.Contains(string.Join(' ', words.AsSpan(i, length))))
                    continue;
                found++;
                i += length - 1;
                break;
            }
        }
        return found;
    }

    private static List<(string Text, List<ToponymMention> Mentions)> Write(GazetteerIndex index)
    {
        var random = new Random(9);
        var ids = index.SampleIds(6_000, random).ToList();
        var reports = new List<(string, List<ToponymMention>)>();
        for (var r = 0; r < Reports; r++)
        {
            var text = new StringBuilder();
            var mentions = new List<ToponymMention>();
            for (var n = 0; n < NamesPerReport; n++)
            {
                var frame = Frames[random.Next(Frames.Length)];
                var name = index.Find(ids[random.Next(ids.Count)])!.DisplayName;
                var at = text.Length + frame.IndexOf("{0}", StringComparison.Ordinal);
                mentions.Add(new ToponymMention(new TextSpan(at, at + name.Length), ToponymUsage.Literal));
                text.Append(frame.Replace("{0}", name, StringComparison.Ordinal)).Append(' ');
            }
            reports.Add((text.ToString(), mentions));
        }
        return reports;
    }
}
