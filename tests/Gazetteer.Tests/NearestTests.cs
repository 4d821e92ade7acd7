using FsCheck.Xunit;

namespace Sitrep.Gazetteer.Tests;

public sealed class NearestTests
{
    [Fact]
    public void The_nearest_town_comes_with_its_areas_and_its_distance()
    {
        var (place, distance) = Default.Index.Nearest(new GeoPoint(36.75, 68.86), 50_000, [])!.Value;

        Assert.Equal("1135689", place.Id);
        Assert.Equal(["Afghanistan", "Kunduz"], place.ContainingAreas.Select(a => a.DisplayName));
        Assert.InRange(distance, 0, 5_000);
    }

    [Fact]
    public void Nothing_within_the_distance_is_nothing() => Assert.Null(Default.Index.Nearest(new GeoPoint(-40, -120), 100_000, []));

    [Fact]
    public void It_looks_across_the_date_line_in_both_directions()
    {
        var index = Small((1, -17.0, 179.9), (2, -17.0, 178.0), (3, -17.0, -179.95));

        Assert.Equal("3", index.Nearest(new GeoPoint(-17, 179.99), 1e6, [])!.Value.Place.Id);
        Assert.Equal("3", index.Nearest(new GeoPoint(-17, -180), 1e6, [])!.Value.Place.Id);
        Assert.Equal("1", index.Nearest(new GeoPoint(-17, 179.93), 1e6, [])!.Value.Place.Id);
        Assert.Equal(index.Nearest(new GeoPoint(-17, -180), 1e6, [])!.Value.DistanceM, index.Nearest(new GeoPoint(-17, 180), 1e6, [])!.Value.DistanceM, 3);
    }

    [Fact]
    public void At_a_pole_every_longitude_is_near()
    {
        var index = Small((1, 88.0, 10), (2, 89.5, -170), (3, 89.0, 90));

        Assert.Equal("2", index.Nearest(new GeoPoint(90, 10), 1e6, [])!.Value.Place.Id);
        Assert.Equal("2", index.Nearest(new GeoPoint(89.9, 10), 1e6, [])!.Value.Place.Id);
    }

    [Property(MaxTest = 200)]
    public void It_agrees_with_looking_at_every_place(int seed)
    {
        var random = new Random(seed);
        var points = Enumerable.Range(1, 60).Select(id => (id, Latitude(random), Longitude(random))).ToArray();
        var index = Small(points);
        for (var i = 0; i < 20; i++)
        {
            var from = new GeoPoint(Latitude(random), Longitude(random));
            var limit = random.NextDouble() * 3_000_000;
            var expected = points.Min(p => Geodesy.DistanceM(from, new GeoPoint(p.Item2, p.Item3)));

            var found = index.Nearest(from, limit, []);

            if (expected > limit)
                Assert.Null(found);
            else
                Assert.Equal(expected, found!.Value.DistanceM, 6);
        }
    }

    [Fact]
    public void Over_the_whole_gazetteer_it_agrees_with_looking_at_every_place()
    {
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var from = new GeoPoint(Latitude(random), Longitude(random));
            var best = double.MaxValue;
            for (var row = 0; row < Default.Index.Description.PlaceCount; row++)
            {
                if (Default.Index.FeatureAt(row)[0] == 'P')
                    best = Math.Min(best, Geodesy.DistanceM(from, Default.Index.PointAt(row)));
            }

            Assert.Equal(best, Default.Index.Nearest(from, 2.1e7, [])!.Value.DistanceM, 6);
        }
    }

    [Theory]
    [InlineData(0, 111_195, 1, 0)]
    [InlineData(90, 111_195, 0, 1)]
    [InlineData(180, 111_195, -1, 0)]
    [InlineData(270, 111_195, 0, -1)]
    public void A_degree_is_111_kilometres_in_each_direction(double bearing, double distance, double latitude, double longitude)
    {
        var point = Geodesy.Destination(new GeoPoint(0, 0), bearing, distance);

        Assert.Equal(latitude, point.Latitude, 3);
        Assert.Equal(longitude, point.Longitude, 3);
    }

    // Half the points hug the poles and the date line, where mistakes would be.
    private static double Latitude(Random random) => Math.Round(random.Next(4) == 0 ? 90 - random.NextDouble() * 3 : random.NextDouble() * 180 - 90, 5);

    private static double Longitude(Random random)
    {
        var longitude = random.Next(3) == 0 ? 179 + random.NextDouble() * 2 : random.NextDouble() * 360 - 180;
        return Math.Round(longitude > 180 ? longitude - 360 : longitude, 5);
    }

    private static GazetteerIndex Small(params (int Id, double Latitude, double Longitude)[] places)
    {
        using var files = new BuildFolder();
        files.Dump(places.Select(p => BuildFolder.Row(p.Id, "Place " + p.Id, p.Latitude, p.Longitude, "P", "PPL", "", "", 0)));
        return files.Build();
    }
}
