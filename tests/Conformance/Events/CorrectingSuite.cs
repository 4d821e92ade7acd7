using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Events.Storage;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

public sealed class SqliteCorrecting() : CorrectingSuite(DatabaseKind.Sqlite);

public sealed class PostgresCorrecting() : CorrectingSuite(DatabaseKind.Postgres);

/// <summary>Reviews, corrections, their history, and what another coder version makes of corrected events.</summary>
public abstract class CorrectingSuite(DatabaseKind kind) : EventsSuite(kind)
{
    [Fact]
    public async Task A_correction_sets_the_fields_of_its_mask_and_says_who_and_why()
    {
        var before = await OneAsync("a", Sample.Event(0, e => e.Modes.Add("explosives")));

        var after = await CorrectAsync(before.Name, e => (e.Type, e.Confidence) = (EventType.Coerce, 0.1), "wrong type", "type");

        Assert.Equal((EventType.Coerce, before.Confidence, before.Revision + 1), (after.Type, after.Confidence, after.Revision));
        Assert.Equal(["type"], after.Review.Overridden.Paths);
        Assert.NotEqual(before.Etag, after.Etag);
        Assert.Equal(after, await GetAsync(before.Name));
        Assert.Equal(after, (await SearchAsync(new EventFilter { Types_ = { EventType.Coerce } })).Single());
        Assert.Empty(await SearchAsync(new EventFilter { Types_ = { EventType.Assault } }));
        var revisions = await RevisionsAsync(before.Name);
        Assert.Equal([("local", "wrong type"), ("scripted-1", "")], revisions.Select(r => (r.Author, r.Reason)));
        Assert.Equal([after, before], revisions.Select(r => r.Event));
        Assert.Equal(after.UpdateTime, revisions[0].CreateTime);
    }

    [Fact]
    public async Task A_correction_survives_a_newer_coder_which_goes_on_under_it()
    {
        var before = await OneAsync("a", Sample.Event(0, e => e.Modes.Add("explosives")));
        await CorrectAsync(before.Name, e => (e.Type, e.Time) = (EventType.Coerce, Sample.Day(2019, 8, 30)), "as the ministry has it", "type", "time.start_date");

        await RecodeAsync("a", Sample.Event(0, e =>
        {
            (e.Type, e.Confidence) = (EventType.Protest, 0.3);
            e.Time = Sample.Day(2019, 8, 29, 5);
        }));

        var after = await GetAsync(before.Name);
        Assert.Equal((EventType.Coerce, 0.3, 3), (after.Type, after.Confidence, after.Revision));
        Assert.Equal((Sample.Date(2019, 8, 30), Sample.Date(2019, 9, 3)), (after.Time.StartDate, after.Time.EndDate));
        Assert.Empty(after.Modes);
        Assert.Equal(["time.start_date", "type"], after.Review.Overridden.Paths);
        Assert.Equal([("scripted-2", ""), ("local", "as the ministry has it"), ("scripted-1", "")], (await RevisionsAsync(before.Name)).Select(r => (r.Author, r.Reason)));
    }

    [Fact]
    public async Task A_corrected_type_changes_what_other_ontologies_call_the_event_unless_that_is_corrected_too()
    {
        var before = await OneAsync("a", Sample.Event(0, e =>
        {
            e.Modes.Add("demo");
            e.Mappings = new Mappings { CameoCode = "190", GoldsteinScore = -10, AcledEventType = "Battles", AcledDisorderType = "Political violence" };
        }));

        var after = await CorrectAsync(before.Name, e => e.Type = EventType.Protest, "a march", "type");
        Assert.Equal(("141", -6.5, "Protests", "Demonstrations"), (after.Mappings.CameoCode, after.Mappings.GoldsteinScore, after.Mappings.AcledEventType, after.Mappings.AcledDisorderType));

        var set = await CorrectAsync(before.Name, e => e.Mappings = new Mappings { CameoCode = "1411" }, "for change of leadership", "mappings.cameo_code");
        Assert.Equal(("1411", "Protests"), (set.Mappings.CameoCode, set.Mappings.AcledEventType));

        await RecodeAsync("a", Sample.Event(0, e => e.Mappings = new Mappings { CameoCode = "180", AcledEventType = "Battles" }));
        var recoded = await GetAsync(before.Name);
        Assert.Equal(("1411", "Protests"), (recoded.Mappings.CameoCode, recoded.Mappings.AcledEventType));
    }

    [Fact]
    public async Task Fields_given_back_are_again_as_the_coder_has_them_now()
    {
        var before = await OneAsync("a", Sample.Event());
        await CorrectAsync(before.Name, e => (e.Type, e.Confidence) = (EventType.Coerce, 1), "both", "type", "confidence");
        await RecodeAsync("a", Sample.Event(0, e => (e.Type, e.Confidence) = (EventType.Protest, 0.3)));

        var after = await CorrectAsync(
            before.Name, e => e.Review = new Review { Overridden = new FieldMask { Paths = { "confidence" } } }, "the coder has learnt it", "review.overridden");

        Assert.Equal((EventType.Protest, 1.0), (after.Type, after.Confidence));
        Assert.Equal(["confidence"], after.Review.Overridden.Paths);
        var last = await CorrectAsync(before.Name, _ => { }, "and the other", "review.overridden");
        Assert.Equal((0.3, null), (last.Confidence, last.Review));
    }

    [Fact]
    public async Task A_list_is_taken_whole_and_a_field_without_a_value_is_cleared()
    {
        var before = await OneAsync("a", Sample.Event(0, e =>
        {
            e.Modes.Add(["explosives", "suicide-attack"]);
            e.Location = Sample.At(36, 68, "AF", Sample.Kunduz, Sample.Afghanistan);
            e.Casualties.Add(Sample.Killed(7));
        }));

        var after = await CorrectAsync(before.Name, e => e.Modes.Add("firearms"), "what it was", "modes", "location", "casualties");

        Assert.Equal(["firearms"], after.Modes);
        Assert.Equal((null, 0), (after.Location, after.Casualties.Count));
        Assert.Equal(after.Name, (await SearchAsync(new EventFilter { Modes = { "firearms" } })).Single().Name);
        Assert.Empty(await SearchAsync(new EventFilter { Modes = { "explosives" } }));
        Assert.Empty(await SearchAsync(new EventFilter { WithinPlaces = { Sample.Afghanistan } }));
        Assert.Empty(await SearchAsync(new EventFilter { MinKilled = 1 }));
    }

    [Fact]
    public async Task A_corrected_day_moves_the_event_in_pages_and_in_the_index_of_words()
    {
        var a = await OneAsync("a", Sample.Event(0, e => e.Triggers[0].Quote = "a convoy"));
        var b = await OneAsync("b", Sample.Event(0, e => (e.Triggers[0].Quote, e.Time) = ("the convoy", Sample.Day(2019, 8, 30))));

        await CorrectAsync(a.Name, e => e.Time = Sample.Day(2018, 1, 1), "a year before", "time");

        Assert.Equal([b.Name, a.Name], (await SearchAsync(new EventFilter())).Select(e => e.Name));
        Assert.Equal([b.Name, a.Name], (await SearchAsync(new EventFilter { Text = "convoy" })).Select(e => e.Name));
        Assert.Equal([a.Name], (await SearchAsync(new EventFilter { Text = "convoy", EndDate = Sample.Date(2018, 2, 1) })).Select(e => e.Name));
    }

    [Fact]
    public async Task A_corrected_place_is_filled_in_from_the_gazetteer_and_an_unknown_one_is_refused()
    {
        var before = await OneAsync("a", Sample.Event());

        var after = await CorrectAsync(before.Name, e => e.Location = Sample.At(1, 2, "XX", Sample.Kunduz), "where", "location.toponym");
        Assert.Equal(Sample.Kunduz, after.Location.Toponym.Place.Name);
        Assert.Equal("", after.Location.Toponym.Place.CountryCode);
        Assert.Single(await SearchAsync(new EventFilter { WithinPlaces = { Sample.Kunduz } }));

        var refusal = await Refusal.OfAsync(Client.UpdateEventAsync(
            Request(before.Name, e => e.Location = Sample.At(1, 2, "AF", "places/404"), "where", "location.toponym"), cancellationToken: Token));
        Assert.Equal([("event.location", "UNKNOWN_PLACE")], refusal.Violations);
    }

    [Fact]
    public async Task A_rejected_event_leaves_searches_and_watchers_and_comes_back_when_it_is_accepted()
    {
        using var watch = WatchingSuite.Watch(Client);
        await WatchingSuite.NextAsync(watch);
        var name = (await OneAsync("a", Sample.Event())).Name;

        await ReviewAsync(name, Review.Types.Status.Rejected);
        Assert.Empty(await SearchAsync(new EventFilter()));
        Assert.Empty(await StreamAsync(new EventFilter()));
        Assert.Single(await SearchAsync(new EventFilter { ReviewStatuses = { Review.Types.Status.Rejected } }));
        await RecodeAsync("a", Sample.Event(0, e => e.Confidence = 0.2));
        Assert.Empty(await SearchAsync(new EventFilter()));
        await ReviewAsync(name, Review.Types.Status.Accepted);
        Assert.Single(await SearchAsync(new EventFilter()));

        var told = await WatchingSuite.TakeAsync(watch, 3);
        Assert.Equal(
            [EventChange.ChangeOneofCase.Event, EventChange.ChangeOneofCase.RemovedEvent, EventChange.ChangeOneofCase.Event], told.Select(c => c.ChangeCase));
    }

    [Fact]
    public async Task A_locked_event_is_left_alone_by_recoding_but_not_by_the_retraction_of_its_report()
    {
        var before = await OneAsync("a", Sample.Event());
        var locked = await ReviewAsync(before.Name, Review.Types.Status.Locked);

        var answer = await RecodeAsync("a", Sample.Event(2, e => (e.Type, e.Confidence) = (EventType.Protest, 0.2)));
        Assert.Equal([before.Name], answer.Events);
        Assert.Equal(locked, await GetAsync(before.Name));
        Assert.Empty((await RecodeAsync("a", 3)).Events);
        Assert.Equal(locked, await GetAsync(before.Name));

        await CodeAsync(Sample.Report("a", [], r => (r.Report.Revision, r.Report.Status) = (2, Report.Types.Status.Retracted)));
        var withdrawn = await GetAsync(before.Name);
        Assert.Equal((Event.Types.State.ReportWithdrawn, EventType.Assault), (withdrawn.State, withdrawn.Type));
        Assert.Equal(("sources", "the report is retracted"), (await RevisionsAsync(before.Name)).Select(r => (r.Author, r.Reason)).First());
    }

    [Fact]
    public async Task Tags_and_notes_are_kept_and_found()
    {
        var name = (await OneAsync("a", Sample.Event())).Name;

        var tagged = await CorrectAsync(
            name, e => e.Review = new Review { Tags = { "desk-2", "desk-2", "check" }, Note = "See the film." }, "for the desk", "review.tags", "review.note");

        Assert.Equal(["desk-2", "check"], tagged.Review.Tags);
        Assert.Equal("See the film.", tagged.Review.Note);
        Assert.Single(await SearchAsync(new EventFilter { Tags = { "check" } }));
        await RecodeAsync("a", Sample.Event(0, e => e.Confidence = 0.4));
        Assert.Equal(tagged.Review, (await GetAsync(name)).Review);
        await CorrectAsync(name, e => e.Review = new Review { Tags = { "done" } }, "done", "review.tags");
        Assert.Empty(await SearchAsync(new EventFilter { Tags = { "check" } }));
    }

    [Fact]
    public async Task A_corrected_event_that_recoding_no_longer_finds_is_kept_and_shown_and_is_itself_again_when_it_is_found()
    {
        var corrected = await CorrectAsync((await OneAsync("a", Sample.Event())).Name, e => e.Type = EventType.Coerce, "wrong type", "type");

        var answer = await RecodeAsync("a", Sample.Event(100));
        Assert.DoesNotContain(corrected.Name, answer.Events);
        var kept = await GetAsync(corrected.Name);
        Assert.Equal((Event.Types.State.NotFoundAgain, EventType.Coerce), (kept.State, kept.Type));
        Assert.Equal(2, (await SearchAsync(new EventFilter())).Count);
        // Coded once more with the same result, nothing changes.
        await RecodeAsync("a", 3, Sample.Event(100));
        Assert.Equal(kept.Revision, (await GetAsync(corrected.Name)).Revision);

        Assert.Contains(corrected.Name, (await RecodeAsync("a", 4, Sample.Event(3, e => e.Confidence = 0.7))).Events);
        var found = await GetAsync(corrected.Name);
        Assert.Equal((Event.Types.State.Current, EventType.Coerce, 0.7), (found.State, found.Type, found.Confidence));
    }

    [Fact]
    public async Task What_nobody_worked_on_goes_when_recoding_no_longer_finds_it()
    {
        var name = (await OneAsync("a", Sample.Event())).Name;

        await RecodeAsync("a", Sample.Event(100));

        var refusal = await Refusal.OfAsync(Client.GetEventAsync(new GetEventRequest { Name = name }, cancellationToken: Token));
        Assert.Equal("EVENT_NOT_FOUND", refusal.Reason);
        Assert.Single(await RevisionsAsync(name));
    }

    [Fact]
    public async Task Recoding_reports_its_differences_by_field_and_changes_only_what_differs()
    {
        await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(20), Sample.Event(40, e => e.Modes.Add("explosives"))));
        // Of other days, so that none is joined with another: an event that only goes to another incident changes too.
        await CodeAsync(Sample.Report("b", Sample.Event(0, e => e.Time = Sample.Day(2001, 1, 1))));
        var kept = (await OneAsync("c", Sample.Event(0, e => e.Time = Sample.Day(2002, 1, 1)))).Name;
        await ReviewAsync(kept, Review.Types.Status.Accepted);
        var changes = await ChangesAsync();

        await RecodeAsync("a", Sample.Event(0, e => e.Confidence = 0.5), Sample.Event(40, e => (e.Type, e.Confidence) = (EventType.Coerce, 0.2)), Sample.Event(60));
        await RecodeAsync("b", Sample.Event(0, e => e.Time = Sample.Day(2001, 1, 1)));
        await RecodeAsync("c");

        var report = await Client.GetRecodingReportAsync(new GetRecodingReportRequest(), cancellationToken: Token);
        Assert.Equal(("scripted-2", 2, 1, 1, 1), (report.CoderVersion, report.ChangedEventCount, report.AddedEventCount, report.RemovedEventCount, report.KeptEventCount));
        Assert.Equal(["scripted-1"], report.FormerVersions);
        Assert.Equal([("confidence", 2), ("modes", 1), ("type", 1)], report.Fields.Select(f => (f.Field, (int)f.EventCount)));
        Assert.All(report.Fields, f => Assert.NotEmpty(f.ExampleEvents));
        // Two changed, one came, one went, one is kept; the one of report b was only read again.
        Assert.Equal(changes + 5, await ChangesAsync());
        Assert.Equal("scripted-2", (await SearchAsync(new EventFilter { Reports = { "reports/b" } })).Single().CoderVersion);
    }

    [Fact]
    public async Task An_outdated_etag_is_refused_and_a_current_one_is_not()
    {
        var before = await OneAsync("a", Sample.Event());
        var update = Request(before.Name, e => (e.Type, e.Etag) = (EventType.Coerce, before.Etag), "once", "type");
        var after = await Client.UpdateEventAsync(update, cancellationToken: Token);

        var refusal = await Refusal.OfAsync(Client.UpdateEventAsync(update, cancellationToken: Token));

        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), (refusal.Code, refusal.Reason));
        Assert.Equal(after.Etag, refusal.Info.Metadata["etag"]);
        // The same once more, without an etag, changes nothing and makes no revision.
        update.Event.Etag = "";
        Assert.Equal(after, await Client.UpdateEventAsync(update, cancellationToken: Token));
    }

    [Fact]
    public async Task Many_corrections_at_once_all_count()
    {
        var name = (await OneAsync("a", Sample.Event())).Name;
        string[] paths = ["type", "confidence", "modes", "contexts", "factuality", "participants", "quantities", "time", "casualties", "occurrences"];

        await Task.WhenAll(paths.Select(path => CorrectAsync(
            name, e => (e.Type, e.Factuality, e.Confidence) = (EventType.Coerce, Factuality.Historical, 0.25), $"for {path}", path)));

        var after = await GetAsync(name);
        Assert.Equal(paths.Order(StringComparer.Ordinal), after.Review.Overridden.Paths);
        Assert.Equal((EventType.Coerce, Factuality.Historical, 0.25, null), (after.Type, after.Factuality, after.Confidence, after.Time));
        Assert.Equal(after.Revision, (await RevisionsAsync(name)).Count);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_correction_is_told_at_once()
    {
        var name = (await OneAsync("a", Sample.Event())).Name;

        var paths = await Refusal.OfAsync(Client.UpdateEventAsync(
            Request(name, _ => { }, "", "etag", "no_such_field", "participants.role", "review.status"), cancellationToken: Token));
        Assert.Equal(
            [("reason", "REQUIRED"), ("update_mask.paths[0]", "SERVER_OWNED"), ("update_mask.paths[1]", "UNKNOWN_FIELD"), ("update_mask.paths[2]", "UNKNOWN_FIELD")],
            paths.Violations);
        var values = await Refusal.OfAsync(Client.UpdateEventAsync(
            Request(
                name,
                e =>
                {
                    (e.Confidence, e.Factuality) = (2, (Factuality)99);
                    e.Modes.Add("No Mode");
                    e.Time = Sample.Day(2019, 8, 31, 0);
                    e.Casualties.Add(new Casualties { Count = new CountRange { Low = 3, High = 2 } });
                },
                "why",
                "type", "confidence", "factuality", "modes", "time", "casualties"),
            cancellationToken: Token));
        Assert.Equal(
            [
                ("event.factuality", "UNKNOWN_VALUE"), ("event.casualties[0].count", "OUT_OF_RANGE"), ("event.type", "REQUIRED"), ("event.confidence", "OUT_OF_RANGE"),
                ("event.modes[0]", "INVALID_FORMAT"), ("event.time.end_date", "EMPTY_INTERVAL"), ("event.casualties[0].harm", "REQUIRED"),
            ],
            values.Violations);
        var missing = await Refusal.OfAsync(Client.UpdateEventAsync(
            Request("events/0123456789abcdef", e => e.Type = EventType.Coerce, "why", "type"), cancellationToken: Token));
        Assert.Equal((StatusCode.NotFound, "EVENT_NOT_FOUND"), (missing.Code, missing.Reason));
    }

    [Fact]
    public async Task Revisions_come_in_pages_and_a_deletion_for_good_leaves_none()
    {
        var name = (await OneAsync("a", Sample.Event())).Name;
        for (var i = 0; i < 5; i++)
        {
            await CorrectAsync(name, e => e.Confidence = i / 10.0, $"try {i}", "confidence");
        }

        var all = await RevisionsAsync(name);
        Assert.Equal([6, 5, 4, 3, 2, 1], all.Select(r => r.Event.Revision));
        Assert.Equal(all, await RevisionsAsync(name, pageSize: 2));
        Assert.Equal(all, await RevisionsAsync(name, pageSize: 1));

        await CodeAsync(Sample.Report("a", [], r => (r.Report.Revision, r.Report.Status, r.Report.Text) = (2, Report.Types.Status.Withdrawn, "")));

        var refusal = await Refusal.OfAsync(Client.ListEventRevisionsAsync(new ListEventRevisionsRequest { Name = name }, cancellationToken: Token));
        Assert.Equal("EVENT_NOT_FOUND", refusal.Reason);
        await using var context = await Instance.Services.GetRequiredService<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(Token);
        Assert.All(await context.EventRevisions.ToListAsync(Token), r => Assert.Equal((0, ""), (r.Data.Length, r.Reason)));
        Assert.Empty(await context.ReportTexts.ToListAsync(Token));
    }

    private static UpdateEventRequest Request(string name, Action<Event> change, string reason, params string[] paths)
    {
        var correction = new Event { Name = name };
        change(correction);
        return new UpdateEventRequest { Event = correction, UpdateMask = new FieldMask { Paths = { paths } }, Reason = reason };
    }

    private async Task<Event> CorrectAsync(string name, Action<Event> change, string reason, params string[] paths) =>
        await Client.UpdateEventAsync(Request(name, change, reason, paths), cancellationToken: Token);

    private Task<Event> ReviewAsync(string name, Review.Types.Status status) =>
        CorrectAsync(name, e => e.Review = new Review { Status = status }, "reviewed", "review.status");

    private async Task<Event> OneAsync(string report, Event account) => await GetAsync((await CodeAsync(Sample.Report(report, account))).Events.Single());

    private Task<CodeReportResponse> RecodeAsync(string report, params Event[] events) => RecodeAsync(report, 2, events);

    /// <summary>Delivers the report again, to an instance with a newer coder, which reads these events.</summary>
    private async Task<CodeReportResponse> RecodeAsync(string report, int version, params Event[] events)
    {
        await using var newer = Start(new ScriptedCoder($"scripted-{version}"));
        var answer = await newer.Client.CodeReportAsync(Sample.Report(report, events), cancellationToken: Token);
        Assert.Empty(newer.Errors);
        return answer;
    }

    private async Task<List<EventRevision>> RevisionsAsync(string name, int pageSize = 0)
    {
        var revisions = new List<EventRevision>();
        var request = new ListEventRevisionsRequest { Name = name, PageSize = pageSize };
        do
        {
            var page = await Client.ListEventRevisionsAsync(request, cancellationToken: Token);
            Assert.NotEmpty(page.Revisions);
            revisions.AddRange(page.Revisions);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return revisions;
    }

    private async Task<int> ChangesAsync()
    {
        await using var context = await Instance.Services.GetRequiredService<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(Token);
        return await context.Changes.CountAsync(c => !c.IsIncident, Token);
    }
}
