using Google.Type;
using Grpc.Core;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

public sealed class SqliteSearching() : SearchingSuite(DatabaseKind.Sqlite);

public sealed class PostgresSearching() : SearchingSuite(DatabaseKind.Postgres);

public abstract class SearchingSuite(DatabaseKind kind) : EventsSuite(kind)
{
    /// <summary>Name of a filter, the filter, and a plain sentence of what it means.</summary>
    private static readonly Dictionary<string, (EventFilter Filter, Func<Event, bool> Means)> Filters = new()
    {
        ["everything"] = (new EventFilter(), _ => true),
        ["types"] = (new EventFilter { Types_ = { EventType.Assault, EventType.Protest } }, e => e.Type is EventType.Assault or EventType.Protest),
        ["modes"] = (new EventFilter { Modes = { "airstrike", "riot" } }, e => e.Modes.Contains("airstrike") || e.Modes.Contains("riot")),
        ["factualities"] = (new EventFilter { Factualities = { Factuality.Future, Factuality.Negated } }, _ => true),
        ["from a day on"] = (new EventFilter { StartDate = Sample.Date(2019, 8, 20) }, e => Last(e) >= new DateOnly(2019, 8, 20)),
        ["before a day"] = (new EventFilter { EndDate = Sample.Date(2019, 8, 10) }, e => First(e) < new DateOnly(2019, 8, 10)),
        ["one week"] = (
            new EventFilter { StartDate = Sample.Date(2019, 8, 10), EndDate = Sample.Date(2019, 8, 17) },
            e => First(e) < new DateOnly(2019, 8, 17) && Last(e) >= new DateOnly(2019, 8, 10)),
        ["country"] = (new EventFilter { CountryCodes = { "FJ" } }, e => Places(e).Any(p => p.CountryCode == "FJ")),
        ["within a country at any depth"] = (
            new EventFilter { WithinPlaces = { Sample.Afghanistan } },
            e => Places(e).Any(p => p.Name == Sample.Afghanistan || p.ContainingAreas.Any(a => a.Place == Sample.Afghanistan))),
        ["within either of two places"] = (new EventFilter { WithinPlaces = { Sample.Kunduz, Sample.Fiji } }, e => Places(e).Any(p => p.Name is Sample.Kunduz or Sample.Fiji)),
        ["a box"] = (Box(30, 60, 40, 70), e => e.Location?.Point is { Latitude: >= 30 and <= 40, Longitude: >= 60 and <= 70 }),
        ["a box across 180 degrees"] = (Box(-20, 170, -10, -170), e => e.Location?.Point is { Latitude: >= -20 and <= -10, Longitude: >= 170 or <= -170 }),
        ["a small box across 180 degrees"] = (Box(-18, 179, -16, -179), e => e.Location?.Point is { Latitude: >= -18 and <= -16, Longitude: >= 179 or <= -179 }),
        ["a circle"] = (Circle(36.7, 68.8, 150_000), e => Within(e, 36.7, 68.8, 150_000)),
        ["a circle across 180 degrees"] = (Circle(-17, 179.9, 200_000), e => Within(e, -17, 179.9, 200_000)),
        ["a circle around a pole"] = (Circle(89, 0, 400_000), e => Within(e, 89, 0, 400_000)),
        ["actors"] = (
            new EventFilter { Actors = { "actors/taliban" } }, e => e.Participants.Any(p => p.Actor == "actors/taliban" || p.OrganizationActor == "actors/taliban")),
        ["actor countries"] = (new EventFilter { ActorCountryCodes = { "USA" } }, e => e.Participants.Any(p => p.CountryCode == "USA")),
        ["actor sectors"] = (new EventFilter { ActorSectors = { "MIL" } }, e => e.Participants.Any(p => p.Sectors.Contains("MIL"))),
        ["rebels against civilians"] = (
            new EventFilter { ActingSectors = { "REB" }, ReceivingSectors = { "CVL" } },
            e => e.Participants.Any(p => p.Role == Participant.Types.Role.Actor && p.Sectors.Contains("REB"))
                && e.Participants.Any(p => p.Role == Participant.Types.Role.Victim && p.Sectors.Contains("CVL"))),
        ["at least twenty killed"] = (
            new EventFilter { MinKilled = 20 },
            e => e.Casualties.Any(c => c.Harm == Casualties.Types.Harm.Killed && c.Scope != Casualties.Types.Scope.Cumulative && c.Count.Low >= 20)),
        ["confidence"] = (new EventFilter { MinConfidence = 0.75 }, e => e.Confidence >= 0.75),
        ["sources"] = (new EventFilter { Sources = { "sources/post" } }, e => e.Report.Source == "sources/post"),
        ["reports"] = (new EventFilter { Reports = { "reports/r3", "reports/r5" } }, e => e.Report.Report is "reports/r3" or "reports/r5"),
        ["withdrawn too"] = (new EventFilter { IncludeWithdrawn = true }, _ => true),
        ["much at once"] = (
            new EventFilter
            {
                Types_ = { EventType.Assault },
                CountryCodes = { "AF" },
                StartDate = Sample.Date(2019, 8, 1),
                EndDate = Sample.Date(2019, 9, 1),
                ActorSectors = { "REB", "MIL" },
                Sources = { "sources/herald" },
                MinConfidence = 0.4,
            },
            e => e.Type == EventType.Assault && Places(e).Any(p => p.CountryCode == "AF")
                && First(e) < new DateOnly(2019, 9, 1) && Last(e) >= new DateOnly(2019, 8, 1)
                && e.Participants.Any(p => p.Sectors.Contains("REB") || p.Sectors.Contains("MIL"))
                && e.Report.Source == "sources/herald" && e.Confidence >= 0.4),
    };

    [Fact]
    public async Task Each_filter_finds_what_it_says_page_by_page_and_in_a_stream()
    {
        await FillAsync(seed: 11, reports: 40);
        var all = await SearchAsync(new EventFilter { IncludeWithdrawn = true, Factualities = { System.Enum.GetValues<Factuality>().Where(f => f != Factuality.Unspecified) } });
        Assert.InRange(all.Count, 150, 400);

        foreach (var (name, (filter, means)) in Filters)
        {
            Factuality[] factualities = filter.Factualities.Count > 0 ? [.. filter.Factualities] : [Factuality.Asserted, Factuality.Historical];
            var expected = all
                .Where(e => factualities.Contains(e.Factuality) && means(e) && (filter.IncludeWithdrawn || e.State == Event.Types.State.Current))
                .ToList();

            var paged = await SearchAsync(filter, pageSize: 31);
            var streamed = await StreamAsync(filter);

            Assert.True(name == "a circle around a pole" || expected.Count > 0, $"'{name}' finds nothing, so it says nothing.");
            Assert.Equal(expected.Select(e => $"{name}: {e.Name}"), paged.Select(e => $"{name}: {e.Name}"));
            Assert.Equal(expected, paged);
            Assert.Equal(expected.Select(e => e.Name).Order(StringComparer.Ordinal), streamed.Select(e => e.Name).Order(StringComparer.Ordinal));
            var dated = streamed.TakeWhile(e => e.Time is not null).ToList();
            Assert.Equal(dated.Select(First).Order(), dated.Select(First));
            Assert.All(streamed.Skip(dated.Count), e => Assert.Null(e.Time));
        }
    }

    [Fact]
    public async Task Pages_come_newest_first_with_undated_last_and_ties_by_name()
    {
        await FillAsync(seed: 3, reports: 20);

        var found = await SearchAsync(new EventFilter(), pageSize: 9);

        var expected = found
            .OrderBy(e => e.Time is null)
            .ThenByDescending(e => e.Time is null ? DateOnly.MinValue : First(e))
            .ThenBy(e => e.Name, StringComparer.Ordinal);
        Assert.Equal(expected.Select(e => e.Name), found.Select(e => e.Name));
        Assert.Contains(found, e => e.Time is null);
    }

    [Fact]
    public async Task A_walk_under_inserts_neither_repeats_nor_skips()
    {
        await FillAsync(seed: 5, reports: 15);
        var before = (await SearchAsync(new EventFilter())).Select(e => e.Name).ToHashSet();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var inserting = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    await CodeAsync(Sample.Report($"new{i}", Sample.Event(i, e => e.Time = Sample.Day(2019, 8, 1 + (i % 31))), Sample.Event(i + 20, e => e.Time = null)));
                }
            },
            Token);

        for (var walk = 0; walk < 3; walk++)
        {
            var seen = (await SearchAsync(new EventFilter(), pageSize: 5)).ConvertAll(e => e.Name);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Empty(before.Except(seen));

            var streamed = (await StreamAsync(new EventFilter())).ConvertAll(e => e.Name);
            Assert.Equal(streamed.Count, streamed.Distinct().Count());
            Assert.Empty(before.Except(streamed));
        }

        await stop.CancelAsync();
        await inserting;
    }

    [Fact]
    public async Task A_page_ends_early_before_it_grows_past_two_mebibytes()
    {
        for (var i = 0; i < 6; i++)
        {
            await CodeAsync(Sample.Report($"long{i}", Sample.Event(0, e => e.Triggers[0].Quote = new string('x', 700_000))));
        }

        var first = await Client.SearchEventsAsync(new SearchEventsRequest(), cancellationToken: Token);

        Assert.Equal(2, first.Events.Count);
        Assert.NotEmpty(first.NextPageToken);
        Assert.Equal(6, (await SearchAsync(new EventFilter())).Count);
        Assert.Equal(6, (await StreamAsync(new EventFilter())).Count);
    }

    [Fact]
    public async Task The_last_full_page_says_that_it_is_the_last()
    {
        await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(20), Sample.Event(40)));

        var page = await Client.SearchEventsAsync(new SearchEventsRequest { PageSize = 3 }, cancellationToken: Token);

        Assert.Equal((3, ""), (page.Events.Count, page.NextPageToken));
    }

    [Fact]
    public async Task A_page_token_of_another_search_or_another_database_is_refused()
    {
        await CodeAsync(Sample.Report("a", Sample.Event(0), Sample.Event(20)));
        var token = (await Client.SearchEventsAsync(new SearchEventsRequest { PageSize = 1 }, cancellationToken: Token)).NextPageToken;

        var otherFilter = await Refusal.OfAsync(Client.SearchEventsAsync(
            new SearchEventsRequest { PageToken = token, Filter = new EventFilter { Modes = { "riot" } } }, cancellationToken: Token));
        await using var elsewhere = await TestDatabase.CreateAsync(Kind);
        await using var other = EventsInstance.Start(elsewhere.ConnectionString, Geo.Address, Coder);
        var otherDatabase = await Refusal.OfAsync(other.Client.SearchEventsAsync(new SearchEventsRequest { PageToken = token }, cancellationToken: Token));

        Assert.All([otherFilter, otherDatabase], refusal =>
        {
            Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (refusal.Code, refusal.Reason));
            Assert.Equal([("page_token", "FOREIGN_PAGE_TOKEN")], refusal.Violations);
        });
        Assert.Single((await Client.SearchEventsAsync(new SearchEventsRequest { PageSize = 5, PageToken = token }, cancellationToken: Token)).Events);
    }

    private static EventFilter Box(double south, double west, double north, double east) => new()
    {
        Box = new Box { SouthWest = new LatLng { Latitude = south, Longitude = west }, NorthEast = new LatLng { Latitude = north, Longitude = east } },
    };

    private static EventFilter Circle(double latitude, double longitude, double radiusM) =>
        new() { Circle = new Circle { Center = new LatLng { Latitude = latitude, Longitude = longitude }, RadiusM = radiusM } };

    /// <summary>By the law of cosines: another formula than the service's, good enough for these distances.</summary>
    private static bool Within(Event e, double latitude, double longitude, double radiusM)
    {
        if (e.Location?.Point is not { } point)
        {
            return false;
        }

        var (a, b, turn) = (double.DegreesToRadians(latitude), double.DegreesToRadians(point.Latitude), double.DegreesToRadians(point.Longitude - longitude));
        var cosine = (Math.Sin(a) * Math.Sin(b)) + (Math.Cos(a) * Math.Cos(b) * Math.Cos(turn));
        return Math.Acos(Math.Clamp(cosine, -1, 1)) * 6_371_008.8 <= radiusM;
    }

    private static DateOnly First(Event e) => e.Time is { StartDate: { } d } ? new DateOnly(d.Year, d.Month, d.Day) : DateOnly.MaxValue;

    private static DateOnly Last(Event e) => e.Time is { EndDate: { } d } ? new DateOnly(d.Year, d.Month, d.Day).AddDays(-1) : DateOnly.MinValue;

    private static IEnumerable<Geo.V1.Place> Places(Event e) =>
        (e.Location is { } location ? location.Others.Prepend(location.Toponym) : []).Select(t => t.Place).OfType<Geo.V1.Place>();

    /// <summary>Reports of random events that every filter finds some of.</summary>
    private async Task FillAsync(int seed, int reports)
    {
        var random = new Random(seed);
        T Any<T>(params T[] of) => of[random.Next(of.Length)];
        for (var r = 0; r < reports; r++)
        {
            var events = Enumerable.Range(0, random.Next(2, 10)).Select(i => Sample.Event(i * 20, e =>
            {
                e.Type = Any(EventType.Assault, EventType.Assault, EventType.Protest, EventType.Consult, EventType.Retreat);
                e.Factuality = Any(Factuality.Asserted, Factuality.Asserted, Factuality.Asserted, Factuality.Historical, Factuality.Future, Factuality.Negated);
                e.Modes.Add(Any("airstrike", "riot", "firearms", "suicide-attack"));
                e.Confidence = random.Next(11) / 10.0;
                e.Time = random.Next(8) == 0 ? null : Sample.Day(2019, Any(8, 8, 8, 5), random.Next(1, 31), Any(1, 1, 1, 2, 7, 90));
                e.Location = Any(
                    null,
                    Sample.At(36.7 + random.NextDouble(), 68.8 + random.NextDouble(), "AF", Sample.Kunduz, "places/1135689", Sample.Afghanistan),
                    Sample.At(34.5 + random.NextDouble(), 69.1 + random.NextDouble(), "AF", "places/1138958", Sample.Afghanistan),
                    Sample.At(-17 + random.NextDouble(), 179 + random.NextDouble(), "FJ", Sample.Fiji),
                    Sample.At(-17 - random.NextDouble(), -179 - random.NextDouble(), "FJ", Sample.Fiji));
                if (e.Location is not null && random.Next(6) == 0)
                {
                    e.Location.Others.Add(Sample.At(0, 0, "FJ", Sample.Fiji).Toponym);
                }

                e.Participants.Add(new Participant
                {
                    Role = Participant.Types.Role.Actor,
                    Actor = Any("", "actors/taliban", "actors/isaf"),
                    CountryCode = Any("AFG", "USA"),
                    Sectors = { Any("REB", "MIL", "GOV") },
                });
                e.Participants.Add(new Participant
                {
                    Role = Participant.Types.Role.Victim,
                    OrganizationActor = Any("", "", "", "actors/taliban"),
                    CountryCode = "AFG",
                    Sectors = { Any("CVL", "MIL", "COP") },
                });
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
