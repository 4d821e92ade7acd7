namespace Sitrep.Gazetteer;

/// <summary>Finds the nearest place: bands of latitude, in each the places by longitude.</summary>
/// <remarks>
/// A search walks the bands outwards from the point, and in each band east and west from its longitude around the globe, until no place further on can be
/// nearer than the best found: d ≥ R·|Δlat| for a band, and d ≥ R·asin(cos(lat)·sin(Δlon)) for a meridian within 90°. Both bounds hold everywhere, so
/// 180° and the poles are no special cases.
/// </remarks>
internal sealed class SpatialIndex
{
    private const int BandsPerDegree = 4;
    private const int BandCount = 180 * BandsPerDegree;
    private const double BandRadians = Math.PI / BandCount;

    // A meridian's bound is computed in floating point: a hair less, so that rounding never hides the nearest.
    private const double Slack = 1 - 1e-9;

    private readonly int[] _bandStart = new int[BandCount + 1];
    private readonly int[] _place;
    private readonly int[] _longitude;
    private readonly int[] _latitude;

    public SpatialIndex(PlaceTable places)
    {
        var n = places.Count;
        _place = new int[n];
        _longitude = new int[n];
        _latitude = new int[n];
        foreach (var latitude in places.Latitude)
            _bandStart[Band(latitude) + 1]++;
        for (var b = 0; b < BandCount; b++)
            _bandStart[b + 1] += _bandStart[b];
        var next = _bandStart.AsSpan(0, BandCount).ToArray();
        for (var i = 0; i < n; i++)
        {
            var at = next[Band(places.Latitude[i])]++;
            _place[at] = i;
            _longitude[at] = places.Longitude[i];
        }
        for (var b = 0; b < BandCount; b++)
        {
            var start = _bandStart[b];
            Array.Sort(_longitude, _place, start, _bandStart[b + 1] - start);
        }
        for (var i = 0; i < n; i++)
            _latitude[i] = places.Latitude[_place[i]];
    }

    /// <summary>The row of the nearest place that passes, and its distance; of equally near ones the lowest row. -1 where none lies within.</summary>
    public (int Row, double DistanceM) Nearest(GeoPoint point, double maxDistanceM, Func<int, bool> passes)
    {
        var best = new Best(point, maxDistanceM);
        var home = Band((int)Math.Round(point.Latitude * 1e6));
        var longitude = (int)Math.Round((point.Longitude - 360 * Math.Floor((point.Longitude + 180) / 360)) * 1e6);
        for (var step = 0; step < BandCount; step++)
        {
            // Bands home-step and home+step are at least (step - 1) whole bands away.
            if ((step - 1) * BandRadians * Geodesy.EarthRadiusM * Slack > best.DistanceM)
                break;
            if (home - step >= 0)
                Walk(home - step, longitude, ref best, passes);
            if (step > 0 && home + step < BandCount)
                Walk(home + step, longitude, ref best, passes);
        }
        return (best.Row, best.DistanceM);
    }

    private static int Band(int latitude) => Math.Clamp((int)((latitude + 90_000_000L) * BandsPerDegree / 1_000_000), 0, BandCount - 1);

    private void Walk(int band, int longitude, ref Best best, Func<int, bool> passes)
    {
        var start = _bandStart[band];
        var count = _bandStart[band + 1] - start;
        if (count == 0)
            return;
        var found = Array.BinarySearch(_longitude, start, count, longitude);
        var east = (found < 0 ? ~found : found) - start;
        var west = east - 1;
        var left = count;
        for (var goEast = true; left > 0; east++, left--)
        {
            if (!(goEast = Visit(start + east % count, longitude, ref best, passes, true)))
                break;
        }
        for (; left > 0; west--, left--)
        {
            if (!Visit(start + (west % count + count) % count, longitude, ref best, passes, false))
                break;
        }
    }

    // False where neither this place nor any further on can be nearer.
    private bool Visit(int at, int longitude, ref Best best, Func<int, bool> passes, bool east)
    {
        long difference = east ? _longitude[at] - (long)longitude : longitude - (long)_longitude[at];
        if (difference < 0)
            difference += 360_000_000;
        if (difference > 180_000_000)
            return false; // the other direction comes to it sooner
        if (best.MeridianBoundM(difference) > best.DistanceM)
            return false;
        var row = _place[at];
        var distance = Geodesy.DistanceM(best.Point, new GeoPoint(_latitude[at] / 1e6, _longitude[at] / 1e6));
        if ((distance < best.DistanceM || distance == best.DistanceM && (best.Row < 0 || row < best.Row)) && passes(row))
        {
            best.Row = row;
            best.DistanceM = distance;
        }
        return true;
    }

    private struct Best(GeoPoint point, double maxDistanceM)
    {
        private readonly double _cosLatitude = Math.Cos(Geodesy.Radians(point.Latitude));

        public readonly GeoPoint Point = point;
        public int Row = -1;
        public double DistanceM = maxDistanceM;

        public readonly double MeridianBoundM(long difference)
        {
            var sin = difference >= 90_000_000 ? 1 : Math.Sin(Geodesy.Radians(difference / 1e6));
            return Geodesy.EarthRadiusM * Math.Asin(Math.Min(1, _cosLatitude * sin)) * Slack;
        }
    }
}
