using Sitrep.Events.Joining;
using Sitrep.Events.V1;

namespace Sitrep.Events.Incidents;

/// <summary>Makes an incident of its accounts: what most independent sources have, and what each has side by side where they differ.</summary>
internal static class IncidentBuilder
{
    private const int MaxParticipants = 64, MaxModes = 8;

    /// <summary>The incident, but for its name, its revision and times, the reasons why it is one, and what it is part of.</summary>
    /// <param name="accounts">At least one.</param>
    public static Incident Build(IReadOnlyList<Account> accounts)
    {
        var ordered = accounts.OrderBy(a => a.Published).ThenBy(a => a.Id).ToList();
        var sources = new IndependentSources(ordered);
        var type = Most(ordered, sources, a => a.Event.Type);
        var alike = ordered.Where(a => a.Event.Type == type).ToList();
        var lead = Lead(alike, sources);
        var factuality = FactualityOf(ordered, sources);
        var incident = new Incident
        {
            Type = type,
            Mappings = lead.Event.Mappings?.Clone(),
            Factuality = factuality,
            Time = TimeOf(ordered, sources),
            Location = LocationOf(ordered, sources),
            ReportCount = ordered.Select(a => a.Event.Report.Report).Distinct().Count(),
            SourceCount = ordered.Select(a => a.Event.Report.Source).Distinct().Count(),
            IndependentSourceCount = sources.Count,
            Credibility = CredibilityOf(ordered, sources, factuality),
            Events = { ordered.Select(a => a.Event.Name) },
            Tolls = { Tolls.Of(ordered, sources) },
        };
        incident.Modes.AddRange(Modes(alike, lead));
        incident.Participants.AddRange(Participants([lead, .. ordered.Where(a => a != lead)]));
        return incident;
    }

    /// <summary>What most independent sources say; ties go to what most accounts say, then to the smaller.</summary>
    private static T Most<T>(IReadOnlyList<Account> accounts, IndependentSources sources, Func<Account, T> value)
        where T : notnull => accounts
        .GroupBy(value)
        .OrderByDescending(g => g.Select(sources.Of).Distinct().Count())
        .ThenByDescending(g => g.Count())
        .ThenBy(g => g.Key)
        .First().Key;

    /// <summary>The account that speaks for those of the kind: of the commonest main mode, the surest, the earliest.</summary>
    private static Account Lead(IReadOnlyList<Account> alike, IndependentSources sources)
    {
        var mode = Most(alike, sources, a => a.Event.Modes.FirstOrDefault() ?? "~");
        return alike
            .Where(a => (a.Event.Modes.FirstOrDefault() ?? "~") == mode)
            .OrderByDescending(a => a.Event.Confidence).ThenBy(a => a.Published).ThenBy(a => a.Id)
            .First();
    }

    private static IEnumerable<string> Modes(IReadOnlyList<Account> alike, Account lead) => alike
        .SelectMany(a => a.Event.Modes.Distinct())
        .GroupBy(mode => mode)
        .OrderByDescending(g => g.Key == lead.Event.Modes.FirstOrDefault())
        .ThenByDescending(g => g.Count())
        .ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => g.Key)
        .Take(MaxModes);

    private static Factuality FactualityOf(IReadOnlyList<Account> accounts, IndependentSources sources) =>
        accounts.Any(a => a.Event.Factuality == Factuality.Asserted) ? Factuality.Asserted : Most(accounts, sources, a => a.Event.Factuality);

    /// <summary>The finest statement of the days that most sources give; a stated day goes before one that was only inferred.</summary>
    private static EventTime? TimeOf(IReadOnlyList<Account> accounts, IndependentSources sources)
    {
        var dated = accounts.Where(a => a.Days is not null).ToList();
        if (dated.Count == 0)
        {
            return null;
        }

        var finest = dated.Min(a => a.Days!.Value.End - a.Days.Value.Start);
        var fine = dated.Where(a => a.Days!.Value.End - a.Days.Value.Start == finest).ToList();
        var stated = fine.Where(a => a.Event.Time.Basis == EventTime.Types.Basis.Stated).ToList();
        var among = stated.Count > 0 ? stated : fine;
        var start = Most(among, sources, a => a.Days!.Value.Start);
        var lead = among.Where(a => a.Days!.Value.Start == start)
            .OrderBy(a => a.Event.Time.Precision == EventTime.Types.Precision.Unspecified).ThenBy(a => a.Event.Time.Precision).ThenBy(a => a.Published).ThenBy(a => a.Id)
            .First();
        return ReportEvidence.In(lead.Event.Time.Clone(), lead.Event.Report.Report);
    }

    private static EventLocation? LocationOf(IReadOnlyList<Account> accounts, IndependentSources sources)
    {
        var placed = accounts.Where(a => a.Event.Location?.Toponym?.Place is not null || a.Event.Location?.Point is not null).ToList();
        if (placed.Count == 0)
        {
            return null;
        }

        var finest = placed.Max(a => Blocks.ScaleOf(a.Event.Location));
        var among = placed.Where(a => Blocks.ScaleOf(a.Event.Location) == finest).ToList();
        var place = Most(among, sources, a => a.Event.Location.Toponym?.Place?.Name ?? "");
        var lead = among.Where(a => (a.Event.Location.Toponym?.Place?.Name ?? "") == place)
            .OrderByDescending(a => a.Event.Location.Spots.Count > 0).ThenBy(a => a.Published).ThenBy(a => a.Id)
            .First();
        return ReportEvidence.In(lead.Event.Location.Clone(), lead.Event.Report.Report);
    }

    /// <summary>Everybody once, as the first account that names them has them.</summary>
    private static IEnumerable<Participant> Participants(IEnumerable<Account> accounts) => accounts
        .SelectMany(a => a.Event.Participants.Select(p => (Account: a, Participant: p)))
        .DistinctBy(p => (p.Participant.Role, p.Participant.Actor.Length > 0 ? p.Participant.Actor : JoinWords.Fold(p.Participant.DisplayName)))
        .Take(MaxParticipants)
        .Select(p => ReportEvidence.In(p.Participant.Clone(), p.Account.Event.Report.Report));

    /// <summary>
    /// Two independent sources make it probably true; one alone possibly, or doubtful where it is unreliable. Denials weigh against. Nobody but a
    /// person says confirmed.
    /// </summary>
    private static Credibility CredibilityOf(IReadOnlyList<Account> accounts, IndependentSources sources, Factuality factuality)
    {
        if (factuality is Factuality.Future or Factuality.Hypothetical or Factuality.Unspecified)
        {
            return Credibility.CannotBeJudged;
        }

        var telling = accounts.Where(a => a.Event.Factuality is Factuality.Asserted or Factuality.Historical).ToList();
        var denying = accounts.Where(a => a.Event.Factuality == Factuality.Negated).Select(sources.Of).Distinct().Count();
        var groups = telling.GroupBy(sources.Of).ToList();
        if (groups.Count == 0)
        {
            return Credibility.Improbable;
        }

        if (denying >= groups.Count)
        {
            return Credibility.Doubtful;
        }

        var trusted = groups.Count(g => g.Any(a => a.Source.Reliability != Sitrep.Sources.V1.Source.Types.Reliability.EUnreliable));
        return trusted >= 2 && denying == 0 ? Credibility.ProbablyTrue
            : trusted >= 1 ? groups.Count == 1 && telling.TrueForAll(a => a.Source.Reliability == Sitrep.Sources.V1.Source.Types.Reliability.FCannotBeJudged)
                ? Credibility.CannotBeJudged : Credibility.PossiblyTrue
            : Credibility.Doubtful;
    }
}
