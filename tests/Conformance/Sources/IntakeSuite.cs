using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Sources.Storage;
using Sitrep.Sources.SubmitReport;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Sources;

/// <summary>What intake keeps on every database.</summary>
public abstract class IntakeSuite(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SourcesApp _app = null!;

    private SourcesService.SourcesServiceClient Client => _app.Client;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(kind);
        _app = await SourcesApp.StartAsync(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_submitted_report_is_stored_as_it_was_sent()
    {
        var sent = Reports.Valid("Две ракеты — «Град» — упали 🕊 рядом с базаром.\r\n\tNo one was hurt.  ");

        var answered = await Client.SubmitAsync(sent);
        var stored = await Client.GetAsync(answered.Name);

        Assert.Equal(sent.Text, answered.Text);
        Assert.Equal(sent.Text, stored.Text);
        Assert.Equal(sent.Title, stored.Title);
        Assert.Equal(sent.Url, stored.Url);
        Assert.Equal(sent.Source, stored.Source);
        Assert.Equal(sent.PublishTime, stored.PublishTime);
        Assert.Equal(sent.LanguageCode, stored.LanguageCode);
        Assert.Equal(sent.TimeZone, stored.TimeZone);
        Assert.Equal(sent.Licence, stored.Licence);
        Assert.Equal(1, stored.Revision);
        Assert.Equal(Report.Types.Status.Current, stored.Status);
        Assert.Equal(Report.Types.State.Pending, stored.Coding.State);
        Assert.Matches("^reports/[a-z2-7]{26}$", stored.Name);
    }

    [Fact]
    public async Task The_same_source_url_and_text_give_the_same_report_again()
    {
        var first = await Client.SubmitAsync(Reports.Valid());
        var again = await Client.SubmitAsync(Reports.Valid());

        Assert.Equal(first.Name, again.Name);
        Assert.Equal(1, again.Revision);
        Assert.Single(await ListAllAsync());
    }

    [Theory]
    [InlineData("another text")]
    [InlineData("another url")]
    [InlineData("another source")]
    public async Task Another_source_url_or_text_gives_another_report(string what)
    {
        var other = Reports.Valid();
        switch (what)
        {
            case "another text":
                other.Text += " ";
                break;
            case "another url":
                other.Url += "?page=2";
                break;
            default:
                other.Source = "sources/other-news";
                break;
        }

        var first = await Client.SubmitAsync(Reports.Valid());
        var second = await Client.SubmitAsync(other);

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(2, (await ListAllAsync()).Count);
    }

    [Theory]
    [InlineData("title")]
    [InlineData("publish_time")]
    [InlineData("time_zone")]
    [InlineData("language_code")]
    public async Task A_changed_field_of_the_same_text_is_a_new_revision(string field)
    {
        var changed = Reports.Valid();
        switch (field)
        {
            case "title":
                changed.Title = "Market of Daraa shelled";
                break;
            case "publish_time":
                changed.PublishTime = Timestamp.FromDateTimeOffset(Reports.Published.AddHours(1));
                break;
            case "time_zone":
                changed.TimeZone = "Asia/Beirut";
                break;
            default:
                changed.LanguageCode = "ar";
                break;
        }

        var first = await Client.SubmitAsync(Reports.Valid());
        var second = await Client.SubmitAsync(changed);
        var stored = await Client.GetAsync(first.Name);

        Assert.Equal(first.Name, second.Name);
        Assert.Equal(2, second.Revision);
        Assert.Equal(2, stored.Revision);
        Assert.Equal(changed.Title, stored.Title);
        Assert.Equal(changed.PublishTime, stored.PublishTime);
        Assert.Equal(changed.TimeZone, stored.TimeZone);
        Assert.Equal(changed.LanguageCode, stored.LanguageCode);
    }

    [Fact]
    public async Task A_field_that_is_not_stated_again_stays_as_it_was()
    {
        await Client.SubmitAsync(Reports.Valid());
        var bare = new Report { Source = Reports.Valid().Source, Url = Reports.Valid().Url, Text = Reports.Valid().Text };

        var again = await Client.SubmitAsync(bare);

        Assert.Equal(1, again.Revision);
        Assert.Equal(Reports.Valid().Title, again.Title);
        Assert.Equal(Reports.Valid().PublishTime, again.PublishTime);
    }

    [Fact]
    public async Task The_same_request_id_gives_the_same_report_even_after_the_report_has_moved_on()
    {
        var id = Guid.NewGuid().ToString();
        var first = await Client.SubmitAsync(Reports.Valid(), id);
        await Client.SubmitAsync(Reports.Valid(title: "Corrected title"));

        var repeated = await Client.SubmitAsync(Reports.Valid(), id.ToUpperInvariant());

        Assert.Equal(first.Name, repeated.Name);
        Assert.Equal(2, repeated.Revision);
        Assert.Equal("Corrected title", repeated.Title);
    }

    [Fact]
    public async Task The_same_request_id_with_other_content_is_refused_and_stores_nothing()
    {
        var id = Guid.NewGuid().ToString();
        await Client.SubmitAsync(Reports.Valid(), id);
        var other = Reports.Valid("Another text.");
        other.Source = "sources/never-seen";

        var status = await Reports.FailureAsync(() => Client.SubmitAsync(other, id));

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal("REQUEST_ID_REUSED", status.Reason());
        Assert.Equal([("request_id", "REQUEST_ID_REUSED")], status.Violations());
        Assert.Single(await ListAllAsync());
        var sources = await Client.ListSourcesAsync(new ListSourcesRequest(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Single(sources.Sources);
    }

    [Fact]
    public async Task A_request_id_is_free_again_after_a_day_whether_it_was_purged_or_not()
    {
        var (kept, purged) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        await Client.SubmitAsync(Reports.Valid("First text."), kept);
        await Client.SubmitAsync(Reports.Valid("Second text."), purged);
        var day = TimeSpan.FromHours(24).Ticks / TimeSpan.TicksPerMicrosecond;
        await WithDatabaseAsync(context => context.Requests.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.CreateTime, r => r.CreateTime - day), TestContext.Current.CancellationToken));

        var reused = await Client.SubmitAsync(Reports.Valid("Third text."), kept);
        var removed = await _app.Services.GetRequiredService<RequestPurge>().PurgeAsync(TestContext.Current.CancellationToken);
        await Client.SubmitAsync(Reports.Valid("Fourth text."), purged);

        Assert.Equal("Third text.", reused.Text);
        Assert.Equal(1, removed);
        Assert.Equal(4, (await ListAllAsync()).Count);
    }

    [Fact]
    public async Task A_hundred_identical_submissions_at_once_are_one_report()
    {
        var submissions = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.SubmitAsync(Reports.Valid())));

        Assert.Single(submissions.Select(report => report.Name).Distinct());
        Assert.All(submissions, report => Assert.Equal(1, report.Revision));
        Assert.Single(await ListAllAsync());
        Assert.Equal(1, await WithDatabaseAsync(context => context.Outbox.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Two_replicas_that_take_in_the_same_reports_of_an_unknown_source_store_each_once()
    {
        await using var other = await SourcesApp.StartAsync(_database.ConnectionString);
        var clients = new[] { Client, other.Client };
        var submissions = Enumerable.Range(0, 200).Select(i =>
        {
            var report = Reports.Valid($"Report number {i % 20} from the front.");
            report.Source = "The Orontes Courier";
            return clients[i % 2].SubmitAsync(report, Guid.NewGuid().ToString());
        });

        var names = (await Task.WhenAll(submissions)).Select(report => report.Name).Distinct().ToList();

        Assert.Equal(20, names.Count);
        Assert.Equal(20, (await ListAllAsync()).Count);
        Assert.Equal(20, await WithDatabaseAsync(context => context.ReportTexts.CountAsync(TestContext.Current.CancellationToken)));
        var source = Assert.Single((await Client.ListSourcesAsync(new ListSourcesRequest(), cancellationToken: TestContext.Current.CancellationToken)).Sources);
        Assert.Equal("sources/the-orontes-courier", source.Name);
        Assert.Equal("The Orontes Courier", source.DisplayName);
    }

    [Fact]
    public async Task Two_replicas_that_revise_the_same_report_lose_no_revision()
    {
        await using var other = await SourcesApp.StartAsync(_database.ConnectionString);
        var first = await Client.SubmitAsync(Reports.Valid());

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Client : other.Client).SubmitAsync(Reports.Valid(title: $"Title {i}"))));

        Assert.Equal(41, (await Client.GetAsync(first.Name)).Revision);
    }

    [Theory]
    [InlineData("Le Monde d'Oronte", "sources/le-monde-doronte")]
    [InlineData("Süd-Kurier", "sources/sud-kurier")]
    [InlineData("  A.F.X. ", "sources/afx")]
    public async Task A_display_name_registers_its_source_and_finds_it_again(string displayName, string name)
    {
        var report = Reports.Valid();
        report.Source = displayName;
        var second = Reports.Valid("Another text.");
        second.Source = displayName.ToUpperInvariant();

        Assert.Equal(name, (await Client.SubmitAsync(report)).Source);
        Assert.Equal(name, (await Client.SubmitAsync(second)).Source);
        var source = await Client.GetSourceAsync(new GetSourceRequest { Name = name }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(displayName.Trim(), source.DisplayName);
    }

    [Fact]
    public async Task Display_names_in_other_scripts_become_sources_of_their_own()
    {
        var names = new List<string>();
        foreach (var displayName in new[] { "الشام اليوم", "الشام غدا", "Газета 24", "24" })
        {
            var report = Reports.Valid();
            report.Source = displayName;
            names.Add((await Client.SubmitAsync(report)).Source);
        }

        Assert.Equal(4, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^sources/[a-z0-9][a-z0-9-]*$", name));
    }

    [Fact]
    public async Task A_display_name_finds_the_source_that_was_registered_under_another_id()
    {
        await Client.CreateSourceAsync(
            new CreateSourceRequest { SourceId = "ona", Source = new Source { DisplayName = "Orontes News Agency" } }, cancellationToken: TestContext.Current.CancellationToken);
        var report = Reports.Valid();
        report.Source = "ORONTES news-agency";

        Assert.Equal("sources/ona", (await Client.SubmitAsync(report)).Source);
    }

    [Fact]
    public async Task A_report_without_a_source_is_kept_under_the_source_unknown()
    {
        var report = Reports.Valid();
        report.Source = "";

        Assert.Equal("sources/unknown", (await Client.SubmitAsync(report)).Source);
    }

    [Fact]
    public async Task Pages_give_every_report_once_newest_first_and_undated_last_while_others_arrive()
    {
        var expected = new List<Report>();
        for (var i = 0; i < 25; i++)
        {
            var report = Reports.Valid($"Numbered text {i}.");
            // Ties, and some without a date.
            report.PublishTime = i % 5 == 0 ? null : Timestamp.FromDateTimeOffset(Reports.Published.AddHours(-(i % 4)));
            expected.Add(await Client.SubmitAsync(report));
        }

        var listed = new List<Report>();
        var request = new ListReportsRequest { PageSize = 4 };
        do
        {
            var page = await Client.ListReportsAsync(request, cancellationToken: TestContext.Current.CancellationToken);
            Assert.InRange(page.Reports.Count, 1, 4);
            listed.AddRange(page.Reports);
            request.PageToken = page.NextPageToken;
            // Newer than the page's position: pages behind it are not moved.
            var newer = Reports.Valid($"Arrived in between {listed.Count}.");
            newer.PublishTime = Timestamp.FromDateTimeOffset(Reports.Published.AddHours(12));
            await Client.SubmitAsync(newer);
        }
        while (request.PageToken.Length > 0);

        var order = expected.OrderByDescending(r => r.PublishTime is null ? long.MinValue : r.PublishTime.Seconds).ThenByDescending(r => r.Name, StringComparer.Ordinal);
        Assert.Equal(order.Select(r => r.Name), listed.Select(r => r.Name));
        Assert.All(listed, report => Assert.Equal("", report.Text));
    }

    [Fact]
    public async Task Lists_keep_to_source_state_and_publication()
    {
        var dated = await Client.SubmitAsync(Reports.Valid("Dated."));
        var earlier = Reports.Valid("Earlier.");
        earlier.PublishTime = Timestamp.FromDateTimeOffset(Reports.Published.AddDays(-1));
        var before = await Client.SubmitAsync(earlier);
        var undated = Reports.Valid("Undated.");
        undated.PublishTime = null;
        await Client.SubmitAsync(undated);
        var foreign = Reports.Valid("Elsewhere.");
        foreign.Source = "sources/elsewhere";
        await Client.SubmitAsync(foreign);

        var published = Timestamp.FromDateTimeOffset(Reports.Published);
        var own = new ListReportsRequest { Source = dated.Source };
        Assert.Equal(3, (await ListAllAsync(own)).Count);
        Assert.Equal([dated.Name], (await ListAllAsync(new(own) { StartTime = published })).Select(r => r.Name));
        Assert.Equal([before.Name], (await ListAllAsync(new(own) { EndTime = published })).Select(r => r.Name));
        Assert.Equal(4, (await ListAllAsync(new() { State = Report.Types.State.Pending })).Count);
        Assert.Empty(await ListAllAsync(new() { State = Report.Types.State.Failed }));
        Assert.Empty(await ListAllAsync(new() { Source = "sources/nobody" }));
    }

    [Fact]
    public async Task A_token_of_another_list_is_refused()
    {
        await Client.SubmitAsync(Reports.Valid("One."));
        await Client.SubmitAsync(Reports.Valid("Two."));
        var page = await Client.ListReportsAsync(new ListReportsRequest { PageSize = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        var status = await Reports.FailureAsync(async () => await Client.ListReportsAsync(
            new ListReportsRequest { PageToken = page.NextPageToken, Source = "sources/orontes-news" }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal([("page_token", "FOREIGN_PAGE_TOKEN")], status.Violations());
    }

    [Fact]
    public async Task A_source_keeps_how_it_was_judged_before_and_its_etag_guards_it()
    {
        var token = TestContext.Current.CancellationToken;
        var created = await Client.CreateSourceAsync(
            new CreateSourceRequest { Source = new Source { DisplayName = "Orontes News", CountryCode = "SY", CreditNames = { "Orontes", "ON" }, Reliability = Source.Types.Reliability.BUsually } },
            cancellationToken: token);

        var lowered = await Client.UpdateSourceAsync(
            new UpdateSourceRequest { Source = new Source { Name = created.Name, Etag = created.Etag, Reliability = Source.Types.Reliability.DNotUsually }, Assessor = "desk", Reason = "Two retractions." },
            cancellationToken: token);
        var raised = await Client.UpdateSourceAsync(
            new UpdateSourceRequest
            {
                Source = new Source { Name = created.Name, Reliability = Source.Types.Reliability.CFairly, HomePage = "https://orontes.example/" },
                UpdateMask = new FieldMask { Paths = { "reliability" } },
            },
            cancellationToken: token);
        var stale = await Reports.FailureAsync(async () => await Client.UpdateSourceAsync(
            new UpdateSourceRequest { Source = new Source { Name = created.Name, Etag = created.Etag, DisplayName = "Other" } }, cancellationToken: token));

        Assert.Equal("sources/orontes-news", created.Name);
        Assert.Empty(created.ReliabilityHistory);
        Assert.Equal([Source.Types.Reliability.BUsually], lowered.ReliabilityHistory.Select(a => a.Reliability));
        Assert.Equal(created.CreateTime, lowered.ReliabilityHistory[0].StartTime);
        Assert.Equal([Source.Types.Reliability.DNotUsually, Source.Types.Reliability.BUsually], raised.ReliabilityHistory.Select(a => a.Reliability));
        Assert.Equal([("desk", "Two retractions."), ("", "")], raised.ReliabilityHistory.Select(a => (a.Assessor, a.Reason)));
        Assert.Equal("", raised.HomePage);
        Assert.Equal(["Orontes", "ON"], raised.CreditNames);
        Assert.Equal((int)StatusCode.Aborted, stale.Code);
        Assert.Equal("ETAG_MISMATCH", stale.Reason());
        Assert.Equal(raised, await Client.GetSourceAsync(new GetSourceRequest { Name = created.Name }, cancellationToken: token));
    }

    [Fact]
    public async Task Sources_are_listed_by_name_in_pages_and_no_id_is_given_twice()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var id in new[] { "zeta", "alpha-2", "alpha", "beta" })
        {
            await Client.CreateSourceAsync(new CreateSourceRequest { SourceId = id, Source = new Source { DisplayName = id } }, cancellationToken: token);
        }

        var first = await Client.ListSourcesAsync(new ListSourcesRequest { PageSize = 3 }, cancellationToken: token);
        var second = await Client.ListSourcesAsync(new ListSourcesRequest { PageSize = 3, PageToken = first.NextPageToken }, cancellationToken: token);
        var twice = await Reports.FailureAsync(async () => await Client.CreateSourceAsync(
            new CreateSourceRequest { SourceId = "beta", Source = new Source { DisplayName = "Other" } }, cancellationToken: token));

        Assert.Equal(["sources/alpha", "sources/alpha-2", "sources/beta"], first.Sources.Select(s => s.Name));
        Assert.Equal(["sources/zeta"], second.Sources.Select(s => s.Name));
        Assert.Equal("", second.NextPageToken);
        Assert.Equal((int)StatusCode.AlreadyExists, twice.Code);
        Assert.Equal("SOURCE_ALREADY_EXISTS", twice.Reason());
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        var report = await Client.SubmitAsync(Reports.Valid());
        await _app.DisposeAsync();
        _app = await SourcesApp.StartAsync(_database.ConnectionString);

        Assert.Equal(report.Text, (await Client.GetAsync(report.Name)).Text);
    }

    private async Task<List<Report>> ListAllAsync(ListReportsRequest? request = null) =>
        [.. (await Client.ListReportsAsync(request ?? new ListReportsRequest(), cancellationToken: TestContext.Current.CancellationToken)).Reports];

    private async Task<T> WithDatabaseAsync<T>(Func<SourcesDbContext, Task<T>> work)
    {
        await using var context = await _app.Services.GetRequiredService<IDbContextFactory<SourcesDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await work(context);
    }
}

public sealed class SqliteIntake() : IntakeSuite(DatabaseKind.Sqlite);

public sealed class PostgresIntake() : IntakeSuite(DatabaseKind.Postgres);
