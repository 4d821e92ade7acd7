using System.Globalization;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;

namespace Sitrep.Events.Storage;

/// <summary>What kind of value an event is found by. The numbers are stored.</summary>
internal enum TermKind : short
{
    Mode = 1,
    /// <summary>ISO 3166-1 alpha-2 of a place.</summary>
    Country = 2,
    /// <summary>A place or one that it lies in.</summary>
    Place = 3,
    Actor = 4,
    /// <summary>ISO 3166-1 alpha-3 and the like, of a participant.</summary>
    ActorCountry = 5,
    ActorSector = 6,
    ActingSector = 7,
    ReceivingSector = 8,
    Tag = 9,
    /// <summary>One degree by one degree.</summary>
    Cell = 10,
}

/// <summary>The values that an event is found by: the same for the store's tables and for a watcher's filter.</summary>
internal static class EventTerms
{
    /// <summary>Each value once.</summary>
    public static IReadOnlySet<(TermKind Kind, string Value)> Of(Event account)
    {
        var terms = new HashSet<(TermKind, string)>();
        void Add(TermKind kind, string value)
        {
            if (value.Length > 0)
            {
                terms.Add((kind, value));
            }
        }

        foreach (var mode in account.Modes)
        {
            Add(TermKind.Mode, mode);
        }

        foreach (var toponym in account.Location is { } location ? location.Others.Prepend(location.Toponym) : Enumerable.Empty<Toponym?>())
        {
            if (toponym?.Place is not { } place)
            {
                continue;
            }

            Add(TermKind.Country, place.CountryCode);
            Add(TermKind.Place, place.Name);
            foreach (var area in place.ContainingAreas)
            {
                Add(TermKind.Place, area.Place);
            }
        }

        if (account.Location?.Point is { } point)
        {
            Add(TermKind.Cell, Cell(point.Latitude, point.Longitude));
        }

        foreach (var participant in account.Participants)
        {
            Add(TermKind.Actor, participant.Actor);
            Add(TermKind.Actor, participant.OrganizationActor);
            Add(TermKind.ActorCountry, participant.CountryCode);
            var side = participant.Role switch
            {
                Participant.Types.Role.Actor or Participant.Types.Role.ActorOrganization => TermKind.ActingSector,
                Participant.Types.Role.Recipient or Participant.Types.Role.Victim or Participant.Types.Role.PhysicalTarget => TermKind.ReceivingSector,
                _ => (TermKind?)null,
            };
            foreach (var sector in participant.Sectors)
            {
                Add(TermKind.ActorSector, sector);
                if (side is { } kind)
                {
                    Add(kind, sector);
                }
            }
        }

        foreach (var tag in account.Review?.Tags ?? [])
        {
            Add(TermKind.Tag, tag);
        }

        return terms;
    }

    /// <summary>The cell of one degree that a point lies in.</summary>
    public static string Cell(double latitude, double longitude)
    {
        var row = Math.Clamp((int)Math.Floor(latitude), -90, 89);
        var column = (((int)Math.Floor(longitude) + 180) % 360 + 360) % 360 - 180;
        return string.Create(CultureInfo.InvariantCulture, $"{row},{column}");
    }

    /// <summary>The highest of the lower bounds that claims of the dead of this event give; null where none does.</summary>
    /// <remarks>Running totals and numbers that the report itself replaces are not this event's.</remarks>
    public static long? Killed(Event account) => Least(account, Casualties.Types.Harm.Killed);

    private static long? Least(Event account, Casualties.Types.Harm harm) => account.Casualties
        .Where(c => c.Harm == harm && c.Scope is not (Casualties.Types.Scope.Cumulative or Casualties.Types.Scope.Superseded))
        .Max(c => c.Count is not { } count ? null : count.HasLow ? count.Low : count.HasStated ? count.Stated : (long?)null);

    /// <summary>`places/{place}` of the first-order division that an event lies in or is located by; empty where unknown.</summary>
    public static string Adm1(Event account)
    {
        if (account.Location?.Toponym?.Place is not { } place)
        {
            return "";
        }

        return place.FeatureCode == Adm1Code ? place.Name : place.ContainingAreas.FirstOrDefault(area => area.Level == Adm1Code)?.Place ?? "";
    }

    /// <summary>The row of an event.</summary>
    /// <param name="id">Number of its name.</param>
    /// <param name="account">The event, complete.</param>
    /// <param name="position">Place in the report, from 0.</param>
    /// <param name="author">Who made it stand so.</param>
    /// <param name="reason">Why; may be empty.</param>
    public static EventRow Row(long id, Event account, int position, string author, string reason)
    {
        var days = EventDays.Of(account);
        var point = account.Location?.Point;
        return new EventRow
        {
            Id = id,
            DateOrder = EventDays.Order(account),
            EndDay = days?.End,
            IsLong = days is { } l && l.End - l.Start > EventRow.LongDays,
            Report = account.Report.Report,
            Position = position,
            Source = account.Report.Source,
            Incident = account.Incident,
            Type = (short)account.Type,
            Factuality = (short)account.Factuality,
            State = (short)account.State,
            ReviewStatus = (short)(account.Review?.Status ?? Review.Types.Status.Unspecified),
            Country = account.Location?.Toponym?.Place?.CountryCode ?? "",
            Adm1 = Adm1(account),
            Latitude = point?.Latitude,
            Longitude = point?.Longitude,
            Killed = Killed(account),
            Injured = Least(account, Casualties.Types.Harm.Injured),
            Confidence = account.Confidence,
            Revision = account.Revision,
            Author = author,
            Reason = reason,
        };
    }

    private const string Adm1Code = "ADM1";
}
