using System.Diagnostics;
using Grpc.Core;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

public sealed class SqliteWatching() : WatchingSuite(DatabaseKind.Sqlite);

public sealed class PostgresWatching() : WatchingSuite(DatabaseKind.Postgres);

public abstract class WatchingSuite(DatabaseKind kind) : EventsSuite(kind)
{
    [Fact]
    public async Task A_watch_begins_with_a_heartbeat_that_carries_its_cursor_and_then_tells_changes()
    {
        await CodeAsync(Sample.Report("before", Sample.Event()));
        using var watch = Watch(Client);

        var first = await NextAsync(watch);
        var coded = await CodeAsync(Sample.Report("after", Sample.Event(0), Sample.Event(20)));
        var changes = await TakeAsync(watch, 2);

        Assert.Equal(EventChange.ChangeOneofCase.Heartbeat, first.ChangeCase);
        Assert.NotEmpty(first.Cursor);
        Assert.Equal(coded.Events, changes.Select(c => c.Event.Name));
        Assert.Equal(await GetAsync(coded.Events[0]), changes[0].Event);
    }

    [Fact]
    public async Task A_cursor_goes_on_exactly_after_its_change_and_says_the_same_each_time()
    {
        using var watch = Watch(Client);
        var start = (await NextAsync(watch)).Cursor;
        for (var i = 0; i < 5; i++)
        {
            await CodeAsync(Sample.Report("a", [Sample.Event(0, e => e.Modes.Add($"mode-{i}"))], r => (r.Report.Revision, r.Report.Title) = (i + 1, $"{i}")));
        }

        var live = await TakeAsync(watch, 5);
        Assert.Equal([1, 2, 3, 4, 5], live.Select(c => c.Event.Revision));
        for (var i = 0; i < 5; i++)
        {
            using var replay = Watch(Client, cursor: i == 0 ? start : live[i - 1].Cursor);
            Assert.Equal(EventChange.ChangeOneofCase.Heartbeat, (await NextAsync(replay)).ChangeCase);
            Assert.Equal(live.Skip(i), await TakeAsync(replay, 5 - i));
        }
    }

    [Fact]
    public async Task What_ceases_to_match_is_told_as_removed_to_those_who_had_it_and_to_nobody_else()
    {
        var assaults = new EventFilter { Types_ = { EventType.Assault } };
        using var watch = Watch(Client, assaults);
        await NextAsync(watch);
        void Revise(CodeReportRequest r, int revision) => (r.Report.Revision, r.Report.Title) = (revision, $"{revision}");

        var first = await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(20, e => e.Type = EventType.Protest), Sample.Event(40)));
        await CodeAsync(Sample.Report(
            "a",
            [Sample.Event(0, e => e.Type = EventType.Coerce), Sample.Event(20, e => e.Type = EventType.Consult), Sample.Event(40)],
            r => Revise(r, 2)));
        await CodeAsync(Sample.Report("a", [Sample.Event(0, e => e.Type = EventType.Coerce)], r => Revise(r, 3)));
        await CodeAsync(Sample.Report("end", Sample.Event()));

        var told = await TakeAsync(watch, 6);
        Assert.Equal(
            [
                ("event", first.Events[0]), ("event", first.Events[2]),
                ("removed", first.Events[0]), ("event", first.Events[2]),
                ("removed", first.Events[2]),
            ],
            told.Take(5).Select(c => c.ChangeCase == EventChange.ChangeOneofCase.Event ? ("event", c.Event.Name) : ("removed", c.RemovedEvent)));
        Assert.Equal("reports/end", told[5].Event.Report.Report);
    }

    [Fact]
    public async Task A_withdrawn_report_takes_its_events_from_watchers_and_a_deleted_one_too()
    {
        using var watch = Watch(Client);
        using var all = Watch(Client, new EventFilter { IncludeWithdrawn = true });
        await NextAsync(watch);
        await NextAsync(all);

        var name = (await CodeAsync(Sample.Report("a", Sample.Event()))).Events[0];
        await CodeAsync(Sample.Report("a", [Sample.Event()], r => (r.Report.Revision, r.Report.Status) = (2, Report.Types.Status.Retracted)));
        await CodeAsync(Sample.Report("a", [], r => (r.Report.Revision, r.Report.Status, r.Report.Text) = (3, Report.Types.Status.Withdrawn, "")));

        var told = await TakeAsync(watch, 2);
        Assert.Equal(name, told[1].RemovedEvent);
        var toldAll = await TakeAsync(all, 3);
        Assert.Equal(Event.Types.State.ReportWithdrawn, toldAll[1].Event.State);
        Assert.Equal(name, toldAll[2].RemovedEvent);
    }

    [Fact]
    public async Task Every_change_of_many_writers_comes_exactly_once_and_in_the_same_order_to_all()
    {
        const int reports = 40, revisions = 3;
        await using var other = Start();
        var clients = new[] { Client, other.Client };
        using var here = Watch(Client);
        using var there = Watch(other.Client);
        var start = (await NextAsync(here)).Cursor;
        await NextAsync(there);

        var writing = Task.WhenAll(Enumerable.Range(0, reports).Select(async report =>
        {
            for (var revision = 1; revision <= revisions; revision++)
            {
                await clients[(report + revision) % 2].CodeReportAsync(
                    Sample.Report($"r{report}", [Apart(report, $"mode-{revision}")], r => (r.Report.Revision, r.Report.Title) = (revision, $"{revision}")),
                    cancellationToken: Token);
            }
        }));
        var told = await TakeAsync(here, reports * revisions);
        var toldThere = await TakeAsync(there, reports * revisions);
        await writing;
        using var replay = Watch(other.Client, cursor: start);
        await NextAsync(replay);
        var replayed = await TakeAsync(replay, reports * revisions);

        Assert.Equal(told.Select(c => c.Cursor), toldThere.Select(c => c.Cursor));
        Assert.Equal(told, replayed);
        Assert.Equal(told.Count, told.Select(c => c.Cursor).Distinct().Count());
        Assert.All(told.GroupBy(c => c.Event.Name), changes => Assert.Equal([1, 2, 3], changes.Select(c => c.Event.Revision)));
        Assert.True(other.Errors.IsEmpty, string.Join("\n", other.Errors));
    }

    [Fact]
    public async Task A_change_reaches_a_watcher_soon_after_the_acknowledgement_of_its_report()
    {
        using var watch = Watch(Client);
        await NextAsync(watch);
        await CodeAsync(Sample.Report("warm", Sample.Event()));
        await NextAsync(watch);
        var delays = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            var next = NextAsync(watch);
            await CodeAsync(Sample.Report($"r{i}", Sample.Event()));
            var acknowledged = Stopwatch.GetTimestamp();
            await next;
            delays.Add(Stopwatch.GetElapsedTime(acknowledged));
        }

        Assert.InRange(delays.Order().ElementAt(delays.Count / 2).TotalMilliseconds, 0, 250);
    }

    [Fact]
    public async Task Two_instances_without_Redis_find_each_others_changes_by_polling()
    {
        await using var other = Start();
        using var watch = Watch(other.Client);
        await NextAsync(watch);

        var coded = await CodeAsync(Sample.Report("a", Sample.Event()));

        Assert.Equal(coded.Events[0], (await NextAsync(watch)).Event.Name);
    }

    [Fact]
    public async Task A_cursor_of_another_database_or_a_damaged_one_is_refused()
    {
        await using var elsewhere = await TestDatabase.CreateAsync(Kind);
        await using var other = EventsInstance.Start(elsewhere.ConnectionString, Geo.Address, Coder);
        using var watch = Watch(other.Client);
        var foreign = (await NextAsync(watch)).Cursor;

        foreach (var cursor in new[] { foreign, "AAAA", "no cursor at all", foreign[..^2] })
        {
            using var refused = Watch(Client, cursor: cursor);
            var refusal = await Refusal.OfAsync(() => refused.ResponseStream.MoveNext(Token));
            Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (refusal.Code, refusal.Reason));
            Assert.Equal([("cursor", "FOREIGN_CURSOR")], refusal.Violations);
        }
    }

    [Fact]
    public async Task A_watch_ends_with_a_reason_when_the_service_stops_and_goes_on_elsewhere()
    {
        var stopping = Start();
        using var watch = Watch(stopping.Client);
        var start = (await NextAsync(watch)).Cursor;

        var stopped = stopping.StopAsync();
        var refusal = await Refusal.OfAsync(() => watch.ResponseStream.MoveNext(Token));
        await stopped;

        Assert.Equal((StatusCode.Unavailable, "SERVICE_STOPPING"), (refusal.Code, refusal.Reason));
        Assert.NotNull(refusal.RetryAfter);
        var coded = await CodeAsync(Sample.Report("a", Sample.Event()));
        using var elsewhere = Watch(Client, cursor: start);
        await NextAsync(elsewhere);
        Assert.Equal(coded.Events[0], (await NextAsync(elsewhere)).Event.Name);
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_holds_up_nobody_and_misses_nothing()
    {
        await using var small = Start(settings: ("Events:RecentChanges", "10"));
        using var slow = Watch(small.Client);
        using var quick = Watch(small.Client);
        await NextAsync(slow);
        await NextAsync(quick);

        const int reports = 60;
        for (var i = 0; i < reports; i++)
        {
            // Large enough that what one does not read fills its stream's window.
            await small.Client.CodeReportAsync(Sample.Report($"r{i}", Sample.Event(0, e => e.Triggers[0].Quote = new string('x', 50_000))), cancellationToken: Token);
            Assert.Equal($"reports/r{i}", (await NextAsync(quick)).Event.Report.Report);
        }

        Assert.Equal(Enumerable.Range(0, reports).Select(i => $"reports/r{i}"), (await TakeAsync(slow, reports)).Select(c => c.Event.Report.Report));
    }

    internal static AsyncServerStreamingCall<EventChange> Watch(EventsService.EventsServiceClient client, EventFilter? filter = null, string cursor = "") =>
        client.WatchEvents(new WatchEventsRequest { Filter = filter, Cursor = cursor }, cancellationToken: Token);

    /// <summary>An event that is joined with no other: each of its own year.</summary>
    private static Event Apart(int number, string mode) => Sample.Event(0, e =>
    {
        e.Modes.Add(mode);
        e.Time = Sample.Day(1900 + number, 1, 1);
    });

    /// <summary>The next message that is not of an incident.</summary>
    internal static async Task<EventChange> NextAsync(AsyncServerStreamingCall<EventChange> watch)
    {
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(Token).WaitAsync(TimeSpan.FromSeconds(30), Token), "The watch ended.");
        }
        while (watch.ResponseStream.Current.ChangeCase is EventChange.ChangeOneofCase.Incident or EventChange.ChangeOneofCase.RemovedIncident);
        return watch.ResponseStream.Current;
    }

    /// <summary>The next changes, heartbeats left out.</summary>
    internal static async Task<List<EventChange>> TakeAsync(AsyncServerStreamingCall<EventChange> watch, int count)
    {
        var changes = new List<EventChange>();
        while (changes.Count < count)
        {
            var next = await NextAsync(watch);
            if (next.ChangeCase != EventChange.ChangeOneofCase.Heartbeat)
            {
                changes.Add(next);
            }
        }

        return changes;
    }
}
