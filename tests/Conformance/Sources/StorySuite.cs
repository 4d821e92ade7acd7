using Grpc.Core;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Sources;

/// <summary>What stories, corrections and the registry keep on every database.</summary>
public abstract class StorySuite(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FakeEvents _events = null!;
    private SourcesApp _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SourcesService.SourcesServiceClient Client => _app.Client;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(kind);
        _events = await FakeEvents.StartAsync();
        _app = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _app.DisposeAsync();
        await _events.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Copies_of_a_text_are_one_story_after_a_restart_and_over_two_replicas_and_another_report_is_its_own()
    {
        var first = await Client.SubmitAsync(Of("sources/wire", Text(1)));
        await _app.DisposeAsync();
        _app = await StartAsync();
        await using var other = await StartAsync();

        var shortened = await other.Client.SubmitAsync(Of("sources/daily", "A new headline\n\n" + Text(1)[..600]));
        var same = await Client.SubmitAsync(Of("sources/evening", Text(1).ToUpperInvariant()));
        var elsewhere = await Client.SubmitAsync(Of("sources/daily", Text(2)));

        Assert.Equal("stories/" + first.Name["reports/".Length..], first.Story);
        Assert.Equal([first.Story, first.Story], new[] { shortened.Story, same.Story });
        Assert.NotEqual(first.Story, elsewhere.Story);
        var story = await StoryAsync(first.Story);
        Assert.Equal((first.Name, 3, 1), (story.LeadReport, story.SourceCount, story.IndependentSourceCount));
        Assert.Equal([first.Name, shortened.Name, same.Name], story.Reports.Order(StringComparer.Ordinal).OrderBy(name => name != first.Name).ThenBy(name => name != shortened.Name));
        Assert.Equal(2, (await Client.ListStoriesAsync(new ListStoriesRequest(), cancellationToken: Token)).Stories.Count);
    }

    [Fact]
    public async Task A_report_that_bridges_two_stories_merges_them_and_the_events_service_hears_of_it()
    {
        var text = Text(1);
        var head = await Client.SubmitAsync(Of("sources/one", text[..(text.Length / 2)]));
        var tail = await Client.SubmitAsync(Of("sources/two", text[(text.Length / 2)..]));
        Assert.NotEqual(head.Story, tail.Story);

        var bridge = await Client.SubmitAsync(Of("sources/three", text));

        var merged = head.Story == bridge.Story ? tail : head;
        Assert.Equal(bridge.Story, (await Client.GetAsync(merged.Name)).Story);
        Assert.Equal(bridge.Story, (await StoryAsync(merged.Story)).Name);
        Assert.Equal(3, (await StoryAsync(bridge.Story)).Reports.Count);
        await Reports.EventuallyAsync(
            () => _events.Received.Any(call => call.Report.Name == merged.Name && call.Report.Story == bridge.Story && call.Report.Revision == 2), "the merged report's new story");
    }

    [Fact]
    public async Task Stories_that_come_in_at_two_replicas_at_once_are_one()
    {
        await using var other = await StartAsync();
        var clients = new[] { Client, other.Client };

        var reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => clients[i % 2].SubmitAsync(Of($"sources/paper-{i}", $"Headline number {i}\n\n{Text(7)}"))));

        var names = await Task.WhenAll(reports.Select(async report => (await Client.GetAsync(report.Name)).Story));
        Assert.Single(names.Distinct());
        Assert.Equal(20, (await StoryAsync(names[0])).SourceCount);
    }

    [Fact]
    public async Task Another_text_under_the_same_source_and_url_supersedes_the_earlier_one()
    {
        var first = await Client.SubmitAsync(Of("sources/wire", Text(1), "https://wire.example/1"));
        var second = await Client.SubmitAsync(Of("sources/wire", Text(2), "https://wire.example/1"));
        var foreign = await Client.SubmitAsync(Of("sources/daily", Text(3), "https://wire.example/1"));

        var before = await Client.GetAsync(first.Name);
        Assert.Equal((Report.Types.Status.Superseded, second.Name, 2), (before.Status, before.SupersededBy, before.Revision));
        Assert.Equal((Report.Types.Status.Current, first.Name), (second.Status, second.Supersedes));
        Assert.Equal(Report.Types.Status.Current, foreign.Status);
        Assert.Equal(Report.Types.Status.Superseded, (await Client.SubmitAsync(Of("sources/wire", Text(1), "https://wire.example/1"))).Status);
        await Reports.EventuallyAsync(() => _events.Received.Any(call => call.Report.Name == first.Name && call.Report.Status == Report.Types.Status.Superseded), "the supersession");
    }

    [Fact]
    public async Task A_retracted_report_stays_readable_and_says_why()
    {
        var wrong = await Client.SubmitAsync(Of("sources/wire", Text(1)));
        var right = await Client.SubmitAsync(Of("sources/wire", Text(2)));
        var foreign = await Client.SubmitAsync(Of("sources/daily", Text(3)));

        var retracted = await Client.RetractReportAsync(new RetractReportRequest { Name = wrong.Name, Reason = "The name was wrong.", SupersededBy = right.Name }, cancellationToken: Token);
        var status = await Reports.FailureAsync(() => Client.RetractReportAsync(new RetractReportRequest { Name = wrong.Name, SupersededBy = foreign.Name }, cancellationToken: Token).ResponseAsync);

        Assert.Equal((Report.Types.Status.Retracted, "The name was wrong.", right.Name, 2), (retracted.Status, retracted.StatusReason, retracted.SupersededBy, retracted.Revision));
        Assert.Equal(Text(1), retracted.Text);
        Assert.Equal(wrong.Name, (await Client.GetAsync(right.Name)).Supersedes);
        Assert.Equal([("superseded_by", "OTHER_SOURCE")], status.Violations());
        await Reports.EventuallyAsync(() => _events.Received.Any(call => call.Report.Name == wrong.Name && call.Report.Status == Report.Types.Status.Retracted), "the retraction");
    }

    [Fact]
    public async Task A_deleted_report_leaves_a_tombstone_and_does_not_come_back()
    {
        var report = await Client.SubmitAsync(Of("sources/wire", Text(1)));
        var copy = await Client.SubmitAsync(Of("sources/daily", Text(1)));

        await Client.DeleteReportAsync(new DeleteReportRequest { Name = report.Name, Reason = "A court said so." }, cancellationToken: Token);
        await Client.DeleteReportAsync(new DeleteReportRequest { Name = report.Name }, cancellationToken: Token);

        var tombstone = await Client.GetAsync(report.Name);
        Assert.Equal((Report.Types.Status.Withdrawn, "A court said so.", "", "", ""), (tombstone.Status, tombstone.StatusReason, tombstone.Text, tombstone.Title, tombstone.Url));
        Assert.Equal([copy.Name], (await StoryAsync(copy.Story)).Reports);
        var again = await Client.SubmitAsync(Of("sources/wire", Text(1)));
        Assert.Equal((report.Name, Report.Types.Status.Withdrawn), (again.Name, again.Status));
        Assert.Equal(copy.Story, (await Client.SubmitAsync(Of("sources/evening", Text(1)))).Story);
        await Reports.EventuallyAsync(
            () => _events.Received.Any(call => call.Report.Name == report.Name && call.Report.Status == Report.Types.Status.Withdrawn && call.Report.Text.Length == 0), "the deletion");
        var status = await Reports.FailureAsync(() => Client.RetractReportAsync(new RetractReportRequest { Name = report.Name }, cancellationToken: Token).ResponseAsync);
        Assert.Equal((int)StatusCode.FailedPrecondition, status.Code);
    }

    [Fact]
    public async Task Credits_find_their_sources_and_datelines_are_kept()
    {
        await Client.CreateSourceAsync(
            new CreateSourceRequest { SourceId = "example-wire", Source = new Source { DisplayName = "Example Wire Service", CreditNames = { "EWS" } } }, cancellationToken: Token);

        var report = await Client.SubmitAsync(Of("sources/daily", "KABUL, Aug 31 (EWS) -- " + Text(1) + "\n\nWith Example Wire Service and Somebody Else"));

        Assert.Equal(["sources/example-wire"], report.CreditedSources);
        Assert.Equal(("KABUL, Aug 31 (EWS) --", "KABUL", 8, 31), (report.Dateline, report.DatelinePlace, report.DatelineDate.Month, report.DatelineDate.Day));
        Assert.Equal(2, report.BoilerplateSpans.Count);
    }

    [Fact]
    public async Task A_source_that_was_merged_or_renamed_is_found_under_its_old_names()
    {
        var old = await Client.SubmitAsync(Of("The Orontes Courier", Text(1)));
        await Client.SubmitAsync(Of("Orontes Daily", Text(2)));
        await Client.UpdateSourceAsync(new UpdateSourceRequest { Source = new Source { Name = "sources/orontes-daily", DisplayName = "Orontes Today" } }, cancellationToken: Token);

        var merged = await Client.MergeSourcesAsync(new MergeSourcesRequest { Source = "sources/the-orontes-courier", Into = "sources/orontes-daily" }, cancellationToken: Token);

        Assert.Equal(["Orontes Daily", "The Orontes Courier"], merged.FormerNames);
        Assert.Equal(["sources/the-orontes-courier"], merged.MergedSources);
        Assert.Equal("sources/orontes-daily", (await Client.GetSourceAsync(new GetSourceRequest { Name = "sources/the-orontes-courier" }, cancellationToken: Token)).Name);
        foreach (var name in new[] { "the orontes courier", "Orontes Daily", "sources/the-orontes-courier", "Orontes Today" })
        {
            Assert.Equal("sources/orontes-daily", (await Client.SubmitAsync(Of(name, Text(3)))).Source);
        }

        Assert.Equal(old.Name, (await Client.SubmitAsync(Of("The Orontes Courier", Text(1)))).Name);
        Assert.Equal(3, (await Client.ListReportsAsync(new ListReportsRequest { Source = "sources/the-orontes-courier" }, cancellationToken: Token)).Reports.Count);
        await Reports.EventuallyAsync(() => _events.Received.Any(call => call.Report.Name == old.Name && call.Source.Name == "sources/orontes-daily"), "the report under its new source");
    }

    [Fact]
    public async Task A_recoding_hands_over_what_matches_and_tells_how_far_it_is()
    {
        var coded = new List<Report>();
        for (var i = 0; i < 5; i++)
        {
            coded.Add(await Client.SubmitAsync(Of(i < 3 ? "sources/wire" : "sources/daily", Text(i))));
        }

        foreach (var report in coded)
        {
            await Client.AwaitStateAsync(report.Name, Report.Types.State.Coded);
        }

        var recoding = await Client.RecodeReportsAsync(new RecodeReportsRequest { Source = "sources/wire" }, cancellationToken: Token);
        Assert.Equal(3, recoding.ReportCount);
        while (recoding.EndTime is null)
        {
            await Task.Delay(20, Token);
            recoding = await Client.GetRecodingAsync(new GetRecodingRequest { Name = recoding.Name }, cancellationToken: Token);
        }

        Assert.Equal((3, 0), (recoding.DoneCount, recoding.FailedCount));
        Assert.Equal(coded.Take(3).Select(report => report.Name).Order(StringComparer.Ordinal), _events.Received.Where(call => call.Force).Select(call => call.Report.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await Client.RecodeReportsAsync(new RecodeReportsRequest { NotCoderVersion = "fake-1" }, cancellationToken: Token)).ReportCount);
    }

    [Fact]
    public async Task A_language_that_is_not_stated_is_detected()
    {
        var french = Of("sources/wire", "Au moins douze civils ont été tués dans une frappe aérienne, selon les autorités locales.");
        french.LanguageCode = "";

        Assert.Equal("fr", (await Client.SubmitAsync(french)).LanguageCode);
    }

    private Task<SourcesApp> StartAsync() => SourcesApp.StartAsync(_database.ConnectionString, _events.Address);

    private async Task<Story> StoryAsync(string name) => await Client.GetStoryAsync(new GetStoryRequest { Name = name }, cancellationToken: Token);

    private static Report Of(string source, string text, string? url = null)
    {
        var report = Reports.Valid(text);
        report.Source = source;
        report.Url = url ?? report.Url;
        return report;
    }

    /// <summary>Twelve sentences that no other seed has.</summary>
    private static string Text(int seed)
    {
        var random = new Random(seed);
        return string.Join("\n\n", Enumerable.Range(0, 12).Select(_ => string.Join(' ', Enumerable.Range(0, 12).Select(_ => $"word{random.Next(100_000)}")) + "."));
    }
}

public sealed class SqliteStories() : StorySuite(DatabaseKind.Sqlite);

public sealed class PostgresStories() : StorySuite(DatabaseKind.Postgres);
