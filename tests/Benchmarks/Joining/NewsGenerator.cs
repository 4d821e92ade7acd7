using System.Globalization;
using System.Text;

namespace Sitrep.Benchmarks.Joining;

/// <summary>A report of the benchmark, and which happening each stretch of its text tells of.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Source">Index of the outlet.</param>
/// <param name="Story">Copies of one text share it.</param>
/// <param name="Title">Headline.</param>
/// <param name="Text">What it says.</param>
/// <param name="Published">When.</param>
/// <param name="Truth">Ends of stretches of the text with the happening each tells of; 0 for none.</param>
internal sealed record NewsReport(string Id, int Source, string Story, string Title, string Text, DateTimeOffset Published, IReadOnlyList<(int End, int Happening)> Truth)
{
    /// <summary>The happening that the text tells of at a place; 0 for none.</summary>
    public int HappeningAt(int position) => Truth.FirstOrDefault(t => position < t.End).Happening;
}

/// <summary>
/// Makes news of happenings that are known: rewritten, delayed, contradicting, copied and updated reports, reports that tell of two, and near
/// misses, that is another deed of the kind in the same town on the same day, a day later, or in the next town. The same seed makes the same news.
/// </summary>
internal sealed class NewsGenerator(int seed, int happenings)
{
    private static readonly string[] Kinds = [.. Sentences.Ledes.Keys];
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    private static readonly DateOnly Start = new(2021, 3, 1);

    private readonly Random _random = new(seed);
    private readonly List<Happening> _happenings = [];

    /// <summary>Reports in the order of publication.</summary>
    public IReadOnlyList<NewsReport> Generate()
    {
        while (_happenings.Count < happenings)
        {
            var happening = Fresh();
            _happenings.Add(happening);
            if (_random.NextDouble() < 0.45)
            {
                _happenings.Add(NearMiss(happening));
            }
        }

        return [.. _happenings.SelectMany(Reports).OrderBy(r => r.Published).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>Of <see cref="Sentences"/>.</summary>
    public string KindOf(int happening) => _happenings[happening - 1].Kind;

    private Happening Fresh()
    {
        var town = Pick(NewsWorld.Towns);
        return new Happening
        {
            Id = _happenings.Count + 1,
            Kind = Pick(Kinds),
            Town = town,
            Day = Start.AddDays(_random.Next(40)),
            Target = Pick(NewsWorld.Places),
            Actor = NewsWorld.FightersOf(town.Country),
            Killed = 1 + (int)Math.Pow(_random.NextDouble() * 7, 2),
            Injured = 2 + _random.Next(60),
            Person = Pick(NewsWorld.Persons),
        };
    }

    private Happening NearMiss(Happening of)
    {
        var other = Fresh();
        return (_random.Next(4) switch
        {
            // The second one in the same town on the same day.
            0 => other with { Town = of.Town, Day = of.Day, Kind = of.Kind, Target = Except(NewsWorld.Places, of.Target), Person = Except(NewsWorld.Persons, of.Person) },
            1 => other with { Town = of.Town, Day = of.Day.AddDays(1 + _random.Next(3)), Kind = of.Kind, Person = Except(NewsWorld.Persons, of.Person) },
            2 => other with { Town = Neighbour(of.Town), Day = of.Day, Kind = of.Kind, Person = Except(NewsWorld.Persons, of.Person) },
            _ => other with { Town = of.Town, Day = of.Day, Kind = Except(Kinds, of.Kind), Target = Except(NewsWorld.Places, of.Target), Person = Except(NewsWorld.Persons, of.Person) },
        }) with
        { Id = _happenings.Count + 1, Actor = of.Actor };
    }

    private Town Neighbour(Town town) =>
        NewsWorld.Towns.FirstOrDefault(t => t.Province == town.Province && t != town)
        ?? NewsWorld.Towns.Where(t => t.Country == town.Country && t != town).DefaultIfEmpty(NewsWorld.Towns[(Array.IndexOf(NewsWorld.Towns, town) + 1) % NewsWorld.Towns.Length]).First();

    private IEnumerable<NewsReport> Reports(Happening happening)
    {
        var count = 1 + _random.Next(5);
        for (var i = 0; i < count; i++)
        {
            var outlet = _random.Next(NewsWorld.Outlets.Length);
            var delay = _random.NextDouble() switch { < 0.6 => 0, < 0.85 => 1, < 0.95 => 2 + _random.Next(3), _ => 7 + _random.Next(8) };
            var report = Write(happening, $"h{happening.Id}r{i}", outlet, delay);
            yield return report;
            if (NewsWorld.Outlets[outlet].IsAgency)
            {
                // Papers print what the agency sent, a little later.
                for (var copy = _random.Next(3); copy > 0; copy--)
                {
                    yield return report with
                    {
                        Id = $"{report.Id}c{copy}",
                        Source = 2 + _random.Next(NewsWorld.Outlets.Length - 2),
                        Published = report.Published.AddHours(1 + _random.Next(6)),
                    };
                }
            }
        }
    }

    private NewsReport Write(Happening happening, string id, int outlet, int delay)
    {
        var published = new DateTimeOffset(happening.Day.AddDays(delay), new TimeOnly(9 + _random.Next(13), _random.Next(60)), TimeSpan.Zero);
        var text = new StringBuilder();
        var truth = new List<(int, int)>();
        void Say(string sentence, Happening? of)
        {
            text.Append(text.Length == 0 ? "" : _random.Next(3) == 0 ? "\n\n" : " ").Append(sentence);
            truth.Add((text.Length, of?.Id ?? 0));
        }

        // Tolls rise while rescuers dig, and who counts counts differently.
        var killed = happening.Killed + (delay > 0 && _random.Next(3) == 0 ? 1 + (happening.Killed / 6) : 0);
        var told = happening with { Killed = killed };
        var contradicts = _random.NextDouble() < 0.15 && Sentences.Contradicting.ContainsKey(happening.Kind);
        if (contradicts)
        {
            told = told with { Killed = Math.Max(1, (int)(killed * (0.5 + _random.NextDouble()))) };
        }

        var lede = Fill(Pick(contradicts ? Sentences.Contradicting[happening.Kind] : Sentences.Ledes[happening.Kind]), told, delay);
        Say(_random.Next(4) == 0 ? $"{happening.Town.Name.ToUpperInvariant()} ({NewsWorld.Outlets[outlet].Name}) - {lede}" : lede, happening);
        foreach (var further in Sentences.Further[happening.Kind].OrderBy(_ => _random.Next()).Take(_random.Next(4)))
        {
            Say(Fill(further, told, delay), happening);
        }

        if (_random.NextDouble() < 0.2 && Near(happening) is { } near)
        {
            Say(Fill(Pick(Sentences.Mentions[near.Kind]), near, DateOnly.FromDateTime(published.Date).DayNumber - near.Day.DayNumber), near);
        }

        if (_random.Next(2) == 0)
        {
            Say(Pick(Sentences.Background), null);
        }

        return new NewsReport(id, outlet, $"stories/{id}", Title(happening), text.ToString(), published, truth);
    }

    /// <summary>Another that a report of the same days would mention: known already, of the same country, no later.</summary>
    private Happening? Near(Happening of) =>
        _happenings.FirstOrDefault(h => h.Id != of.Id && h.Town.Country == of.Town.Country && h.Day <= of.Day && of.Day.DayNumber - h.Day.DayNumber <= 1);

    private string Title(Happening of) => _random.Next(3) switch
    {
        0 => $"{of.Town.Name}: {of.Kind} in the city",
        1 => $"News from {of.Town.Country}",
        _ => $"{char.ToUpperInvariant(of.Kind[0])}{of.Kind[1..]} in {of.Town.Name}",
    };

    private string Fill(string template, Happening of, int delay)
    {
        var (actor, target, dead) = (Pick(of.Actor), Pick(of.Target), Count(of.Killed, "people", "person"));
        return template
            .Replace("{In}", of.Town.Described, StringComparison.Ordinal)
            .Replace("{in}", of.Town.Name, StringComparison.Ordinal)
            .Replace("{day}", Day(of.Day, delay), StringComparison.Ordinal)
            .Replace("{dead}", dead, StringComparison.Ordinal)
            .Replace("{Dead}", Capital(dead), StringComparison.Ordinal)
            .Replace("{hurt}", Count(of.Injured, "others", "other").Split(' ')[0] is var hurt && _random.Next(2) == 0 ? hurt : $"{hurt} others", StringComparison.Ordinal)
            .Replace("{target}", target, StringComparison.Ordinal)
            .Replace("{actor}", actor, StringComparison.Ordinal)
            .Replace("{Actor}", Capital(actor), StringComparison.Ordinal)
            .Replace("{person}", of.Person, StringComparison.Ordinal)
            .Replace("{Person}", of.Person, StringComparison.Ordinal)
            .Replace("{crowd}", (of.Injured * 100).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{Crowd}", (of.Injured * 100).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{cause}", Sentences.Causes[of.Id % Sentences.Causes.Length], StringComparison.Ordinal)
            .Replace(" were killed", of.Killed == 1 ? " was killed" : " were killed", StringComparison.Ordinal);
    }

    private string Day(DateOnly day, int delay)
    {
        var date = string.Create(CultureInfo.InvariantCulture, $"on {day:MMMM} {day.Day}");
        return delay > 6 ? date : _random.Next(5) switch
        {
            0 => date,
            1 when delay == 1 => "late on " + day.DayOfWeek,
            2 when delay == 0 => "early on " + day.DayOfWeek,
            3 when delay > 1 => "last " + day.DayOfWeek,
            _ => "on " + day.DayOfWeek,
        };
    }

    private string Count(int number, string many, string one)
    {
        var word = number < Words.Length && _random.Next(3) > 0 ? Words[number] : number.ToString(CultureInfo.InvariantCulture);
        var counted = $"{word} {(number == 1 ? one : many)}";
        return number > 3 && _random.Next(4) == 0 ? "at least " + counted : counted;
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private T Except<T>(IReadOnlyList<T> from, T not)
        where T : class => Pick(from.Where(x => !ReferenceEquals(x, not)).ToList());
}
