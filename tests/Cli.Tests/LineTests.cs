using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Sitrep.Cli.Code;
using Sitrep.Cli.Eval;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Terminal;

namespace Sitrep.Cli.Tests;

public sealed class LineTests
{
    [Property]
    public async Task Lines_of_any_bytes_come_back_whole_and_numbered(byte[][] lines)
    {
        // Feeds within and carriage returns at the end of a line are what a line cannot hold.
        var clean = lines.Select(line => line.Where(b => b is not ((byte)'\n' or (byte)'\r')).ToArray()).ToArray();
        using var stream = new MemoryStream([.. clean.SelectMany(line => line.Append((byte)'\n'))]);
        using var reader = ByteLines.Open("-", stream);
        var read = new List<ByteLine>();
        await foreach (var line in reader.ReadAsync(TestContext.Current.CancellationToken, keepBlank: true))
            read.Add(line);
        Assert.Equal(clean.Append([]), read.Select(line => line.Bytes.ToArray()));
        Assert.Equal(Enumerable.Range(1, read.Count).Select(n => (long)n), read.Select(line => line.Number));
    }

    [Fact]
    public async Task A_line_longer_than_the_buffer_is_read_whole()
    {
        var (small, large) = (new byte[10], new byte[1_000_000]);
        Array.Fill(small, (byte)'s');
        Array.Fill(large, (byte)'l');
        using var reader = ByteLines.Open("-", new MemoryStream([.. small, 10, .. large, 10, .. small]));
        var lengths = new List<int>();
        await foreach (var line in reader.ReadAsync(TestContext.Current.CancellationToken))
            lengths.Add(line.Bytes.Length);
        Assert.Equal([10, 1_000_000, 10], lengths);
    }

    [Fact]
    public async Task Output_keeps_the_order_of_the_input_whatever_finishes_first()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in", string.Concat(Enumerable.Range(0, 200).Select(n => $"{n}\n")));
        var run = await PipeAsync(folder, input, async (line, token) =>
        {
            if (line.Number % 3 == 0)
                await Task.Delay(2, token);
            return Encoding.UTF8.GetString(line.Bytes.Span);
        });
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(input, TestContext.Current.CancellationToken), run.Output);
    }

    [Fact]
    public async Task A_device_is_written_to_and_no_file_takes_its_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's");
        using var folder = new TemporaryFolder();
        using var console = Console(out _);
        var full = await Assert.ThrowsAsync<CliException>(() => LinePipeline.RunAsync(
            console, folder.Write("in", "a\n"), "/dev/full", "things", (_, _) => ValueTask.FromResult<string?>("a"), TestContext.Current.CancellationToken));
        Assert.Contains("cannot write to the device", full.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("/dev/full.partial"));
    }

    [Fact]
    public async Task A_bad_line_is_told_with_its_number_and_the_rest_is_written()
    {
        using var folder = new TemporaryFolder();
        var run = await PipeAsync(folder, folder.Write("in", "a\n\nbad\nb\n"), (line, _) => line.Number == 3
            ? throw new BadLineException("no good")
            : ValueTask.FromResult<string?>(Encoding.UTF8.GetString(line.Bytes.Span)));
        Assert.Equal((1, "a\nb\n"), (run.ExitCode, run.Output));
        Assert.Matches("^sitrep: .*in, line 3: no good\n$", run.Error);
    }

    [Fact]
    public async Task Of_a_thousand_bad_lines_the_first_twenty_are_told()
    {
        using var folder = new TemporaryFolder();
        var run = await PipeAsync(folder, folder.Write("in", string.Concat(Enumerable.Repeat("x\n", 1_000))), (_, _) => throw new BadLineException("bad"));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(21, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("980 more bad lines\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_leaves_whole_lines_in_the_partial_file_and_no_output_file()
    {
        using var folder = new TemporaryFolder();
        using var interrupt = new CancellationTokenSource();
        var input = folder.Write("in", string.Concat(Enumerable.Range(0, 500).Select(n => $"{n}\n")));
        using var console = Console(out var error);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LinePipeline.RunAsync(
            console, input, folder.File("out"), "things",
            async (line, token) =>
            {
                if (line.Number == 100)
                    await interrupt.CancelAsync();
                token.ThrowIfCancellationRequested();
                return Encoding.UTF8.GetString(line.Bytes.Span);
            },
            interrupt.Token));
        Assert.False(File.Exists(folder.File("out")));
        var partial = await File.ReadAllTextAsync(folder.File("out.partial"), TestContext.Current.CancellationToken);
        Assert.True(partial.Length == 0 || partial.EndsWith('\n'));
        Assert.Contains("interrupted after", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_of_an_earlier_run_stays_until_the_new_one_is_whole()
    {
        using var folder = new TemporaryFolder();
        folder.Write("out", "old");
        using var console = Console(out _);
        await Assert.ThrowsAsync<InvalidOperationException>(() => LinePipeline.RunAsync(
            console, folder.Write("in", "a\n"), folder.File("out"), "things", (_, _) => throw new InvalidOperationException("a bug"), TestContext.Current.CancellationToken));
        Assert.Equal("old", await File.ReadAllTextAsync(folder.File("out"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Zipped_input_is_read_and_a_broken_zip_is_told()
    {
        using var folder = new TemporaryFolder();
        using var bytes = new MemoryStream();
        await using (var zip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
            zip.Write("one\ntwo\n"u8);
        ValueTask<string?> Same(ByteLine line, CancellationToken token) => ValueTask.FromResult<string?>(Encoding.UTF8.GetString(line.Bytes.Span));
        Assert.Equal("one\ntwo\n", (await PipeAsync(folder, folder.Write("in.gz", bytes.ToArray()), Same)).Output);
        var refused = await Assert.ThrowsAsync<CliException>(() => PipeAsync(folder, folder.Write("bad.gz", "no zip"u8.ToArray()), Same));
        Assert.Equal(1, refused.ExitCode);
    }

    [Theory]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("{\"id\":", "not JSON")]
    [InlineData("plain words", "not JSON")]
    public void A_line_that_is_no_object_is_bad(string line, string why) =>
        Assert.Contains(why, Assert.Throws<BadLineException>(() => JsonLine.Parse(Encoding.UTF8.GetBytes(line))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"text\":\"x\"}", "no \"id\"")]
    [InlineData("{\"id\":\"a\"}", "no \"text\"")]
    [InlineData("{\"id\":\"a\",\"text\":5}", "\"text\" is not a string")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"publish_time\":\"last week\"}", "\"publish_time\" is no day")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"language_code\":\"fr\"}", "language \"fr\" is not coded")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"time_zone\":\"Mars/Olympus\"}", "no IANA time zone")]
    public void A_report_that_cannot_be_read_says_which_field(string json, string why)
    {
        using var line = JsonLine.Parse(Encoding.UTF8.GetBytes(json));
        var refused = Assert.Throws<BadLineException>(() =>
        {
            _ = line.RawId;
            CodeLine.Input(line);
        });
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_and_not_mended()
    {
        using var line = JsonLine.Parse((byte[])[.. "{\"id\":\"a\",\"text\":\"x"u8, 0xC3, 0x28, .. "\"}"u8]);
        Assert.Equal("\"text\" is not UTF-8", Assert.Throws<BadLineException>(() => line.Required("text")).Message);
    }

    [Fact]
    public void A_lone_surrogate_becomes_one_replacement_and_every_other_escape_stays_what_it_is()
    {
        using var line = JsonLine.Parse(Encoding.UTF8.GetBytes("""{"id":7,"text":"a\ud800b \"q\" \\ \/ \b\f\n\r\t \u00e9 \ud83d\ude00 \udc00"}"""));
        Assert.Equal("7", line.RawId);
        Assert.Equal("a\uFFFDb \"q\" \\ / \b\f\n\r\t é 😀 \uFFFD", line.Required("text"));
    }

    [Property]
    public void Replacing_lone_surrogates_keeps_the_length_and_all_else(char[] units)
    {
        var text = new string(units);
        var replaced = LoneSurrogates.Replace(text);
        Assert.Equal(text.Length, replaced.Length);
        Assert.Equal(replaced, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(replaced)));
        for (var i = 0; i < text.Length; i++)
            Assert.True(text[i] == replaced[i] || (char.IsSurrogate(text[i]) && replaced[i] == '\uFFFD'));
    }

    [Property]
    public void Code_points_and_utf16_offsets_convert_both_ways(string? raw)
    {
        var text = LoneSurrogates.Replace("😀" + raw + "é😀x");
        var points = new CodePoints(text);
        var runes = text.EnumerateRunes().ToArray();
        var at = 0;
        for (var i = 0; i < runes.Length; i++)
        {
            Assert.Equal(i, points.Of(at));
            Assert.Equal(new Language.TextSpan(at, at + runes[i].Utf16SequenceLength), points.ToUtf16(i, i + 1));
            at += runes[i].Utf16SequenceLength;
        }
        Assert.Null(points.ToUtf16(0, runes.Length + 1));
    }

    [Theory]
    [InlineData("2019-08-31", null, "2019-08-31T00:00:00Z")]
    [InlineData("2019-08-31", "Asia/Kabul", "2019-08-30T19:30:00Z")]
    [InlineData("2019-08-31", "America/New_York", "2019-08-31T04:00:00Z")]
    [InlineData("2019-08-31T06:00:00Z", "Asia/Kabul", "2019-08-31T06:00:00Z")]
    [InlineData("2019-08-31T06:00:00.25+04:30", null, "2019-08-31T01:30:00.25Z")]
    [InlineData("2019-08-31T06:00", null, "2019-08-31T06:00:00Z")]
    public void Publication_is_read_as_a_moment_in_utc(string text, string? zone, string expected)
    {
        Assert.True(PublishTimes.TryParse(text, zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone), out var time));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("31.08.2019")]
    [InlineData("2019-02-30")]
    [InlineData("2019-08-31T25:00:00Z")]
    public void What_is_no_date_is_not_read(string text) => Assert.False(PublishTimes.TryParse(text, null, out _));

    [Fact]
    public void A_day_at_the_edge_of_the_calendar_is_refused_rather_than_wrapped() =>
        Assert.False(PublishTimes.TryParse("0001-01-01", TimeZoneInfo.FindSystemTimeZoneById("Asia/Kabul"), out _));

    [Theory]
    [InlineData("Title: A\nPublished: 2019-09-01\nSource: B\nUrl: http://c\n\nText here.\n", "Text here.\n", "A", "2019-09-01", "B", "http://c")]
    [InlineData("title: A\r\n\r\nText", "Text", "A", null, "", "")]
    [InlineData("Text with no header.\n\nSource: none.", "Text with no header.\n\nSource: none.", "", null, "", "")]
    [InlineData("Source: officials.\nThey said no more.\n\nRest", "Source: officials.\nThey said no more.\n\nRest", "", null, "", "")]
    [InlineData("\nTitle: A\n\nx", "\nTitle: A\n\nx", "", null, "", "")]
    [InlineData("Title: A", "Title: A", "", null, "", "")]
    [InlineData("", "", "", null, "", "")]
    public void A_header_counts_only_where_every_line_of_it_is_a_field(string content, string text, string title, string? published, string source, string url) =>
        Assert.Equal(new ReportFile(text, title, published, source, url), ReportFile.Parse(content));

    [Theory]
    [InlineData(0, null, 0, "0 reports  0/s")]
    [InlineData(1_204, 0.35, 10, "1,204 reports  35 %  120/s  0:18 left")]
    [InlineData(3, 0.001, 2, "3 reports  0 %  1.5/s")]
    [InlineData(50, 0.01, 60, "50 reports  1 %  0.8/s  1:39:00 left")]
    [InlineData(9, 1.0, 3, "9 reports  100 %  3/s")]
    public void Progress_says_how_many_how_fast_and_how_long_still(long done, double? share, double seconds, string line) =>
        Assert.Equal(line, Progress.Line(done, share, TimeSpan.FromSeconds(seconds), "reports"));

    [Fact]
    public void Progress_is_redrawn_at_most_five_times_a_second_and_wiped()
    {
        var time = new FakeTimeProvider();
        using var error = new StringWriter();
        using var console = new CliConsole
        {
            Input = Stream.Null,
            Output = TextWriter.Null,
            Error = error,
            OutputIsTerminal = false,
            ErrorIsTerminal = true,
            Variable = _ => null,
            Time = time,
        };
        using (var progress = new Progress(console, "x"))
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            for (var i = 0; i < 100; i++, time.Advance(TimeSpan.FromMilliseconds(10)))
                progress.Report(i, null);
        }
        Assert.Equal(5, error.ToString().Split("x  ").Length - 1);
        Assert.EndsWith("\r", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_a_treebank_comes_from_its_comments_or_else_from_its_forms()
    {
        string[] rows =
        [
            "# newdoc id = a", "# newpar", "# text = Don't go.", "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_", "", "# text = He went.", "", "# newpar", "# text = New paragraph.", "",
            "# newdoc id = b", "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_", "1\tDo\t_\t_\t_\t_\t_\t_\t_\t_", "2\tn't\t_\t_\t_\t_\t_\t_\t_\t_",
            "2.1\tyou\t_\t_\t_\t_\t_\t_\t_\t_", "3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No", "4\t.\t_\t_\t_\t_\t_\t_\t_\t_", "",
        ];
        Assert.Equal(["Don't go. He went. \n\nNew paragraph.", "Don't go."], TreebankFamily.Documents(rows));
        Assert.Equal(["Plain text.\n\nMore."], TreebankFamily.Documents(["Plain text.", "", "More."]));
    }

    private static CliConsole Console(out StringWriter error) => new()
    {
        Input = Stream.Null,
        Output = TextWriter.Null,
        Error = error = new StringWriter { NewLine = "\n" },
        OutputIsTerminal = false,
        ErrorIsTerminal = false,
        Variable = _ => null,
        Time = TimeProvider.System,
    };

    private static async Task<ToolRun> PipeAsync(TemporaryFolder folder, string input, Func<ByteLine, CancellationToken, ValueTask<string?>> work)
    {
        using var console = Console(out var error);
        var output = folder.File("piped");
        var exitCode = await LinePipeline.RunAsync(console, input, output, "things", work, TestContext.Current.CancellationToken);
        return new ToolRun(exitCode, await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken), error.ToString());
    }
}
