using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Sitrep.Events.V1;
using Sitrep.Text.V1;

namespace Sitrep.Cli.Tests;

/// <summary>What needs no server: the real coder and the gazetteer that comes with the tool.</summary>
public sealed class OfflineTests
{
    private const string Report =
        "Taliban fighters attacked the city of Kunduz on Saturday, killing at least 10 policemen, the Interior Ministry said.\n\nTalks in Doha went on.";

    [Fact]
    public async Task Code_shows_events_and_the_text_with_its_evidence_but_not_the_header()
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync("code", folder.Write("a.txt", "Title: Fighting\nPublished: 2019-09-01\nSource: Example Wire\n\n" + Report));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("ASSAULT", run.Output, StringComparison.Ordinal);
        Assert.Contains("2019-08-31", run.Output, StringComparison.Ordinal);
        Assert.Contains("Kunduz, Afghanistan", run.Output, StringComparison.Ordinal);
        Assert.Contains("[Kunduz](1:where)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Title:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Example Wire", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public async Task Every_span_of_the_json_slices_the_text_into_its_quote()
    {
        var run = await new Tool { Input = Tool.Utf8(Report) }.WithAsync("code", "-", "--published", "2019-09-01", "--json");
        var coded = JsonParser.Default.Parse<CodeTextResponse>(Assert.Single(run.Lines));
        var evidence = Evidence(coded).ToArray();
        Assert.NotEmpty(evidence);
        Assert.All(evidence, e => Assert.Equal(Report[e.Span.Start..e.Span.End], e.Quote));
    }

    [Theory]
    [InlineData(false, "", false)]
    [InlineData(true, "", true)]
    [InlineData(true, "1", false)]
    public async Task Colour_is_for_terminals_and_only_where_NO_COLOR_is_not_set(bool terminal, string noColor, bool colour)
    {
        var tool = new Tool { Input = Tool.Utf8(Report), OutputIsTerminal = terminal, Variables = new() { ["NO_COLOR"] = noColor } };
        var run = await tool.WithAsync("code", "-", "--published", "2019-09-01");
        Assert.Equal(colour, run.Output.Contains('\e', StringComparison.Ordinal));
        Assert.Equal(colour, !run.Output.Contains("](1:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("Zażółć gęślą jaźń — 中文 — العربية 😀")]
    [InlineData("half a sentence that nobody")]
    public async Task Any_text_is_coded_and_nothing_is_an_answer(string text)
    {
        var run = await new Tool { Input = Tool.Utf8(text) }.WithAsync("code", "-");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("No events.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_utf8_is_refused_with_the_byte()
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync("code", folder.Write("a.txt", [(byte)'a', 0xFF]));
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("a.txt is not UTF-8 (byte 1)\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code", "no-such-file.txt")]
    [InlineData("code", "--input", "no-such-file.jsonl")]
    [InlineData("code", "-", "--gazetteer", "no-such-file.gaz")]
    [InlineData("gazetteer", "info", "no-such-file.gaz")]
    [InlineData("eval", "geo", "--input", "-", "--output", "-", "--gazetteer", "no-such-file.gaz")]
    public async Task A_file_that_is_not_there_is_named(params string[] args)
    {
        var run = await new Tool { Input = Tool.Utf8(Report) }.WithAsync(args);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches("no-such-file.*: no such file", run.Error);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("code", "a.txt", "--input", "b.jsonl")]
    [InlineData("code", "a.txt", "--output", "b.jsonl")]
    [InlineData("code", "--input", "a.jsonl", "--output", "a.jsonl")]
    [InlineData("code", "--input", "a.jsonl", "--title", "x")]
    [InlineData("eval", "nonsense", "--input", "a", "--output", "b")]
    [InlineData("eval", "time")]
    public async Task Options_that_do_not_go_together_are_a_wrong_command_line(params string[] args) => Assert.Equal(2, (await Tool.RunAsync(args)).ExitCode);

    [Fact]
    public async Task Lines_come_out_in_order_with_their_ids_and_bad_ones_are_told()
    {
        using var folder = new TemporaryFolder();
        var lines = Enumerable.Range(0, 60).Select(n => $$"""{"id":{{(n % 2 == 0 ? n : $"\"r{n}\"")}},"text":"Rebels attacked Kunduz on Monday, killing {{n + 2}} soldiers.","publish_time":"2019-09-01"}""");
        var input = folder.Write("in.jsonl", string.Join('\n', [.. lines, "{\"id\":\"bad\"}", "{", """{"id":"s","text":"\ud800 Rebels attacked Kunduz \udfff."}"""]));
        var run = await Tool.RunAsync("code", "--input", input, "--output", folder.File("out.jsonl"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("in.jsonl, line 61: no \"text\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("in.jsonl, line 62: not JSON", run.Error, StringComparison.Ordinal);
        var written = await File.ReadAllLinesAsync(folder.File("out.jsonl"), TestContext.Current.CancellationToken);
        var ids = written.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id")).Select(id => id.ToString());
        Assert.Equal([.. Enumerable.Range(0, 60).Select(n => n % 2 == 0 ? $"{n}" : $"r{n}"), "s"], ids);
        Assert.All(written, line => Assert.NotEmpty(new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)).Parse<CodeTextResponse>(line).Events));
    }

    [Fact]
    public async Task The_same_lines_give_the_same_bytes_under_any_culture()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 20).Select(n =>
            $$"""{"id":"{{n}}","text":"Rebels attacked İzmir and Kunduz on {{n + 1}} June, killing 1,{{n + 100}} soldiers.","publishTime":"2019-09-01T00:00:00Z"}""" + "\n")));
        var outputs = new HashSet<string>();
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["en-US", "tr-TR", "ar-SA", "de-DE"])
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                outputs.Add((await Tool.RunAsync("code", "--input", input)).Output);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(20, Assert.Single(outputs).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_gazetteer_is_built_described_and_used()
    {
        using var folder = new TemporaryFolder();
        WriteDump(folder);
        var index = folder.File("own.gaz");
        var build = await Tool.RunAsync("gazetteer", "build", "--input", folder.File(""), "--output", index, "--json");
        Assert.Equal((0, ""), (build.ExitCode, build.Error));
        var info = await Tool.RunAsync("gazetteer", "info", index, "--json");
        Assert.Equal(build.Output, info.Output);
        var gold = folder.Write("gold.jsonl", """{"id":"1","text":"Shelling hit Zzyzxburg on Monday."}""");
        var eval = await Tool.RunAsync("eval", "geo-spans", "--gazetteer", index, "--output", "-", "--input", folder.Write("spans.jsonl",
            """{"id":"1","text":"😀 Shelling hit Zzyzxburg.","toponyms":[{"start":15,"end":24}]}"""));
        Assert.Equal(0, eval.ExitCode);
        var toponym = JsonDocument.Parse(eval.Output).RootElement.GetProperty("toponyms")[0];
        Assert.Equal((15, 24, 900_001), (toponym.GetProperty("start").GetInt32(), toponym.GetProperty("end").GetInt32(), toponym.GetProperty("geonameid").GetInt32()));
        Assert.Equal(0, (await Tool.RunAsync("eval", "geo", "--gazetteer", index, "--input", gold, "--output", "-")).ExitCode);
    }

    [Fact]
    public async Task A_folder_without_dumps_cannot_be_built_from()
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync("gazetteer", "build", "--input", folder.File(""), "--output", folder.File("x.gaz"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("countryInfo.txt", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time", "timexes")]
    [InlineData("attribution", "attributions")]
    [InlineData("names", "entities")]
    [InlineData("geo", "toponyms")]
    [InlineData("plover", "events")]
    [InlineData("sitrep", "events")]
    public async Task A_family_predicts_from_id_text_and_date_alone(string family, string field)
    {
        var gold = $$"""{"id":"x1","dct":"2019-09-01","date":"2019-09-01","text":{{JsonSerializer.Serialize(Report)}}}""";
        var run = await new Tool { Input = Tool.Utf8(gold) }.WithAsync("eval", family, "--input", "-", "--output", "-");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var prediction = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal("x1", prediction.GetProperty("id").GetString());
        Assert.True(prediction.GetProperty(field).GetArrayLength() > 0);
    }

    [Fact]
    public async Task An_actor_phrase_is_read_as_of_its_date()
    {
        var gold = """{"id":"1","text":"French soldiers","date":"2019-09-01"}""";
        var run = await new Tool { Input = Tool.Utf8(gold) }.WithAsync("eval", "actors", "--input", "-", "--output", "-");
        Assert.Equal((0, """{"id":"1","country":"FRA","code_1":"MIL","code_2":"","wiki":""}"""), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Predicted_offsets_count_code_points()
    {
        var gold = """{"id":"1","dct":"2019-09-01","text":"😀😀 Fighting began on 31 August 2019."}""";
        var run = await new Tool { Input = Tool.Utf8(gold) }.WithAsync("eval", "time", "--input", "-", "--output", "-");
        var time = JsonDocument.Parse(run.Output).RootElement.GetProperty("timexes")[0];
        Assert.Equal((21, 35, "2019-08-31"), (time.GetProperty("start").GetInt32(), time.GetProperty("end").GetInt32(), time.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task Spans_to_resolve_must_lie_in_the_text()
    {
        var gold = """{"id":"1","text":"Kunduz","toponyms":[{"start":0,"end":7}]}""";
        var run = await new Tool { Input = Tool.Utf8(gold) }.WithAsync("eval", "geo-spans", "--input", "-", "--output", "-");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("line 1: a toponym without", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_treebank_comes_out_with_every_character_of_the_text()
    {
        var gold = "# newdoc id = d\n# text = The army's men didn't flee Kunduz (again)…\n1\tThe\t_\t_\t_\t_\t_\t_\t_\t_\n\n# text = €5 isn't 5 €!\n\n";
        var run = await new Tool { Input = Tool.Utf8(gold) }.WithAsync("eval", "treebank", "--input", "-", "--output", "-");
        Assert.Equal(0, run.ExitCode);
        var (characters, skip) = (new StringBuilder(), 0);
        foreach (var line in run.Output.Split('\n'))
        {
            if (line.Length == 0)
            {
                skip = 0;
                continue;
            }
            var cells = line.Split('\t');
            Assert.Equal(10, cells.Length);
            var range = cells[0].Split('-');
            // Words of a multi-word token repeat its characters.
            if (int.Parse(range[0], CultureInfo.InvariantCulture) <= skip)
                continue;
            skip = range.Length == 2 ? int.Parse(range[1], CultureInfo.InvariantCulture) : skip;
            characters.Append(cells[1]);
        }
        Assert.Equal("Thearmy'smendidn'tfleeKunduz(again)…€5isn't5€!", characters.ToString());
    }

    [Fact]
    public async Task Eval_muc4_gives_templates_in_the_form_of_the_scorer()
    {
        using var folder = new TemporaryFolder();
        var input = folder.File("reports.jsonl");
        await File.WriteAllTextAsync(input, """
            {"id":"a","date":"1990-03-12","place":"Bogota","source":"EFE","text":"Rancher Hernando Pulido was kidnapped yesterday by a group of armed men at his farm, police reported. The kidnappers demanded a ransom."}
            {"id":"b","date":"1990-03-12","text":"The coach praised his players after the match."}
            """, TestContext.Current.CancellationToken);
        var run = await Tool.RunAsync("eval", "muc4", "--input", input, "--output", "-");
        Assert.SkipWhen(run.ExitCode == 3, "This build leaves muc4.model out.");
        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("{\"id\":\"a\",\"templates\":[{\"incident_type\":", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"incident_type\":\"KIDNAPPING\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"Victim\":[[\"Hernando Pulido\"]]", lines[0], StringComparison.Ordinal);
        Assert.Equal("{\"id\":\"b\",\"templates\":[]}", lines[1]);
    }

    [Fact]
    public async Task The_tokens_of_a_treebank_are_parsed_as_they_are_given()
    {
        // Two words that reading the text would not part so; tags and heads of the gold are another's and must not come out.
        const string gold = "# text = Gunmen killed two officers.\n1\tGunmen\t_\tX\tX\t_\t0\troot\t_\t_\n2\tkilled\t_\tX\tX\t_\t1\tdep\t_\t_\n"
            + "3\ttwo\t_\tX\tX\t_\t1\tdep\t_\t_\n4\tofficers.\t_\tX\tX\t_\t1\tdep\t_\t_\n\n";

        var run = await new Tool { Input = Tool.Utf8(gold) }.WithAsync("eval", "treebank-tokens", "--input", "-", "--output", "-");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var words = run.Lines.Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToList();
        Assert.Equal(["Gunmen", "killed", "two", "officers."], words.Select(w => w[1]));
        Assert.Equal(["NOUN", "VERB", "NUM"], words.Take(3).Select(w => w[3]));
        Assert.Equal(("2", "nsubj", "0", "root"), (words[0][6], words[0][7], words[1][6], words[1][7]));
    }

    private static IEnumerable<Evidence> Evidence(CodeTextResponse coded)
    {
        foreach (var item in coded.Events)
        {
            var all = item.Triggers.Concat(item.Participants.Select(p => p.Mention)).Concat(item.Casualties.Select(c => c.Evidence))
                .Append(item.Time?.Evidence).Append(item.Location?.Toponym?.Evidence);
            foreach (var evidence in all)
            {
                if (evidence is not null)
                    yield return evidence;
            }
        }
        foreach (var evidence in coded.Toponyms.Select(t => t.Evidence).Concat(coded.TimeExpressions.Select(t => t.Evidence)).Concat(coded.Entities.Select(e => e.Evidence)))
            yield return evidence;
    }

    /// <summary>A country and a town of our own making, in the form of GeoNames' dumps.</summary>
    private static void WriteDump(TemporaryFolder folder)
    {
        folder.Write("countryInfo.txt", "#ISO\tISO3\n" + string.Join('\t',
            "AF", "AFG", "004", "AF", "Afghanistan", "Kabul", "647500", "37172386", "AS", ".af", "AFN", "Afghani", "93", "", "", "fa-AF,ps", "1149361", "TM,CN", "") + "\n");
        folder.Write("dump.txt", string.Join('\t',
            "900001", "Zzyzxburg", "Zzyzxburg", "", "35.1", "69.2", "P", "PPL", "AF", "", "", "", "", "", "12345", "", "1800", "Asia/Kabul", "2020-01-01") + "\n");
    }
}
