using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Events.Storage;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

public sealed class SqliteStoring() : StoringSuite(DatabaseKind.Sqlite);

public sealed class PostgresStoring() : StoringSuite(DatabaseKind.Postgres);

public abstract class StoringSuite(DatabaseKind kind) : EventsSuite(kind)
{
    [Fact]
    public async Task A_coded_report_answers_with_its_events_in_the_order_of_the_text()
    {
        var answer = await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(100), Sample.Event(50)));

        var events = await Task.WhenAll(answer.Events.Select(GetAsync));
        Assert.Equal([0, 100, 50], events.Select(e => e.Triggers[0].Span.Start));
        Assert.Equal("scripted-1", answer.CoderVersion);
        Assert.All(events, e =>
        {
            Assert.Equal((1, Event.Types.State.Current, "scripted-1", "gazetteer-1"), (e.Revision, e.State, e.CoderVersion, e.GazetteerVersion));
            Assert.Equal(("reports/a", "sources/herald", "The Herald", "A title"), (e.Report.Report, e.Report.Source, e.Report.SourceDisplayName, e.Report.Title));
            Assert.NotEmpty(e.Etag);
            Assert.Equal(e.CreateTime, e.UpdateTime);
        });
    }

    [Fact]
    public async Task The_same_delivery_twice_changes_nothing()
    {
        var first = await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(50)));
        var before = await Task.WhenAll(first.Events.Select(GetAsync));

        var second = await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(50)));

        Assert.Equal(first, second);
        Assert.Equal(before, await Task.WhenAll(second.Events.Select(GetAsync)));
        Assert.Equal(2, await CountAsync(c => c.Changes.Where(change => !change.IsIncident)));
    }

    [Fact]
    public async Task An_older_revision_that_comes_late_is_ignored()
    {
        var newer = await CodeAsync(Sample.Report("a", [Sample.Event(0)], r => (r.Report.Revision, r.Report.Title) = (3, "New")));

        var older = await CodeAsync(Sample.Report("a", [Sample.Event(50)], r => (r.Report.Revision, r.Report.Title, r.Force) = (2, "Old", true)));

        Assert.Equal(newer.Events, older.Events);
        Assert.Equal("New", (await GetAsync(newer.Events[0])).Report.Title);
    }

    [Fact]
    public async Task A_changed_title_is_coded_again_and_names_are_kept_by_their_triggers()
    {
        var first = await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(100)));

        var second = await CodeAsync(Sample.Report(
            "a",
            [Sample.Event(40), Sample.Event(103, e => e.Type = EventType.Coerce), Sample.Event(0)],
            r => (r.Report.Revision, r.Report.Title) = (2, "Another title")));

        Assert.Equal(2, Coder.Calls);
        Assert.Equal([first.Events[1], first.Events[0]], second.Events.Skip(1));
        Assert.DoesNotContain(second.Events[0], first.Events);
        var changed = await GetAsync(first.Events[1]);
        Assert.Equal((EventType.Coerce, 2), (changed.Type, changed.Revision));
        Assert.Equal(1, (await GetAsync(second.Events[0])).Revision);
    }

    [Fact]
    public async Task Links_name_events_by_the_names_that_they_are_stored_under()
    {
        var answer = await CodeAsync(Sample.Report(
            "a",
            Sample.Event(0, e => e.Links.Add(new EventLink { Kind = EventLink.Types.Kind.PartOf, Event = "events/50" })),
            Sample.Event(50)));

        Assert.Equal(answer.Events[1], (await GetAsync(answer.Events[0])).Links[0].Event);
    }

    [Fact]
    public async Task An_event_that_is_no_longer_found_is_gone_and_its_name_is_never_used_again()
    {
        var first = await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(50)));
        await CodeAsync(Sample.Report("a", [Sample.Event(50)], r => (r.Report.Revision, r.Report.Title) = (2, "2")));

        var again = await CodeAsync(Sample.Report("a", [Sample.Event(0), Sample.Event(50)], r => (r.Report.Revision, r.Report.Title) = (3, "3")));

        Assert.Equal(first.Events[1], again.Events[1]);
        Assert.NotEqual(first.Events[0], again.Events[0]);
        var refusal = await Refusal.OfAsync(Client.GetEventAsync(new GetEventRequest { Name = first.Events[0] }, cancellationToken: Token));
        Assert.Equal((StatusCode.NotFound, "EVENT_NOT_FOUND"), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public async Task A_changed_story_updates_references_without_coding_again()
    {
        var first = await CodeAsync(Sample.Report("a", Sample.Event()));

        await CodeAsync(Sample.Report("a", [Sample.Event()], r => (r.Report.Revision, r.Report.Story, r.Source.DisplayName) = (2, "stories/s", "Daily Herald")));

        var account = await GetAsync(first.Events[0]);
        Assert.Equal(("stories/s", "Daily Herald", 2), (account.Report.Story, account.Report.SourceDisplayName, account.Revision));
        Assert.Equal(1, Coder.Calls);
    }

    [Fact]
    public async Task Force_codes_again_and_the_same_result_is_no_change()
    {
        var first = await CodeAsync(Sample.Report("a", Sample.Event()));

        await CodeAsync(Sample.Report("a", [Sample.Event()], r => r.Force = true));

        Assert.Equal(1, (await GetAsync(first.Events[0])).Revision);
        Assert.Equal(1, await CountAsync(c => c.Changes.Where(change => !change.IsIncident)));
    }

    [Fact]
    public async Task Another_coder_version_codes_the_same_revision_again_and_tells_only_of_what_changed()
    {
        var first = await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(50)));
        await using var newer = Start(new ScriptedCoder("scripted-2"));

        var second = await newer.Client.CodeReportAsync(Sample.Report("a", Sample.Event(0), Sample.Event(50, e => e.Confidence = 0.5)), cancellationToken: Token);

        Assert.Equal(first.Events, second.Events);
        Assert.Equal("scripted-2", second.CoderVersion);
        var (same, other) = (await GetAsync(first.Events[0]), await GetAsync(first.Events[1]));
        Assert.Equal((1, "scripted-2"), (same.Revision, same.CoderVersion));
        Assert.Equal((2, 0.5), (other.Revision, other.Confidence));
        Assert.Equal(3, await CountAsync(c => c.Changes.Where(change => !change.IsIncident)));
    }

    [Fact]
    public async Task A_report_in_another_language_is_kept_without_events()
    {
        var answer = await CodeAsync(Sample.Report("a", [Sample.Event()], r => r.Report.LanguageCode = "ps"));

        Assert.Empty(answer.Events);
        Assert.Equal(("language", "scripted-1"), (answer.SkipReason, answer.CoderVersion));
        Assert.Equal(answer, await CodeAsync(Sample.Report("a", [Sample.Event()], r => r.Report.LanguageCode = "ps")));
        Assert.Equal(0, Coder.Calls);
        Assert.Equal("reports/a/analysis", (await Client.GetAnalysisAsync(new GetAnalysisRequest { Name = "reports/a/analysis" }, cancellationToken: Token)).Name);
    }

    [Fact]
    public async Task A_language_that_was_mended_is_coded()
    {
        await CodeAsync(Sample.Report("a", [Sample.Event()], r => r.Report.LanguageCode = "ps"));

        var mended = await CodeAsync(Sample.Report("a", [Sample.Event()], r => r.Report.Revision = 2));

        Assert.Single(mended.Events);
        Assert.Empty(mended.SkipReason);
    }

    [Fact]
    public async Task A_blank_report_is_kept_without_events() =>
        Assert.Equal("empty", (await CodeAsync(Sample.Report("a", [], r => r.Report.Text = " \n"))).SkipReason);

    [Theory]
    [InlineData(Report.Types.Status.Superseded)]
    [InlineData(Report.Types.Status.Retracted)]
    public async Task Events_of_a_report_that_no_longer_counts_say_so_and_leave_searches(Report.Types.Status status)
    {
        var first = await CodeAsync(Sample.Report("a", Sample.Event()));

        await CodeAsync(Sample.Report("a", [Sample.Event()], r => (r.Report.Revision, r.Report.Status) = (2, status)));

        Assert.Equal(Event.Types.State.ReportWithdrawn, (await GetAsync(first.Events[0])).State);
        Assert.Empty(await SearchAsync(new EventFilter()));
        Assert.Single(await SearchAsync(new EventFilter { IncludeWithdrawn = true }));
        Assert.Empty(await StreamAsync(new EventFilter()));

        await CodeAsync(Sample.Report("a", [Sample.Event()], r => r.Report.Revision = 3));
        Assert.Equal(Event.Types.State.Current, (await GetAsync(first.Events[0])).State);
    }

    [Fact]
    public async Task A_deleted_report_leaves_no_quote_behind()
    {
        await CodeAsync(Sample.Report("a", Sample.Event()));
        await CodeAsync(Sample.Report("a", [Sample.Event(2)], r => (r.Report.Revision, r.Report.Title) = (2, "2")));

        var answer = await CodeAsync(Sample.Report("a", [], r => (r.Report.Revision, r.Report.Status, r.Report.Text) = (3, Report.Types.Status.Withdrawn, "")));

        Assert.Empty(answer.Events);
        Assert.Empty(await SearchAsync(new EventFilter { IncludeWithdrawn = true }));
        await using var context = await ContextAsync();
        Assert.All(await context.EventRevisions.ToListAsync(Token), revision => Assert.Empty(revision.Data));
        var refusal = await Refusal.OfAsync(Client.GetAnalysisAsync(new GetAnalysisRequest { Name = "reports/a/analysis" }, cancellationToken: Token));
        Assert.Equal((StatusCode.NotFound, "ANALYSIS_NOT_FOUND"), (refusal.Code, refusal.Reason));
        // Delivered once more it stays what it is.
        Assert.Equal(answer, await CodeAsync(Sample.Report("a", [], r => (r.Report.Revision, r.Report.Status, r.Report.Text) = (3, Report.Types.Status.Withdrawn, ""))));
    }

    [Fact]
    public async Task Many_deliveries_of_one_report_at_once_come_out_as_the_newest()
    {
        await using var other = Start();
        var clients = new[] { Client, other.Client };
        var deliveries = Enumerable.Range(1, 24).SelectMany(revision => new[] { revision, revision }).OrderBy(revision => revision * 7919 % 31).ToList();

        await Task.WhenAll(deliveries.Select((revision, i) => clients[i % 2].CodeReportAsync(
            Sample.Report("a", [Sample.Event(0, e => e.Modes.Add($"mode-{revision}")), Sample.Event(50)], r => (r.Report.Revision, r.Report.Title) = (revision, $"{revision}")),
            cancellationToken: Token).ResponseAsync));

        var events = await SearchAsync(new EventFilter());
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal("24", e.Report.Title));
        Assert.Equal("mode-24", events.Single(e => e.Triggers[0].Span.Start == 0).Modes.Single());
        Assert.True(other.Errors.IsEmpty, string.Join("\n", other.Errors));
    }

    [Fact]
    public async Task Reports_delivered_at_once_through_two_instances_are_all_stored()
    {
        await using var other = Start();
        var clients = new[] { Client, other.Client };

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => clients[i % 2].CodeReportAsync(
            Sample.Report($"r{i}", Sample.Event(i), Sample.Event(i + 50)), cancellationToken: Token).ResponseAsync));

        Assert.Equal(120, (await SearchAsync(new EventFilter())).Count);
        Assert.True(other.Errors.IsEmpty, string.Join("\n", other.Errors));
    }

    [Fact]
    public async Task Names_and_words_of_any_script_come_back_as_they_were()
    {
        string[] ids = ["cafe\u0301", "caf\u00e9", "\u0643\u0646\u062f\u0632", "\u5317\u4eac", "\ud83d\udd4a", "A", "a"];
        foreach (var id in ids)
        {
            await CodeAsync(Sample.Report(id, Sample.Event(0, e => e.Triggers[0].Quote = id)));
        }

        foreach (var id in ids)
        {
            var found = await SearchAsync(new EventFilter { Reports = { $"reports/{id}" } });
            Assert.Equal((id, $"reports/{id}"), (found.Single().Triggers[0].Quote, found.Single().Report.Report));
        }
    }

    [Fact]
    public async Task What_a_client_hung_up_on_is_stored_whole_or_not_at_all()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Coder.Before = () =>
        {
            hangUp.Cancel();
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<RpcException>(() => Client.CodeReportAsync(Sample.Report("a", Sample.Event()), cancellationToken: hangUp.Token).ResponseAsync);
        Coder.Before = () => Task.CompletedTask;

        var answer = await CodeAsync(Sample.Report("a", Sample.Event()));

        Assert.Equal(answer.Events, (await SearchAsync(new EventFilter())).Select(e => e.Name));
    }

    private async Task<EventsDbContext> ContextAsync() =>
        await Instance.Services.GetRequiredService<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(Token);

    private async Task<int> CountAsync<T>(Func<EventsDbContext, IQueryable<T>> rows)
    {
        await using var context = await ContextAsync();
        return await rows(context).CountAsync(Token);
    }
}
