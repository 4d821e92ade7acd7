using System.Numerics;

namespace Sitrep.Gazetteer.Index;

/// <summary>How well known a place is, in inhabitants: what search ranks by and resolution starts from.</summary>
/// <remarks>
/// A place counts its own inhabitants and a floor for what it is, because news names a small capital more often than a large suburb. Areas count the
/// inhabitants of their listed places where the gazetteer gives no number. The floors are our judgement, set on LGL and TR-News (development data).
/// </remarks>
internal static class PlaceWeights
{
    // Beyond this, weights are kept to eight inhabitants, so that the largest country fits into 32 bits.
    private const long Coarse = 1L << 31;

    /// <summary>A weight in 32 bits, in the same order.</summary>
    public static uint Pack(long weight) => weight < Coarse ? (uint)weight : (uint)Math.Min(uint.MaxValue, Coarse + (weight - Coarse) / 8);

    /// <summary>The weight that was packed, to eight inhabitants.</summary>
    public static long Unpack(uint packed) => packed < Coarse ? packed : Coarse + (packed - Coarse) * 8;

    /// <summary>Binary logarithm in sixteenths of a bit, from integers only, so that it is the same on every machine; 0 for weights below 1.</summary>
    public static int Log16(long weight)
    {
        if (weight < 1)
            return 0;
        var whole = BitOperations.Log2((ulong)weight);
        // Mantissa in [2^31, 2^32); squaring it yields the next bit of the logarithm.
        var mantissa = whole >= 31 ? (ulong)weight >> (whole - 31) : (ulong)weight << (31 - whole);
        var fraction = 0;
        for (var bit = 0; bit < 4; bit++)
        {
            mantissa = mantissa * mantissa >> 31;
            fraction <<= 1;
            if (mantissa >= 1UL << 32)
            {
                mantissa >>= 1;
                fraction |= 1;
            }
        }
        return whole * 16 + fraction;
    }

    // Sections of cities would be counted twice.
    public static bool Counts(string feature) => feature.StartsWith("P.", StringComparison.Ordinal) && feature != "P.PPLX";

    /// <summary>The weight of a place of this kind.</summary>
    /// <param name="feature">"P.PPLC".</param>
    /// <param name="population">Inhabitants by its own row; 0 where unknown.</param>
    /// <param name="listed">Inhabitants of the places listed in it.</param>
    public static long Weight(string feature, long population, long listed) => feature switch
    {
        "A.PCLI" or "A.PCL" => Math.Max(population, listed) * 8 + 4_000_000,
        "A.PCLD" or "A.PCLS" or "A.PCLF" or "A.PCLIX" or "A.TERR" => Math.Max(population, listed) * 4 + 300_000,
        "A.ADM1" => Math.Max(population, listed) / 3 + 60_000,
        "A.ADM2" => Math.Max(population, listed) / 6 + 3_000,
        "P.PPLC" => population + 1_500_000,
        "P.PPLA" => population + 60_000,
        "P.PPLA2" => population + 6_000,
        "P.PPLA3" => population + 2_000,
        "P.PPLA4" or "P.PPLA5" => population + 1_000,
        "P.PPLX" or "P.PPLQ" or "P.PPLH" or "P.PPLW" => population / 4 + 50,
        "L.CONT" => 100_000_000,
        "H.OCN" => 50_000_000,
        "H.SEA" or "H.GULF" => 8_000_000,
        "L.RGN" or "T.PEN" or "T.DSRT" or "T.MTS" => 2_000_000,
        "T.ISL" or "T.ISLS" or "H.STRT" or "H.BAY" or "H.CNL" or "T.VAL" or "T.PLN" or "T.CAPE" => 1_000_000,
        "H.STM" or "H.LK" => 500_000,
        _ when feature.StartsWith("P.", StringComparison.Ordinal) => population + 200,
        _ => population + 100,
    };
}
