using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using DateTime = System.DateTime;

namespace Sitrep.Cli.Export;

/// <summary>What the tables of an export read out of an event.</summary>
internal static class EventValues
{
    private const string Between = "; ";

    /// <summary>Name of a constant as the contract has it, without its prefix: "SUICIDE_ATTACK"; empty for the unspecified one.</summary>
    public static string Constant<T>(T value)
        where T : struct, System.Enum => Convert.ToInt32(value, CultureInfo.InvariantCulture) == 0 ? "" : Rendering.Words.Hyphenated(value.ToString());

    public static string Join(IEnumerable<string> values) => string.Join(Between, values.Where(value => value.Length > 0).Distinct());

    public static string Day(Date? date) =>
        date is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-{date.Month:00}-{date.Day:00}");

    public static string Moment(Timestamp? time) => time is null ? "" : time.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static DateOnly? First(Event item) => Only(item.Time?.StartDate);

    /// <summary>The last day; the first where no end is said.</summary>
    public static DateOnly? Last(Event item) => Only(item.Time?.EndDate)?.AddDays(-1) ?? First(item);

    public static IReadOnlyList<Participant> Acting(Event item) =>
        Having(item, Participant.Types.Role.Actor, Participant.Types.Role.ActorOrganization);

    public static IReadOnlyList<Participant> Receiving(Event item) =>
        Having(item, Participant.Types.Role.Recipient, Participant.Types.Role.Victim, Participant.Types.Role.PhysicalTarget);

    /// <summary>The name that stands for a participant; the words of the report where it is no name.</summary>
    public static string Name(Participant? participant) => participant is null ? ""
        : participant.DisplayName.Length > 0 ? participant.DisplayName
        : participant.Mention?.Quote ?? "";

    public static string Sector(Participant? participant) => participant?.Sectors.FirstOrDefault() ?? "";

    public static Place? Place(Event item) => item.Location?.Toponym?.Place;

    /// <summary>Display name of the area of a level ("ADM1"), the place itself included; empty where there is none.</summary>
    public static string Area(Event item, string level)
    {
        var place = Place(item);
        return place is null ? ""
            : place.FeatureCode == level || (level == "ADM0" && place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal)) ? place.DisplayName
            : place.ContainingAreas.FirstOrDefault(area => area.Level == level)?.DisplayName ?? "";
    }

    /// <summary>Low, stated and high of the harm that the event's claims give: of a whole and its parts only the whole, no running totals.</summary>
    public static (long? Low, long? Best, long? High) Harmed(Event item, Casualties.Types.Harm harm, Participant.Types.Side? side = null)
    {
        var counts = item.Casualties
            .Where(c => c.Harm == harm && c.Count is not null && c.Scope is Casualties.Types.Scope.Event or Casualties.Types.Scope.Unspecified
                && (side is null || (c.Group?.Side ?? Participant.Types.Side.Unspecified) == side))
            .Select(c => c.Count)
            .ToList();
        long? Low(CountRange c) => c.HasLow ? c.Low : c.HasStated ? c.Stated : null;
        long? Best(CountRange c) => c.HasStated ? c.Stated : c.HasLow ? c.Low : null;
        long? High(CountRange c) => c.HasHigh ? c.High : c.HasStated ? c.Stated : null;
        return (counts.Min(Low), counts.Count == 0 ? null : Best(counts[0]), counts.Max(High));
    }

    private static DateOnly? Only(Date? date) =>
        date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= DateTime.DaysInMonth(date.Year, date.Month)
            ? new DateOnly(date.Year, date.Month, date.Day)
            : null;

    private static List<Participant> Having(Event item, params Participant.Types.Role[] roles) => [.. item.Participants.Where(p => roles.Contains(p.Role))];
}
