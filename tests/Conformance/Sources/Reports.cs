using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Sitrep.Sources.V1;

namespace Sitrep.Conformance.Sources;

/// <summary>Reports to submit, and waits for what becomes of them.</summary>
internal static class Reports
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static readonly DateTimeOffset Published = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    /// <summary>A report that is valid in every field. Each text has its own url, for another text under the same one supersedes the first.</summary>
    public static Report Valid(string text = "Shells fell on the market of Daraa at noon.", string title = "Market shelled") => new()
    {
        Source = "sources/orontes-news",
        Title = title,
        Text = text,
        Url = $"https://news.example/2026/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..12]}",
        PublishTime = Timestamp.FromDateTimeOffset(Published),
        LanguageCode = "en",
        TimeZone = "Asia/Damascus",
        Licence = "CC-BY-4.0",
    };

    public static async Task<Report> SubmitAsync(this SourcesService.SourcesServiceClient client, Report report, string requestId = "") =>
        await client.SubmitReportAsync(new SubmitReportRequest { Report = report, RequestId = requestId }, cancellationToken: TestContext.Current.CancellationToken);

    public static async Task<Report> GetAsync(this SourcesService.SourcesServiceClient client, string name) =>
        await client.GetReportAsync(new GetReportRequest { Name = name }, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The report once it is as awaited.</summary>
    public static async Task<Report> AwaitAsync(this SourcesService.SourcesServiceClient client, string name, Func<Report, bool> awaited)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var report = await client.GetAsync(name);
            if (awaited(report))
            {
                return report;
            }

            Assert.True(clock.Elapsed < Patience, $"Not as awaited within {Patience}: {report.Coding}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public static Task<Report> AwaitStateAsync(this SourcesService.SourcesServiceClient client, string name, Report.Types.State state) =>
        client.AwaitAsync(name, report => report.Coding.State == state);

    /// <summary>Waits until it holds.</summary>
    public static async Task EventuallyAsync(Func<bool> holds, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < Patience, $"Not within {Patience}: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The status that a call fails with, its details complete.</summary>
    public static async Task<Google.Rpc.Status> FailureAsync(Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        var status = failure.GetRpcStatus();
        Assert.NotNull(status);
        Assert.Equal("sources.sitrep", status.GetDetail<ErrorInfo>()?.Domain);
        return status;
    }

    public static string? Reason(this Google.Rpc.Status status) => status.GetDetail<ErrorInfo>()?.Reason;

    /// <summary>Field and reason of every violation, in order.</summary>
    public static IEnumerable<(string Field, string Reason)> Violations(this Google.Rpc.Status status) =>
        status.GetDetail<BadRequest>()?.FieldViolations.Select(violation => (violation.Field, violation.Reason)) ?? [];
}
