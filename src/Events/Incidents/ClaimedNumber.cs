using Sitrep.Events.Joining;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.Incidents;

/// <summary>A number of people harmed, as one account gives it.</summary>
internal sealed class ClaimedNumber
{
    private static readonly HashSet<string> NoSector = ["UNK"];

    /// <param name="account">Where it stands.</param>
    /// <param name="casualties">The number.</param>
    /// <param name="sources">Who copies whom.</param>
    public ClaimedNumber(Account account, Casualties casualties, IndependentSources sources)
    {
        (Account, Casualties, Group) = (account, casualties, sources.Of(account));
        var count = casualties.Count;
        Low = count.HasLow ? count.Low : count.HasStated ? count.Stated : count.HasHigh ? 0 : 0;
        High = Math.Max(Low, count.HasHigh ? count.High : count.HasStated ? count.Stated : Low);
        Best = count.HasStated ? count.Stated : Low + ((High - Low) / 2);
        Sector = casualties.Group?.Sectors.FirstOrDefault(s => !NoSector.Contains(s)) ?? "";
        Side = casualties.Group?.Side ?? Participant.Types.Side.Unspecified;
        var claimant = casualties.Attributions.Select(a => a.Claimant).FirstOrDefault(c => c is not null);
        ClaimantName = claimant is { DisplayName.Length: > 0 } ? claimant.DisplayName : "the report itself";
        // Who says it on nobody's authority says it as the source that it is; copies of one text are one claimant.
        Claimant = claimant is null or { DisplayName.Length: 0, Actor.Length: 0 }
            ? Group
            : claimant.Actor.Length > 0 ? claimant.Actor : JoinWords.Fold(claimant.DisplayName) is { Length: > 0 } folded ? folded : claimant.DisplayName;
        Party = claimant;
    }

    public Account Account { get; }

    public Casualties Casualties { get; }

    /// <summary>Sources that copy one another, as one.</summary>
    public string Group { get; }

    /// <summary>Who gives the number.</summary>
    public string Claimant { get; }

    public string ClaimantName { get; }

    /// <summary>The claimant; null where the report gives it on its own authority.</summary>
    public Participant? Party { get; }

    public string SourceName => Account.Event.Report.SourceDisplayName is { Length: > 0 } name ? name : Account.Event.Report.Source;

    /// <summary>Of the people harmed; empty where not said.</summary>
    public string Sector { get; }

    public Participant.Types.Side Side { get; }

    public long Low { get; }

    public long Best { get; }

    public long High { get; }

    /// <summary>Day as of which it is told, in microseconds; else when it was published.</summary>
    public long Time => EventDays.Day(Casualties.AsOfDate) is { } day ? (day * 86_400_000_000L) : Account.Published;

    public static int LatestFirst(ClaimedNumber a, ClaimedNumber b) =>
        a.Time != b.Time ? b.Time.CompareTo(a.Time)
        : a.Account.Published != b.Account.Published ? b.Account.Published.CompareTo(a.Account.Published)
        : a.Account.Id != b.Account.Id ? a.Account.Id.CompareTo(b.Account.Id)
        : string.CompareOrdinal(a.Casualties.Id, b.Casualties.Id);

    /// <summary>Whether it is weighed: a part counts for its own group only, a running total or a number taken back for none.</summary>
    public bool CountsInto(bool whole) => Casualties.Scope switch
    {
        Casualties.Types.Scope.Cumulative or Casualties.Types.Scope.Superseded => false,
        Casualties.Types.Scope.Part => !whole,
        _ => true,
    };

    /// <summary>As the incident shows it.</summary>
    public Claim ToClaim(bool superseded, bool isParty, Credibility credibility)
    {
        var claim = new Claim
        {
            Casualties = ReportEvidence.In(Casualties.Clone(), Account.Event.Report.Report),
            Event = Account.Event.Name,
            Report = Account.Event.Report.Clone(),
            Superseded = superseded,
            ClaimantIsParty = isParty,
            Credibility = credibility,
        };
        return claim;
    }
}
