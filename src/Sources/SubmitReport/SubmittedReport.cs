using System.Globalization;

namespace Sitrep.Sources.SubmitReport;

/// <summary>What was submitted, checked: an empty text states nothing.</summary>
/// <param name="Source">Who published it.</param>
/// <param name="Title">Headline.</param>
/// <param name="Text">Never empty.</param>
/// <param name="Url">Where it was published.</param>
/// <param name="PublishTime">Microseconds since 1970 UTC; null where not stated.</param>
/// <param name="LanguageCode">BCP 47.</param>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="Licence">Licence of the text.</param>
/// <param name="RequestId">UUID in lower case; null where none was given.</param>
/// <param name="TraceParent">W3C trace context of the call; null where it is not traced.</param>
/// <param name="Reading">What the text tells by itself.</param>
internal sealed record SubmittedReport(
    SourceReference Source,
    string Title,
    string Text,
    string Url,
    long? PublishTime,
    string LanguageCode,
    string TimeZone,
    string Licence,
    string? RequestId,
    string? TraceParent,
    TextReading Reading)
{
    /// <summary>Hash over all that was submitted, by which a used request id knows its content again.</summary>
    public byte[] Fingerprint(string reportId) => ReportNaming.Hash(
        "sitrep/request/1", reportId, Title, PublishTime?.ToString(CultureInfo.InvariantCulture) ?? "", LanguageCode, TimeZone, Licence);
}

/// <summary>A source as a report names it.</summary>
/// <param name="Id">What follows `sources/`; null where only a display name was given.</param>
/// <param name="DisplayName">The display name; null where the id was given.</param>
internal readonly record struct SourceReference(string? Id, string? DisplayName);
