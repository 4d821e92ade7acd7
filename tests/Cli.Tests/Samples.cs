using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.Cli.Tests;

/// <summary>A report of our own making and the events that it tells of.</summary>
internal static class Samples
{
    public const string Text =
        "Taliban fighters stormed Kunduz on Saturday. The Interior Ministry said at least 36 of them were killed; the Taliban put the army's dead at 20.";

    public static Event Battle { get; } = new()
    {
        Name = "events/b4f1",
        Incident = "incidents/77",
        Report = new ReportRef
        {
            Report = "reports/r1",
            Source = "sources/example-wire",
            SourceDisplayName = "Example Wire",
            Title = "Fighting for Kunduz",
            PublishTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2019, 9, 1, 6, 30, 0, TimeSpan.Zero)),
        },
        Type = EventType.Assault,
        Modes = { "firearms" },
        Contexts = { "military" },
        Factuality = Factuality.Asserted,
        Triggers = { Of("stormed") },
        Participants =
        {
            new Participant { Role = Participant.Types.Role.Actor, Mention = Of("Taliban fighters"), DisplayName = "Taliban", CountryCode = "AFG", Sectors = { "REB" } },
            new Participant { Role = Participant.Types.Role.Recipient, DisplayName = "Afghan army", CountryCode = "AFG", Sectors = { "MIL" } },
        },
        Time = new EventTime
        {
            StartDate = new Date { Year = 2019, Month = 8, Day = 31 },
            EndDate = new Date { Year = 2019, Month = 9, Day = 1 },
            Precision = EventTime.Types.Precision.Day,
            Basis = EventTime.Types.Basis.Stated,
            Evidence = Of("on Saturday"),
        },
        Location = new EventLocation
        {
            Toponym = new Toponym { Evidence = Of("Kunduz"), Place = Kunduz, Precision = GeoPrecision.Exact },
            Point = Kunduz.Point,
            Precision = GeoPrecision.Exact,
            UncertaintyM = 2_400,
        },
        Casualties =
        {
            new Casualties
            {
                Id = "c0",
                Harm = Casualties.Types.Harm.Killed,
                Count = new CountRange { Low = 36, Stated = 36 },
                Group = new Participant { DisplayName = "Taliban fighters", CountryCode = "AFG", Sectors = { "REB" } },
                Evidence = Of("at least 36 of them were killed"),
                Attributions = { new Attribution { Claimant = new Participant { DisplayName = "Interior Ministry", Mention = Of("The Interior Ministry") }, Cue = Of("said") } },
                Scope = Casualties.Types.Scope.Event,
            },
            new Casualties
            {
                Id = "c1",
                Harm = Casualties.Types.Harm.Killed,
                Count = new CountRange { Low = 20, High = 20, Stated = 20 },
                Group = new Participant { DisplayName = "soldiers", CountryCode = "AFG", Sectors = { "MIL" } },
                Evidence = Of("20"),
                Attributions = { new Attribution { Claimant = new Participant { DisplayName = "Taliban" }, Stance = Attribution.Types.Stance.Asserts } },
                Scope = Casualties.Types.Scope.Event,
            },
        },
        Mappings = new Mappings { CameoCode = "190", GoldsteinScore = -10, AcledSubEventType = "Armed clash" },
        Confidence = 0.912,
        State = Event.Types.State.Current,
    };

    public static Event Denial { get; } = new()
    {
        Name = "events/d00d",
        Type = EventType.Reject,
        Factuality = Factuality.Negated,
        Triggers = { new Evidence { Quote = "denied", Span = new TextSpan { Start = 2, End = 8 } } },
        Confidence = 0.5,
    };

    public static Place Kunduz => new()
    {
        Name = "places/1135690",
        DisplayName = "Kunduz",
        Point = new LatLng { Latitude = 36.72896, Longitude = 68.857 },
        FeatureClass = "P",
        FeatureCode = "PPLA",
        CountryCode = "AF",
        CountryCode3 = "AFG",
        Population = 161_902,
        TimeZone = "Asia/Kabul",
        AlternateNames = { new Place.Types.Name { Text = "قندوز", LanguageCode = "fa" }, new Place.Types.Name { Text = "Qunduz" } },
        ContainingAreas =
        {
            new ContainingArea { Place = "places/1149361", DisplayName = "Afghanistan", Level = "ADM0" },
            new ContainingArea { Place = "places/1135689", DisplayName = "Kunduz", Level = "ADM1" },
        },
    };

    /// <summary>The evidence for the words where they first stand in <see cref="Text"/>.</summary>
    public static Evidence Of(string words)
    {
        var start = Text.IndexOf(words, StringComparison.Ordinal);
        return new Evidence { Quote = words, Span = new TextSpan { Start = start, End = start + words.Length } };
    }
}
