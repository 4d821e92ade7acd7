using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.CodeText;

/// <summary>What a text to be coded must be like, whichever call brings it.</summary>
internal static partial class TextRules
{
    /// <summary>1 MiB of UTF-8.</summary>
    public const int MaxTextBytes = 1024 * 1024;

    /// <summary>The longest headline is some hundred characters.</summary>
    public const int MaxTitleBytes = 16 * 1024;

    private const int MaxCountries = 250;
    private const int MaxCodeBytes = 100;
    /// <summary>Far beyond what some hundred characters take, for a busy machine may let a tenth of a second pass between two instructions.</summary>
    private const int MatchTimeoutMs = 10_000;

    /// <summary>
    /// The years in which news was printed and a slip of the keyboard is still likely to be caught. Fixed, not counted from today: the same
    /// request shall get the same answer whenever it is made.
    /// </summary>
    private static readonly DateTimeOffset Earliest = new(1800, 1, 1, 0, 0, 0, TimeSpan.Zero), Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Notes a time that is damaged or lies outside 1800 to 2199.</summary>
    public static void CheckPublishTime(Timestamp? time, string field, Violations violations) => violations.Require(
        time is null || (time.Nanos is >= 0 and < 1_000_000_000 && time.Seconds >= Earliest.ToUnixTimeSeconds() && time.Seconds < Latest.ToUnixTimeSeconds()),
        field,
        "OUT_OF_RANGE",
        "Must be a time of the years 1800 to 2199.");

    /// <summary>Notes a zone that the system's database does not have.</summary>
    public static void CheckTimeZone(string zone, string field, Violations violations) => violations.Require(
        zone.Length == 0 || (zone.Length <= MaxCodeBytes && !zone.Contains('\0') && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)),
        field,
        "UNKNOWN_TIME_ZONE",
        "Must be the name of an IANA time zone.");

    /// <summary>Notes what is no language tag.</summary>
    public static void CheckLanguage(string code, string field, Violations violations) => violations.Require(
        code.Length == 0 || (code.Length <= MaxCodeBytes && LanguageTag().IsMatch(code)), field, "INVALID_FORMAT", "Must be a BCP 47 language tag.");

    /// <summary>Notes countries and points that are none.</summary>
    public static void CheckContext(Context? context, string field, Violations violations)
    {
        if (context is null)
        {
            return;
        }

        violations.Require(context.CountryCodes.Count <= MaxCountries, $"{field}.country_codes", "TOO_MANY", $"At most {MaxCountries} values.");
        for (var i = 0; i < Math.Min(context.CountryCodes.Count, MaxCountries); i++)
        {
            violations.Require(
                IsCountry(context.CountryCodes[i]), $"{field}.country_codes[{i}]", "INVALID_FORMAT", "Must be ISO 3166-1 alpha-2, two capital letters.");
        }

        violations.Require(
            context.Bias is null || (context.Bias.Latitude is >= -90 and <= 90 && context.Bias.Longitude is >= -180 and <= 180),
            $"{field}.bias",
            "OUT_OF_RANGE",
            "Latitude must lie in [-90, 90] and longitude in [-180, 180].");
    }

    /// <summary>Whether a tag's language is English; a tag that is not set may be anything and is taken to be.</summary>
    public static bool IsEnglish(string code) =>
        code.Length == 0 || code.Equals("en", StringComparison.OrdinalIgnoreCase) || code.StartsWith("en-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it has the form of ISO 3166-1 alpha-2.</summary>
    public static bool IsCountry(string code) => code.Length == 2 && char.IsAsciiLetterUpper(code[0]) && char.IsAsciiLetterUpper(code[1]);

    [GeneratedRegex("^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex LanguageTag();
}
