using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Sources.V1;
using Sitrep.Text.V1;

namespace Sitrep.Cli.Tests;

public sealed class ServiceCommandTests
{
    [Fact]
    public async Task Events_search_hands_every_filter_to_the_service()
    {
        await using var services = await FakeServices.StartAsync();
        var run = await services.RunAsync(
            "events", "search", "--type", "assault", "--type", "PROTEST", "--mode", "Airstrike", "--factuality", "negated", "--from", "2019-08-31", "--until", "2019-09-02",
            "--country", "af", "--within", "1138335", "--box", "-19,177,-16,-178", "--circle", "36.7,68.9,25000", "--actor", "taliban", "--actor-country", "afg",
            "--actor-sector", "reb", "--acting", "reb", "--receiving", "cvl", "--min-killed", "10", "--min-confidence", "0.5", "--source", "sources/example-wire",
            "--text", "dam bridge", "--review", "accepted", "--tag", "desk-7", "--report", "r1", "--incident", "77", "--include-withdrawn", "--limit", "7");
        Assert.Equal((0, "No events.\n", ""), (run.ExitCode, run.Output, run.Error));
        var request = Assert.Single(services.Events.Asked.Of<SearchEventsRequest>());
        Approved.Match(new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation()).Format(request) + "\n");
    }

    [Fact]
    public async Task Events_search_walks_pages_up_to_the_limit()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Found = request => new SearchEventsResponse
        {
            Events = { Numbered(request.PageToken.Length), Numbered(request.PageToken.Length + 100) },
            NextPageToken = request.PageToken + "x",
        };
        var run = await services.RunAsync("events", "search", "--limit", "3", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["events/0", "events/100", "events/1"], run.Lines.Select(line => JsonParser.Default.Parse<Event>(line).Name));
        Assert.Equal([3, 1], services.Events.Asked.Of<SearchEventsRequest>().Select(request => request.PageSize));

        static Event Numbered(int n) => new() { Name = $"events/{n}" };
    }

    [Fact]
    public async Task Events_get_shows_a_card_and_json_gives_the_message_back()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Event = _ => Samples.Battle;
        Approved.Match((await services.RunAsync("events", "get", "b4f1")).Output);
        var json = await services.RunAsync("events", "get", "events/b4f1", "--json");
        Assert.Equal(Samples.Battle, JsonParser.Default.Parse<Event>(Assert.Single(json.Lines)));
        Assert.All(services.Events.Asked.Of<GetEventRequest>(), request => Assert.Equal("events/b4f1", request.Name));
    }

    [Fact]
    public async Task Events_export_streams_every_event_as_json_into_a_file_of_its_name()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Streamed = _ => Enumerable.Range(0, 3_000).Select(n => new Event { Name = $"events/{n}" });
        using var folder = new TemporaryFolder();
        var run = await services.RunAsync("events", "export", "--output", folder.File("out.jsonl"));
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal(3_000, File.ReadLines(folder.File("out.jsonl")).Count());
        Assert.False(File.Exists(folder.File("out.jsonl.partial")));
    }

    [Fact]
    public async Task Events_watch_goes_on_after_the_last_cursor_when_the_stream_breaks()
    {
        await using var services = await FakeServices.StartAsync();
        var calls = 0;
        services.Events.Watched = async (_, stream, token) =>
        {
            var first = Interlocked.Increment(ref calls) == 1;
            await stream.WriteAsync(new EventChange { Cursor = first ? "10" : "11", Heartbeat = new Timestamp() }, token);
            await stream.WriteAsync(new EventChange { Cursor = first ? "11" : "12", Event = first ? Samples.Battle : Samples.Denial }, token);
            if (first)
                throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "stopping"));
        };
        var run = await services.RunAsync("events", "watch", "--cursor", "9", "--limit", "2", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["9", "11"], services.Events.Asked.Of<WatchEventsRequest>().Select(request => request.Cursor));
        var changes = run.Lines.Select(line => JsonParser.Default.Parse<EventChange>(line)).ToArray();
        Assert.Equal(["events/b4f1", "events/d00d"], changes.Where(change => change.Event is not null).Select(change => change.Event.Name));
    }

    [Fact]
    public async Task A_watch_that_is_interrupted_ends_with_130_and_no_complaint()
    {
        await using var services = await FakeServices.StartAsync();
        using var interrupt = new CancellationTokenSource();
        services.Events.Watched = async (_, stream, token) =>
        {
            await stream.WriteAsync(new EventChange { Cursor = "1", Heartbeat = new Timestamp() }, token);
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };
        var run = await new Tool { Variables = services.Variables }.WithAsync(interrupt.Token, "events", "watch");
        Assert.Equal((130, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_refusal_shows_reason_and_every_field_violation()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Found = _ => throw new Google.Rpc.Status
        {
            Code = (int)Google.Rpc.Code.InvalidArgument,
            Message = "the request has 2 faults",
            Details =
            {
                Any.Pack(new ErrorInfo { Reason = "FIELD_VIOLATIONS", Domain = "events.sitrep" }),
                Any.Pack(new BadRequest
                {
                    FieldViolations =
                    {
                        new BadRequest.Types.FieldViolation { Field = "filter.box.north_east", Description = "latitude 95 is not in [-90, 90]" },
                        new BadRequest.Types.FieldViolation { Field = "filter.within_places[0]", Description = "no such place" },
                    },
                }),
            },
        }.ToRpcException();
        var run = await services.RunAsync("events", "search", "--box", "0,0,95,1");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "sitrep: the request has 2 faults (INVALID_ARGUMENT, reason FIELD_VIOLATIONS)\n"
            + "  filter.box.north_east: latitude 95 is not in [-90, 90]\n"
            + "  filter.within_places[0]: no such place\n", run.Error);
    }

    [Fact]
    public async Task A_violation_that_the_message_tells_is_told_once()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Found = _ => throw new Google.Rpc.Status
        {
            Code = (int)Google.Rpc.Code.InvalidArgument,
            Message = "The request is not valid: page_size: Must not be negative.",
            Details = { Any.Pack(new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "page_size", Description = "Must not be negative." } } }) },
        }.ToRpcException();
        Assert.Equal(
            "sitrep: The request is not valid: page_size: Must not be negative. (INVALID_ARGUMENT)\n", (await services.RunAsync("events", "search")).Error);
    }

    [Fact]
    public async Task Names_of_reports_are_never_broken_for_they_are_copied()
    {
        await using var services = await FakeServices.StartAsync();
        var name = "reports/" + new string('a', 26);
        services.Sources.Reports = _ => new ListReportsResponse { Reports = { new Report { Name = name, Title = string.Join(' ', Enumerable.Repeat("word", 60)) } } };
        Assert.Contains(name, (await services.RunAsync("reports", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_does_not_do_yet_is_not_available()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Recoded = _ => throw new Google.Rpc.Status
        {
            Code = (int)Google.Rpc.Code.Unimplemented,
            Message = "later",
            Details = { Any.Pack(new ErrorInfo { Reason = "NOT_YET_AVAILABLE" }) },
        }.ToRpcException();
        var run = await services.RunAsync("reports", "recode", "r1");
        Assert.Equal((3, "sitrep: later (UNIMPLEMENTED, reason NOT_YET_AVAILABLE)\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named_with_its_address_and_the_ways_to_give_another()
    {
        var run = await Tool.RunAsync("sources", "list", "--sources", "http://127.0.0.1:1");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("cannot reach the sources service at http://127.0.0.1:1: Connection refused", run.Error, StringComparison.Ordinal);
        Assert.Contains("--sources or SITREP_SOURCES", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_overrules_the_environment_in_the_address_of_a_service()
    {
        await using var services = await FakeServices.StartAsync();
        var tool = new Tool { Variables = new() { ["SITREP_SOURCES"] = "http://127.0.0.1:1" } };
        Assert.Equal(0, (await tool.WithAsync("sources", "list", "--sources", services.Address)).ExitCode);
    }

    [Fact]
    public async Task A_short_outage_is_ridden_out()
    {
        await using var services = await FakeServices.StartAsync();
        var calls = 0;
        services.Sources.Listed = _ => Interlocked.Increment(ref calls) < 3
            ? throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "starting"))
            : new ListSourcesResponse { Sources = { new Source { Name = "sources/a", DisplayName = "A" } } };
        Assert.Equal(0, (await services.RunAsync("sources", "list")).ExitCode);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Answers_far_over_four_megabytes_are_received()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Report = _ => new Report { Name = "reports/r1", Text = new string('x', 20 * 1024 * 1024) };
        var run = await services.RunAsync("reports", "get", "r1", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Output.Length > 20 * 1024 * 1024);
    }

    [Fact]
    public async Task A_call_ends_at_its_deadline()
    {
        await using var services = await FakeServices.StartAsync();
        using var never = new ManualResetEventSlim();
        services.Sources.Listed = _ =>
        {
            never.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            return new ListSourcesResponse();
        };
        var run = await services.RunAsync("sources", "list", "--timeout", "0.2");
        never.Set();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("DEADLINE_EXCEEDED", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_takes_the_header_off_and_options_overrule_it()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Submitted = request => new SubmitReportsResponse { Report = new Report { Name = "reports/r1", Title = request.Report.Title } };
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.txt", "Title: Fighting for Kunduz\nPublished: 2019-09-01\nSource: Example Wire\n\n" + Samples.Text);
        var run = await services.RunAsync("submit", file, "--title", "Another title");
        Assert.Equal((0, "reports/r1    Another title\n"), (run.ExitCode, run.Output));
        var request = Assert.Single(services.Sources.Asked.Of<SubmitReportRequest>());
        Assert.Equal(Samples.Text, request.Report.Text);
        Assert.Equal("Example Wire", request.Report.Source);
        Assert.Equal(new DateTimeOffset(2019, 9, 1, 0, 0, 0, TimeSpan.Zero), request.Report.PublishTime.ToDateTimeOffset());
        Assert.True(Guid.TryParse(request.RequestId, out _));
    }

    [Fact]
    public async Task Submit_of_many_files_tells_which_was_refused_and_stores_the_rest()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Submitted = request => request.Report.Text.Length == 0
            ? new SubmitReportsResponse { Error = new Google.Rpc.Status { Code = 3, Message = "text is empty", Details = { Any.Pack(new ErrorInfo { Reason = "TEXT_EMPTY" }) } } }
            : new SubmitReportsResponse { Report = new Report { Name = "reports/" + request.Report.Text } };
        using var folder = new TemporaryFolder();
        var run = await services.RunAsync("submit", folder.Write("one.txt", "one"), folder.Write("empty.txt", ""), folder.Write("two.txt", "two"), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["reports/one", "reports/two"], run.Lines.Select(line => JsonParser.Default.Parse<Report>(line).Name));
        Assert.Contains("empty.txt: text is empty (INVALID_ARGUMENT, reason TEXT_EMPTY)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_with_watch_waits_until_coded_and_shows_the_events_of_every_factuality()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Submitted = _ => new SubmitReportsResponse { Report = Pending() };
        var polls = 0;
        services.Sources.Report = _ => Interlocked.Increment(ref polls) < 3
            ? Pending()
            : new Report { Name = "reports/r1", Coding = new Report.Types.Coding { State = Report.Types.State.Coded, EventCount = 1 } };
        services.Events.Found = _ => new SearchEventsResponse { Events = { Samples.Battle } };
        using var folder = new TemporaryFolder();
        var run = await services.RunAsync("submit", folder.Write("a.txt", Samples.Text), "--watch");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("killed  at least 36  Taliban fighters [AFG REB]  Interior Ministry", run.Output, StringComparison.Ordinal);
        var request = Assert.Single(services.Events.Asked.Of<SearchEventsRequest>());
        Assert.Equal(["reports/r1"], request.Filter.Reports);
        Assert.Equal(5, request.Filter.Factualities.Count);

        static Report Pending() => new() { Name = "reports/r1", Coding = new Report.Types.Coding { State = Report.Types.State.Pending } };
    }

    [Fact]
    public async Task Submit_with_watch_fails_where_the_coding_failed()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Submitted = _ => new SubmitReportsResponse
        {
            Report = new Report
            {
                Name = "reports/r1",
                Coding = new Report.Types.Coding { State = Report.Types.State.Failed, Attempts = 5, LastError = new Google.Rpc.Status { Code = 14, Message = "gone" } },
            },
        };
        using var folder = new TemporaryFolder();
        var run = await services.RunAsync("submit", folder.Write("a.txt", Samples.Text), "--watch");
        Assert.Equal((1, "sitrep: reports/r1 could not be coded: gone (UNAVAILABLE)\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Reports_are_listed_with_how_far_they_have_come()
    {
        await using var services = await FakeServices.StartAsync();
        services.Sources.Reports = _ => new ListReportsResponse
        {
            Reports =
            {
                new Report
                {
                    Name = "reports/r1", Source = "sources/example-wire", Title = "Fighting for Kunduz", PublishTime = Samples.Battle.Report.PublishTime,
                    Coding = new Report.Types.Coding { State = Report.Types.State.Coded, EventCount = 2 },
                },
                new Report { Name = "reports/r2", Coding = new Report.Types.Coding { State = Report.Types.State.Failed, Attempts = 1 } },
                new Report { Name = "reports/r3", Coding = new Report.Types.Coding { State = Report.Types.State.Coded, SkipReason = "language" } },
            },
        };
        var run = await services.RunAsync("reports", "list", "--state", "coded", "--source", "example-wire", "--from", "2019-08-31T12:00:00+04:30");
        Approved.Match(run.Output);
        var request = Assert.Single(services.Sources.Asked.Of<ListReportsRequest>());
        Assert.Equal((Report.Types.State.Coded, "sources/example-wire"), (request.State, request.Source));
        Assert.Equal(new DateTimeOffset(2019, 8, 31, 7, 30, 0, TimeSpan.Zero), request.StartTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Places_are_searched_resolved_reversed_and_read()
    {
        await using var services = await FakeServices.StartAsync();
        services.Geo.Found = _ => new SearchPlacesResponse { Places = { new Candidate { Place = Samples.Kunduz, Confidence = 0.9 } } };
        services.Geo.Place = _ => Samples.Kunduz;
        services.Geo.Geoparsed = _ => new GeoparseResponse { Toponyms = { Kunduz() } };
        services.Geo.Resolved = request => new ResolveToponymsResponse { Toponyms = { request.Spans.Select(span => Kunduz(span)) } };
        services.Geo.Reversed = _ => new ReverseGeocodeResponse { Place = Samples.Kunduz, DistanceM = 1_234.5 };
        var search = await services.RunAsync("places", "search", "Kunduz", "--match", "prefix", "--country", "af", "--near", "36.7,68.9");
        var resolve = await services.RunAsync("places", "resolve", "--text", Samples.Text);
        var spans = await services.RunAsync("places", "resolve", "--text", Samples.Text, "--span", "25:31", "--span", "0:7", "--json");
        var reverse = await services.RunAsync("places", "reverse", "-36.7", "-68.9");
        var get = await services.RunAsync("places", "get", "1135690");
        Assert.All([search, resolve, spans, reverse, get], run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        Approved.Match(string.Join("---\n", search.Output, resolve.Output, reverse.Output, get.Output));
        Assert.Equal([0, 25], spans.Lines.Select(line => JsonParser.Default.Parse<Toponym>(line).Evidence.Span.Start));
        var asked = Assert.Single(services.Geo.Asked.Of<SearchPlacesRequest>());
        Assert.Equal((SearchPlacesRequest.Types.Match.Prefix, "AF", 36.7), (asked.Match, asked.CountryCodes.Single(), asked.Bias.Latitude));
        Assert.Equal(-68.9, Assert.Single(services.Geo.Asked.Of<ReverseGeocodeRequest>()).Point.Longitude);

        static Toponym Kunduz(TextSpan? span = null) => new()
        {
            Evidence = span is null ? Samples.Of("Kunduz") : new Evidence { Span = span },
            Place = Samples.Kunduz,
            Precision = GeoPrecision.Exact,
        };
    }

    [Fact]
    public async Task Gazetteer_info_asks_the_service()
    {
        await using var services = await FakeServices.StartAsync();
        Approved.Match((await services.RunAsync("gazetteer", "info")).Output);
    }

    [Theory]
    [InlineData("events", "search", "--type", "quarrel")]
    [InlineData("events", "search", "--from", "yesterday")]
    [InlineData("events", "search", "--box", "1,2,3")]
    [InlineData("events", "search", "--limit", "-1")]
    [InlineData("events", "get")]
    [InlineData("places", "resolve")]
    [InlineData("places", "reverse", "north", "0")]
    [InlineData("sources", "list", "--sources", "ftp://x")]
    [InlineData("sources", "list", "--timeout", "0")]
    [InlineData("submit", "-", "-")]
    [InlineData("nonsense")]
    [InlineData("code", "a.txt", "--no-such-option")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why(params string[] args)
    {
        var run = await Tool.RunAsync(args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("sitrep: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_drawn_only_where_standard_error_is_a_terminal()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Streamed = _ => Enumerable.Range(0, 5).Select(n => new Event { Name = $"events/{n}" });
        var quiet = await new Tool { Variables = services.Variables }.WithAsync("events", "export");
        var drawn = await new Tool { Variables = services.Variables, ErrorIsTerminal = true, Time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60)) }
            .WithAsync("events", "export");
        Assert.Equal("", quiet.Error);
        Assert.StartsWith("\r1 events  0/s", drawn.Error, StringComparison.Ordinal);
        Assert.EndsWith("\r5 events  0/s\n", drawn.Error, StringComparison.Ordinal);
        Assert.Equal(quiet.Output, drawn.Output);
    }
}
