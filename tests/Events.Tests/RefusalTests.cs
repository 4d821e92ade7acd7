using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Grpc.Core;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;

namespace Sitrep.Events.Tests;

public sealed class RefusalTests(EventsFixture fixture) : IClassFixture<EventsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EventsService.EventsServiceClient Client => fixture.Instance.Client;

    public static TheoryData<string, CodeTextRequest, string, string> BadTexts => new()
    {
        { "empty", new CodeTextRequest(), "text", "REQUIRED" },
        { "over 1 MiB", new CodeTextRequest { Text = new string('x', (1024 * 1024) + 1) }, "text", "TOO_LONG" },
        { "over 1 MiB of UTF-8", new CodeTextRequest { Text = new string('\u00e9', 600_000) }, "text", "TOO_LONG" },
        { "NUL", new CodeTextRequest { Text = "a\0b" }, "text", "NUL_CHARACTER" },
        { "NUL in the title", new CodeTextRequest { Text = "a", Title = "\0" }, "title", "NUL_CHARACTER" },
        { "the year 9999", new CodeTextRequest { Text = "a", PublishTime = new Timestamp { Seconds = 253_402_300_799 } }, "publish_time", "OUT_OF_RANGE" },
        { "the year 1", new CodeTextRequest { Text = "a", PublishTime = new Timestamp { Seconds = -62_135_596_800 } }, "publish_time", "OUT_OF_RANGE" },
        { "nanos below 0", new CodeTextRequest { Text = "a", PublishTime = new Timestamp { Seconds = 1, Nanos = -1 } }, "publish_time", "OUT_OF_RANGE" },
        { "no zone", new CodeTextRequest { Text = "a", TimeZone = "Middle/Earth" }, "time_zone", "UNKNOWN_TIME_ZONE" },
        { "no language", new CodeTextRequest { Text = "a", LanguageCode = "English please" }, "language_code", "INVALID_FORMAT" },
        { "no country", new CodeTextRequest { Text = "a", Context = new Context { CountryCodes = { "AF", "Afghanistan" } } }, "context.country_codes[1]", "INVALID_FORMAT" },
        { "no point", new CodeTextRequest { Text = "a", Context = new Context { Bias = new LatLng { Latitude = double.NaN } } }, "context.bias", "OUT_OF_RANGE" },
        { "no part", new CodeTextRequest { Text = "a", Parts = new FieldMask { Paths = { "events", "event.name" } } }, "parts.paths[1]", "UNKNOWN_FIELD" },
    };

    public static TheoryData<string, EventFilter, string, string> BadFilters => new()
    {
        { "type", new EventFilter { Types_ = { EventType.Assault, (EventType)99 } }, "filter.types[1]", "UNKNOWN_VALUE" },
        { "unspecified type", new EventFilter { Types_ = { EventType.Unspecified } }, "filter.types[0]", "UNKNOWN_VALUE" },
        { "factuality", new EventFilter { Factualities = { (Factuality)99 } }, "filter.factualities[0]", "UNKNOWN_VALUE" },
        { "review status", new EventFilter { ReviewStatuses = { (Review.Types.Status)99 } }, "filter.review_statuses[0]", "UNKNOWN_VALUE" },
        { "mode", new EventFilter { Modes = { "Airstrike" } }, "filter.modes[0]", "INVALID_FORMAT" },
        { "day", new EventFilter { StartDate = Sample.Date(2019, 2, 30) }, "filter.start_date", "INVALID_DATE" },
        { "part of a date", new EventFilter { EndDate = Sample.Date(2019, 2, 0) }, "filter.end_date", "INVALID_DATE" },
        { "days", new EventFilter { StartDate = Sample.Date(2019, 2, 2), EndDate = Sample.Date(2019, 2, 2) }, "filter.end_date", "EMPTY_INTERVAL" },
        { "country", new EventFilter { CountryCodes = { "af" } }, "filter.country_codes[0]", "INVALID_FORMAT" },
        { "unknown place", new EventFilter { WithinPlaces = { Sample.Kunduz, "places/7" } }, "filter.within_places[1]", "UNKNOWN_PLACE" },
        { "place", new EventFilter { WithinPlaces = { "Kunduz" } }, "filter.within_places[0]", "INVALID_FORMAT" },
        { "half a box", new EventFilter { Box = new Box { SouthWest = new LatLng() } }, "filter.box.north_east", "REQUIRED" },
        { "box", new EventFilter { Box = new Box { SouthWest = new LatLng { Latitude = 91 }, NorthEast = new LatLng() } }, "filter.box.south_west", "OUT_OF_RANGE" },
        { "box upside down", new EventFilter { Box = new Box { SouthWest = new LatLng { Latitude = 1 }, NorthEast = new LatLng() } }, "filter.box.north_east", "SOUTH_OF_SOUTH_WEST" },
        { "circle", new EventFilter { Circle = new Circle { Center = new LatLng() } }, "filter.circle.radius_m", "OUT_OF_RANGE" },
        { "endless circle", new EventFilter { Circle = new Circle { Center = new LatLng(), RadiusM = double.PositiveInfinity } }, "filter.circle.radius_m", "OUT_OF_RANGE" },
        { "centre", new EventFilter { Circle = new Circle { RadiusM = 1 } }, "filter.circle.center", "REQUIRED" },
        { "actor", new EventFilter { Actors = { "taliban" } }, "filter.actors[0]", "INVALID_FORMAT" },
        { "actor's country", new EventFilter { ActorCountryCodes = { "AF" } }, "filter.actor_country_codes[0]", "INVALID_FORMAT" },
        { "sector", new EventFilter { ActorSectors = { "rebels" } }, "filter.actor_sectors[0]", "INVALID_FORMAT" },
        { "acting sector", new EventFilter { ActingSectors = { "" } }, "filter.acting_sectors[0]", "REQUIRED" },
        { "receiving sector", new EventFilter { ReceivingSectors = { "CV" } }, "filter.receiving_sectors[0]", "INVALID_FORMAT" },
        { "NUL", new EventFilter { Tags = { "a\0b" } }, "filter.tags[0]", "NUL_CHARACTER" },
        { "killed", new EventFilter { MinKilled = -1 }, "filter.min_killed", "NEGATIVE" },
        { "confidence", new EventFilter { MinConfidence = 1.5 }, "filter.min_confidence", "OUT_OF_RANGE" },
        { "confidence that is no number", new EventFilter { MinConfidence = double.NaN }, "filter.min_confidence", "OUT_OF_RANGE" },
        { "source", new EventFilter { Sources = { "reports/a" } }, "filter.sources[0]", "INVALID_FORMAT" },
        { "report", new EventFilter { Reports = { "reports/" } }, "filter.reports[0]", "INVALID_FORMAT" },
        { "incident", new EventFilter { Incidents = { "incidents/a/b" } }, "filter.incidents[0]", "INVALID_FORMAT" },
        { "tags", new EventFilter { Tags = { Enumerable.Repeat("t", 101) } }, "filter.tags", "TOO_MANY" },
    };

    [Theory, MemberData(nameof(BadTexts))]
    public async Task A_text_that_cannot_be_coded_is_refused_by_field(string what, CodeTextRequest request, string field, string reason)
    {
        var refusal = await Refusal.OfAsync(Client.CodeTextAsync(request, cancellationToken: Token));

        Assert.Equal((what, StatusCode.InvalidArgument, "INVALID_REQUEST"), (what, refusal.Code, refusal.Reason));
        Assert.Equal([(field, reason)], refusal.Violations);
    }

    [Theory, MemberData(nameof(BadFilters))]
    public async Task A_filter_that_means_nothing_is_refused_by_field_in_every_call_that_takes_one(string what, EventFilter filter, string field, string reason)
    {
        using var stream = Client.StreamEvents(new StreamEventsRequest { Filter = filter }, cancellationToken: Token);
        using var watch = Client.WatchEvents(new WatchEventsRequest { Filter = filter }, cancellationToken: Token);
        Refusal[] refusals =
        [
            await Refusal.OfAsync(Client.SearchEventsAsync(new SearchEventsRequest { Filter = filter }, cancellationToken: Token)),
            await Refusal.OfAsync(() => stream.ResponseStream.MoveNext(Token)),
            await Refusal.OfAsync(() => watch.ResponseStream.MoveNext(Token)),
        ];

        Assert.All(refusals, refusal =>
        {
            Assert.Equal((what, StatusCode.InvalidArgument, "INVALID_REQUEST"), (what, refusal.Code, refusal.Reason));
            Assert.Equal([(field, reason)], refusal.Violations);
        });
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var refusal = await Refusal.OfAsync(Client.SearchEventsAsync(
            new SearchEventsRequest
            {
                PageSize = -1,
                PageToken = "foreign",
                Filter = new EventFilter { Modes = { "A" }, WithinPlaces = { "places/7" }, MinConfidence = 2, Text = "words" },
            },
            cancellationToken: Token));

        Assert.Equal(
            ["filter.min_confidence", "filter.modes[0]", "filter.within_places[0]", "page_size", "page_token"], refusal.Violations.Select(v => v.Field).Order());
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("ps-AF")]
    [InlineData("enm")]
    public async Task A_text_in_a_named_language_that_is_not_English_is_refused(string language)
    {
        var refusal = await Refusal.OfAsync(Client.CodeTextAsync(new CodeTextRequest { Text = "Bonjour", LanguageCode = language }, cancellationToken: Token));

        Assert.Equal((StatusCode.FailedPrecondition, "LANGUAGE_NOT_CODED", language), (refusal.Code, refusal.Reason, refusal.Info.Metadata["languageCode"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("en")]
    [InlineData("EN-gb")]
    public async Task A_text_in_English_or_in_no_named_language_is_coded(string language) =>
        Assert.Equal("scripted-1", (await Client.CodeTextAsync(new CodeTextRequest { Text = "A word", LanguageCode = language }, cancellationToken: Token)).CoderVersion);

    [Theory]
    [InlineData("", StatusCode.InvalidArgument, "INVALID_REQUEST")]
    [InlineData("events/1", StatusCode.InvalidArgument, "INVALID_REQUEST")]
    [InlineData("incidents/", StatusCode.NotFound, "INCIDENT_NOT_FOUND")]
    [InlineData("incidents/0000000000000000", StatusCode.NotFound, "INCIDENT_NOT_FOUND")]
    public async Task A_name_that_no_incident_has_is_refused(string name, StatusCode code, string reason)
    {
        var refusal = await Refusal.OfAsync(Client.GetIncidentAsync(new GetIncidentRequest { Name = name }, cancellationToken: Token));

        Assert.Equal((code, reason), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public async Task Decisions_on_incidents_want_names_and_a_reason()
    {
        var merge = await Refusal.OfAsync(Client.MergeIncidentsAsync(new MergeIncidentsRequest { Names = { "incidents/1" } }, cancellationToken: Token));
        var split = await Refusal.OfAsync(Client.SplitIncidentAsync(new SplitIncidentRequest { Name = "incidents/1", Events = { "reports/1" } }, cancellationToken: Token));

        Assert.Equal(["names", "reason"], merge.Violations.Select(v => v.Field).Order());
        Assert.Equal(["events[0]", "reason"], split.Violations.Select(v => v.Field).Order());
    }

    [Theory]
    [InlineData("", StatusCode.InvalidArgument, "INVALID_REQUEST")]
    [InlineData("incidents/1", StatusCode.InvalidArgument, "INVALID_REQUEST")]
    [InlineData("events/", StatusCode.NotFound, "EVENT_NOT_FOUND")]
    [InlineData("events/0000000000000000", StatusCode.NotFound, "EVENT_NOT_FOUND")]
    [InlineData("events/ffffffffffffffff", StatusCode.NotFound, "EVENT_NOT_FOUND")]
    [InlineData("events/Kunduz", StatusCode.NotFound, "EVENT_NOT_FOUND")]
    public async Task An_event_that_is_not_there_is_not_found_and_what_is_no_name_is_refused(string name, StatusCode code, string reason)
    {
        var refusal = await Refusal.OfAsync(Client.GetEventAsync(new GetEventRequest { Name = name }, cancellationToken: Token));

        Assert.Equal((code, reason), (refusal.Code, refusal.Reason));
    }

    [Theory]
    [InlineData("reports/none/analysis", StatusCode.NotFound, "ANALYSIS_NOT_FOUND")]
    [InlineData("reports/none", StatusCode.InvalidArgument, "INVALID_REQUEST")]
    public async Task An_analysis_that_is_not_there_is_not_found_and_what_is_no_name_is_refused(string name, StatusCode code, string reason)
    {
        var refusal = await Refusal.OfAsync(Client.GetAnalysisAsync(new GetAnalysisRequest { Name = name }, cancellationToken: Token));

        Assert.Equal((code, reason), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_stored_is_refused_with_every_field()
    {
        var request = Sample.Report("a b", [], r =>
        {
            r.Report.Revision = 0;
            r.Report.Text = "\0";
            r.Report.PublishTime.Seconds = 253_402_300_799;
            r.Source.Name = "sources/other";
        });

        var refusal = await Refusal.OfAsync(Client.CodeReportAsync(request, cancellationToken: Token));
        var empty = await Refusal.OfAsync(Client.CodeReportAsync(new CodeReportRequest(), cancellationToken: Token));

        Assert.Equal(["report.name", "report.publish_time", "report.revision", "report.text", "source.name"], refusal.Violations.Select(v => v.Field).Order());
        Assert.Equal(["report", "source"], empty.Violations.Select(v => v.Field).Order());
    }

    [Fact]
    public async Task Without_geo_lookup_a_text_is_UNAVAILABLE_and_a_retry_is_advised()
    {
        await using var lost = EventsInstance.Start(fixture.ConnectionString, "http://127.0.0.1:1", fixture.Coder);

        var refusal = await Refusal.OfAsync(lost.Client.CodeTextAsync(new CodeTextRequest { Text = "A word" }, cancellationToken: Token));

        Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (refusal.Code, refusal.Reason));
        Assert.NotNull(refusal.RetryAfter);
    }
}
