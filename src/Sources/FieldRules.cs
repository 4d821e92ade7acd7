using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Stories;

namespace Sitrep.Sources;

/// <summary>Rules that fields of sources and of reports share. Each notes what is wrong and goes on; an empty value states nothing and passes.</summary>
internal static partial class FieldRules
{
    public const int MaxTitleBytes = 2_000;
    public const int MaxUrlBytes = 2_048;
    public const int MaxNameBytes = 200;
    public const int MaxReasonBytes = 2_000;
    private const int MaxTagLength = 64;
    private const int RegexTimeoutMs = 1_000;

    /// <summary>A proto timestamp outside its own definition is INVALID_TIMESTAMP, whatever the caller then asks of its range.</summary>
    public static bool CheckTimestamp(Timestamp? time, string field, Violations violations)
    {
        // 0001-01-01 to 9999-12-31, as google.protobuf.Timestamp is defined.
        var valid = time is null or { Seconds: >= -62_135_596_800 and <= 253_402_300_799, Nanos: >= 0 and <= 999_999_999 };
        violations.Require(valid, field, "INVALID_TIMESTAMP", "Seconds must lie in the years 1 to 9999, nanos in 0 to 999,999,999.");
        return valid && time is not null;
    }

    /// <summary>A well-formed BCP 47 tag (RFC 5646); whether its subtags are registered is not asked.</summary>
    public static void CheckLanguage(string tag, string field, Violations violations) => violations.Require(
        tag.Length == 0 || (tag.Length <= MaxTagLength && System.Text.Ascii.IsValid(tag) && LanguageTag().IsMatch(tag)),
        field, "INVALID_LANGUAGE", "Must be a BCP 47 language tag, such as \"en\" or \"pt-BR\".");

    /// <summary>An IANA zone. A machine without a zone database cannot tell, and takes what has the form of one.</summary>
    public static void CheckTimeZone(string zone, string field, Violations violations) => violations.Require(
        zone.Length == 0 || (zone.Length <= MaxTagLength && ZoneName().IsMatch(zone) && (!HasZones.Value || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))),
        field, "UNKNOWN_TIME_ZONE", "Must be a zone of the IANA time zone database, such as \"Asia/Kabul\".");

    /// <summary>An absolute http or https URL, or a URN. Never fetched; yet other schemes ("javascript:") have no place in a link.</summary>
    public static void CheckUrl(string url, string field, Violations violations)
    {
        violations.CheckText(url, field, MaxUrlBytes, required: false);
        violations.Require(
            url.Length is 0 or > MaxUrlBytes
            || (UrlForm().IsMatch(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == "urn" || uri.Host.Length > 0)),
            field, "INVALID_URL", "Must be an absolute http or https URL, or a URN.");
    }

    /// <summary>An enum value that this version knows.</summary>
    public static void CheckEnum<TEnum>(TEnum value, string field, Violations violations)
        where TEnum : struct, System.Enum =>
        violations.Require(System.Enum.IsDefined(value), field, "UNKNOWN_VALUE", "Not a value of this enum.");

    /// <summary>The id after `sources/`; null, and noted, where the name has another form.</summary>
    public static string? ReadSourceName(string name, string field, Violations violations)
    {
        if (name.StartsWith(SourceNaming.Prefix, StringComparison.Ordinal) && SourceNaming.IsId(name.AsSpan(SourceNaming.Prefix.Length)))
        {
            return name[SourceNaming.Prefix.Length..];
        }

        violations.Add(field, "INVALID_NAME", "Must be `sources/{source}`, the id 1 to 63 of a-z, 0-9 and inner hyphens.");
        return null;
    }

    /// <summary>The id after `reports/`; null, and noted, where the name has another form.</summary>
    public static string? ReadReportName(string name, string field, Violations violations)
    {
        if (name.StartsWith(ReportNaming.Prefix, StringComparison.Ordinal) && ReportNaming.IsId(name.AsSpan(ReportNaming.Prefix.Length)))
        {
            return name[ReportNaming.Prefix.Length..];
        }

        violations.Add(field, "INVALID_NAME", "Must be `reports/{report}`, the id 26 of a-z and 2-7.");
        return null;
    }

    /// <summary>The id after `stories/`; null, and noted, where the name has another form.</summary>
    public static string? ReadStoryName(string name, string field, Violations violations)
    {
        if (name.StartsWith(StoryNaming.Prefix, StringComparison.Ordinal) && ReportNaming.IsId(name.AsSpan(StoryNaming.Prefix.Length)))
        {
            return name[StoryNaming.Prefix.Length..];
        }

        violations.Add(field, "INVALID_NAME", "Must be `stories/{story}`, the id 26 of a-z and 2-7.");
        return null;
    }

    private static readonly Lazy<bool> HasZones = new(() => TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Kabul", out _));

    // language[-extlang][-script][-region][-variant][-extension][-privateuse], or private use alone.
    [GeneratedRegex(
        """
        \A(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?
        |x(?:-[a-z0-9]{1,8})+)\z
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        RegexTimeoutMs)]
    private static partial Regex LanguageTag();

    // "posix/" and "right/" are other editions of the whole database on some machines.
    [GeneratedRegex(@"\A(?!posix/|right/)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}\z", RegexOptions.CultureInvariant, RegexTimeoutMs)]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"\A(?:https?://|urn:)[^\s\p{Cc}<>""]+\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, RegexTimeoutMs)]
    private static partial Regex UrlForm();
}
