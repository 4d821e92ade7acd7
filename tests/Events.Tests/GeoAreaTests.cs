using FsCheck;
using FsCheck.Xunit;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;

namespace Sitrep.Events.Tests;

public sealed class GeoAreaTests
{
    [Property(MaxTest = 2000)]
    public void What_lies_in_a_circle_lies_in_its_box(int latitude, int longitude, PositiveInt radius, int bearing)
    {
        var circle = new GeoCircle(latitude % 90_000 / 1000.0, longitude % 180_000 / 1000.0, 1 + (radius.Get % 3_000_000));
        var edge = Gazetteer.Geodesy.Destination(new Gazetteer.GeoPoint(circle.Latitude, circle.Longitude), bearing % 360, circle.RadiusM * 0.999_99);

        if (circle.Contains(edge.Latitude, edge.Longitude))
        {
            var bounds = circle.Bounds();
            Assert.True(bounds.Contains(edge.Latitude, edge.Longitude), $"{edge} lies in {circle} and not in {bounds}.");
        }
    }

    [Property(MaxTest = 2000)]
    public void What_lies_in_a_box_lies_in_one_of_its_cells(int south, int west, NonNegativeInt height, NonNegativeInt width, int latitude, int longitude)
    {
        var low = south % 90_000 / 1000.0;
        var left = west % 180_000 / 1000.0;
        var right = left + (width.Get % 4_000 / 1000.0);
        var box = new GeoArea(low, left, Math.Min(90, low + (height.Get % 4_000 / 1000.0)), right > 180 ? right - 360 : right);
        var point = (Latitude: low + (Math.Abs(latitude % 4_000) / 1000.0), Longitude: left + (Math.Abs(longitude % 4_000) / 1000.0));
        point.Longitude = point.Longitude > 180 ? point.Longitude - 360 : point.Longitude;

        if (box.Contains(point.Latitude, point.Longitude) && box.Cells(most: 36) is { } cells)
        {
            Assert.Contains(EventTerms.Cell(point.Latitude, point.Longitude), cells);
        }
    }

    [Fact]
    public void A_box_around_Fiji_crosses_180_degrees()
    {
        var fiji = new GeoArea(-20, 177, -15, -178);

        Assert.True(fiji.Contains(-17.8, 178.4));
        Assert.True(fiji.Contains(-16.8, -179.9));
        Assert.False(fiji.Contains(-17.8, 0));
        Assert.Equal(["-17,179", "-17,-180"], new GeoArea(-16.5, 179.5, -16.4, -179.5).Cells(4));
    }
}
