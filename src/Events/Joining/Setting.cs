using Sitrep.Geo.V1;

namespace Sitrep.Events.Joining;

/// <summary>
/// Where and when the text around an event plays: what joining goes by where the account itself says no place, or no day. It is carried over, and
/// weighs less than what is said.
/// </summary>
/// <param name="BlockKey">Of <see cref="Blocks.KeyOf(Place)"/>; empty where no place is known.</param>
/// <param name="Place">Hash of the place; 0 where none is known.</param>
/// <param name="Areas">Hashes of the places that it lies in, the country left out.</param>
/// <param name="Scale">How large the place is.</param>
/// <param name="Point">Degrees times 10^5; null where there is no point.</param>
/// <param name="Day">Days since 1970; null where the text says none.</param>
internal sealed record Setting(string BlockKey, long Place, IReadOnlyList<long> Areas, PlaceScale Scale, (int Latitude, int Longitude)? Point, int? Day)
{
    /// <summary>Nothing is known.</summary>
    public static Setting Unknown { get; } = new("", 0, [], PlaceScale.None, null, null);

    /// <summary>A setting at a place.</summary>
    public static Setting At(Place? place, int? day) => place is { CountryCode.Length: > 0 }
        ? new Setting(
            Blocks.KeyOf(place),
            SignatureReader.Hash64(place.Name),
            SignatureReader.AreasOf(place),
            Blocks.ScaleOf(place, GeoPrecision.Unspecified),
            place.Point is { } point ? SignatureReader.PointOf(point) : null,
            day)
        : Unknown with { Day = day };
}
