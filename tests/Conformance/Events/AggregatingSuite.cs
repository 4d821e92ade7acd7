using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Events;
using Sitrep.Events.Storage;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;
using By = Sitrep.Events.V1.AggregateEventsRequest.Types.Dimension;

namespace Sitrep.Conformance.Events;

public sealed class SqliteAggregating() : AggregatingSuite(DatabaseKind.Sqlite);

public sealed class PostgresAggregating() : AggregatingSuite(DatabaseKind.Postgres);

/// <summary>Counts, against counting by hand what a search finds.</summary>
public abstract class AggregatingSuite(DatabaseKind kind) : EventsSuite(kind)
{
    private static readonly Dictionary<By, Func<Event, string>> Keys = new()
    {
        [By.Day] = e => e.Time is null ? "" : First(e).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        [By.Week] = e => e.Time is null ? "" : $"{ISOWeek.GetYear(First(e).ToDateTime(default)):0000}-W{ISOWeek.GetWeekOfYear(First(e).ToDateTime(default)):00}",
        [By.Month] = e => e.Time is null ? "" : First(e).ToString("yyyy-MM", CultureInfo.InvariantCulture),
        [By.Type] = e => e.Type.ToString().ToUpperInvariant(),
        [By.Country] = e => e.Location?.Toponym?.Place?.CountryCode ?? "",
        [By.Adm1] = e => e.Location?.Toponym?.Place?.ContainingAreas.FirstOrDefault(a => a.Level == "ADM1")?.Place ?? "",
        [By.Cell] = e => e.Location?.Point is { } p ? Geohash(p.Latitude, p.Longitude, 4) : "",
        [By.Source] = e => e.Report.Source,
    };

    [Fact]
    public async Task Counts_by_any_keys_and_any_filter_are_those_of_the_events_that_a_search_finds()
    {
        await FillAsync(seed: 21, reports: 40);
        EventFilter[] filters =
        [
            new(),
            new() { Types_ = { EventType.Assault } },
            new() { CountryCodes = { "AF" } },
            new() { WithinPlaces = { Sample.Afghanistan, Sample.Fiji } },
            new() { StartDate = Sample.Date(2019, 1, 10), EndDate = Sample.Date(2019, 2, 10), MinConfidence = 0.4 },
            new() { Text = "convoy" },
            new() { MinKilled = 5, Sources = { "sources/post" } },
            new() { Circle = new Circle { Center = new Google.Type.LatLng { Latitude = 36.5, Longitude = 68.5 }, RadiusM = 80_000 } },
            new() { Box = new Box { SouthWest = new() { Latitude = -20, Longitude = 170 }, NorthEast = new() { Latitude = -10, Longitude = -170 } } },
            new() { Reports = { "reports/r1", "reports/r2", "reports/r3" }, IncludeWithdrawn = true, Factualities = { Factuality.Asserted, Factuality.Future } },
        ];
        foreach (var filter in filters)
        {
            var found = await SearchAsync(filter);
            Assert.NotEmpty(found);
            foreach (var keys in Keys.Keys.Select(key => new[] { key }).Append([By.Month, By.Type]).Append([By.Country, By.Week]).Append([]))
            {
                var expected = found
                    .GroupBy(e => string.Join('|', keys.Select(key => Keys[key](e))))
                    .Select(group => (group.Key, (long)group.Count()))
                    .OrderBy(group => group.Key, StringComparer.Ordinal);

                var counted = await CountAsync(filter, keys);

                Assert.Equal(expected, counted.Select(b => (string.Join('|', b.Keys), b.EventCount)).OrderBy(b => b.Item1, StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_count_is_never_older_than_the_question_whichever_instance_is_asked()
    {
        await using var other = Start();
        for (var i = 0; i < 15; i++)
        {
            var name = (await CodeAsync(Sample.Report($"r{i}", Sample.Event()))).Events[0];
            Assert.Equal(i + 1, await AllAsync(Client));
            Assert.Equal(i + 1, await AllAsync(other.Client));
            await ReviewAsync(other.Client, name, Review.Types.Status.Rejected);
            Assert.Equal(i, await AllAsync(Client));
            await ReviewAsync(Client, name, Review.Types.Status.Accepted);
            Assert.Equal(i + 1, await AllAsync(other.Client));
        }

        await CodeAsync(Sample.Report("r3", [Sample.Event()], r => (r.Report.Revision, r.Report.Status) = (2, Report.Types.Status.Retracted)));
        Assert.Equal(14, await AllAsync(other.Client));
        await CodeAsync(Sample.Report("r4", [], r => (r.Report.Revision, r.Report.Status, r.Report.Text) = (2, Report.Types.Status.Withdrawn, "")));
        Assert.Equal(13, await AllAsync(other.Client));
        Assert.Equal(0, await AllAsync(other.Client, new EventFilter { Reports = { "reports/r4" }, IncludeWithdrawn = true }));
        Assert.True(other.Errors.IsEmpty, string.Join("\n", other.Errors));
    }

    [Fact]
    public async Task Filters_by_terms_follow_what_changes()
    {
        var filter = new EventFilter { Modes = { "firearms" } };
        Assert.Equal(0, await AllAsync(Client, filter));
        for (var revision = 1; revision <= 6; revision++)
        {
            await CodeAsync(Sample.Report(
                "a", [Sample.Event(0, e => e.Modes.Add(revision % 2 == 0 ? "firearms" : "explosives"))], r => (r.Report.Revision, r.Report.Title) = (revision, $"{revision}")));

            Assert.Equal(revision % 2 == 0 ? 1 : 0, await AllAsync(Client, filter));
        }
    }

    [Fact]
    public async Task An_incident_counts_once_a_bucket_and_of_a_whole_and_its_parts_only_the_whole_is_summed()
    {
        // Three accounts of a battle, one of a raid within it, one of something else; laid down by hand, whatever the joining would say.
        var names = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            names.Add((await CodeAsync(Sample.Report($"r{i}", Sample.Event(0, e => e.Type = i == 3 ? EventType.Coerce : EventType.Assault)))).Events[0]);
        }

        long[] incidents = [101, 101, 101, 102, 103];
        await using (var context = await Instance.Services.GetRequiredService<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(Token))
        {
            await context.Incidents.ExecuteDeleteAsync(Token);
            context.Incidents.AddRange(
                Incident(101, killed: 30, injured: 9, partOf: null), Incident(102, killed: 4, injured: null, partOf: 101), Incident(103, killed: 2, injured: 1, partOf: null));
            foreach (var (name, incident) in names.Zip(incidents))
            {
                Assert.True(EventName.TryParse(name, out var id));
                (await context.Events.SingleAsync(e => e.Id == id, Token)).Incident = IncidentName.Of(incident);
            }

            await context.SaveChangesAsync(Token);
        }

        // A fresh instance, which has read nothing yet.
        await using var fresh = Start();
        var all = (await CountAsync(new EventFilter(), [], fresh.Client)).Single();
        Assert.Equal((5, 3, 32, 10), (all.EventCount, all.IncidentCount, all.Killed, all.Injured));
        var byType = await CountAsync(new EventFilter(), [By.Type], fresh.Client);
        Assert.Equal([("ASSAULT", 2, 32), ("COERCE", 1, 4)], byType.Select(b => (b.Keys[0], (int)b.IncidentCount, (int)b.Killed)));
    }

    [Fact]
    public async Task Keys_that_are_none_are_refused()
    {
        var refusal = await Refusal.OfAsync(Client.AggregateEventsAsync(
            new AggregateEventsRequest { Dimensions = { By.Unspecified, By.Cell, By.Day } }, cancellationToken: Token));
        Assert.Equal([("dimensions", "TOO_MANY"), ("dimensions[0]", "UNKNOWN_VALUE"), ("cell_resolution", "OUT_OF_RANGE")], refusal.Violations);
    }

    private static IncidentRow Incident(long id, long? killed, long? injured, long? partOf) => new()
    {
        Id = id,
        EventCount = 1,
        IndependentSources = 1,
        Killed = killed,
        Injured = injured,
        PartOf = partOf,
        Founder = id,
        Revision = 1,
        Data = [],
        Members = [],
    };

    private static DateOnly First(Event e) => new(e.Time.StartDate.Year, e.Time.StartDate.Month, e.Time.StartDate.Day);

    /// <summary>The textbook's way, halving one side after the other: another than the service's.</summary>
    private static string Geohash(double latitude, double longitude, int length)
    {
        var (south, north, west, east) = (-90.0, 90.0, -180.0, 180.0);
        var hash = "";
        for (var letter = 0; letter < length; letter++)
        {
            var value = 0;
            for (var bit = 0; bit < 5; bit++)
            {
                if (((letter * 5) + bit) % 2 == 0)
                {
                    var middle = (west + east) / 2;
                    (value, west, east) = longitude >= middle ? ((value << 1) | 1, middle, east) : (value << 1, west, middle);
                }
                else
                {
                    var middle = (south + north) / 2;
                    (value, south, north) = latitude >= middle ? ((value << 1) | 1, middle, north) : (value << 1, south, middle);
                }
            }

            hash += "0123456789bcdefghjkmnpqrstuvwxyz"[value];
        }

        return hash;
    }

    private async Task<long> AllAsync(EventsService.EventsServiceClient client, EventFilter? filter = null) =>
        (await CountAsync(filter ?? new EventFilter(), [], client)).SingleOrDefault()?.EventCount ?? 0;

    private async Task<IReadOnlyList<AggregateEventsResponse.Types.Bucket>> CountAsync(EventFilter filter, By[] keys, EventsService.EventsServiceClient? client = null)
    {
        var request = new AggregateEventsRequest { Filter = filter, Dimensions = { keys }, CellResolution = keys.Contains(By.Cell) ? 4 : 0 };
        var first = await (client ?? Client).AggregateEventsAsync(request, cancellationToken: Token);
        // The second comes out of the cache.
        Assert.Equal(first, await (client ?? Client).AggregateEventsAsync(request, cancellationToken: Token));
        return first.Buckets;
    }

    private static async Task ReviewAsync(EventsService.EventsServiceClient client, string name, Review.Types.Status status) => await client.UpdateEventAsync(
        new UpdateEventRequest
        {
            Event = new Event { Name = name, Review = new Review { Status = status } },
            UpdateMask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "review.status" } },
            Reason = "reviewed",
        },
        cancellationToken: Token);

    private async Task FillAsync(int seed, int reports)
    {
        var random = new Random(seed);
        T Any<T>(params T[] of) => of[random.Next(of.Length)];
        for (var r = 0; r < reports; r++)
        {
            var events = Enumerable.Range(0, random.Next(1, 6)).Select(i => Sample.Event(i * 20, e =>
            {
                e.Triggers[0].Quote = Any("a convoy", "a march");
                e.Type = Any(EventType.Assault, EventType.Protest, EventType.Consult);
                e.Factuality = Any(Factuality.Asserted, Factuality.Asserted, Factuality.Future);
                e.Confidence = random.Next(11) / 10.0;
                e.Time = random.Next(6) == 0 ? null : Sample.Day(Any(2018, 2019), Any(1, 2, 12), random.Next(1, 29), Any(1, 1, 7, 60));
                e.Location = Any(
                    null,
                    Sample.At(36 + random.NextDouble(), 68 + random.NextDouble(), "AF", Sample.Kunduz, "places/1135689", Sample.Afghanistan),
                    Sample.At(-17 + random.NextDouble(), 179 + random.NextDouble(), "FJ", Sample.Fiji));
                if (e.Location?.Toponym.Place.ContainingAreas.Count > 0)
                {
                    e.Location.Toponym.Place.ContainingAreas[0].Level = "ADM1";
                }

                if (random.Next(2) == 0)
                {
                    e.Casualties.Add(Sample.Killed(random.Next(1, 40), Any(Casualties.Types.Scope.Event, Casualties.Types.Scope.Cumulative)));
                }
            })).ToList();
            await CodeAsync(Sample.Report($"r{r}", events, request =>
            {
                request.Report.Source = request.Source.Name = Any("sources/herald", "sources/post");
                request.Report.Status = random.Next(10) == 0 ? Report.Types.Status.Superseded : Report.Types.Status.Current;
            }));
        }
    }
}
