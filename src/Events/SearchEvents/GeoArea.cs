using Sitrep.Events.Storage;
using Sitrep.Gazetteer;

namespace Sitrep.Events.SearchEvents;

/// <summary>A box in degrees, edges included; where west is greater than east it crosses 180 degrees.</summary>
internal readonly record struct GeoArea(double South, double West, double North, double East)
{
    public bool CrossesAntimeridian => West > East;

    public bool Contains(double latitude, double longitude) =>
        latitude >= South && latitude <= North
        && (CrossesAntimeridian ? longitude >= West || longitude <= East : longitude >= West && longitude <= East);

    /// <summary>The cells of one degree that cover it; null where they are more than <paramref name="most"/>.</summary>
    public IReadOnlyList<string>? Cells(int most)
    {
        int south = (int)Math.Floor(South), north = (int)Math.Floor(North);
        int west = (int)Math.Floor(West), east = (int)Math.Floor(East) + (CrossesAntimeridian ? 360 : 0);
        // As integers of 64 bits nothing overflows whatever the box.
        if ((north - south + 1L) * (east - west + 1L) > most)
        {
            return null;
        }

        return [.. (from row in Enumerable.Range(south, north - south + 1)
                    from column in Enumerable.Range(west, east - west + 1)
                    select EventTerms.Cell(row, column)).Distinct()];
    }
}

/// <summary>All points within a great-circle distance of one.</summary>
internal readonly record struct GeoCircle(double Latitude, double Longitude, double RadiusM)
{
    public bool Contains(double latitude, double longitude) =>
        Geodesy.DistanceM(new GeoPoint(Latitude, Longitude), new GeoPoint(latitude, longitude)) <= RadiusM;

    /// <summary>The smallest box of degrees around it, a hair wider than the sums need.</summary>
    public GeoArea Bounds()
    {
        const double slack = 1e-9;
        var angle = RadiusM / Geodesy.EarthRadiusM;
        var degrees = double.RadiansToDegrees(angle) + slack;
        var (south, north) = (Latitude - degrees, Latitude + degrees);
        if (south <= -90 || north >= 90)
        {
            // A pole lies inside: every meridian passes.
            return new GeoArea(Math.Max(south, -90), -180, Math.Min(north, 90), 180);
        }

        // Where the circle touches its outermost meridians; wider than at its centre's latitude.
        var ratio = Math.Sin(angle) / Math.Cos(double.DegreesToRadians(Latitude));
        if (ratio >= 1)
        {
            return new GeoArea(south, -180, north, 180);
        }

        var half = double.RadiansToDegrees(Math.Asin(ratio)) + slack;
        var (west, east) = (Longitude - half, Longitude + half);
        return new GeoArea(south, west < -180 ? west + 360 : west, north, east > 180 ? east - 360 : east);
    }
}
