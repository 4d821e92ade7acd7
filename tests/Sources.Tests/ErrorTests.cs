using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

/// <summary>Every reason that this service gives, over the wire.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SourcesApp _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _app = await SourcesApp.StartAsync(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_bad_report_is_INVALID_REQUEST_with_every_violation()
    {
        var status = await Reports.FailureAsync(() => _app.Client.SubmitAsync(new Report { PublishTime = new Timestamp { Seconds = 253_402_300_799 } }, "1"));

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal("INVALID_REQUEST", status.Reason());
        Assert.Equal(
            [("request_id", "INVALID_UUID"), ("report.text", "REQUIRED"), ("report.publish_time", "TIME_OUT_OF_RANGE")], status.Violations());
    }

    [Fact]
    public async Task An_unknown_report_is_REPORT_NOT_FOUND_and_a_bad_name_INVALID_NAME()
    {
        var name = "reports/" + new string('a', 26);
        foreach (var call in new Func<string, Task>[]
        {
            n => _app.Client.GetReportAsync(new GetReportRequest { Name = n }, cancellationToken: Token).ResponseAsync,
            n => _app.Client.RecodeReportAsync(new RecodeReportRequest { Name = n }, cancellationToken: Token).ResponseAsync,
        })
        {
            var unknown = await Reports.FailureAsync(() => call(name));
            var bad = await Reports.FailureAsync(() => call("reports/../sources"));

            Assert.Equal(((int)StatusCode.NotFound, "REPORT_NOT_FOUND"), (unknown.Code, unknown.Reason()));
            Assert.Equal((int)StatusCode.InvalidArgument, bad.Code);
            Assert.Equal([("name", "INVALID_NAME")], bad.Violations());
        }
    }

    [Fact]
    public async Task An_unknown_source_is_SOURCE_NOT_FOUND()
    {
        var read = await Reports.FailureAsync(async () => await _app.Client.GetSourceAsync(new GetSourceRequest { Name = "sources/nobody" }, cancellationToken: Token));
        var updated = await Reports.FailureAsync(async () => await _app.Client.UpdateSourceAsync(
            new UpdateSourceRequest { Source = new Source { Name = "sources/nobody", DisplayName = "X" } }, cancellationToken: Token));

        Assert.Equal(((int)StatusCode.NotFound, "SOURCE_NOT_FOUND"), (read.Code, read.Reason()));
        Assert.Equal(((int)StatusCode.NotFound, "SOURCE_NOT_FOUND"), (updated.Code, updated.Reason()));
    }

    [Fact]
    public async Task A_mask_may_name_only_what_can_be_changed()
    {
        var status = await Reports.FailureAsync(async () => await _app.Client.UpdateSourceAsync(
            new UpdateSourceRequest
            {
                Source = new Source { Name = "sources/x", Kind = (Source.Types.Kind)99 },
                UpdateMask = new FieldMask { Paths = { "kind", "name", "create_time", "reliability_history", "colour" } },
            },
            cancellationToken: Token));

        Assert.Equal(
            [
                ("update_mask.paths[1]", "IMMUTABLE_FIELD"), ("update_mask.paths[2]", "IMMUTABLE_FIELD"), ("update_mask.paths[3]", "IMMUTABLE_FIELD"),
                ("update_mask.paths[4]", "UNKNOWN_FIELD"), ("source.kind", "UNKNOWN_VALUE"),
            ],
            status.Violations());
    }

    [Fact]
    public async Task A_bad_source_is_refused_with_every_violation()
    {
        var status = await Reports.FailureAsync(async () => await _app.Client.CreateSourceAsync(
            new CreateSourceRequest
            {
                SourceId = "Bad Id",
                Source = new Source
                {
                    CountryCode = "Syria",
                    LanguageCode = "!",
                    HomePage = "nowhere",
                    Reliability = (Source.Types.Reliability)9,
                    CreditNames = { "A", "", "A" },
                },
            },
            cancellationToken: Token));

        Assert.Equal(
            [
                ("source_id", "INVALID_NAME"), ("source.display_name", "REQUIRED"), ("source.country_code", "INVALID_COUNTRY"),
                ("source.language_code", "INVALID_LANGUAGE"), ("source.home_page", "INVALID_URL"), ("source.reliability", "UNKNOWN_VALUE"),
                ("source.credit_names[1]", "REQUIRED"), ("source.credit_names[2]", "DUPLICATE"),
            ],
            status.Violations());
    }

    [Fact]
    public async Task Bad_lists_are_refused_with_every_violation()
    {
        var reports = await Reports.FailureAsync(async () => await _app.Client.ListReportsAsync(
            new ListReportsRequest
            {
                PageSize = -1,
                PageToken = "zzz",
                Source = "reuters",
                State = (Report.Types.State)77,
                StartTime = new Timestamp { Seconds = 2 },
                EndTime = new Timestamp { Seconds = 1 },
            },
            cancellationToken: Token));
        var sources = await Reports.FailureAsync(async () => await _app.Client.ListSourcesAsync(
            new ListSourcesRequest { PageSize = -1, PageToken = "zzz" }, cancellationToken: Token));

        Assert.Equal(
            [("page_size", "NEGATIVE"), ("source", "INVALID_NAME"), ("state", "UNKNOWN_VALUE"), ("end_time", "INVALID_RANGE"), ("page_token", "FOREIGN_PAGE_TOKEN")],
            reports.Violations());
        Assert.Equal([("page_size", "NEGATIVE"), ("page_token", "FOREIGN_PAGE_TOKEN")], sources.Violations());
    }

    [Fact]
    public async Task A_string_that_is_no_UTF_8_is_refused_without_loss()
    {
        _app.ExpectedErrors.UnionWith(["ErrorReadingMessage", "ErrorExecutingServiceMethod"]);

        var status = await Reports.FailureAsync(() => Wire.UnaryAsync(_app, Wire.Spoiled(Reports.Valid("The shelling went on."))));

        Assert.Equal(((int)StatusCode.InvalidArgument, "MALFORMED_MESSAGE"), (status.Code, status.Reason()));
    }

    [Fact]
    public async Task A_full_intake_refuses_with_the_time_to_come_again()
    {
        await using var app = await SourcesApp.StartAsync(_database.ConnectionString, settings: ("Sources:MaxWaitingSubmissions", "1"));

        var calls = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            try
            {
                await app.Client.SubmitAsync(Reports.Valid($"Text {i}."));
                return null;
            }
            catch (RpcException failure)
            {
                return failure.GetRpcStatus();
            }
        }));

        Assert.Contains(calls, status => status is null);
        Assert.All(calls.OfType<Google.Rpc.Status>(), status => AssertExhausted("INTAKE_FULL", status));
        Assert.Contains(calls, status => status is not null);
    }

    [Fact]
    public async Task A_full_queue_refuses_with_the_time_to_come_again()
    {
        await using var app = await SourcesApp.StartAsync(
            _database.ConnectionString, settings: [("Sources:MaxQueuedReports", "2"), ("Sources:MeasureInterval", "00:00:00.1"), ("Sources:Dispatch:Enabled", "false")]);
        await app.Client.SubmitAsync(Reports.Valid("One."));
        await app.Client.SubmitAsync(Reports.Valid("Two."));

        Google.Rpc.Status? refused = null;
        for (var i = 0; i < 1_000 && refused is null; i++)
        {
            try
            {
                // What is there already waits for nobody, and yet is refused: whether it is there is known only by asking the database.
                await app.Client.SubmitAsync(Reports.Valid("Two."));
                await Task.Delay(10, Token);
            }
            catch (RpcException failure)
            {
                refused = failure.GetRpcStatus();
            }
        }

        Assert.NotNull(refused);
        AssertExhausted("QUEUE_FULL", refused);
    }

    private static void AssertExhausted(string reason, Google.Rpc.Status status)
    {
        Assert.Equal(((int)StatusCode.ResourceExhausted, reason), (status.Code, status.Reason()));
        Assert.True(status.GetDetail<Google.Rpc.RetryInfo>()?.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }
}

/// <summary>Messages as bytes, for those that no client of ours would send.</summary>
internal static class Wire
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    /// <summary>A submission whose text ends in a byte that UTF-8 does not know.</summary>
    public static byte[] Spoiled(Report report)
    {
        var bytes = new SubmitReportRequest { Report = report }.ToByteArray();
        var end = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(report.Text)) + report.Text.Length - 1;
        bytes[end] = 0xFF;
        return bytes;
    }

    public static async Task UnaryAsync(SourcesApp app, byte[] message)
    {
        var method = new Method<byte[], byte[]>(MethodType.Unary, "sitrep.sources.v1.SourcesService", "SubmitReport", Bytes, Bytes);
        using var call = app.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(cancellationToken: TestContext.Current.CancellationToken), message);
        await call.ResponseAsync;
    }

    public static AsyncDuplexStreamingCall<byte[], byte[]> Duplex(SourcesApp app)
    {
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, "sitrep.sources.v1.SourcesService", "SubmitReports", Bytes, Bytes);
        return app.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, new CallOptions(cancellationToken: TestContext.Current.CancellationToken));
    }
}
