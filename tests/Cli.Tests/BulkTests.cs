using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.Tests;

public sealed class BulkTests
{
    [Fact]
    public async Task Lines_are_submitted_each_and_what_is_wrong_with_one_is_noted_in_a_file()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Submitted = request => request.Report.Text == "two"
            ? new SubmitReportsResponse { Error = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = "no", Details = { Any.Pack(new ErrorInfo { Reason = "INVALID_REQUEST" }) } } }
            : new SubmitReportsResponse { Report = new Report { Name = "reports/" + request.Report.Text } };
        using var folder = new TemporaryFolder();
        var file = folder.Write("in.jsonl", """
            {"text":"one","title":"T","publish_time":"2019-08-31T06:00:00Z","source":"Reuters","url":"https://e.example/1"}
            {"text":"two"}
            not json
            {"text":"three","date":"2019-09-01"}
            """);

        var run = await services.RunAsync("submit", "--input", file);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("2 reports", run.Output, StringComparison.Ordinal);
        var sent = services.Sources.Asked.Of<SubmitReportsRequest>().Select(request => request.Report).ToList();
        Assert.Equal(["one", "two", "three"], sent.Select(report => report.Text));
        Assert.Equal(("T", "Reuters", "https://e.example/1", 1_567_231_200L), (sent[0].Title, sent[0].Source, sent[0].Url, sent[0].PublishTime.Seconds));
        var errors = File.ReadAllLines(file + ".errors.jsonl");
        Assert.Contains(errors, line => line.Contains("\"line 3\",\"reason\":\"UNREADABLE\"", StringComparison.Ordinal));
        Assert.Contains(errors, line => line.Contains("\"line 2\",\"reason\":\"INVALID_REQUEST\"", StringComparison.Ordinal));
        Assert.False(File.Exists(file + ".submitted"));
    }

    [Fact]
    public async Task What_is_refused_for_now_is_sent_again()
    {
        await using var services = await FakeServices.StartAsync();
        var refusals = 0;
        services.Sources.Submitted = request => request.Report.Text == "two" && Interlocked.Increment(ref refusals) < 3
            ? new SubmitReportsResponse
            {
                Error = new Google.Rpc.Status
                {
                    Code = (int)StatusCode.ResourceExhausted,
                    Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(10)) }) },
                },
            }
            : new SubmitReportsResponse { Report = new Report { Name = "reports/" + request.Report.Text } };
        using var folder = new TemporaryFolder();

        var run = await services.RunAsync("submit", "--input", folder.Write("in.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("2 reports", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, services.Sources.Asked.Of<SubmitReportsRequest>().Count(request => request.Report.Text == "two"));
    }

    [Fact]
    public async Task A_run_goes_on_where_an_earlier_one_was_interrupted()
    {
        await using var services = await FakeServices.StartAsync();
        using var folder = new TemporaryFolder();
        var file = folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 10).Select(i => $"{{\"text\":\"{i}\"}}\n")));
        folder.Write("in.jsonl.submitted", $"{new FileInfo(file).Length} 7\n");

        await services.RunAsync("submit", "--input", file);

        Assert.Equal(["7", "8", "9"], services.Sources.Asked.Of<SubmitReportsRequest>().Select(request => request.Report.Text));
    }

    [Fact]
    public async Task Of_a_web_page_the_article_is_submitted()
    {
        await using var services = await FakeServices.StartAsync();
        using var folder = new TemporaryFolder();
        var sentence = "Villagers along the river said that the water had risen through the night, and that boats from the next town were taking families to the school on the hill. ";
        Directory.CreateDirectory(folder.File("pages"));
        folder.Write("pages/a.html", $"""
            <html lang="en"><head><title>River rises</title><link rel="canonical" href="https://news.example/river"><meta property="og:site_name" content="Example News"></head>
            <body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>River rises</h1><p>{sentence}{sentence}</p><p>{sentence}{sentence}</p><p>{sentence}</p></article>
            <footer>All rights reserved</footer></body></html>
            """);
        folder.Write("pages/b.txt", "Title: Plain\n\nJust text.");

        var run = await services.RunAsync("submit", "--folder", folder.File("pages"), "--source", "sources/fallback");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var sent = services.Sources.Asked.Of<SubmitReportsRequest>().Select(request => request.Report).ToList();
        Assert.Equal(("River rises", "https://news.example/river", "Example News"), (sent[0].Title, sent[0].Url, sent[0].Source));
        Assert.Contains(sentence.Trim(), sent[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sport", sent[0].Text, StringComparison.Ordinal);
        Assert.Equal(("Plain", "Just text.", "sources/fallback"), (sent[1].Title, sent[1].Text, sent[1].Source));
    }
}
