namespace Sitrep.Gazetteer;

/// <summary>Distances on a sphere of the mean radius 6,371.0088 km (IUGG R1); within 0.6 % of the ellipsoid.</summary>
public static class Geodesy
{
    /// <summary>Mean radius of the Earth in metres.</summary>
    public const double EarthRadiusM = 6_371_008.8;

    /// <summary>Great-circle distance in metres, in [0, 20,015,115].</summary>
    /// <remarks>Haversine: stable for near points, loses digits near antipodes.</remarks>
    public static double DistanceM(GeoPoint a, GeoPoint b)
    {
        var lat1 = Radians(a.Latitude);
        var lat2 = Radians(b.Latitude);
        var sinLat = Math.Sin((lat2 - lat1) / 2);
        var sinLon = Math.Sin(Radians(b.Longitude - a.Longitude) / 2);
        var h = sinLat * sinLat + Math.Cos(lat1) * Math.Cos(lat2) * sinLon * sinLon;
        return 2 * EarthRadiusM * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>The point that lies this far from another along a bearing.</summary>
    /// <param name="from">Where to start.</param>
    /// <param name="bearing">Degrees clockwise from north.</param>
    /// <param name="distanceM">Metres.</param>
    /// <returns>Longitude in [-180, 180), both rounded to millionths of a degree.</returns>
    public static GeoPoint Destination(GeoPoint from, double bearing, double distanceM)
    {
        var angle = distanceM / EarthRadiusM;
        var lat1 = Radians(from.Latitude);
        var theta = Radians(bearing);
        var sinLat = Math.Clamp(Math.Sin(lat1) * Math.Cos(angle) + Math.Cos(lat1) * Math.Sin(angle) * Math.Cos(theta), -1, 1);
        var turn = Math.Atan2(Math.Sin(theta) * Math.Sin(angle) * Math.Cos(lat1), Math.Cos(angle) - Math.Sin(lat1) * sinLat);
        var longitude = from.Longitude + turn * 180 / Math.PI;
        longitude -= 360 * Math.Floor((longitude + 180) / 360);
        return new GeoPoint(Math.Round(Math.Asin(sinLat) * 180 / Math.PI, 6), Math.Round(longitude, 6));
    }

    internal static double Radians(double degrees) => degrees * (Math.PI / 180);
}
