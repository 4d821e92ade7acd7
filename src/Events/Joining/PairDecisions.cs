namespace Sitrep.Events.Joining;

/// <summary>A decision of an analyst: all of <paramref name="One"/> and <paramref name="Other"/> belong together, or none of the one with any of the other.</summary>
/// <param name="Order">Later decisions overrule earlier ones, pair by pair.</param>
/// <param name="Together">Whether they belong together.</param>
/// <param name="One">Numbers of events.</param>
/// <param name="Other">Numbers of events; empty where the decision only says that <paramref name="One"/> belongs together.</param>
internal sealed record JoinDecision(long Order, bool Together, IReadOnlyList<long> One, IReadOnlyList<long> Other);

/// <summary>What decisions and locks say of pairs of events.</summary>
internal sealed class PairDecisions
{
    private readonly Dictionary<(long Low, long High), bool> _pairs = [];
    private readonly List<(long, long)> _musts = [];
    private readonly HashSet<long> _spokenOf = [];

    /// <param name="decisions">In any order.</param>
    /// <param name="events">Those that there are.</param>
    public PairDecisions(IEnumerable<JoinDecision> decisions, IReadOnlyCollection<Signature> events)
    {
        var standing = events.Select(e => e.EventId).ToHashSet();
        // A lock is the last word: it holds the event where it is.
        var locked = events.Where(e => e.LockedIn != 0).OrderBy(e => e.EventId).ToList();
        for (var i = 0; i < locked.Count; i++)
        {
            for (var j = i + 1; j < locked.Count; j++)
            {
                Say(locked[i].EventId, locked[j].EventId, locked[i].LockedIn == locked[j].LockedIn);
            }
        }

        foreach (var decision in decisions.OrderByDescending(d => d.Order))
        {
            var (one, other) = (Standing(decision.One), Standing(decision.Other));
            if (decision.Together)
            {
                long[] all = [.. one.Concat(other).Distinct().Order()];
                for (var i = 0; i < all.Length; i++)
                {
                    for (var j = i + 1; j < all.Length; j++)
                    {
                        Say(all[i], all[j], true);
                    }
                }
            }
            else
            {
                foreach (var (a, b) in one.SelectMany(_ => other, (a, b) => (a, b)).Where(pair => pair.a != pair.b))
                {
                    Say(a, b, false);
                }
            }
        }

        long[] Standing(IReadOnlyList<long> ids) => [.. ids.Where(standing.Contains).Order()];
    }

    /// <summary>Pairs that belong together, the latest said first.</summary>
    public IReadOnlyList<(long Low, long High)> Musts => _musts;

    /// <summary>Whether anything is said of an event.</summary>
    public bool SpeakOf(long id) => _spokenOf.Contains(id);

    /// <summary>Whether two events must not be of one incident.</summary>
    public bool Forbids(long a, long b) => _pairs.TryGetValue(a < b ? (a, b) : (b, a), out var together) && !together;

    /// <summary>Whether two events must be of one incident.</summary>
    public bool Demands(long a, long b) => _pairs.TryGetValue(a < b ? (a, b) : (b, a), out var together) && together;

    private void Say(long a, long b, bool together)
    {
        var pair = a < b ? (a, b) : (b, a);
        _spokenOf.Add(a);
        _spokenOf.Add(b);
        if (_pairs.TryAdd(pair, together) && together)
        {
            _musts.Add(pair);
        }
    }
}
