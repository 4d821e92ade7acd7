using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Type;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.Events.Joining;

/// <summary>Reads an event's signature.</summary>
internal static class SignatureReader
{
    private const int MaxWords = 64;

    /// <summary>
    /// The signature of an event; null where it belongs to no incident: its report does not count any more, an analyst rejected it, or it sums up
    /// several happenings. One without a date, or with one of more than a month, is compared with nothing; only an analyst joins it.
    /// </summary>
    /// <param name="id">Number of its name.</param>
    /// <param name="account">The event.</param>
    /// <param name="sentence">The sentence that it is told in.</param>
    public static Signature? Read(long id, Event account, Sentence sentence)
    {
        if (!Counts(account) || account.Occurrences is not null)
        {
            return null;
        }

        var dated = Days(account, sentence.Setting);
        var isComparable = dated is { } span && span.End - span.Start <= Blocks.MaxDays;
        var days = isComparable ? dated!.Value : new EventDays(0, 0);
        var words = Stems(Quotes(account, sentence));
        var (where, carried) = Where(account, sentence.Setting);
        return new Signature
        {
            EventId = id,
            Report = Hash64(account.Report.Report),
            Story = Hash64(account.Report.Story.Length > 0 ? account.Report.Story : account.Report.Report),
            BlockKey = !isComparable ? Blocks.Apart(id) : where.BlockKey.Length > 0 ? where.BlockKey : Blocks.KeyOf(account),
            Type = (short)account.Type,
            Factuality = (short)account.Factuality,
            Modes = [.. account.Modes.Select(Hash32)],
            StartDay = days.Start,
            EndDay = days.End,
            DayIsStated = account.Time?.Basis == EventTime.Types.Basis.Stated,
            Place = where.Place,
            Areas = where.Areas,
            Scale = where.Scale,
            PlaceIsCarried = carried,
            Point = where.Point,
            Spots = Stems(account.Location?.Spots.Select(s => s.Quote) ?? []),
            Parties = Parties(account),
            Targets = [.. sentence.Targets.Concat(Quotes(account, sentence).SelectMany(quote => JoinWords.TargetsIn(quote, 0, quote.Length, _ => false))).Distinct().Order()],
            Means = Categories(account, Participant.Types.Role.Instrument),
            Tolls = Tolls(account, sentence),
            Words = words,
            Sentence = sentence,
            LockedIn = account.Review?.Status == Review.Types.Status.Locked && IncidentName.TryParse(account.Incident, out var incident) ? incident : 0,
        };
    }

    /// <summary>The account's own days; where it has none but that of publication, the day that the text around it says.</summary>
    private static EventDays? Days(Event account, Setting setting) =>
        setting.Day is { } told && account.Time?.Basis is null or EventTime.Types.Basis.Unspecified or EventTime.Types.Basis.PublishTime
            ? new EventDays(told, told + 1)
            : EventDays.Of(account);

    /// <summary>The account's own place; the setting's where it has none, or where the setting is the country that it has, and says more.</summary>
    private static (Setting Where, bool IsCarried) Where(Event account, Setting setting)
    {
        var own = Setting.At(account.Location?.Toponym?.Place, null) with { Scale = Blocks.ScaleOf(account.Location) };
        if (account.Location?.Point is { } point)
        {
            own = own with { Point = PointOf(point) };
        }

        return own.Scale <= PlaceScale.Country && setting.Scale > own.Scale && (own.Scale == PlaceScale.None || Blocks.RootOf(own.BlockKey) == Blocks.RootOf(setting.BlockKey))
            ? (setting, true)
            : (own, false);
    }

    /// <summary>Hashes of the places that a place lies in, the country left out.</summary>
    public static long[] AreasOf(Place place) =>
        [.. place.ContainingAreas.Where(area => area.Level != "ADM0" && area.Place.Length > 0).Select(area => Hash64(area.Place))];

    /// <summary>A point in whole numbers.</summary>
    public static (int Latitude, int Longitude) PointOf(LatLng point) => ((int)Math.Round(point.Latitude * 1e5), (int)Math.Round(point.Longitude * 1e5));

    /// <summary>Whether an event counts anywhere: its report stands and no analyst rejected it.</summary>
    public static bool Counts(Event account) =>
        account.State is not Event.Types.State.ReportWithdrawn && account.Review?.Status != Review.Types.Status.Rejected;

    private static Party[] Parties(Event account) =>
    [
        .. account.Participants
            .Select(p => (Side: SideOf(p.Role), Participant: p))
            .Where(p => p.Side is not null)
            .Select(p => new Party(
                p.Side!.Value,
                p.Participant.Actor.Length > 0 ? Hash32(p.Participant.Actor) : IsProper(p.Participant.DisplayName) ? Hash32(JoinWords.Fold(p.Participant.DisplayName)) : 0,
                Hash32(p.Participant.CountryCode),
                Hash32(p.Participant.Sectors.FirstOrDefault(s => s != "UNK") ?? "")))
            .Distinct(),
    ];

    /// <summary>A name and not a description: it begins with a capital.</summary>
    private static bool IsProper(string name) => name.Length > 0 && char.IsUpper(name[0]) && !name.StartsWith("The ", StringComparison.Ordinal);

    private static PartySide? SideOf(Participant.Types.Role role) => role switch
    {
        Participant.Types.Role.Actor or Participant.Types.Role.ActorOrganization => PartySide.Acting,
        Participant.Types.Role.Recipient or Participant.Types.Role.Victim or Participant.Types.Role.PhysicalTarget => PartySide.Receiving,
        _ => null,
    };

    private static int[] Categories(Event account, params Participant.Types.Role[] roles) =>
    [
        .. account.Participants.Where(p => roles.Contains(p.Role)).SelectMany(p => p.Categories).Select(Hash32).Distinct().Order(),
    ];

    /// <summary>Of each harm what the sentence of the deed says; what the rest of the report says only where that sentence says nothing.</summary>
    private static TollNumber[] Tolls(Event account, Sentence sentence) =>
    [
        .. account.Casualties
            .Where(c => c.Scope is Casualties.Types.Scope.Event or Casualties.Types.Scope.Unspecified && c.Count is not null)
            .GroupBy(c => c.Harm)
            .SelectMany(harm => harm.Any(c => sentence.Holds(c.Evidence?.Span)) ? harm.Where(c => sentence.Holds(c.Evidence?.Span)) : harm)
            .Select(c => Number((short)c.Harm, c.Count))
            .Where(n => n.Low > 0 || n.High < long.MaxValue)
            .Distinct(),
    ];

    private static TollNumber Number(short harm, CountRange count)
    {
        var low = count.HasLow ? count.Low : count.HasStated ? count.Stated : 0;
        var high = count.HasHigh ? count.High : count is { HasStated: true, HasLow: false } ? count.Stated : long.MaxValue;
        return new TollNumber(harm, low, high, count.HasStated && low == count.Stated && !count.Approximate);
    }

    /// <summary>What was read in that sentence; of other sentences, which may tell of something else, only where it is not known.</summary>
    private static IEnumerable<string> Quotes(Event account, Sentence sentence)
    {
        IEnumerable<Evidence?> evidence =
        [
            .. account.Triggers,
            .. account.Participants.Select(p => p.Mention),
            .. account.Casualties.Select(c => c.Evidence),
            .. account.Location?.Spots ?? Enumerable.Empty<Evidence>(),
        ];
        return evidence.Where(e => sentence == Sentence.Unknown || sentence.Holds(e?.Span)).Select(e => e?.Quote ?? "");
    }

    private static int[] Stems(IEnumerable<string> quotes) =>
        [.. quotes.SelectMany(JoinWords.Stems).Where(JoinWords.IsTelling).Distinct().Select(Hash32).Distinct().Order().Take(MaxWords)];

    internal static int Hash32(string value) => value.Length == 0 ? 0 : (int)(Hash64(value) & int.MaxValue);

    internal static long Hash64(string value)
    {
        if (value.Length == 0)
        {
            return 0;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }
}
