using System.Collections.Frozen;
using Sitrep.Language;

namespace Sitrep.Wire.TimeZones;

/// <summary>The time zone in which a text was probably written, where nobody says: by the place of its dateline, or by the country of its source.</summary>
public static class ZoneGuess
{
    private static readonly string[] MoreCities =
    [
        "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Denver", "America/Mexico_City", "America/Sao_Paulo", "America/Toronto", "America/Vancouver", "Europe/Moscow",
        "Asia/Vladivostok", "Asia/Jakarta", "Australia/Sydney", "Australia/Melbourne", "Africa/Kinshasa", "Africa/Lubumbashi", "Europe/Lisbon", "America/Santiago", "Asia/Almaty", "Asia/Ulaanbaatar", "Pacific/Auckland",
    ];

    /// <summary>Countries that keep one time, with their IANA zone; those with several are left out, for half of the guesses would be wrong.</summary>
    private static readonly FrozenDictionary<string, string> ByCountry = Read("zones.txt");

    /// <summary>Zones by the city that names them, "kabul" for Asia/Kabul: cities that several zones share, and old names, are left out.</summary>
    private static readonly Lazy<FrozenDictionary<string, string>> ByCity = new(() => ByCountry.Values
        .Concat(MoreCities)
        .Select(zone => (City: Folding.Fold(zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ')), Zone: zone))
        .DistinctBy(pair => pair.City)
        .ToFrozenDictionary(pair => pair.City, pair => pair.Zone));

    /// <summary>By a dateline's place, "KABUL"; empty where it is no city that names a zone.</summary>
    public static string OfPlace(string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Length == 0 ? "" : ByCity.Value.GetValueOrDefault(Folding.Fold(place), "");
    }

    /// <summary>By a country's ISO 3166-1 alpha-2 code; empty where it has several zones or none is known.</summary>
    public static string OfCountry(string countryCode)
    {
        ArgumentNullException.ThrowIfNull(countryCode);
        return ByCountry.GetValueOrDefault(countryCode, "");
    }

    private static FrozenDictionary<string, string> Read(string name)
    {
        using var reader = new StreamReader(typeof(ZoneGuess).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(entry => entry.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
    }
}
