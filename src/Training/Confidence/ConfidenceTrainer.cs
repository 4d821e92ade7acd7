using System.Globalization;
using System.Text;
using System.Text.Json;
using Sitrep.Coder;
using Sitrep.Coder.Events;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Training.Confidence;

/// <summary>Fits the weights of confidence.txt on the development reports of corpora/sitrep: is an event that the coder reads one of gold, with its type?</summary>
internal static class ConfidenceTrainer
{
    private const double Ridge = 2.0;
    private const int Steps = 4000;
    private const double Rate = 0.02;

    private sealed record Example(string Report, string[] Signs, bool IsRight);

    /// <summary>Codes the reports, cross-validates by report, prints the reliability curve, writes the model fitted on all.</summary>
    public static async Task<int> RunAsync(string gold, string output, CancellationToken cancellationToken)
    {
        var examples = await ReadAsync(gold, cancellationToken);
        var reports = examples.Select(e => e.Report).Distinct(StringComparer.Ordinal).ToList();
        var held = new List<(double P, bool IsRight)>();
        foreach (var report in reports)
        {
            var weights = Fit([.. examples.Where(e => e.Report != report)]);
            held.AddRange(examples.Where(e => e.Report == report).Select(e => (Probability(weights, e.Signs), e.IsRight)));
        }
        Print(held);
        Write(Fit(examples), output);
        return 0;
    }

    private static async Task<List<Example>> ReadAsync(string gold, CancellationToken cancellationToken)
    {
        var coder = new ReportCoder();
        var toponyms = new InProcess();
        var examples = new List<Example>();
        foreach (var line in await File.ReadAllLinesAsync(gold, cancellationToken))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var text = root.GetProperty("text").GetString()!;
            DateTimeOffset? published = DateTimeOffset.TryParse(root.GetProperty("publish_time").GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
            var (coded, explanation) = await coder.ExplainAsync(new CoderInput(text, root.GetProperty("title").GetString()!, published, "", ResolutionContext.None), toponyms, cancellationToken);
            foreach (var one in explanation.Events)
            {
                var decision = one.Decisions.Last(d => d.Field == "confidence");
                var right = Judge(coded.Events[one.EventIndex], root.GetProperty("events"));
                if (right is { } known)
                    examples.Add(new Example(root.GetProperty("id").GetString()!, decision.Because.Split(" + "), known));
            }
        }
        return examples;
    }

    /// <summary>True where a gold event of the type has a trigger that overlaps; null, neither right nor wrong, where that event is optional.</summary>
    private static bool? Judge(CodedEvent one, JsonElement gold)
    {
        var optional = false;
        foreach (var other in gold.EnumerateArray())
        {
            var trigger = other.GetProperty("trigger");
            if (!(trigger.ValueKind == JsonValueKind.Array ? trigger.EnumerateArray().Any(t => Touches(one, t)) : Touches(one, trigger)))
                continue;
            if (other.TryGetProperty("optional", out var flag) && flag.ValueKind == JsonValueKind.True)
            {
                optional = true;
                continue;
            }
            var types = other.GetProperty("type_alt").EnumerateArray().Select(t => t.GetString()!).Append(other.GetProperty("type").GetString()!);
            if (types.Contains(one.Type.ToString().ToUpperInvariant(), StringComparer.Ordinal))
                return true;
        }
        return optional ? null : false;
    }

    private static bool Touches(CodedEvent one, JsonElement trigger)
    {
        var span = new TextSpan(trigger.GetProperty("start").GetInt32(), trigger.GetProperty("end").GetInt32());
        return one.Triggers.Any(t => t.Overlaps(span));
    }

    private static Dictionary<string, double> Fit(List<Example> examples)
    {
        var signs = examples.SelectMany(e => e.Signs).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var weights = signs.ToDictionary(s => s, _ => 0.0, StringComparer.Ordinal);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = signs.ToDictionary(s => s, s => s == "bias" ? 0.0 : -Ridge * weights[s], StringComparer.Ordinal);
            foreach (var example in examples)
            {
                var error = (example.IsRight ? 1 : 0) - Probability(weights, example.Signs);
                foreach (var sign in example.Signs)
                    gradient[sign] += error;
            }
            foreach (var sign in signs)
                weights[sign] += Rate * gradient[sign] / Math.Sqrt(examples.Count);
        }
        return weights;
    }

    private static double Probability(Dictionary<string, double> weights, string[] signs) => 1 / (1 + Math.Exp(-signs.Sum(s => weights.GetValueOrDefault(s))));

    private static void Print(List<(double P, bool IsRight)> held)
    {
        Console.WriteLine("confidence | events | right");
        foreach (var bin in held.GroupBy(h => Math.Clamp((int)(h.P * 5), 0, 4)).OrderBy(g => g.Key))
            Console.WriteLine(FormattableString.Invariant($"{bin.Average(h => h.P):0.00} | {bin.Count()} | {bin.Average(h => h.IsRight ? 1.0 : 0):0.00}"));
        var brier = held.Average(h => (h.P - (h.IsRight ? 1 : 0)) * (h.P - (h.IsRight ? 1 : 0)));
        var rate = held.Average(h => h.IsRight ? 1.0 : 0);
        var error = held.GroupBy(h => Math.Clamp((int)(h.P * 5), 0, 4)).Sum(g => g.Count() / (double)held.Count * Math.Abs(g.Average(h => h.P) - g.Average(h => h.IsRight ? 1.0 : 0)));
        Console.WriteLine(FormattableString.Invariant($"events {held.Count}, right {rate:0.000}, Brier {brier:0.000} (of the base rate alone {rate * (1 - rate):0.000}), expected calibration error {error:0.000}"));
    }

    private static void Write(Dictionary<string, double> weights, string output)
    {
        var lines = new List<string>();
        for (var at = -3000; at <= 3000; at += 100)
            lines.Add(FormattableString.Invariant($"at {at} | {Math.Round(1000 / (1 + Math.Exp(-at / 1000.0))):0}"));
        lines.AddRange(weights.Select(w => FormattableString.Invariant($"{w.Key} | {Math.Round(w.Value * 1000):0}")));
        lines.Sort(StringComparer.Ordinal);
        var text = new StringBuilder("# Confidence of events: sign | weight in thousandths of a logit; \"at N\" | thousandths of a probability from a sum of N on. Written by `training confidence`.\n");
        foreach (var line in lines)
            text.Append(line).Append('\n');
        File.WriteAllText(output, text.ToString());
    }

    private sealed class InProcess : IToponymSource
    {
        private readonly GazetteerIndex _index = DefaultGazetteer.Open();
        private readonly ToponymResolver _resolver;

        public InProcess() => _resolver = new ToponymResolver(_index);

        public ValueTask<ToponymResolution> ResolveAsync(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken) =>
            new(new ToponymResolution(_resolver.Resolve(text, mentions, context, 0), _index.Description.Version));
    }
}
