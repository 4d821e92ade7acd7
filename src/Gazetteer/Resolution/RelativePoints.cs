using Sitrep.Gazetteer.Index;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>Points that two names give together: "between Kunduz and Baghlan", "the border between Chad and Sudan", "the Chad-Sudan border".</summary>
internal static class RelativePoints
{
    // Farther apart, "between" tells of relations and not of a place: "talks between Moscow and Washington".
    private const double MaxBetweenM = 400_000;

    private static readonly string[] BorderWords = ["border", "frontier", "boundary", "borders"];

    private static readonly string[] BetweenWords = ["road", "highway", "route", "railway", "line", "area", "located", "lies", "stretch", "midway", "halfway", "somewhere", "village", "town", "crossing", "land", "travelling", "traveling", "way"];

    /// <summary>Moves the points of such pairs; what is already moved stays.</summary>
    public static void Apply(GazetteerIndex index, string text, ResolvedToponym[] toponyms)
    {
        for (var i = 0; i + 1 < toponyms.Length; i++)
        {
            var (a, b) = (toponyms[i], toponyms[i + 1]);
            if (a.Place is not { } first || b.Place is not { } second || first.Id == second.Id || a.Point is not null || b.Point is not null)
                continue;
            var between = text.AsSpan(a.Span.End, Math.Max(0, b.Span.Start - a.Span.End));
            if (PointOf(index, text, a.Span, b.Span, between, first, second) is not { } point)
                continue;
            toponyms[i] = a with { Point = point, Precision = GeoPrecision.Near };
            toponyms[i + 1] = b with { Point = point, Precision = GeoPrecision.Near };
        }
    }

    private static GeoPoint? PointOf(GazetteerIndex index, string text, TextSpan a, TextSpan b, ReadOnlySpan<char> between, Place first, Place second)
    {
        var before = text.AsSpan(Math.Max(0, a.Start - 40), Math.Min(40, a.Start));
        var after = Surroundings.NextWord(text, b.End);
        if (between.Trim() is "and")
        {
            var opened = EndsWithWord(before, "between", out var rest);
            if (opened && (EndsWithAny(rest, BorderWords) || IsAny(after, BorderWords)))
                return Border(index, first, second);
            // "the Kunduz and Baghlan border" is none; "between" alone places what towns are near enough for.
            return opened && IsTown(first) && IsTown(second) && (EndsWithAny(rest, BetweenWords) || Geodesy.DistanceM(first.Point, second.Point) < MaxBetweenM / 4)
                && Geodesy.DistanceM(first.Point, second.Point) < MaxBetweenM ? Middle(first.Point, second.Point) : null;
        }
        if (between is "-" or "\u2013" or "/" && IsAny(after, BorderWords))
            return Border(index, first, second);
        return between.TrimEnd().EndsWith("border with", StringComparison.Ordinal) && between.Length < 24 ? Border(index, first, second) : null;
    }

    // Half way between the place of each that lies nearest to the other, two steps of approach: a point on the border or near it, where there is one.
    private static GeoPoint? Border(GazetteerIndex index, Place first, Place second)
    {
        if (first.FeatureClass != "A" || second.FeatureClass != "A")
            return IsTown(first) && IsTown(second) ? Middle(first.Point, second.Point) : null;
        var (a, b) = (index.RowOf(first.Id), index.RowOf(second.Id));
        var (from, to) = (first.Point, second.Point);
        for (var step = 0; step < 2; step++)
        {
            var near = SpatialIndex.Nearest(index.Image, to, 3_000_000, new InArea(index, a));
            if (near.Row < 0)
                return null;
            from = index.PointAt(near.Row);
            var other = SpatialIndex.Nearest(index.Image, from, 3_000_000, new InArea(index, b));
            if (other.Row < 0)
                return null;
            to = index.PointAt(other.Row);
        }
        // Areas that do not touch have no border.
        return Geodesy.DistanceM(from, to) < MaxBetweenM ? Middle(from, to) : null;
    }

    private static GeoPoint Middle(GeoPoint a, GeoPoint b)
    {
        var (lat1, lon1, lat2, lon2) = (Geodesy.Radians(a.Latitude), Geodesy.Radians(a.Longitude), Geodesy.Radians(b.Latitude), Geodesy.Radians(b.Longitude));
        var x = Math.Cos(lat1) * Math.Cos(lon1) + Math.Cos(lat2) * Math.Cos(lon2);
        var y = Math.Cos(lat1) * Math.Sin(lon1) + Math.Cos(lat2) * Math.Sin(lon2);
        var z = Math.Sin(lat1) + Math.Sin(lat2);
        return new GeoPoint(Math.Round(Math.Atan2(z, Math.Sqrt(x * x + y * y)) * 180 / Math.PI, 6), Math.Round(Math.Atan2(y, x) * 180 / Math.PI, 6));
    }

    private static bool IsTown(Place place) => place.FeatureClass == "P";

    private static bool EndsWithWord(ReadOnlySpan<char> words, string word, out ReadOnlySpan<char> rest)
    {
        words = words.TrimEnd();
        if (words.EndsWith(" the", StringComparison.OrdinalIgnoreCase))
            words = words[..^4].TrimEnd();
        rest = words;
        if (!words.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            return false;
        rest = words[..^word.Length].TrimEnd();
        return true;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> words, string[] any)
    {
        foreach (var word in any)
        {
            if (words.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool IsAny(ReadOnlySpan<char> word, string[] any)
    {
        foreach (var one in any)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private readonly struct InArea(GazetteerIndex index, int area) : IRowFilter
    {
        public bool Passes(int row) => index.FeatureAt(row)[0] == 'P' && index.IsWithin(row, area, 2);
    }
}
