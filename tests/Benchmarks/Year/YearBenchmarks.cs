using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using By = Sitrep.Events.V1.AggregateEventsRequest.Types.Dimension;

namespace Sitrep.Benchmarks.Year;

/// <summary>A year's data in the store: how long searches, counts and deliveries take, and what a thousand watchers cost.</summary>
internal static class YearBenchmarks
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var what, .. var rest])
        {
            Console.Error.WriteLine("fill | search | aggregate | ingest | watch  --database sqlite|postgres --store PATH-OR-CONNECTION [--events N] [--rounds N] [--watchers N] [--seconds N] [--seed N]");
            return 2;
        }

        var options = YearOptions.Parse(rest);
        if (what == "fill")
        {
            await YearStore.FillAsync(options);
            return 0;
        }

        await using var service = await YearService.StartAsync(options);
        switch (what)
        {
            case "search":
                await SearchAsync(options, service);
                break;
            case "aggregate":
                await AggregateAsync(options, service);
                break;
            case "ingest":
                await IngestAsync(options, service);
                break;
            case "watch":
                await YearWatch.RunAsync(options, service);
                break;
            default:
                return 2;
        }

        return 0;
    }

    private static async Task SearchAsync(YearOptions options, YearService service)
    {
        var random = new Random(options.Seed + 1);
        var generator = new YearGenerator(options.Seed + 2, options.Events);
        Date Day(int day) => YearGenerator.FirstDay.AddDays(day) is var d ? new Date { Year = d.Year, Month = d.Month, Day = d.Day } : new Date();
        var filters = new (string Name, Func<EventFilter> Make)[]
        {
            ("newest of all", () => new EventFilter()),
            ("one type", () => new EventFilter { Types_ = { (EventType)random.Next(1, 17) } }),
            ("country in a month", () =>
            {
                var from = random.Next(330);
                return new EventFilter { CountryCodes = { YearGenerator.Country(generator.Skewed(YearGenerator.CountryCount)) }, StartDate = Day(from), EndDate = Day(from + 30) };
            }),
            ("within a division, three months", () =>
            {
                var from = random.Next(270);
                return new EventFilter
                {
                    WithinPlaces = { YearGenerator.Division(generator.Skewed(YearGenerator.CountryCount), generator.Skewed(YearGenerator.DivisionCount)) },
                    StartDate = Day(from),
                    EndDate = Day(from + 90),
                };
            }),
            ("actor and type", () => new EventFilter { Actors = { YearGenerator.Actor(generator.Skewed(YearGenerator.ActorCount)) }, Types_ = { EventType.Assault } }),
            ("sector against sector in a country", () => new EventFilter
            {
                ActingSectors = { "REB" }, ReceivingSectors = { "CVL" }, CountryCodes = { YearGenerator.Country(generator.Skewed(YearGenerator.CountryCount)) },
            }),
            ("box and month", () =>
            {
                var (from, country) = (random.Next(330), generator.Skewed(YearGenerator.CountryCount));
                var (latitude, longitude) = YearGenerator.Point(country, 0, 0);
                return new EventFilter
                {
                    Box = new Box { SouthWest = new LatLng { Latitude = latitude, Longitude = longitude }, NorthEast = new LatLng { Latitude = latitude + 2, Longitude = longitude + 2 } },
                    StartDate = Day(from),
                    EndDate = Day(from + 30),
                };
            }),
            ("circle of 50 km", () =>
            {
                var (latitude, longitude) = YearGenerator.Point(generator.Skewed(YearGenerator.CountryCount), generator.Skewed(YearGenerator.DivisionCount), 12);
                return new EventFilter { Circle = new Circle { Center = new LatLng { Latitude = latitude, Longitude = longitude }, RadiusM = 50_000 } };
            }),
            ("two words", () => new EventFilter { Text = $"{YearGenerator.Word(random.Next(40))} {YearGenerator.Word((int)(YearGenerator.WordCount * Math.Pow(random.NextDouble(), 3)))}" }),
            ("many killed, mode, confidence", () => new EventFilter { MinKilled = random.Next(5, 40), Modes = { "firearms" }, MinConfidence = 0.5 }),
        };
        var ids = new List<string>();
        var page = await service.Client.SearchEventsAsync(new SearchEventsRequest { PageSize = 1000 });
        ids.AddRange(page.Events.Select(e => e.Name));
        var reads = new Times();
        var (all, each) = (new Times(), filters.Select(_ => new Times()).ToArray());
        for (var round = -2; round < options.Rounds; round++)
        {
            for (var i = 0; i < filters.Length; i++)
            {
                var request = new SearchEventsRequest { Filter = filters[i].Make() };
                var started = Stopwatch.GetTimestamp();
                var found = await service.Client.SearchEventsAsync(request);
                var took = Stopwatch.GetElapsedTime(started);
                started = Stopwatch.GetTimestamp();
                await service.Client.GetEventAsync(new GetEventRequest { Name = ids[random.Next(ids.Count)] });
                if (round >= 0)
                {
                    reads.Add(Stopwatch.GetElapsedTime(started));
                    all.Add(took);
                    each[i].Add(took, found.Events.Count);
                }

                if (round % 2 == 0 && found.NextPageToken.Length > 0)
                {
                    request.PageToken = found.NextPageToken;
                    started = Stopwatch.GetTimestamp();
                    await service.Client.SearchEventsAsync(request);
                    if (round >= 0)
                    {
                        all.Add(Stopwatch.GetElapsedTime(started));
                        each[i].Add(Stopwatch.GetElapsedTime(started));
                    }
                }
            }
        }

        Console.WriteLine($"{options.Database}, {options.Events:N0} events; pages of 50; milliseconds at the client");
        reads.Print("one event by name");
        all.Print("all searches");
        for (var i = 0; i < filters.Length; i++)
        {
            each[i].Print(filters[i].Name);
        }
    }

    private static async Task AggregateAsync(YearOptions options, YearService service)
    {
        var random = new Random(options.Seed + 1);
        var generator = new YearGenerator(options.Seed + 2, options.Events);
        By[][] keys = [[By.Day], [By.Week, By.Type], [By.Month, By.Country], [By.Country], [By.Adm1], [By.Cell], [By.Source], [By.Type, By.Country]];
        Func<EventFilter>[] filters =
        [
            () => new EventFilter { MinConfidence = random.NextDouble() / 2 },
            () => new EventFilter { CountryCodes = { YearGenerator.Country(generator.Skewed(YearGenerator.CountryCount)) }, MinConfidence = random.NextDouble() / 2 },
            () => new EventFilter { Types_ = { EventType.Assault }, MinConfidence = random.NextDouble() / 2 },
            () => new EventFilter { WithinPlaces = { YearGenerator.Division(generator.Skewed(YearGenerator.CountryCount), generator.Skewed(YearGenerator.DivisionCount)) } },
            () => new EventFilter { Actors = { YearGenerator.Actor(generator.Skewed(YearGenerator.ActorCount)) }, MinConfidence = random.NextDouble() / 2 },
        ];
        var started = Stopwatch.GetTimestamp();
        await service.Client.AggregateEventsAsync(new AggregateEventsRequest());
        Console.WriteLine($"{options.Database}, {options.Events:N0} events; read whole in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; the service holds {service.ResidentMiB} MiB; milliseconds at the client");
        var (cold, cached) = (new Times(), new Times());
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var by in keys)
            {
                var request = new AggregateEventsRequest { Filter = filters[random.Next(filters.Length)](), Dimensions = { by }, CellResolution = by.Contains(By.Cell) ? 4 : 0 };
                started = Stopwatch.GetTimestamp();
                await service.Client.AggregateEventsAsync(request);
                cold.Add(Stopwatch.GetElapsedTime(started));
                for (var i = 0; i < 3; i++)
                {
                    started = Stopwatch.GetTimestamp();
                    await service.Client.AggregateEventsAsync(request);
                    cached.Add(Stopwatch.GetElapsedTime(started));
                }
            }
        }

        cold.Print("never asked before");
        cached.Print("asked before");
    }

    private static async Task IngestAsync(YearOptions options, YearService service)
    {
        foreach (var callers in new[] { 1, 4, 16 })
        {
            var (times, count, number) = (new Times(), options.Rounds * 10, 0);
            var (started, processor) = (Stopwatch.GetTimestamp(), service.Processor);
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
            {
                while (Interlocked.Increment(ref number) is var n && n <= count)
                {
                    var begun = Stopwatch.GetTimestamp();
                    await service.Client.CodeReportAsync(Delivery(Environment.ProcessId * 1000L + (callers * 1_000_000L) + n, n % 10));
                    times.Add(Stopwatch.GetElapsedTime(begun));
                }
            }));
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            times.Print(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Database}, {callers} callers: {count / seconds:0} reports/s, {(service.Processor - processor).TotalMilliseconds / count:0.0} ms of the processor each;"));
        }
    }

    /// <summary>A report of ordinary length of our own words; no two alike.</summary>
    public static CodeReportRequest Delivery(long n, int source)
    {
        string[] towns = ["Kunduz", "Kandahar", "Herat", "Mosul", "Aleppo", "Idlib", "Maiduguri", "Gao"];
        var town = towns[n % towns.Length];
        var text = $"KABUL, Aug 31 - Gunmen attacked a police checkpoint near {town} on Saturday, killing {2 + (n % 30)} officers and wounding {1 + (n % 7)} others, "
            + $"officials said. Fighters of unit {n} then set fire to two vehicles and fled toward the hills, according to a spokesman for the provincial governor. "
            + "The army sent reinforcements to the district and closed the main road. No group claimed responsibility for the attack. "
            + $"On Friday, protesters had gathered outside the governor's office in {towns[(n + 3) % towns.Length]} to demand better security. "
            + "The interior minister met tribal elders and promised to send more police. Residents said that the checkpoint had been attacked twice since June. "
            + "Schools in the area stayed closed, and aid workers distributed food to families who had left their homes.";
        var name = $"sources/s{source}";
        return new CodeReportRequest
        {
            Report = new Report
            {
                Name = $"reports/bench{n:x}",
                Source = name,
                Title = $"Gunmen attack checkpoint near {town}",
                Text = text,
                LanguageCode = "en",
                PublishTime = Timestamp.FromDateTime(new System.DateTime(2019, 9, 1, 6, 0, 0, DateTimeKind.Utc)),
                Status = Report.Types.Status.Current,
                Revision = 1,
            },
            Source = new Source { Name = name, DisplayName = name[8..], CountryCode = "GB" },
        };
    }
}

/// <summary>Times of one kind of call.</summary>
internal sealed class Times
{
    private readonly List<double> _milliseconds = [];
    private long _found;

    public void Add(TimeSpan time, int found = 0)
    {
        lock (_milliseconds)
        {
            _milliseconds.Add(time.TotalMilliseconds);
            _found += found;
        }
    }

    public void Print(string name)
    {
        var sorted = _milliseconds.Order().ToList();
        double At(double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-40} n {sorted.Count,6}  p50 {At(0.5),7:0.0}  p90 {At(0.9),7:0.0}  p99 {At(0.99),7:0.0}  max {At(1),7:0.0}{(_found > 0 ? $"  events {(double)_found / sorted.Count:0}" : "")}"));
    }
}
