using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>Many events, a row each: when, what, who to whom, where, the dead and hurt as claimed, and the name to ask for more.</summary>
internal static class EventsTable
{
    /// <summary>Columns from which the names fit beside the rest.</summary>
    private const int NamesFrom = 110;

    public static IRenderable Render(IReadOnlyList<Event> events, int width)
    {
        List<(string Head, Func<Event, string> Words)> columns =
        [
            ("date", item => Words.Days(item.Time)), ("what", What), ("who → whom", Parties), ("where", item => Words.Short(item.Location?.Toponym)),
            ("killed", item => Tolls(item, Casualties.Types.Harm.Killed)), ("injured", item => Tolls(item, Casualties.Types.Harm.Injured)),
            ("event", item => width >= NamesFrom ? SafeText.Line(item.Name) : ""),
        ];
        var rows = events.Select(item => columns.ConvertAll(column => column.Words(item))).ToList();
        // A column that says nothing takes room from the others.
        var said = Enumerable.Range(0, columns.Count).Where(c => rows.Exists(row => row[c].Length > 0)).ToList();
        var table = Tables.Create([.. said.Select(c => columns[c].Head)]);
        foreach (var row in rows)
            table.AddRow(said.Select(c => (IRenderable)Tables.Cell(row[c], c == 1 ? Styles.Heading : Style.Plain)));
        return table;
    }

    private static string What(Event item)
    {
        var mode = item.Modes.Count > 0 ? " " + SafeText.Line(item.Modes[0]) : "";
        return Words.Of(item.Type) + mode + (item.Factuality is Factuality.Asserted or Factuality.Unspecified ? "" : $" ({Words.Of(item.Factuality)})");
    }

    private static string Parties(Event item)
    {
        var who = Names(item, Participant.Types.Role.Actor, Participant.Types.Role.ActorOrganization);
        var whom = Names(item, Participant.Types.Role.Recipient, Participant.Types.Role.Victim, Participant.Types.Role.PhysicalTarget);
        return whom.Length == 0 ? who : $"{(who.Length == 0 ? "?" : who)} → {whom}";
    }

    private static string Names(Event item, params Participant.Types.Role[] roles) => string.Join(", ", item.Participants
        .Where(participant => roles.Contains(participant.Role)).Select(participant => SafeText.Line(participant.DisplayName))
        .Where(name => name.Length > 0).Distinct());

    /// <summary>The numbers as claimed, apart where claims differ; parts of other numbers and replaced ones left out.</summary>
    private static string Tolls(Event item, Casualties.Types.Harm harm) => string.Join(" / ", item.Casualties
        .Where(toll => toll.Harm == harm && toll.Scope is Casualties.Types.Scope.Event or Casualties.Types.Scope.Unspecified)
        .Select(toll => Words.Of(toll.Count)).Where(words => words.Length > 0).Distinct());
}
