using System.Runtime.InteropServices;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>A name of a report with the places that it may mean, the likeliest first.</summary>
internal sealed class ReportName
{
    // 2^(k/16) in thousandths, k = 0..15: powers of two without floating point.
    private static readonly int[] Fractions = [1000, 1044, 1091, 1139, 1189, 1242, 1297, 1354, 1414, 1477, 1542, 1610, 1682, 1756, 1834, 1915];

    public List<Candidate> Candidates { get; } = [];

    /// <summary>How often it stands in the report.</summary>
    public int Count { get; set; }

    /// <summary>The class that a word beside it asked for; null for none.</summary>
    public string? KindBeside { get; set; }

    public bool HasAreaInText { get; set; }

    public ReportName? JoinedTo { get; set; }

    /// <summary>The entry chosen, made once for all mentions.</summary>
    public Place? Place { get; set; }

    public List<PlaceCandidate>? Alternatives { get; set; }

    public bool IsKnown => Candidates.Count > 0;

    public ref readonly Candidate Best => ref CollectionsMarshal.AsSpan(Candidates)[0];

    public Span<Candidate> Span => CollectionsMarshal.AsSpan(Candidates);

    /// <summary>Several names of one place count once, the better one.</summary>
    public void Unite()
    {
        var sorted = true;
        for (var i = 1; i < Candidates.Count && sorted; i++)
            sorted = Candidates[i - 1].Row < Candidates[i].Row;
        if (sorted)
            return;
        Candidates.Sort((a, b) => a.Row.CompareTo(b.Row) is var order and not 0 ? order : b.Score.CompareTo(a.Score));
        var kept = 1;
        for (var i = 1; i < Candidates.Count; i++)
        {
            if (Candidates[i].Row != Candidates[kept - 1].Row)
                Candidates[kept++] = Candidates[i];
        }
        Candidates.RemoveRange(kept, Candidates.Count - kept);
    }

    /// <summary>Puts the best first, the others in no order, and gives each its share of 1,024.</summary>
    public void Settle()
    {
        var candidates = Span;
        if (candidates.IsEmpty)
            return;
        var first = 0;
        for (var i = 1; i < candidates.Length; i++)
        {
            if (Compare(in candidates[i], in candidates[first]) < 0)
                first = i;
        }
        (candidates[0], candidates[first]) = (candidates[first], candidates[0]);
        var best = candidates[0].Score;
        var sum = 0L;
        foreach (ref var candidate in candidates)
            sum += candidate.Power = Power(candidate.Score - best);
        foreach (ref var candidate in candidates)
            candidate.Share = (int)(candidate.Power * 1024 / sum);
    }

    /// <summary>Puts the best first, then the next best, and so on.</summary>
    public void Sort() => Candidates.Sort((a, b) => Compare(in a, in b));

    private static int Compare(in Candidate a, in Candidate b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : a.Row.CompareTo(b.Row);

    // 2^(difference/16) in billionths; difference is not above 0.
    private static long Power(int difference)
    {
        var whole = difference >> 4;
        return whole < -30 ? 0 : Fractions[difference & 15] * 1_000_000L >> -whole;
    }
}
