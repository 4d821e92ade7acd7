using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Events.Storage;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

public sealed class SqliteIncidents() : IncidentsSuite(DatabaseKind.Sqlite);

public sealed class PostgresIncidents() : IncidentsSuite(DatabaseKind.Postgres);

public abstract class IncidentsSuite(DatabaseKind kind) : EventsSuite(kind)
{
    [Fact]
    public async Task Accounts_of_one_bombing_by_two_sources_are_one_incident_with_the_reasons_in_words()
    {
        var one = await BombingAsync("a", "herald", dead: 12);
        var other = await BombingAsync("b", "tribune", dead: 12);

        var incident = await IncidentOfAsync(one);
        Assert.Equal(incident, await IncidentOfAsync(other));
        Assert.Equal([one, other], incident.Events);
        Assert.Equal((2, 2, 2), (incident.ReportCount, incident.SourceCount, incident.IndependentSourceCount));
        Assert.Equal(Credibility.ProbablyTrue, incident.Credibility);
        Assert.Equal((EventType.Assault, "explosives", Factuality.Asserted), (incident.Type, incident.Modes[0], incident.Factuality));
        Assert.Contains("same place", Assert.Single(incident.MergeReasons), StringComparison.Ordinal);
        Assert.Contains(one, incident.MergeReasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_bombing_in_the_same_city_on_the_same_day_is_another_incident()
    {
        var one = await BombingAsync("a", "herald", dead: 12, target: "hit a hospital");
        var other = await BombingAsync("b", "tribune", dead: 3, target: "hit a market");

        Assert.NotEqual((await GetAsync(one)).Incident, (await GetAsync(other)).Incident);
    }

    [Fact]
    public async Task Copies_of_one_story_are_one_independent_source()
    {
        var one = await BombingAsync("a", "herald", dead: 12, change: r => r.Report.Story = "stories/s");
        await BombingAsync("b", "tribune", dead: 12, change: r => r.Report.Story = "stories/s");

        var incident = await IncidentOfAsync(one);
        Assert.Equal((2, 2, 1), (incident.ReportCount, incident.SourceCount, incident.IndependentSourceCount));
        Assert.Equal(Credibility.PossiblyTrue, incident.Credibility);
    }

    [Fact]
    public async Task A_sum_of_several_happenings_and_a_rejected_event_are_of_no_incident()
    {
        var sum = await BombingAsync("a", "herald", dead: 12, shape: e => e.Occurrences = new CountRange { Low = 2, High = 2, Stated = 2 });
        var name = await BombingAsync("b", "tribune", dead: 12);
        var incident = (await GetAsync(name)).Incident;

        await ReviewAsync(name, Review.Types.Status.Rejected);

        Assert.Empty((await GetAsync(sum)).Incident);
        Assert.Empty((await GetAsync(name)).Incident);
        Assert.Equal("INCIDENT_NOT_FOUND", (await Refusal.OfAsync(() => GetIncidentAsync(incident))).Reason);
        Assert.Empty((await SearchIncidentsAsync(new EventFilter())));
    }

    [Fact]
    public async Task An_incident_keeps_its_name_while_its_oldest_event_stands_and_comes_back_under_it()
    {
        var oldest = await BombingAsync("a", "herald", dead: 12);
        var second = await BombingAsync("b", "tribune", dead: 12);
        var name = (await GetAsync(oldest)).Incident;

        await BombingAsync("b", "tribune", dead: 12, revision: 2, change: r => r.Report.Status = Report.Types.Status.Retracted);
        Assert.Equal([oldest], (await GetIncidentAsync(name)).Events);
        Assert.Empty((await GetAsync(second)).Incident);

        await BombingAsync("b", "tribune", dead: 12, revision: 3);
        await BombingAsync("a", "herald", dead: 12, revision: 2, change: r => r.Report.Status = Report.Types.Status.Superseded);
        Assert.Equal([second], (await GetIncidentAsync(name)).Events);
        await BombingAsync("b", "tribune", dead: 12, revision: 4, change: r => r.Report.Status = Report.Types.Status.Retracted);
        Assert.Equal("INCIDENT_NOT_FOUND", (await Refusal.OfAsync(() => GetIncidentAsync(name))).Reason);

        await BombingAsync("a", "herald", dead: 12, revision: 3);
        Assert.Equal(name, (await GetAsync(oldest)).Incident);
    }

    [Fact]
    public async Task The_latest_of_each_claimant_stands_and_parts_and_running_totals_are_not_counted_in()
    {
        var first = await BombingAsync("a", "herald", dead: 12);
        await BombingAsync("b", "herald", dead: 14, change: r => r.Report.PublishTime = At(2019, 9, 2));
        await BombingAsync("c", "tribune", dead: 13, shape: e =>
        {
            e.Casualties.Add(Dead(3, "MIL", Casualties.Types.Scope.Part));
            e.Casualties.Add(Dead(41, "CVL", Casualties.Types.Scope.Cumulative));
        });

        var tolls = (await IncidentOfAsync(first)).Tolls;
        var all = tolls.Single(t => t.Harm == Casualties.Types.Harm.Killed && t.Sector.Length == 0);
        Assert.Equal((13, 14, 14), (all.Low, all.Best, all.High));
        Assert.Contains("no party to the fighting", all.BestRule, StringComparison.Ordinal);
        Assert.Equal(5, all.Claims.Count);
        Assert.Equal([false, false, false, false, true], all.Claims.Select(c => c.Superseded));
        Assert.Equal(12, all.Claims[4].Casualties.Count.Stated);
        Assert.All(all.Claims, claim => Assert.Equal(claim.Report.Report, claim.Casualties.Evidence.Report));
        var soldiers = tolls.Single(t => t.Sector == "MIL");
        Assert.Equal((3, 3, 3), (soldiers.Low, soldiers.Best, soldiers.High));
    }

    [Fact]
    public async Task The_best_number_is_of_the_more_reliable_source_and_of_one_that_does_not_fight()
    {
        var first = await BombingAsync("a", "herald", dead: 12, reliability: Source.Types.Reliability.BUsually);
        await BombingAsync("b", "tribune", dead: 20, reliability: Source.Types.Reliability.DNotUsually, change: r => r.Report.PublishTime = At(2019, 9, 2));
        await BombingAsync("c", "ministry", dead: 5, reliability: Source.Types.Reliability.ACompletely, shape: e =>
        {
            var army = new Participant { Role = Participant.Types.Role.Actor, DisplayName = "army", Actor = "actors/afghan-army", CountryCode = "AFG", Sectors = { "MIL" } };
            e.Participants.Add(army);
            e.Casualties[0].Attributions.Add(new Attribution { Claimant = army.Clone() });
        });

        var toll = (await IncidentOfAsync(first)).Tolls[0];
        Assert.Equal((5, 12, 20), (toll.Low, toll.Best, toll.High));
        Assert.True(toll.Claims.Single(c => c.Casualties.Count.Stated == 5).ClaimantIsParty);
    }

    [Fact]
    public async Task A_source_s_new_grade_moves_the_best_number_though_nothing_is_coded_again()
    {
        var first = await BombingAsync("a", "herald", dead: 12, reliability: Source.Types.Reliability.BUsually);
        await BombingAsync("b", "tribune", dead: 13, reliability: Source.Types.Reliability.CFairly);
        Assert.Equal(12, (await IncidentOfAsync(first)).Tolls[0].Best);

        await BombingAsync("a", "herald", dead: 12, revision: 2, reliability: Source.Types.Reliability.EUnreliable);

        Assert.Equal(13, (await IncidentOfAsync(first)).Tolls[0].Best);
    }

    [Fact]
    public async Task Merged_incidents_go_on_answering_and_no_recoding_takes_them_apart_but_a_split_does()
    {
        var one = await BombingAsync("a", "herald", dead: 12);
        var other = await BombingAsync("b", "tribune", dead: 90, target: "hit a market");
        var (kept, gone) = ((await GetAsync(one)).Incident, (await GetAsync(other)).Incident);

        var merged = await MergeAsync(kept, gone);
        Assert.Equal((kept, 2), (merged.Name, merged.Events.Count));
        Assert.Equal(kept, (await GetIncidentAsync(gone)).MergedInto);
        Assert.Contains("an analyst said so", merged.MergeReasons[0], StringComparison.Ordinal);

        await BombingAsync("b", "tribune", dead: 95, target: "hit a market", revision: 2);
        Assert.Equal(kept, (await GetAsync(other)).Incident);

        var split = await Client.SplitIncidentAsync(new SplitIncidentRequest { Name = kept, Events = { other }, Reason = "two bombs" }, cancellationToken: Token);
        Assert.Equal([other], split.Events);
        Assert.Equal(gone, split.Name);
        Assert.Equal([one], (await GetIncidentAsync(kept)).Events);
    }

    [Fact]
    public async Task A_split_outlives_recoding_and_new_reports_and_a_merge_undoes_it()
    {
        var one = await BombingAsync("a", "herald", dead: 12);
        var other = await BombingAsync("b", "tribune", dead: 12);
        var name = (await GetAsync(one)).Incident;

        var split = await Client.SplitIncidentAsync(new SplitIncidentRequest { Name = name, Events = { other }, Reason = "another one" }, cancellationToken: Token);
        await BombingAsync("b", "tribune", dead: 12, revision: 2, change: r => r.Report.Title = "Another title");
        await BombingAsync("c", "courier", dead: 12);

        Assert.NotEqual((await GetAsync(one)).Incident, (await GetAsync(other)).Incident);
        Assert.Equal(split.Name, (await GetAsync(other)).Incident);
        await MergeAsync(name, split.Name);
        Assert.Equal(name, (await GetAsync(other)).Incident);
    }

    [Fact]
    public async Task A_locked_event_stays_where_it_is()
    {
        var one = await BombingAsync("a", "herald", dead: 12);
        await ReviewAsync(one, Review.Types.Status.Locked);
        var name = (await GetAsync(one)).Incident;
        var other = await BombingAsync("b", "tribune", dead: 12);
        await ReviewAsync(other, Review.Types.Status.Locked);

        await BombingAsync("b", "tribune", dead: 90, target: "hit a market", revision: 2);

        Assert.Equal((name, name), ((await GetAsync(one)).Incident, (await GetAsync(other)).Incident));
        var refusal = await Refusal.OfAsync(Client.SplitIncidentAsync(new SplitIncidentRequest { Name = name, Events = { other }, Reason = "no" }, cancellationToken: Token));
        Assert.Equal((StatusCode.FailedPrecondition, "EVENT_LOCKED"), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public async Task Whoever_watches_is_told_of_incidents_as_they_grow_and_go()
    {
        using var watch = WatchingSuite.Watch(Client, new EventFilter { Types_ = { EventType.Assault } });
        await WatchingSuite.NextAsync(watch);
        var one = await BombingAsync("a", "herald", dead: 12);
        await BombingAsync("b", "tribune", dead: 12);
        await BombingAsync("b", "tribune", dead: 12, revision: 2, change: r => r.Report.Status = Report.Types.Status.Retracted);
        await BombingAsync("a", "herald", dead: 12, revision: 2, change: r => (r.Report.Status, r.Report.Text) = (Report.Types.Status.Withdrawn, ""));

        var told = await IncidentsAsync(watch, 4);
        Assert.Equal([1, 2, 1], told.Take(3).Select(c => c.Incident.Events.Count));
        Assert.Equal([1, 2, 3], told.Take(3).Select(c => c.Incident.Revision));
        Assert.Equal(told[0].Incident.Name, told[3].RemovedIncident);
        Assert.Equal(one, told[0].Incident.Events[0]);
    }

    [Fact]
    public async Task What_a_deleted_report_said_is_gone_from_incidents_and_from_what_they_were()
    {
        const string secret = "twelve by the old mill";
        var one = await BombingAsync("a", "herald", dead: 12, change: r => r.Report.Title = secret, shape: e => e.Casualties[0].Evidence.Quote = secret);
        var other = await BombingAsync("b", "tribune", dead: 12);
        var name = (await GetAsync(one)).Incident;
        Assert.Contains(secret, (await GetIncidentAsync(name)).ToString(), StringComparison.Ordinal);

        await BombingAsync("a", "herald", dead: 12, revision: 2, change: r => (r.Report.Status, r.Report.Text, r.Report.Title) = (Report.Types.Status.Withdrawn, "", ""));

        Assert.Equal([other], (await GetIncidentAsync(name)).Events);
        await using var context = await ContextAsync();
        var stored = (await context.Incidents.Select(i => i.Data).ToListAsync(Token)).Concat(await context.IncidentRevisions.Select(r => r.Data).ToListAsync(Token)).ToList();
        Assert.True(stored.Count >= 3);
        Assert.All(stored, data => Assert.DoesNotContain(secret, Incident.Parser.ParseFrom(data).ToString(), StringComparison.Ordinal));
        Assert.Equal(1, await context.EventSignatures.CountAsync(Token));
        Assert.Equal(0, await context.EventEdges.CountAsync(Token));
    }

    [Fact]
    public async Task Incidents_are_found_by_what_any_event_says_newest_first_and_page_by_page()
    {
        for (var i = 0; i < 9; i++)
        {
            await BombingAsync($"a{i}", "herald", dead: 10 + i, shape: e => e.Time = Stated(1 + (3 * i)));
        }

        await BombingAsync("b", "tribune", dead: 18, shape: e => e.Time = Stated(25));
        await BombingAsync("c", "tribune", dead: 1, shape: e => (e.Time, e.Location) = (null, null));

        var all = await SearchIncidentsAsync(new EventFilter(), pageSize: 2);
        Assert.Equal(10, all.Select(i => i.Name).Distinct().Count());
        Assert.Equal([25, 22, 19, 16, 13, 10, 7, 4, 1, 0], all.Select(i => i.Time?.StartDate.Day ?? 0));
        Assert.Equal(2, (await SearchIncidentsAsync(new EventFilter { Sources = { "sources/tribune" } })).Count);
        Assert.Single(await SearchIncidentsAsync(new EventFilter(), independent: 2));
        Assert.Equal(3, (await SearchIncidentsAsync(new EventFilter { StartDate = Sample.Date(2019, 8, 5), EndDate = Sample.Date(2019, 8, 14) })).Count);
        Assert.Equal(4, (await SearchIncidentsAsync(new EventFilter { MinKilled = 15 })).Count);
        Assert.Equal(9, (await SearchIncidentsAsync(new EventFilter { WithinPlaces = { Sample.Kunduz } })).Count);
        Assert.Equal(9, (await SearchIncidentsAsync(new EventFilter { Circle = new Circle { Center = new LatLng { Latitude = 36.7, Longitude = 68.8 }, RadiusM = 20_000 } })).Count);
        Assert.Empty(await SearchIncidentsAsync(new EventFilter { Circle = new Circle { Center = new LatLng { Latitude = 36.9, Longitude = 68.6 }, RadiusM = 20_000 } }));
        Assert.Empty(await SearchIncidentsAsync(new EventFilter { Types_ = { EventType.Protest } }));
    }

    [Fact]
    public async Task Reports_that_come_at_once_through_two_replicas_are_joined_as_if_one_after_the_other()
    {
        const int reports = 24;
        await using var other = Start();
        var clients = new[] { Client, other.Client };
        await Task.WhenAll(Enumerable.Range(0, reports).Select(async i =>
            await clients[i % 2].CodeReportAsync(Bombing($"r{i}", $"s{i}", dead: 12, day: 1 + (7 * (i % 3))), cancellationToken: Token)));

        var incidents = await SearchIncidentsAsync(new EventFilter());
        Assert.Equal([reports / 3, reports / 3, reports / 3], incidents.Select(i => i.Events.Count));
        Assert.All(incidents, i => Assert.Equal(reports / 3, i.IndependentSourceCount));
    }

    private static Timestamp At(int year, int month, int day) => Timestamp.FromDateTime(new System.DateTime(year, month, day, 6, 0, 0, DateTimeKind.Utc));

    private static EventTime Stated(int day)
    {
        var time = Sample.Day(2019, 8, day);
        time.Basis = EventTime.Types.Basis.Stated;
        return time;
    }

    private static Casualties Dead(long number, string sector, Casualties.Types.Scope scope = Casualties.Types.Scope.Event) => new()
    {
        Harm = Casualties.Types.Harm.Killed,
        Scope = scope,
        Count = new CountRange { Low = number, High = number, Stated = number },
        Group = new Participant { Sectors = { sector } },
        Evidence = new Text.V1.Evidence { Quote = $"{number} died" },
    };

    private static CodeReportRequest Bombing(
        string id,
        string source,
        long dead,
        string target = "hit a hospital",
        int revision = 1,
        int day = 31,
        Source.Types.Reliability reliability = Source.Types.Reliability.CFairly,
        Action<Event>? shape = null,
        Action<CodeReportRequest>? change = null)
    {
        var account = Sample.Event(0, e =>
        {
            e.Modes.Add("explosives");
            e.Triggers[0].Quote = target;
            e.Time = Stated(day);
            e.Location = Sample.At(36.73, 68.86, "AF", "places/kunduz-town", Sample.Kunduz, Sample.Afghanistan);
            e.Location.Toponym.Place.FeatureClass = "P";
            e.Location.Toponym.Place.ContainingAreas[0].Level = "ADM1";
            e.Casualties.Add(Dead(dead, "CVL"));
        });
        shape?.Invoke(account);
        return Sample.Report(id, [account], r =>
        {
            (r.Report.Source, r.Source.Name, r.Source.DisplayName) = ($"sources/{source}", $"sources/{source}", source);
            (r.Report.Revision, r.Source.Reliability) = (revision, reliability);
            if (revision > 1)
            {
                r.Report.Title = $"Title {revision}";
            }

            change?.Invoke(r);
        });
    }

    /// <summary>Delivers a report of a bombing; gives the event's name.</summary>
    private async Task<string> BombingAsync(
        string id,
        string source,
        long dead,
        string target = "hit a hospital",
        int revision = 1,
        Source.Types.Reliability reliability = Source.Types.Reliability.CFairly,
        Action<Event>? shape = null,
        Action<CodeReportRequest>? change = null)
    {
        var answer = await CodeAsync(Bombing(id, source, dead, target, revision, 31, reliability, shape, change));
        return answer.Events.FirstOrDefault() ?? "";
    }

    private async Task<Incident> IncidentOfAsync(string account) => await GetIncidentAsync((await GetAsync(account)).Incident);

    private Task<Incident> GetIncidentAsync(string name) => Client.GetIncidentAsync(new GetIncidentRequest { Name = name }, cancellationToken: Token).ResponseAsync;

    private async Task<Incident> MergeAsync(string into, params string[] others) => await Client.MergeIncidentsAsync(
        new MergeIncidentsRequest { Names = { others.Where(name => name != into).Prepend(into) }, Reason = "the same" }, cancellationToken: Token);

    private async Task ReviewAsync(string name, Review.Types.Status status) => await Client.UpdateEventAsync(
        new UpdateEventRequest
        {
            Event = new Event { Name = name, Review = new Review { Status = status } },
            UpdateMask = new FieldMask { Paths = { "review.status" } },
            Reason = "read it",
        },
        cancellationToken: Token);

    private async Task<List<Incident>> SearchIncidentsAsync(EventFilter filter, int pageSize = 1000, int independent = 0)
    {
        var found = new List<Incident>();
        var request = new SearchIncidentsRequest { Filter = filter, PageSize = pageSize, MinIndependentSources = independent };
        do
        {
            var page = await Client.SearchIncidentsAsync(request, cancellationToken: Token);
            found.AddRange(page.Incidents);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    private static async Task<List<EventChange>> IncidentsAsync(AsyncServerStreamingCall<EventChange> watch, int count)
    {
        var changes = new List<EventChange>();
        while (changes.Count < count)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Token).WaitAsync(TimeSpan.FromSeconds(30), Token), "The watch ended.");
            if (watch.ResponseStream.Current.ChangeCase is EventChange.ChangeOneofCase.Incident or EventChange.ChangeOneofCase.RemovedIncident)
            {
                changes.Add(watch.ResponseStream.Current);
            }
        }

        return changes;
    }

    private async Task<EventsDbContext> ContextAsync() =>
        await Instance.Services.GetRequiredService<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(Token);
}
