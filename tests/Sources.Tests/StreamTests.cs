using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

public sealed class StreamTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SourcesApp _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _app = await SourcesApp.StartAsync(_database.ConnectionString, settings: ("Sources:MaxIngestStreams", "3"));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Every_report_of_a_stream_is_answered_once_and_stored_without_its_text_in_the_answer()
    {
        using var call = _app.Client.SubmitReports(cancellationToken: Token);
        var answers = ReadAsync(call.ResponseStream);
        for (var i = 0; i < 500; i++)
        {
            await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid($"Text number {i}."), RequestId = Guid.NewGuid().ToString() }, Token);
        }

        await call.RequestStream.CompleteAsync();
        var all = await answers;

        Assert.Equal(Enumerable.Range(0, 500).Select(i => (long)i), all.Select(answer => answer.Index).Order());
        Assert.All(all, answer => Assert.Equal(SubmitReportsResponse.ResultOneofCase.Report, answer.ResultCase));
        Assert.All(all, answer => Assert.Equal("", answer.Report.Text));
        var third = await _app.Client.GetAsync(all.Single(answer => answer.Index == 3).Report.Name);
        Assert.Equal("Text number 3.", third.Text);
        Assert.Equal(500, await CountAsync());
    }

    [Fact]
    public async Task An_answer_comes_while_the_stream_is_still_open()
    {
        using var call = _app.Client.SubmitReports(cancellationToken: Token);

        await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid() }, Token);
        Assert.True(await call.ResponseStream.MoveNext(Token));

        Assert.Equal(Reports.Valid().Title, call.ResponseStream.Current.Report.Title);
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Token));
    }

    [Fact]
    public async Task One_bad_report_never_stops_the_others()
    {
        var used = Guid.NewGuid().ToString();
        await _app.Client.SubmitAsync(Reports.Valid("Used."), used);
        var requests = new List<SubmitReportsRequest>
        {
            new() { Report = Reports.Valid("First.") },
            new() { Report = Reports.Valid("") },
            new() { Report = Reports.Valid("Second."), RequestId = "7" },
            new() { Report = Reports.Valid("Third."), RequestId = used },
            new(),
            new() { Report = Reports.Valid("Last.") },
        };

        using var call = _app.Client.SubmitReports(cancellationToken: Token);
        var answers = ReadAsync(call.ResponseStream);
        foreach (var request in requests)
        {
            await call.RequestStream.WriteAsync(request, Token);
        }

        await call.RequestStream.CompleteAsync();
        var byIndex = (await answers).ToDictionary(answer => answer.Index);

        Assert.NotNull(byIndex[0].Report);
        Assert.Equal([("report.text", "REQUIRED")], byIndex[1].Error.Violations());
        Assert.Equal([("request_id", "INVALID_UUID")], byIndex[2].Error.Violations());
        Assert.Equal("REQUEST_ID_REUSED", byIndex[3].Error.Reason());
        Assert.Equal([("report", "REQUIRED")], byIndex[4].Error.Violations());
        Assert.NotNull(byIndex[5].Report);
    }

    [Fact]
    public async Task A_damaged_message_in_the_middle_is_one_error_and_the_stream_goes_on()
    {
        _app.ExpectedErrors.Add("ErrorReadingMessage");
        using var call = Wire.Duplex(_app);
        await call.RequestStream.WriteAsync(Good("Before."), Token);
        await call.RequestStream.WriteAsync(Wire.Spoiled(Reports.Valid("Spoiled.")), Token);
        await call.RequestStream.WriteAsync([0x0A, 0xFF, 0xFF], Token);
        await call.RequestStream.WriteAsync(Good("After."), Token);
        await call.RequestStream.CompleteAsync();

        var byIndex = new Dictionary<long, SubmitReportsResponse>();
        while (await call.ResponseStream.MoveNext(Token))
        {
            var answer = SubmitReportsResponse.Parser.ParseFrom(call.ResponseStream.Current);
            byIndex.Add(answer.Index, answer);
        }

        Assert.NotNull(byIndex[0].Report);
        Assert.Equal("MALFORMED_MESSAGE", byIndex[1].Error.Reason());
        Assert.Equal("MALFORMED_MESSAGE", byIndex[2].Error.Reason());
        Assert.NotNull(byIndex[3].Report);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_message_beyond_every_bound_is_one_error_and_the_stream_goes_on()
    {
        _app.ExpectedErrors.Add("ErrorReadingMessage");
        using var call = Wire.Duplex(_app);
        await call.RequestStream.WriteAsync(Good("Before."), Token);
        await call.RequestStream.WriteAsync(new byte[(4 * 1024 * 1024) + 1], Token);
        await call.RequestStream.WriteAsync(new byte[30_000_000], Token);
        await call.RequestStream.WriteAsync(Good("After."), Token);
        await call.RequestStream.CompleteAsync();

        var byIndex = new Dictionary<long, SubmitReportsResponse>();
        while (await call.ResponseStream.MoveNext(Token))
        {
            var answer = SubmitReportsResponse.Parser.ParseFrom(call.ResponseStream.Current);
            byIndex.Add(answer.Index, answer);
        }

        Assert.NotNull(byIndex[0].Report);
        Assert.Equal((int)StatusCode.ResourceExhausted, byIndex[1].Error.Code);
        Assert.Equal("MESSAGE_TOO_LARGE", byIndex[1].Error.Reason());
        Assert.Equal("MESSAGE_TOO_LARGE", byIndex[2].Error.Reason());
        Assert.NotNull(byIndex[3].Report);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task At_the_services_stop_what_was_read_is_answered_and_the_stream_ends_as_unavailable()
    {
        using var call = _app.Client.SubmitReports(cancellationToken: Token);
        await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid() }, Token);
        Assert.True(await call.ResponseStream.MoveNext(Token));

        _app.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        var status = await Reports.FailureAsync(() => call.ResponseStream.MoveNext(Token));

        Assert.Equal((int)StatusCode.Unavailable, status.Code);
    }

    [Fact]
    public async Task One_stream_too_many_is_refused_with_the_time_to_come_again_until_another_ends()
    {
        var open = new List<AsyncDuplexStreamingCall<SubmitReportsRequest, SubmitReportsResponse>>();
        for (var i = 0; i < 3; i++)
        {
            var call = _app.Client.SubmitReports(cancellationToken: Token);
            await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid() }, Token);
            await call.ResponseStream.MoveNext(Token);
            open.Add(call);
        }

        using var refused = _app.Client.SubmitReports(cancellationToken: Token);
        var status = await Reports.FailureAsync(() => refused.ResponseStream.MoveNext(Token));
        await open[0].RequestStream.CompleteAsync();
        Assert.False(await open[0].ResponseStream.MoveNext(Token));
        using var next = _app.Client.SubmitReports(cancellationToken: Token);
        await next.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid() }, Token);

        Assert.Equal(((int)StatusCode.ResourceExhausted, "TOO_MANY_STREAMS"), (status.Code, status.Reason()));
        Assert.True(status.GetDetail<Google.Rpc.RetryInfo>()?.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.True(await next.ResponseStream.MoveNext(Token));
        open.ForEach(call => call.Dispose());
    }

    [Fact]
    public async Task A_caller_that_hangs_up_gives_its_place_back()
    {
        for (var i = 0; i < 10; i++)
        {
            using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
            using var call = _app.Client.SubmitReports(cancellationToken: hangUp.Token);
            await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid($"Text {i}.") }, Token);
            await call.ResponseStream.MoveNext(Token);
            await hangUp.CancelAsync();
        }

        var streams = _app.Services.GetRequiredService<SubmitReports.IngestStreams>();
        await Reports.EventuallyAsync(() => streams.Open == 0, "all places given back");
        Assert.Equal(10, await CountAsync());
    }

    [Fact]
    public async Task Many_streams_at_once_with_the_same_reports_store_each_once()
    {
        var streams = Enumerable.Range(0, 3).Select(async _ =>
        {
            using var call = _app.Client.SubmitReports(cancellationToken: Token);
            var answers = ReadAsync(call.ResponseStream);
            for (var i = 0; i < 200; i++)
            {
                await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid($"Text number {i}.") }, Token);
            }

            await call.RequestStream.CompleteAsync();
            return await answers;
        });

        var all = await Task.WhenAll(streams);

        Assert.All(all, answers => Assert.Equal(200, answers.Count(answer => answer.Report?.Revision == 1)));
        Assert.Equal(200, await CountAsync());
    }

    private static byte[] Good(string text) => new SubmitReportsRequest { Report = Reports.Valid(text) }.ToByteArray();

    private static async Task<List<SubmitReportsResponse>> ReadAsync(IAsyncStreamReader<SubmitReportsResponse> answers)
    {
        var all = new List<SubmitReportsResponse>();
        await foreach (var answer in answers.ReadAllAsync(Token))
        {
            all.Add(answer);
        }

        return all;
    }

    private async Task<int> CountAsync()
    {
        await using var context = await _app.Services.GetRequiredService<IDbContextFactory<SourcesDbContext>>().CreateDbContextAsync(Token);
        return await context.Reports.CountAsync(Token);
    }
}
