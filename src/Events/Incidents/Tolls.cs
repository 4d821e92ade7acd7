using System.Globalization;
using Sitrep.Events.V1;

namespace Sitrep.Events.Incidents;

/// <summary>
/// What an incident cost: for each harm all together, and for each sector and side that claims name, the lowest, the best and the highest number,
/// and every claim side by side. Parts and running totals are shown and never counted into a whole.
/// </summary>
internal static class Tolls
{
    private const int MaxClaims = 100;

    /// <summary>The tolls, the gravest harm first, for each harm all together first.</summary>
    public static IReadOnlyList<Incident.Types.Toll> Of(IReadOnlyList<Account> accounts, IndependentSources sources)
    {
        var numbers = accounts
            .SelectMany(account => account.Event.Casualties.Where(c => c.Count is not null).Select(c => new ClaimedNumber(account, c, sources)))
            .ToList();
        var parties = Parties.Of(accounts);
        var tolls = new List<Incident.Types.Toll>();
        foreach (var harm in numbers.GroupBy(n => n.Casualties.Harm).OrderBy(g => g.Key))
        {
            tolls.Add(Toll(harm.Key, "", Participant.Types.Side.Unspecified, [.. harm], isWhole: true, parties));
            tolls.AddRange(harm
                .Where(n => n.Sector.Length > 0 || n.Side != Participant.Types.Side.Unspecified)
                .GroupBy(n => (n.Sector, n.Side))
                .OrderBy(g => g.Key.Sector, StringComparer.Ordinal).ThenBy(g => g.Key.Side)
                .Select(g => Toll(harm.Key, g.Key.Sector, g.Key.Side, [.. g], isWhole: false, parties)));
        }

        return tolls;
    }

    private static Incident.Types.Toll Toll(
        Casualties.Types.Harm harm, string sector, Participant.Types.Side side, List<ClaimedNumber> claims, bool isWhole, Parties parties)
    {
        claims.Sort(ClaimedNumber.LatestFirst);
        var standing = new HashSet<ClaimedNumber>();
        foreach (var claimant in claims.Where(c => c.Casualties.Scope != Casualties.Types.Scope.Superseded).GroupBy(c => (c.Claimant, c.Casualties.Scope, c.Sector, c.Side)))
        {
            // A report may count on as it goes; of one claimant the latest account stands, with all that it counts apart.
            var latest = claimant.First();
            standing.UnionWith(claimant.Where(c => c.Account.Id == latest.Account.Id && c.Casualties.AsOfDate?.Equals(latest.Casualties.AsOfDate) != false));
        }

        var toll = new Incident.Types.Toll { Harm = harm, Sector = sector, Side = side };
        foreach (var claim in claims.OrderByDescending(standing.Contains).Take(MaxClaims))
        {
            toll.Claims.Add(claim.ToClaim(!standing.Contains(claim), parties.Include(claim), Borne(claim, claims)));
        }

        // The numbers to weigh: one an account and claimant.
        var totals = claims.Where(c => standing.Contains(c) && c.CountsInto(isWhole)).GroupBy(c => (c.Account.Id, c.Claimant)).Select(Total.Of).ToList();
        if (totals.Count == 0)
        {
            return toll;
        }

        toll.Low = totals.Min(t => t.Low);
        toll.High = totals.Max(t => t.High);
        var best = totals
            .OrderBy(t => parties.Include(t.First))
            .ThenBy(t => t.First.Account.Rank)
            .ThenByDescending(t => t.First.Time)
            .ThenBy(t => t.First.Account.Id)
            .First();
        toll.Best = best.Best;
        toll.BestRule = Rule(best.First, totals.Count, parties.Include(best.First));
        return toll;
    }

    private static string Rule(ClaimedNumber best, int among, bool isParty)
    {
        var where = $"{best.ClaimantName} in {best.SourceName}";
        var day = best.Account.Event.Report.PublishTime is { } time
            ? time.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "of unknown date";
        return among == 1
            ? $"the only claim: {where}, {day}"
            : $"the latest claim of the most reliable independent source {(isParty ? "(all are parties to the fighting)" : "that is no party to the fighting")}: {where}, {day}";
    }

    /// <summary>How far other sources bear out a number. Machines never say confirmed.</summary>
    private static Credibility Borne(ClaimedNumber claim, List<ClaimedNumber> claims)
    {
        var others = claims.Where(c => c.Group != claim.Group && c.Casualties.Scope == claim.Casualties.Scope && c.Sector == claim.Sector).ToList();
        return others.Exists(c => c.Low <= claim.High && claim.Low <= c.High) ? Credibility.ProbablyTrue
            : others.Count >= 2 ? Credibility.Doubtful
            : claim.Account.Source.Reliability == Sitrep.Sources.V1.Source.Types.Reliability.EUnreliable ? Credibility.Doubtful
            : Credibility.PossiblyTrue;
    }

    /// <summary>What one claimant counts in one account, its groups taken together where they are different people.</summary>
    private sealed record Total(ClaimedNumber First, long Low, long Best, long High)
    {
        public static Total Of(IEnumerable<ClaimedNumber> numbers)
        {
            var all = numbers.ToList();
            // Twice the same people is no more people: of one group the largest number, of several named groups the sum.
            var groups = all.GroupBy(n => (n.Sector, n.Side)).Select(g => g.OrderByDescending(n => n.Best).First()).ToList();
            var apart = groups.TrueForAll(g => g.Sector.Length > 0) ? groups : [groups.OrderByDescending(g => g.Best).First()];
            return new Total(all[0], apart.Sum(g => g.Low), apart.Sum(g => g.Best), apart.Sum(g => g.High));
        }
    }
}
