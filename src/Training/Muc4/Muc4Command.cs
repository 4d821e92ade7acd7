using System.Text.Json;
using System.Text.Json.Nodes;
using Sitrep.Muc4.Models;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>
/// `muc4 --dev FILE [--gazetteer FILE] [--cache FILE] [--folds FILE] [--output FILE]`: cross-validated predictions for the scorer, and the file of models. The
/// cache keeps what language and coder read: for as long as neither changes.
/// </summary>
internal static class Muc4Command
{
    /// <summary>So many threads share what can be shared; the result is the same for any number.</summary>
    public const int Threads = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < args.Length; i += 2)
            options[args[i]] = args[i + 1];
        if (args.Length % 2 != 0 || !options.TryGetValue("--dev", out var dev) || options.Keys.Any(k => k is not ("--dev" or "--gazetteer" or "--cache" or "--folds" or "--output")))
        {
            Console.Error.WriteLine("usage: muc4 --dev FILE [--gazetteer FILE] [--cache FILE] [--folds FILE] [--output FILE]");
            return 2;
        }
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var corpus = new Muc4Corpus(options.GetValueOrDefault("--gazetteer", ""), options.GetValueOrDefault("--cache", ""));
        var articles = await corpus.ReadAsync(dev);
        Console.WriteLine($"read {articles.Length} reports in {watch.Elapsed.TotalSeconds:0.0} s");
        var trainer = new Muc4Trainer(articles, corpus.Clusters);
        Console.WriteLine($"rows {watch.Elapsed.TotalSeconds:0.0} s");
        var run = new CrossValidation(articles, trainer, Say);
        var best = run.Fit(new RenderingOptions());
        if (options.TryGetValue("--folds", out var folds))
            await File.WriteAllLinesAsync(folds, articles.Select((a, i) => Line(a.Id, run.Render(i, best))));
        if (options.TryGetValue("--output", out var output))
        {
            var all = Enumerable.Range(0, articles.Length).ToArray();
            await using var file = File.Create(output);
            ModelFile.Write(file, best.ToHundredths(), trainer.Export(new Dictionary<string, TreeModel>(trainer.Second(all), StringComparer.Ordinal) { ["keep"] = run.Keep(all) }));
            Say($"{output}: {file.Length} bytes");
        }
        return 0;

        void Say(string text) => Console.WriteLine($"{watch.Elapsed.TotalSeconds,6:0.0} s  {text}");
    }

    private static string Line(string id, IReadOnlyList<Template> templates)
    {
        var array = new JsonArray();
        foreach (var template in templates)
        {
            var json = new JsonObject { ["incident_type"] = template.IncidentType, ["location"] = new JsonArray([.. template.Location.Select(l => (JsonNode)l)]) };
            if (template.Date.Length > 0)
                json["date"] = template.Date;
            foreach (var role in (string[])["PerpInd", "PerpOrg", "Target", "Victim", "VictimDesc", "Weapon"])
                json[role] = new JsonArray([.. template.Fillers.Where(f => Role(f) == role).Select(f => new JsonArray(f.Text))]);
            array.Add(json);
        }
        return new JsonObject { ["id"] = id, ["templates"] = array }.ToJsonString(new JsonSerializerOptions());
    }

    private static string Role(Filler filler) => filler.Slot == Slot.Human ? filler.IsName ? "Victim" : "VictimDesc" : filler.Slot.ToString();
}
