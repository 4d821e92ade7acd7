namespace Sitrep.Gazetteer.Index;

/// <summary>Finds the nearest place, or all within a distance: bands of latitude, in each the places by longitude.</summary>
/// <remarks>
/// A search walks the bands outwards from the point, and in each band east and west from its longitude around the globe, until no place further on can be
/// nearer than the best found: d ≥ R·|Δlat| for a band, and d ≥ R·asin(cos(lat)·sin(Δlon)) for a meridian within 90°. Both bounds hold everywhere, so
/// 180° and the poles are no special cases.
/// </remarks>
internal static class SpatialIndex
{
    private const int BandsPerDegree = 4;
    private const int BandMicros = 1_000_000 / BandsPerDegree;

    // Bounds are computed in floating point: a hair wider, so that rounding never hides the nearest.
    private const double Slack = 1 + 1e-9;

    public const int BandCount = 180 * BandsPerDegree;

    /// <summary>A place of a band.</summary>
    /// <param name="Longitude">Millionths of a degree.</param>
    /// <param name="Latitude">Millionths of a degree.</param>
    internal readonly record struct BandPoint(int Longitude, int Latitude);

    /// <summary>The bands of an image that lacks them.</summary>
    public static void Derive(ReadOnlySpan<PlaceRecord> places, Span<int> starts, Span<int> rows, Span<BandPoint> points)
    {
        var keys = new ulong[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var band = Band(places[i].Latitude);
            starts[band + 1]++;
            keys[i] = (ulong)band << 32 | (uint)(places[i].Longitude + 180_000_000);
            rows[i] = i;
        }
        for (var b = 0; b < BandCount; b++)
            starts[b + 1] += starts[b];
        keys.AsSpan().Sort(rows);
        // Equal points in the order of rows, whatever the sort made of them.
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                rows[start..end].Sort();
            start = end;
        }
        for (var i = 0; i < rows.Length; i++)
            points[i] = new BandPoint(places[rows[i]].Longitude, places[rows[i]].Latitude);
    }

    /// <summary>The row of the nearest place that passes, and its distance; of equally near ones the lowest row. -1 where none lies within.</summary>
    public static (int Row, double DistanceM) Nearest<TFilter>(IndexImage image, GeoPoint point, double maxDistanceM, TFilter filter)
        where TFilter : IRowFilter
    {
        var best = new Best(point, maxDistanceM, null);
        Search(image, ref best, filter);
        return (best.Row, best.DistanceM);
    }

    /// <summary>Every place within the distance that passes, in no order.</summary>
    public static List<(int Row, double DistanceM)> Within<TFilter>(IndexImage image, GeoPoint point, double distanceM, TFilter filter)
        where TFilter : IRowFilter
    {
        var all = new List<(int, double)>();
        var best = new Best(point, distanceM, all);
        Search(image, ref best, filter);
        return all;
    }

    private static void Search<TFilter>(IndexImage image, ref Best best, TFilter filter)
        where TFilter : IRowFilter
    {
        var point = best.Point;
        var home = Band((int)Math.Round(point.Latitude * 1e6));
        var longitude = (int)Math.Round((point.Longitude - 360 * Math.Floor((point.Longitude + 180) / 360)) * 1e6);
        var starts = image.Of<int>(Section.BandStarts);
        for (var (south, north) = (home, home + 1); south >= 0 || north < BandCount; south--, north++)
        {
            // A band's nearest parallel is the edge that it turns to the point; the home band is never too far.
            var goSouth = south >= 0 && (south == home || best.Reaches(best.Latitude - ((south + 1) * BandMicros - 90_000_000)));
            var goNorth = north < BandCount && best.Reaches(north * BandMicros - 90_000_000 - best.Latitude);
            if (!goSouth && !goNorth)
                break;
            if (goSouth)
                Walk(image, starts, south, longitude, ref best, filter);
            if (goNorth)
                Walk(image, starts, north, longitude, ref best, filter);
        }
    }

    private static int Band(int latitude) => Math.Clamp((int)((latitude + 90_000_000L) * BandsPerDegree / 1_000_000), 0, BandCount - 1);

    private static void Walk<TFilter>(IndexImage image, ReadOnlySpan<int> starts, int band, int longitude, ref Best best, TFilter filter)
        where TFilter : IRowFilter
    {
        var start = starts[band];
        var count = starts[band + 1] - start;
        if (count == 0)
            return;
        var points = image.Of<BandPoint>(Section.BandPoints).Slice(start, count);
        var rows = image.Of<int>(Section.BandRows).Slice(start, count);
        var east = LowerBound(points, longitude);
        var west = east - 1;
        var left = count;
        for (var goEast = true; left > 0; east++, left--)
        {
            var at = east < count ? east : east - count;
            if (!(goEast = Visit(points[at], rows[at], longitude, ref best, filter, true)))
                break;
        }
        for (; left > 0; west--, left--)
        {
            var at = west >= 0 ? west : west + count;
            if (!Visit(points[at], rows[at], longitude, ref best, filter, false))
                break;
        }
    }

    private static int LowerBound(ReadOnlySpan<BandPoint> points, int longitude)
    {
        var low = 0;
        var high = points.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (points[middle].Longitude < longitude)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // False where neither this place nor any further on can be nearer.
    private static bool Visit<TFilter>(BandPoint at, int row, int longitude, ref Best best, TFilter filter, bool east)
        where TFilter : IRowFilter
    {
        long difference = east ? at.Longitude - (long)longitude : longitude - (long)at.Longitude;
        if (difference < 0)
            difference += 360_000_000;
        if (difference > best.MaxLongitude) // past 180° the other direction comes to it sooner
            return false;
        if (!best.Reaches(at.Latitude - best.Latitude))
            return true;
        var distance = Geodesy.DistanceM(best.Point, new GeoPoint(at.Latitude / 1e6, at.Longitude / 1e6));
        if (best.All is { } all)
        {
            if (distance <= best.DistanceM && filter.Passes(row))
                all.Add((row, distance));
        }
        else if ((distance < best.DistanceM || distance == best.DistanceM && (best.Row < 0 || row < best.Row)) && filter.Passes(row))
        {
            best.Take(row, distance);
        }
        return true;
    }

    private struct Best
    {
        private readonly double _cosLatitude;
        private long _maxLatitude;

        public Best(GeoPoint point, double maxDistanceM, List<(int Row, double DistanceM)>? all)
        {
            Point = point;
            Latitude = (int)Math.Round(point.Latitude * 1e6);
            All = all;
            _cosLatitude = Math.Cos(Geodesy.Radians(point.Latitude));
            Take(-1, maxDistanceM);
        }

        public readonly GeoPoint Point;
        public readonly int Latitude;
        public readonly List<(int Row, double DistanceM)>? All;

        public int Row { get; private set; }

        public double DistanceM { get; private set; }

        /// <summary>The farthest in longitude that anything within the distance can lie, in millionths of a degree.</summary>
        public long MaxLongitude { get; private set; }

        /// <summary>Whether anything within the distance can lie so far in latitude, in millionths of a degree.</summary>
        public readonly bool Reaches(long latitudes) => Math.Abs(latitudes) <= _maxLatitude;

        public void Take(int row, double distanceM)
        {
            (Row, DistanceM) = (row, distanceM);
            var angle = distanceM / Geodesy.EarthRadiusM;
            _maxLatitude = Micros(Math.Min(Math.PI, angle));
            // sin(angle) = cos(lat) * sin(longitude) is where a meridian comes no nearer; where the circle holds a pole, every meridian does.
            MaxLongitude = angle < Math.PI / 2 && Math.Sin(angle) < _cosLatitude ? Micros(Math.Asin(Math.Sin(angle) / _cosLatitude)) : 180_000_000;
        }

        private static long Micros(double radians) => (long)(radians * (180e6 / Math.PI) * Slack) + 2;
    }
}

/// <summary>Which places a search wants.</summary>
internal interface IRowFilter
{
    /// <summary>Whether the place of the row is wanted.</summary>
    bool Passes(int row);
}
