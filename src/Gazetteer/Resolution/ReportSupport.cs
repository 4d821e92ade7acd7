using Sitrep.Gazetteer.Index;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>What the names of one report say about each other: the countries and divisions that they speak for, and what lies near what.</summary>
internal sealed class ReportSupport(GazetteerIndex index, RankerModel model, ReportName[] names)
{
    private const int NearKm = 150;
    private const int Window = 24;

    // Shares below this speak for nothing.
    private const int LeastShare = 32;

    // A degree of latitude is 111 km, and a few metres more.
    private const double NearDegrees = NearKm / 111.0;

    private readonly int[] _countries = new int[index.CountryCount];
    private readonly Dictionary<int, int> _divisions = [];
    private readonly Dictionary<int, int> _named = [];
    private int _firstDivision = -1;
    private int _firstDivisionShare;

    /// <summary>Weighs every candidate by the other names as they stand, and settles anew.</summary>
    public void Round()
    {
        _countries.AsSpan().Clear();
        _divisions.Clear();
        _named.Clear();
        foreach (var name in names)
            Lend(name, 1);
        ReadFirst();
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            if (name.Candidates.Count < 2 && (name.Candidates.Count == 0 || name.Best.Features is null))
                continue;
            Lend(name, -1);
            foreach (ref var candidate in name.Span)
                Weigh(ref candidate, i);
            Lend(name, 1);
        }
        foreach (var name in names)
            name.Settle();
    }

    private void Weigh(ref Candidate candidate, int self)
    {
        candidate.Support = 0;
        var country = candidate.CountryRow == 0 ? 0 : Math.Max(0, _countries[candidate.CountryRow]);
        var division = candidate.Division < 0 ? 0 : Math.Max(0, _divisions.GetValueOrDefault(candidate.Division));
        Put(ref candidate, RankerFeature.CountrySupport, PlaceWeights.Log16(1024 + country) - 160);
        Put(ref candidate, RankerFeature.DivisionSupport, PlaceWeights.Log16(1024 + division) - 160);
        Put(ref candidate, RankerFeature.NearSupport, candidate.IsSpot ? PlaceWeights.Log16(1024 + Near(self, in candidate)) - 160 : 0);
        Put(ref candidate, RankerFeature.CountryNamed, NamedShare(candidate.CountryRow == 0 ? -1 : index.CountryPlaces[candidate.CountryRow], candidate.Row));
        Put(ref candidate, RankerFeature.DivisionNamed, NamedShare(candidate.Division, candidate.Row));
        Put(ref candidate, RankerFeature.DistrictNamed, NamedShare(candidate.District, candidate.Row));
        Put(ref candidate, RankerFeature.FirstDivision, candidate.Division >= 0 && candidate.Division == _firstDivision ? _firstDivisionShare / 64 : 0);
    }

    private void Put(ref Candidate candidate, RankerFeature feature, int value)
    {
        candidate.Support += model.Weights[(int)feature] * value >> 6;
        if (candidate.Features is not null)
            candidate.Features[(int)feature] = value;
    }

    // A place does not name itself.
    private int NamedShare(int area, int row) => area < 0 || area == row ? 0 : Math.Clamp(_named.GetValueOrDefault(area), 0, 1024) / 64;

    private void ReadFirst()
    {
        _firstDivision = -1;
        foreach (var name in names)
        {
            if (!name.IsKnown || !name.Best.IsSpot)
                continue;
            _firstDivision = name.Best.Division;
            _firstDivisionShare = name.Best.Share;
            return;
        }
    }

    private void Lend(ReportName name, int sign)
    {
        foreach (ref readonly var candidate in name.Span)
        {
            if (candidate.Share < LeastShare)
                continue;
            var lent = sign * candidate.Share * Math.Min(4, name.Count);
            if (candidate.CountryRow > 0)
                _countries[candidate.CountryRow] += lent;
            if (candidate.Division >= 0)
                _divisions[candidate.Division] = _divisions.GetValueOrDefault(candidate.Division) + lent;
            if (!candidate.IsSpot)
                _named[candidate.Row] = _named.GetValueOrDefault(candidate.Row) + sign * candidate.Share;
        }
    }

    private long Near(int self, in Candidate candidate)
    {
        var near = 0L;
        // Half a turn where the meridians run together; the bound holds for the parallel nearer the pole, and a little wider.
        var farthest = Math.Cos(Geodesy.Radians(Math.Min(90, Math.Abs(candidate.Point.Latitude) + NearDegrees)));
        var nearLongitudes = farthest > 0.1 ? 1.05 * NearDegrees / farthest : 360;
        var last = Math.Min(names.Length - 1, self + Window);
        for (var i = Math.Max(0, self - Window); i <= last; i++)
        {
            if (i == self || !names[i].IsKnown)
                continue;
            ref readonly var best = ref names[i].Best;
            if (!best.IsSpot || best.Row == candidate.Row || Math.Abs(best.Point.Latitude - candidate.Point.Latitude) > NearDegrees)
                continue;
            var longitudes = Math.Abs(best.Point.Longitude - candidate.Point.Longitude);
            if (longitudes > nearLongitudes && longitudes < 360 - nearLongitudes)
                continue;
            var km = (long)(Geodesy.DistanceM(candidate.Point, best.Point) / 1000);
            if (km < NearKm)
                near += best.Share * (NearKm - km) / NearKm;
        }
        return near;
    }
}
