namespace Sitrep.Events.Storage;

/// <summary>Distances on a sphere, for circles.</summary>
internal static class GreatCircle
{
    /// <summary>IUGG mean radius R1, in metres.</summary>
    public const double EarthRadiusM = 6_371_008.8;

    /// <summary>Metres between two WGS 84 points in degrees, on a sphere; within 0.6 % of the ellipsoid. Haversine: stable for near points.</summary>
    public static double DistanceM(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var phi1 = double.DegreesToRadians(latitude1);
        var phi2 = double.DegreesToRadians(latitude2);
        var sinLatitude = Math.Sin((phi2 - phi1) / 2);
        var sinLongitude = Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2);
        var h = (sinLatitude * sinLatitude) + (Math.Cos(phi1) * Math.Cos(phi2) * sinLongitude * sinLongitude);
        return 2 * EarthRadiusM * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
