namespace Sitrep.Events.AggregateEvents;

/// <summary>Cells of the map in base 32: each further letter divides a cell in 32. Source: G. Niemeyer's geohash.</summary>
internal static class Geohash
{
    private const string Letters = "0123456789bcdefghjkmnpqrstuvwxyz";
    private const int BitsALetter = 5;

    /// <summary>The cell of a point as a number of five bits a letter.</summary>
    /// <param name="latitude">-90 to 90.</param>
    /// <param name="longitude">-180 to 180.</param>
    /// <param name="length">Letters, 1 to 8.</param>
    public static long Cell(double latitude, double longitude, int length)
    {
        var bits = length * BitsALetter;
        // Longitude has the first bit and, of an odd number, one more.
        var (columns, rows) = ((bits + 1) / 2, bits / 2);
        var column = Index(longitude + 180, 360, columns);
        var row = Index(latitude + 90, 180, rows);
        var cell = 0L;
        for (var i = 0; i < bits; i++)
        {
            cell = (cell << 1) | (i % 2 == 0 ? (column >> --columns) & 1 : (row >> --rows) & 1);
        }

        return cell;
    }

    /// <summary>The letters of a cell.</summary>
    public static string Text(long cell, int length) => string.Create(length, cell, static (text, rest) =>
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Letters[(int)(rest & 31)];
            rest >>= BitsALetter;
        }
    });

    private static long Index(double offset, double span, int bits) =>
        Math.Clamp((long)(offset / span * (1L << bits)), 0, (1L << bits) - 1);
}
