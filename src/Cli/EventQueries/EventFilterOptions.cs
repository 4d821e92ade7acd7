using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Events.V1;

namespace Sitrep.Cli.EventQueries;

/// <summary>The filter of the contract as options: each that is given must hold, and each that is repeated is an "any of".</summary>
internal sealed class EventFilterOptions
{
    private readonly Option<string[]> _types = Arguments.Many("--type", "PLOVER event type (assault, protest ...).", "type");
    private readonly Option<string[]> _modes = Arguments.Many("--mode", "PLOVER mode (airstrike, suicide-attack ...).", "mode");
    private readonly Option<string[]> _factualities =
        Arguments.Many("--factuality", "asserted, negated, future, hypothetical, historical or all. Default: asserted and historical.", "word");
    private readonly Option<string?> _from = new("--from") { Description = "First day.", HelpName = "day" };
    private readonly Option<string?> _until = new("--until") { Description = "The day after the last.", HelpName = "day" };
    private readonly Option<string[]> _countries = Arguments.Many("--country", "Country of the place, ISO 3166-1 alpha-2.", "code");
    private readonly Option<string[]> _within = Arguments.Many("--within", "Inside this place at any depth (places/1138335).", "place");
    private readonly Option<string?> _box = new("--box") { Description = "South, west, north and east in degrees; west > east crosses 180 degrees.", HelpName = "s,w,n,e" };
    private readonly Option<string?> _circle = new("--circle") { Description = "A point in degrees and a radius in metres.", HelpName = "lat,lon,metres" };
    private readonly Option<string[]> _actors = Arguments.Many("--actor", "Takes part (actors/taliban).", "actor");
    private readonly Option<string[]> _actorCountries = Arguments.Many("--actor-country", "Country of who takes part, ISO 3166-1 alpha-3.", "code");
    private readonly Option<string[]> _actorSectors = Arguments.Many("--actor-sector", "Sector of who takes part (REB, MIL, CVL ...).", "sector");
    private readonly Option<string[]> _acting = Arguments.Many("--acting", "Sector of who acts.", "sector");
    private readonly Option<string[]> _receiving = Arguments.Many("--receiving", "Sector of who it is done to.", "sector");
    private readonly Option<long?> _minKilled = new("--min-killed") { Description = "At least so many killed by any claim.", HelpName = "n" };
    private readonly Option<double?> _minConfidence = new("--min-confidence") { Description = "0 to 1.", HelpName = "p" };
    private readonly Option<string[]> _sourceNames = Arguments.Many("--source", "Told by this source (sources/reuters).", "source");
    private readonly Option<string?> _text = new("--text") { Description = "Words that the report must hold, all of them.", HelpName = "words" };
    private readonly Option<string[]> _reviews = Arguments.Many("--review", "in-review, accepted, rejected or locked. Default: all but rejected.", "status");
    private readonly Option<string[]> _tags = Arguments.Many("--tag", "Tagged so by an analyst.", "tag");
    private readonly Option<string[]> _reports = Arguments.Many("--report", "Told in this report.", "report");
    private readonly Option<string[]> _incidents = Arguments.Many("--incident", "An account of this incident.", "incident");
    private readonly Option<bool> _withdrawn = new("--include-withdrawn") { Description = "Events of reports that no longer count, too." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _types, _modes, _factualities, _from, _until, _countries, _within, _box, _circle, _actors, _actorCountries, _actorSectors, _acting, _receiving,
            _minKilled, _minConfidence, _sourceNames, _text, _reviews, _tags, _reports, _incidents, _withdrawn,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>What the user asked for; the service judges it.</summary>
    public EventFilter Read(ParseResult result)
    {
        var filter = new EventFilter
        {
            StartDate = Arguments.Day(result.GetValue(_from), "--from"),
            EndDate = Arguments.Day(result.GetValue(_until), "--until"),
            MinConfidence = result.GetValue(_minConfidence) ?? 0,
            Text = result.GetValue(_text) ?? "",
            IncludeWithdrawn = result.GetValue(_withdrawn),
        };
        filter.Types_.AddRange(Given(_types).Select(word => Arguments.Constant<EventType>(word, "--type")));
        filter.Modes.AddRange(Given(_modes).Select(mode => mode.ToLowerInvariant()));
        filter.Factualities.AddRange(Given(_factualities).SelectMany(word => word.Equals("all", StringComparison.OrdinalIgnoreCase)
            ? AllFactualities
            : [Arguments.Constant<Factuality>(word, "--factuality")]).Distinct());
        filter.CountryCodes.AddRange(Given(_countries).Select(code => code.ToUpperInvariant()));
        filter.WithinPlaces.AddRange(Given(_within).Select(place => Arguments.Resource(place, "places")));
        filter.Actors.AddRange(Given(_actors).Select(actor => Arguments.Resource(actor, "actors")));
        filter.ActorCountryCodes.AddRange(Given(_actorCountries).Select(code => code.ToUpperInvariant()));
        filter.ActorSectors.AddRange(Given(_actorSectors).Select(sector => sector.ToUpperInvariant()));
        filter.ActingSectors.AddRange(Given(_acting).Select(sector => sector.ToUpperInvariant()));
        filter.ReceivingSectors.AddRange(Given(_receiving).Select(sector => sector.ToUpperInvariant()));
        filter.Sources.AddRange(Given(_sourceNames).Select(source => Arguments.Resource(source, "sources")));
        filter.ReviewStatuses.AddRange(Given(_reviews).Select(word => Arguments.Constant<Review.Types.Status>(word, "--review")));
        filter.Tags.AddRange(Given(_tags));
        filter.Reports.AddRange(Given(_reports).Select(report => Arguments.Resource(report, "reports")));
        filter.Incidents.AddRange(Given(_incidents).Select(incident => Arguments.Resource(incident, "incidents")));
        if (result.GetValue(_minKilled) is { } killed)
            filter.MinKilled = killed;
        if (result.GetValue(_box) is { } box)
        {
            var sides = Arguments.Numbers(box, "--box", "south", "west", "north", "east");
            filter.Box = new Box { SouthWest = Arguments.Point(sides[0], sides[1]), NorthEast = Arguments.Point(sides[2], sides[3]) };
        }
        if (result.GetValue(_circle) is { } circle)
        {
            var parts = Arguments.Numbers(circle, "--circle", "latitude", "longitude", "metres");
            filter.Circle = new Circle { Center = Arguments.Point(parts[0], parts[1]), RadiusM = parts[2] };
        }
        return filter;

        string[] Given(Option<string[]> option) => result.GetValue(option) ?? [];
    }

    /// <summary>Every factuality: where nothing is to be left out.</summary>
    public static IReadOnlyList<Factuality> AllFactualities { get; } =
        [Factuality.Asserted, Factuality.Negated, Factuality.Future, Factuality.Hypothetical, Factuality.Historical];
}
