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
    private readonly Dictionary<int, int> _cells = [];
    private readonly Dictionary<int, int> _divisions = [];

    /// <summary>Counts the names, and puts the features of every candidate.</summary>
    public static void Apply(CandidateFinder finder, IReadOnlyList<ReportName> names)
    {
        if (names.Count < 2)
            return;
        var clusters = new NameClusters();
        foreach (var name in names)
            clusters.Count(name, 1);
        foreach (var name in names)
        {
            if (name.Candidates.Count < 2)
                continue;
            clusters.Count(name, -1);
            foreach (ref var candidate in name.Span)
            {
                if (candidate.IsSpot && clusters._cells.TryGetValue(CellOf(candidate.Point, 0, 0), out var near))
                    finder.Put(ref candidate, RankerFeature.Cluster, PlaceWeights.Log16(Whole + near) - 160);
                if (candidate.Division >= 0 && clusters._divisions.TryGetValue(candidate.Division, out var division))
                    finder.Put(ref candidate, RankerFeature.DivisionCluster, PlaceWeights.Log16(Whole + division) - 160);
            }
            clusters.Count(name, 1);
        }
    }

    // Each name counts once a cell and once a division.
    private void Count(ReportName name, int sign)
    {
        var part = sign * Whole * 4 / (3 + name.Candidates.Count);
        var cells = new HashSet<int>();
        var divisions = new HashSet<int>();
        foreach (ref readonly var candidate in name.Span)
        {
            if (candidate.Division >= 0 && divisions.Add(candidate.Division))
                CollectionsMarshal.GetValueRefOrAddDefault(_divisions, candidate.Division, out _) += part;
            if (!candidate.IsSpot)
                continue;
            for (var north = -1; north <= 1; north++)
            {
                for (var east = -1; east <= 1; east++)
                {
                    if (CellOf(candidate.Point, north, east) is var cell && cells.Add(cell))
                        CollectionsMarshal.GetValueRefOrAddDefault(_cells, cell, out _) += part;
                }
            }
        }
    }

    private static int CellOf(GeoPoint point, int north, int east)
    {
        var row = (int)((point.Latitude + 90) * CellsPerDegree) + north;
        var column = ((int)((point.Longitude + 180) * CellsPerDegree) + east + 360 * CellsPerDegree) % (360 * CellsPerDegree);
        return row * 1000 + column;
    }
}
