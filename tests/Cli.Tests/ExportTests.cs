using System.Text.Json;
using Grpc.Core;
using Parquet;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Tests;

public sealed class ExportTests
{
    private static readonly string[] Formats = ["jsonl", "csv", "geojson", "parquet", "gdelt", "acled", "ucdp", "polecat"];

    [Fact]
    public async Task Tables_have_the_columns_of_their_data_sets_and_a_value_where_there_is_one()
    {
        var gdelt = (await ExportAsync("gdelt", Battle(0)))[0].Split('\t');
        Assert.Equal(61, gdelt.Length);
        Assert.Equal(("20190831", "AFGREB", "TALIBAN", "190", "4", "-10"), (gdelt[1], gdelt[5], gdelt[6], gdelt[26], gdelt[29], gdelt[30]));

        var acled = await ExportAsync("acled", Battle(0));
        Assert.StartsWith("event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,", acled[0], StringComparison.Ordinal);
        Assert.Equal(31, acled[0].Split(',').Length);
        Assert.Contains(",2019-08-31,2019,1,Political violence,Battles,Armed clash,Taliban,,Rebel group,Afghan army,,State forces,Rebel group-State forces,", acled[1], StringComparison.Ordinal);

        var ucdp = await ExportAsync("ucdp", Battle(0));
        Assert.Equal(49, ucdp[0].Split(',').Length);
        var polecat = await ExportAsync("polecat", Battle(0));
        Assert.Equal(polecat[0].Split('\t').Length, polecat[1].Split('\t').Length);
    }

    [Fact]
    public async Task Events_without_a_counterpart_are_no_rows_and_their_number_is_told()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Streamed = _ => [Battle(0), new Event { Name = "events/0000000000000001" }];
        var run = await services.RunAsync("events", "export", "--format", "acled");
        Assert.Equal(2, run.Lines.Length);
        Assert.Contains("1 events have no row", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_quotes_what_would_break_a_row()
    {
        var item = Battle(0);
        item.Report.Title = "A \"great\" day,\nthey said";
        await using var services = await FakeServices.StartAsync();
        services.Events.Streamed = _ => [item];
        Assert.Contains("\"A \"\"great\"\" day,\nthey said\"", (await services.RunAsync("events", "export", "--format", "csv")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_500)]
    public async Task Geojson_is_one_collection_whatever_its_length(int count)
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Streamed = _ => Enumerable.Range(0, count).Select(Battle);
        var run = await services.RunAsync("events", "export", "--format", "geojson");
        using var json = JsonDocument.Parse(run.Output);
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(count, features.Count);
        if (count > 0)
            Assert.Equal(68.86, features[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), 0.1);
    }

    [Fact]
    public async Task Parquet_reads_back_with_its_types_over_several_groups()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Streamed = _ => Enumerable.Range(0, 45_000).Select(Battle);
        using var folder = new TemporaryFolder();
        var run = await services.RunAsync("events", "export", "--format", "parquet", "--output", folder.File("out.parquet"));
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Equal(Enumerable.Range(0, 45_000).Select(Name), await NamesAsync(folder.File("out.parquet")));
    }

    [Fact]
    public async Task An_interrupted_export_goes_on_after_its_last_event_and_ends_like_one_that_was_not()
    {
        foreach (var format in Formats)
        {
            await using var services = await FakeServices.StartAsync();
            using var folder = new TemporaryFolder();
            const int count = 45_000;
            services.Events.Streamed = _ => Enumerable.Range(0, count).Select(Battle);
            Assert.Equal(0, (await services.RunAsync("events", "export", "--format", format, "--output", folder.File("whole"))).ExitCode);

            // The first try dies on the way, with a fault that is not tried again; the second goes on.
            services.Events.Streamed = _ => Enumerable.Range(0, 33_333).Select(Battle).Concat(Broken());
            var first = await services.RunAsync("events", "export", "--format", format, "--output", folder.File("out"));
            Assert.NotEqual(0, first.ExitCode);
            Assert.False(File.Exists(folder.File("out")));
            services.Events.Streamed = request =>
            {
                Assert.Equal((2019, 8, 31), (request.AfterDate.Year, request.AfterDate.Month, request.AfterDate.Day));
                return Enumerable.Range(0, count).SkipWhile(n => Name(n) != request.After).Skip(1).Select(Battle);
            };
            var second = await services.RunAsync("events", "export", "--format", format, "--output", folder.File("out"), "--resume");

            Assert.Equal(("", 0), (second.Error, second.ExitCode));
            if (format == "parquet")
                Assert.Equal(await NamesAsync(folder.File("whole")), await NamesAsync(folder.File("out")));
            else
                Assert.Equal(await File.ReadAllTextAsync(folder.File("whole"), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(folder.File("out"), TestContext.Current.CancellationToken));
            Assert.Equal(["out", "whole"], Directory.GetFiles(Path.GetDirectoryName(folder.File("out"))!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_is_taken_up_again_by_itself()
    {
        await using var services = await FakeServices.StartAsync();
        var calls = 0;
        services.Events.Streamed = request => ++calls == 1
            ? Enumerable.Range(0, 3).Select(Battle).Concat(Broken(StatusCode.Unavailable))
            : Enumerable.Range(0, 6).SkipWhile(n => Name(n) != request.After).Skip(1).Select(Battle);
        var run = await services.RunAsync("events", "export");
        Assert.Equal((0, 6, 2), (run.ExitCode, run.Lines.Length, calls));
    }

    [Fact]
    public async Task Another_filter_or_format_cannot_be_gone_on_with_and_parquet_needs_a_file()
    {
        await using var services = await FakeServices.StartAsync();
        using var folder = new TemporaryFolder();
        services.Events.Streamed = _ => Enumerable.Range(0, 10).Select(Battle).Concat(Broken());
        await services.RunAsync("events", "export", "--output", folder.File("out"));
        Assert.Equal(2, (await services.RunAsync("events", "export", "--output", folder.File("out"), "--resume", "--type", "protest")).ExitCode);
        Assert.Equal(2, (await services.RunAsync("events", "export", "--output", folder.File("out"), "--resume", "--format", "csv")).ExitCode);
        Assert.Equal(2, (await services.RunAsync("events", "export", "--format", "parquet")).ExitCode);
        Assert.Equal(2, (await services.RunAsync("events", "export", "--format", "xml")).ExitCode);
    }

    private static string Name(int n) => $"events/{n:x16}";

    private static Event Battle(int n)
    {
        var item = Samples.Battle.Clone();
        item.Name = Name(n);
        item.Mappings = new Mappings
        {
            CameoCode = "190",
            GoldsteinScore = -10,
            PloverQuad = 4,
            AcledDisorderType = "Political violence",
            AcledEventType = "Battles",
            AcledSubEventType = "Armed clash",
            UcdpTypeOfViolence = 1,
        };
        return item;
    }

    private static IEnumerable<Event> Broken(StatusCode code = StatusCode.Internal)
    {
        throw new RpcException(new Status(code, "gone"));
#pragma warning disable CS0162 // An iterator needs a yield, or it would throw when it is made.
        yield break;
#pragma warning restore CS0162
    }

    private static async Task<string[]> ExportAsync(string format, params Event[] events)
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Streamed = _ => events;
        return (await services.RunAsync("events", "export", "--format", format)).Lines;
    }

    private static async Task<List<string>> NamesAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        var (names, killed) = (new List<string>(), 0L);
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var column = new string?[group.RowCount];
            await group.ReadAsync(reader.Schema.FindDataField("event"), column.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
            names.AddRange(column.OfType<string>());
            var dead = new long?[group.RowCount];
            await group.ReadAsync<long>(reader.Schema.FindDataField("killed"), dead.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
            killed += dead.Sum() ?? 0;
        }
        Assert.Equal(36L * names.Count, killed);
        return names;
    }
}
