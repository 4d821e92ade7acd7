using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>One event in full: what, who and whom, when, where, its tolls beside those who give them, and who tells it.</summary>
internal static class EventCard
{
    /// <param name="item">The event.</param>
    /// <param name="number">Its number in a list; null where it stands alone.</param>
    public static IRenderable Render(Event item, int? number)
    {
        var grid = new Grid { Expand = false }.AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1)).AddColumn(new GridColumn().PadLeft(1).PadRight(0));
        foreach (var (label, role) in ParticipantRows)
            Add(grid, label, [.. item.Participants.Where(p => p.Role == role).Select(Words.Of).Where(words => words.Length > 0).Distinct()], "; ");
        Add(grid, "when", [When(item.Time)]);
        Add(grid, "where", [Where(item.Location)]);
        if (item.Casualties.Count > 0)
            grid.AddRow(Label("tolls"), Tolls(item));
        Add(grid, "numbers", [.. item.Quantities.Select(QuantityWords)]);
        if (item.Occurrences is { } occurrences)
            Add(grid, "how often", [Words.Of(occurrences)]);
        Add(grid, "told by", [.. item.Attributions.Select(Telling)], "\n");
        Add(grid, "links", [.. item.Links.Select(link => $"{Words.Of(link.Kind)} {SafeText.Line(link.Event)}")], "\n");
        Add(grid, "source", [Source(item.Report)]);
        Add(grid, "codes", [Codes(item.Mappings)]);
        Add(grid, "name", [Name(item)]);
        return new Rows(Heading(item, number), grid);
    }

    private static readonly (string Label, Participant.Types.Role Role)[] ParticipantRows =
    [
        ("who", Participant.Types.Role.Actor),
        ("for", Participant.Types.Role.ActorOrganization),
        ("whom", Participant.Types.Role.Recipient),
        ("victims", Participant.Types.Role.Victim),
        ("hit", Participant.Types.Role.PhysicalTarget),
        ("with", Participant.Types.Role.Instrument),
    ];

    private static Paragraph Heading(Event item, int? number)
    {
        var heading = new Paragraph();
        if (number is { } n)
            heading.Append($"{n}  ", Styles.Label);
        heading.Append(Words.Of(item.Type), Styles.Heading);
        foreach (var words in new[] { SafeText.Line(string.Join(", ", item.Modes)), Words.Of(item.Factuality), SafeText.Line(string.Join(", ", item.Contexts)) })
        {
            if (words.Length > 0)
                heading.Append(" · " + words);
        }
        if (item.Triggers.Count > 0)
            heading.Append(" · ").Append($"\"{SafeText.Line(item.Triggers[0].Quote)}\"", Styles.What);
        return heading.Append(" · " + Words.Confidence(item.Confidence), Styles.Label);
    }

    private static string When(EventTime? time)
    {
        var days = Words.Days(time);
        if (time is null || days.Length == 0)
            return "";
        var part = SafeText.Line(time.PartOfDay);
        var notes = new[]
        {
            Words.Of(time.Precision) is "day" or "part of day" ? "" : Words.Of(time.Precision),
            time.Extent == EventTime.Types.Extent.SometimeWithin ? "some time within" : Words.Of(time.Extent),
            time.Ongoing ? "going on" : "",
            Words.Of(time.Basis) + (time.Evidence is { } evidence ? $" \"{SafeText.Line(evidence.Quote)}\"" : ""),
        };
        return $"{days}{(part.Length > 0 ? " " + part : "")} ({string.Join(", ", notes.Where(note => note.Length > 0))})";
    }

    private static string Where(EventLocation? location)
    {
        if (location is null)
            return "";
        var words = Words.Of(location);
        if (Words.Of(location.Point ?? location.Toponym?.Place?.Point) is { Length: > 0 } point)
            words += $" ({point})";
        if (Words.Of(location.Precision) is { Length: > 0 } precision)
            words += " · " + precision;
        if (location.HasUncertaintyM)
            words += $" within {Words.Metres(location.UncertaintyM)}";
        if (location.Spots.Count > 0)
            words += " · " + string.Join(", ", location.Spots.Select(spot => $"\"{SafeText.Line(spot.Quote)}\""));
        if (location.Others.Count > 0)
            words += " · also " + string.Join("; ", location.Others.Select(Words.Of));
        return words;
    }

    /// <summary>Number, harm and group, then who gives it: claims about one thing stand under one another.</summary>
    private static Grid Tolls(Event item)
    {
        var grid = new Grid { Expand = false }
            .AddColumn(new GridColumn().PadLeft(0).PadRight(2))
            .AddColumn(new GridColumn().PadLeft(0).PadRight(2))
            .AddColumn(new GridColumn().PadLeft(0).PadRight(2))
            .AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        foreach (var toll in item.Casualties.OrderBy(toll => toll.Harm))
        {
            var claimants = toll.Attributions.Count > 0 ? toll.Attributions : item.Attributions;
            var says = claimants.Count == 0 ? "the report itself" : string.Join("; ", claimants.Select(Claim).Distinct());
            grid.AddRow(
                new Spectre.Console.Text(Words.Of(toll.Harm)), new Spectre.Console.Text(Words.Of(toll.Count), Styles.Toll),
                new Spectre.Console.Text(Group(toll)), new Spectre.Console.Text(says, claimants.Count == 0 ? Styles.Label : Styles.Says));
        }
        return grid;
    }

    private static string Group(Casualties toll)
    {
        var group = Words.Of(toll.Group);
        var scope = toll.Scope switch
        {
            Casualties.Types.Scope.Part => "part of " + (toll.PartOf.Length > 0 ? SafeText.Line(toll.PartOf) : "another number"),
            Casualties.Types.Scope.Cumulative => "running total",
            Casualties.Types.Scope.Superseded => "replaced since",
            _ => "",
        };
        if (Words.Day(toll.AsOfDate) is { Length: > 0 } day)
            scope = (scope.Length > 0 ? scope + ", " : "") + "as of " + day;
        return scope.Length == 0 ? group : group.Length == 0 ? scope : $"{group} ({scope})";
    }

    private static string Claim(Attribution attribution) => attribution.Stance is Attribution.Types.Stance.Unspecified or Attribution.Types.Stance.Asserts
        ? Words.Claimant(attribution)
        : $"{Words.Claimant(attribution)} {Words.Of(attribution.Stance)}";

    private static string Telling(Attribution attribution)
    {
        var stance = attribution.Stance == Attribution.Types.Stance.Unspecified ? "" : " " + Words.Of(attribution.Stance);
        var cue = attribution.Cue is { } evidence ? $" (\"{SafeText.Line(evidence.Quote)}\")" : "";
        return Words.Claimant(attribution) + stance + cue;
    }

    private static string QuantityWords(Quantity quantity)
    {
        var words = $"{Words.Of(quantity.Kind)} {Words.Of(quantity.Count)} {SafeText.Line(quantity.Unit)}".Trim();
        return quantity.Attributions.Count == 0 ? words : $"{words} ({string.Join("; ", quantity.Attributions.Select(Words.Claimant).Distinct())})";
    }

    private static string Source(ReportRef? report) => report is null
        ? ""
        : string.Join(" · ", new[]
        {
            SafeText.Line(report.SourceDisplayName.Length > 0 ? report.SourceDisplayName : report.Source), Words.Of(report.PublishTime),
            SafeText.Line(report.Title), SafeText.Line(report.Url), SafeText.Line(report.Report),
        }.Where(part => part.Length > 0));

    private static string Codes(Mappings? mappings) => mappings is null
        ? ""
        : string.Join(" · ", new[]
        {
            mappings.CameoCode.Length > 0 ? "CAMEO " + mappings.CameoCode : "",
            mappings.HasGoldsteinScore ? "Goldstein " + Score(mappings.GoldsteinScore) : "",
            mappings.HasPloverScore ? "PLOVER " + Score(mappings.PloverScore) : "",
            mappings.AcledSubEventType.Length > 0 ? "ACLED " + mappings.AcledSubEventType : "",
            mappings.GtdAttackType.Length > 0 ? "GTD " + mappings.GtdAttackType : "",
        }.Select(SafeText.Line).Where(part => part.Length > 0));

    private static string Score(double score) => score.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Name(Event item) => string.Join(" · ", new[]
    {
        SafeText.Line(item.Name), SafeText.Line(item.Incident),
        item.State is Event.Types.State.Unspecified or Event.Types.State.Current ? "" : Words.Of(item.State),
        item.Review is { Status: not Review.Types.Status.Unspecified } review ? Words.Of(review.Status) : "",
    }.Where(part => part.Length > 0));

    private static void Add(Grid grid, string label, IReadOnlyList<string> values, string separator = "; ")
    {
        var value = string.Join(separator, values.Where(v => v.Length > 0));
        if (value.Length > 0)
            grid.AddRow(Label(label), new Spectre.Console.Text(value));
    }

    private static Spectre.Console.Text Label(string label) => new(label, Styles.Label);
}
