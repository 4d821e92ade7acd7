using System.Runtime.InteropServices;
using Sitrep.Gazetteer.Index;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>Where the names of a report could all lie together, before anything is known of which place each means: what tells local news from the world's.</summary>
/// <remarks>A name of one place counts whole, one of fifty a thirteenth: that Springfield could be here says little.</remarks>
internal sealed class NameClusters
{
    private const int CellsPerDegree = 2;
    private const int Whole = 1024;

    // By cell of half a degree; a candidate counts for its own cell and the eight around it.
    private readonly Dictionary<int, Tally> _cells = [];
    private readonly Dictionary<int, Tally> _divisions = [];

    /// <summary>Counts the names, and puts the features of every candidate.</summary>
    public static void Apply(CandidateFinder finder, IReadOnlyList<ReportName> names)
    {
        if (names.Count < 2)
            return;
        var clusters = new NameClusters();
        for (var i = 0; i < names.Count; i++)
            clusters.Count(names[i], i + 1);
        foreach (var name in names)
        {
            if (name.Candidates.Count < 2)
                continue;
            // What the name counted for itself is taken off again: each of its candidates stands in a cell and a division that it counted for.
            var own = PartOf(name);
            foreach (ref var candidate in name.Span)
            {
                if (candidate.IsSpot)
                    finder.Put(ref candidate, RankerFeature.Cluster, PlaceWeights.Log16(Whole + clusters._cells[CellOf(candidate.Point, 0, 0)].Sum - own) - 160);
                if (candidate.Division >= 0)
                    finder.Put(ref candidate, RankerFeature.DivisionCluster, PlaceWeights.Log16(Whole + clusters._divisions[candidate.Division].Sum - own) - 160);
            }
        }
    }

    private static int PartOf(ReportName name) => Whole * 4 / (3 + name.Candidates.Count);

    private void Count(ReportName name, int number)
    {
        var part = PartOf(name);
        foreach (ref readonly var candidate in name.Span)
        {
            if (candidate.Division >= 0)
                Add(_divisions, candidate.Division, part, number);
            if (!candidate.IsSpot)
                continue;
            for (var north = -1; north <= 1; north++)
            {
                for (var east = -1; east <= 1; east++)
                    Add(_cells, CellOf(candidate.Point, north, east), part, number);
            }
        }
    }

    // Each name counts once a cell and once a division.
    private static void Add(Dictionary<int, Tally> tallies, int key, int part, int number)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, key, out _);
        if (tally.Last == number)
            return;
        tally.Sum += part;
        tally.Last = number;
    }

    private static int CellOf(GeoPoint point, int north, int east)
    {
        var row = (int)((point.Latitude + 90) * CellsPerDegree) + north;
        var column = ((int)((point.Longitude + 180) * CellsPerDegree) + east + 360 * CellsPerDegree) % (360 * CellsPerDegree);
        return row * 1000 + column;
    }

    private struct Tally
    {
        public int Sum;
        public int Last;
    }
}
