using Google.Protobuf.WellKnownTypes;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Tests;

public sealed class ReviewCommandTests
{
    [Fact]
    public async Task Review_sets_status_note_and_tags_beside_those_that_are_there()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Event = _ => new Event { Name = "events/1", Etag = "e1", Review = new Review { Tags = { "old", "gone" } } };

        var run = await services.RunAsync(
            "events", "review", "1", "--status", "accepted", "--add-tag", "new", "--remove-tag", "gone", "--note", "checked", "--reason", "two witnesses");

        Assert.Equal(0, run.ExitCode);
        var request = Assert.Single(services.Events.Asked.Of<UpdateEventRequest>());
        Assert.Equal(["review.status", "review.note", "review.tags"], request.UpdateMask.Paths);
        Assert.Equal(new Review { Status = Review.Types.Status.Accepted, Note = "checked", Tags = { "old", "new" } }, request.Event.Review);
        Assert.Equal(("events/1", "e1", "two witnesses"), (request.Event.Name, request.Event.Etag, request.Reason));
    }

    [Fact]
    public async Task Correct_reads_values_as_json_clears_fields_and_gives_them_back()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Event = _ => new Event { Etag = "e7", Review = new Review { Overridden = new FieldMask { Paths = { "confidence", "modes" } } } };

        var run = await services.RunAsync(
            "events", "correct", "events/1", "--set", "type=coerce", "--set", "contexts=[\"military\"]", "--set", "time.start_date={\"year\":2019,\"month\":8,\"day\":31}",
            "--clear", "location", "--give-back", "modes", "--reason", "as the court has it", "--json");

        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        var request = Assert.Single(services.Events.Asked.Of<UpdateEventRequest>());
        Assert.Equal(["type", "contexts", "time.start_date", "location", "review.overridden"], request.UpdateMask.Paths);
        Assert.Equal((EventType.Coerce, 2019, "e7"), (request.Event.Type, request.Event.Time.StartDate.Year, request.Event.Etag));
        Assert.Equal(["military"], request.Event.Contexts);
        Assert.Equal(["confidence"], request.Event.Review.Overridden.Paths);
    }

    [Theory]
    [InlineData("events", "correct", "1", "--set", "nonsense", "--reason", "r")]
    [InlineData("events", "correct", "1", "--set", "type={", "--reason", "r")]
    [InlineData("events", "correct", "1", "--reason", "r")]
    [InlineData("events", "correct", "1", "--set", "type=coerce")]
    [InlineData("events", "review", "1", "--reason", "r")]
    public async Task What_says_nothing_or_no_reason_is_a_wrong_command_line(params string[] args)
    {
        await using var services = await FakeServices.StartAsync();
        Assert.Equal(2, (await services.RunAsync(args)).ExitCode);
        Assert.Empty(services.Events.Asked.Of<UpdateEventRequest>());
    }

    [Fact]
    public async Task Revisions_show_who_why_and_which_fields()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Revisions = new ListEventRevisionsResponse
        {
            Revisions =
            {
                new EventRevision { Author = "mira", Reason = "wrong type", Event = new Event { Revision = 2, Type = EventType.Coerce, Confidence = 0.5 } },
                new EventRevision { Author = "coder-1", Event = new Event { Revision = 1, Type = EventType.Assault, Confidence = 0.5 } },
            },
        };
        var run = await services.RunAsync("events", "revisions", "1");
        Assert.Contains(run.Lines, line => line.Contains("mira", StringComparison.Ordinal) && line.Contains("wrong type", StringComparison.Ordinal) && line.TrimEnd().EndsWith("type", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Differences_and_counts_are_tables()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Differences = new RecodingReport
        {
            CoderVersion = "coder-2",
            FormerVersions = { "coder-1" },
            ChangedEventCount = 1200,
            Fields = { new RecodingReport.Types.FieldDifference { Field = "modes", EventCount = 1100, ExampleEvents = { "events/1" } } },
        };
        services.Events.Counted = new AggregateEventsResponse
        {
            Buckets = { new AggregateEventsResponse.Types.Bucket { Keys = { "2019-08", "AF" }, EventCount = 12, IncidentCount = 4, Killed = 2500 } },
        };

        var differences = await services.RunAsync("events", "differences");
        var counted = await services.RunAsync("events", "aggregate", "--by", "month", "--by", "country", "--type", "assault");

        Assert.Contains("1,200 changed", differences.Output, StringComparison.Ordinal);
        Assert.Contains(differences.Lines, line => line.Contains("modes", StringComparison.Ordinal) && line.Contains("1,100", StringComparison.Ordinal));
        Assert.Contains(counted.Lines, line => line.Contains("2019-08", StringComparison.Ordinal) && line.Contains("2,500", StringComparison.Ordinal));
        var request = Assert.Single(services.Events.Asked.Of<AggregateEventsRequest>());
        Assert.Equal([AggregateEventsRequest.Types.Dimension.Month, AggregateEventsRequest.Types.Dimension.Country], request.Dimensions);
    }
}
