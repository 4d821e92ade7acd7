namespace Sitrep.Events.Joining;

/// <summary>The partition of events into incidents as a function of the events and the decisions alone: what the store works out piece by piece.</summary>
internal static class Partition
{
    /// <summary>Every event is in exactly one cluster; clusters and their events come by number.</summary>
    public static IReadOnlyList<IReadOnlyList<Signature>> Of(IReadOnlyList<Signature> events, IReadOnlyList<JoinDecision> decisions)
    {
        var pairs = new PairDecisions(decisions, events);
        var parent = Enumerable.Range(0, events.Count).ToArray();
        int Root(int i)
        {
            while (parent[i] != i)
            {
                i = parent[i] = parent[parent[i]];
            }

            return i;
        }

        foreach (var block in events.Select((e, i) => (Event: e, Index: i)).GroupBy(e => Blocks.RootOf(e.Event.BlockKey)))
        {
            var members = block.OrderBy(e => e.Event.StartDay).ToList();
            for (var i = 0; i < members.Count; i++)
            {
                for (var j = i + 1; j < members.Count && members[j].Event.StartDay < members[i].Event.EndDay + Blocks.DaysApart; j++)
                {
                    var (a, b) = (members[i], members[j]);
                    if (Blocks.Meet(a.Event, b.Event) && PairFeatures.Score(a.Event, b.Event) >= JoinWeights.Threshold)
                    {
                        parent[Root(a.Index)] = Root(b.Index);
                    }
                }
            }
        }

        foreach (var report in events.Select((e, i) => (Event: e, Index: i)).GroupBy(e => e.Event.Report))
        {
            foreach (var (a, b) in report.SelectMany(_ => report, (a, b) => (a, b)).Where(pair => pair.a.Index < pair.b.Index))
            {
                if (Blocks.Meet(a.Event, b.Event) && PairFeatures.Score(a.Event, b.Event) >= JoinWeights.Threshold)
                {
                    parent[Root(a.Index)] = Root(b.Index);
                }
            }
        }

        var at = events.Select((e, i) => (e.EventId, i)).ToDictionary(e => e.EventId, e => e.i);
        foreach (var (low, high) in pairs.Musts)
        {
            parent[Root(at[low])] = Root(at[high]);
        }

        return
        [
            .. Enumerable.Range(0, events.Count)
                .GroupBy(Root)
                .SelectMany(block => AverageLinkage.Cluster(block.Select(i => events[i]), pairs))
                .OrderBy(cluster => cluster[0].EventId),
        ];
    }
}
