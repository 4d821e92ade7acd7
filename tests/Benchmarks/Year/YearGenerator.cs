using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Sitrep.Events;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.Benchmarks.Year;

/// <summary>One report of the year with its events.</summary>
internal sealed record YearReport(string Name, string Source, IReadOnlyList<string> Words, IReadOnlyList<Event> Events);

/// <summary>
/// A year of news, made up: skewed in places, days, types, sources and words as news is, the same for the same seed. Countries are real codes, all else is
/// invented.
/// </summary>
internal sealed class YearGenerator(int seed, int events)
{
    public const int SourceCount = 200, ActorCount = 400, CountryCount = 40, DivisionCount = 12, CityCount = 25, WordCount = 20_000;

    private const int WordsAReport = 110;
    private const double ReportsAnEvent = 0.4, IncidentsAnEvent = 0.25, ShareJoined = 0.8, ShareUndated = 0.03;

    private static readonly string[] Codes =
    [
        "AF", "SY", "IQ", "YE", "UA", "NG", "ML", "SO", "SD", "CD", "ET", "MM", "PK", "IN", "MX", "CO", "LY", "PS", "IL", "LB", "RU", "US", "FR", "GB", "TR", "IR", "PH", "TH",
        "BD", "KE", "CM", "BF", "NE", "TD", "CF", "MZ", "EG", "SA", "CN", "FJ",
    ];

    private static readonly EventType[] Types =
    [
        EventType.Assault, EventType.Assault, EventType.Assault, EventType.Assault, EventType.Consult, EventType.Consult, EventType.Accuse, EventType.Coerce, EventType.Coerce,
        EventType.Protest, EventType.Mobilize, EventType.Aid, EventType.Retreat, EventType.Agree, EventType.Sanction, EventType.Threaten, EventType.Support,
    ];

    private static readonly string[] Modes = ["firearms", "explosives", "aerial", "suicide-attack", "arrest", "seize", "riot", "demo", "troops", "visit", "abduct", "drone"];

    private static readonly string[] Sectors = ["REB", "MIL", "GOV", "COP", "CVL", "UAF", "OPP"];

    private readonly Random _random = new(seed);

    public int IncidentCount => (int)(events * IncidentsAnEvent);

    public static DateOnly FirstDay { get; } = new(2025, 1, 1);

    public static string Source(int n) => $"sources/s{n}";

    public static string Actor(int n) => $"actors/a{n}";

    public static string Division(int country, int division) => $"places/x-{Codes[country]}-{division}";

    public static string Country(int country) => Codes[country];

    public static string Word(int n) => $"w{n.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Where a city lies: countries are ten degrees apart, divisions one, cities a tenth.</summary>
    public static (double Latitude, double Longitude) Point(int country, int division, int city) =>
        (-35 + (country / 8 * 14) + (division / 4) + (city / 5 * 0.17), -170 + (country % 8 * 42) + (division % 4) + (city % 5 * 0.17));

    /// <summary>The reports, in the order in which they come in.</summary>
    public IEnumerable<YearReport> Reports()
    {
        var made = 0;
        for (var r = 0; made < events; r++)
        {
            // As the year goes on, with a week's rhythm.
            var day = (int)((double)made / events * 365);
            day -= FirstDay.AddDays(day).DayOfWeek is System.DayOfWeek.Saturday or System.DayOfWeek.Sunday && _random.Next(3) == 0 ? Math.Min(day, 2) : 0;
            var source = Source(Skewed(SourceCount));
            var (country, division, city) = (Skewed(CountryCount), Skewed(DivisionCount), Skewed(CityCount));
            var name = $"reports/y{r:x8}";
            var count = Math.Min(events - made, 1 + (int)(-Math.Log(1 - _random.NextDouble()) * ((1 / ReportsAnEvent) - 1)));
            var accounts = new Event[count];
            for (var i = 0; i < count; i++)
            {
                // What a report tells of lies mostly where it is about, and mostly yesterday.
                var near = _random.Next(5) > 0 ? (country, division, city) : (country, Skewed(DivisionCount), Skewed(CityCount));
                accounts[i] = Account(name, source, day, i, near);
            }

            made += count;
            yield return new YearReport(name, source, Words(country, division), accounts);
        }
    }

    /// <summary>A number below <paramref name="count"/>, small ones far more often.</summary>
    public int Skewed(int count) => (int)(count * Math.Pow(_random.NextDouble(), 2.5));

    private List<string> Words(int country, int division)
    {
        var words = new HashSet<string> { Codes[country].ToLowerInvariant(), $"d{country}x{division}" };
        while (words.Count < WordsAReport)
        {
            words.Add(Word((int)(WordCount * Math.Pow(_random.NextDouble(), 4))));
        }

        return [.. words];
    }

    private Event Account(string report, string source, int day, int index, (int Country, int Division, int City) at)
    {
        var type = Types[_random.Next(Types.Length)];
        var start = FirstDay.AddDays(day - (int)(-Math.Log(1 - _random.NextDouble()) * 2) - (_random.Next(30) == 0 ? _random.Next(2000) : 0));
        var end = start.AddDays(_random.Next(10) == 0 ? _random.Next(2, 60) : 1);
        var id = EventName.Hash(report, index * 40, 0);
        var (latitude, longitude) = Point(at.Country, at.Division, at.City);
        var published = Timestamp.FromDateTime(FirstDay.AddDays(day).ToDateTime(new TimeOnly(_random.Next(24), _random.Next(60)), DateTimeKind.Utc));
        var account = new Event
        {
            Name = EventName.Of(id),
            Report = new ReportRef { Report = report, Source = source, SourceDisplayName = source[8..], Title = "Fighting near the town, officials say", Url = $"https://news.example/{report}", PublishTime = published, Story = "stories/" + report[8..] },
            Incident = _random.NextDouble() < ShareJoined ? IncidentName.Of(IncidentName.Hash(_random.Next(IncidentCount), 0)) : "",
            Type = type,
            Factuality = _random.Next(10) < 8 ? Factuality.Asserted : (Factuality)_random.Next(2, 6),
            Confidence = Math.Round(0.3 + (0.7 * _random.NextDouble()), 3),
            CoderVersion = "year-1",
            GazetteerVersion = "year-1",
            State = _random.Next(50) == 0 ? Event.Types.State.ReportWithdrawn : Event.Types.State.Current,
            Revision = 3,
            CreateTime = published,
            UpdateTime = published,
            Etag = "AAAAAAAAAAAA",
            Mappings = new Mappings { CameoCode = "190", GoldsteinScore = -10, PloverScore = -10, PloverQuad = 4, AcledDisorderType = "Political violence", AcledEventType = "Battles", AcledSubEventType = "Armed clash" },
            Triggers = { new Evidence { Span = new TextSpan { Start = index * 40, End = (index * 40) + 8 }, Quote = "attacked" } },
            Location = new EventLocation
            {
                Precision = GeoPrecision.Exact,
                Point = new LatLng { Latitude = latitude, Longitude = longitude },
                Toponym = new Toponym { Evidence = new Evidence { Span = new TextSpan { Start = 3, End = 9 }, Quote = "a town" }, Place = Place(at, latitude, longitude) },
            },
        };
        account.Modes.Add(Modes[Skewed(Modes.Length)]);
        account.Participants.Add(Party(Participant.Types.Role.Actor));
        account.Participants.Add(Party(_random.Next(2) == 0 ? Participant.Types.Role.Recipient : Participant.Types.Role.Victim));
        if (_random.NextDouble() >= ShareUndated)
        {
            account.Time = new EventTime { StartDate = Date(start), EndDate = Date(end), Precision = EventTime.Types.Precision.Day, Basis = EventTime.Types.Basis.Stated };
        }

        if (type == EventType.Assault && _random.Next(2) == 0)
        {
            var dead = 1 + (int)Math.Pow(_random.NextDouble() * 3.2, 4);
            account.Casualties.Add(new Casualties { Id = "c0", Harm = Casualties.Types.Harm.Killed, Scope = Casualties.Types.Scope.Event, Count = new CountRange { Low = dead, Stated = dead } });
            account.Casualties.Add(new Casualties { Id = "c1", Harm = Casualties.Types.Harm.Injured, Scope = Casualties.Types.Scope.Event, Count = new CountRange { Low = dead * 2, Stated = dead * 2 } });
        }

        return account;
    }

    private Participant Party(Participant.Types.Role role)
    {
        var actor = Skewed(ActorCount);
        return new Participant
        {
            Role = role,
            DisplayName = $"Group {actor}",
            Actor = _random.Next(2) == 0 ? Actor(actor) : "",
            CountryCode = Codes[actor % CountryCount] + "X",
            Sectors = { Sectors[(actor + (role == Participant.Types.Role.Actor ? 0 : 4)) % Sectors.Length] },
            Mention = new Evidence { Span = new TextSpan { Start = 0, End = 5 }, Quote = "group" },
        };
    }

    private static Place Place((int Country, int Division, int City) at, double latitude, double longitude) => new()
    {
        Name = $"places/x-{Codes[at.Country]}-{at.Division}-{at.City}",
        DisplayName = $"Town {at.Division}-{at.City}",
        Point = new LatLng { Latitude = latitude, Longitude = longitude },
        FeatureClass = "P",
        FeatureCode = "PPL",
        CountryCode = Codes[at.Country],
        CountryCode3 = Codes[at.Country] + "X",
        ContainingAreas =
        {
            new ContainingArea { Place = $"places/x-{Codes[at.Country]}", DisplayName = Codes[at.Country], Level = "ADM0" },
            new ContainingArea { Place = Division(at.Country, at.Division), DisplayName = $"Province {at.Division}", Level = "ADM1" },
        },
    };

    private static Date Date(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
