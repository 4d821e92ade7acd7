using System.Diagnostics;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.SubmitReport;

/// <summary>From a submitted message to a checked <see cref="SubmittedReport"/>.</summary>
internal static class SubmitReportMapping
{
    private const int MaxLicenceBytes = 500;
    private static readonly long Earliest = UnixMicros.From(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>How far the clocks of publishers may run ahead, and a time zone be mistaken.</summary>
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    /// <summary>Checks everything and reads it.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT with every violation.</exception>
    public static SubmittedReport Read(Report? report, string requestId, SourcesOptions options, DateTimeOffset now)
    {
        var violations = new Violations();
        string? request = null;
        if (requestId.Length > 0)
        {
            violations.Require(Guid.TryParseExact(requestId, "D", out var uuid), "request_id", "INVALID_UUID", "Must be a UUID in its 36 character form.");
            request = uuid.ToString("D");
        }

        if (report is null)
        {
            violations.Add("report", "REQUIRED", "Must be given.");
            violations.ThrowIfAny();
            throw new UnreachableException();
        }

        violations.CheckText(report.Text, "report.text", options.MaxTextBytes, required: true);
        violations.CheckText(report.Title, "report.title", FieldRules.MaxTitleBytes, required: false);
        violations.CheckText(report.Licence, "report.licence", MaxLicenceBytes, required: false);
        FieldRules.CheckUrl(report.Url, "report.url", violations);
        FieldRules.CheckLanguage(report.LanguageCode, "report.language_code", violations);
        FieldRules.CheckTimeZone(report.TimeZone, "report.time_zone", violations);
        var source = ReadSource(report.Source, violations);
        var publishTime = ReadPublishTime(report, now, violations);
        violations.ThrowIfAny();

        return new SubmittedReport(
            source, report.Title, report.Text, report.Url, publishTime, report.LanguageCode, report.TimeZone, report.Licence, request, Activity.Current?.Id,
            TextReading.Of(report.Text, publishTime, detectLanguage: report.LanguageCode.Length == 0));
    }

    private static SourceReference ReadSource(string source, Violations violations)
    {
        if (source.Length == 0)
        {
            return new SourceReference(SourceNaming.UnknownId, null);
        }

        if (source.StartsWith(SourceNaming.Prefix, StringComparison.Ordinal))
        {
            return new SourceReference(FieldRules.ReadSourceName(source, "report.source", violations), null);
        }

        violations.CheckText(source, "report.source", FieldRules.MaxNameBytes, required: false);
        violations.Require(!source.Any(char.IsControl), "report.source", "INVALID_NAME", "A display name holds no control characters.");
        violations.Require(!string.IsNullOrWhiteSpace(source), "report.source", "INVALID_NAME", "A display name is not blank.");
        return new SourceReference(null, source.Trim());
    }

    private static long? ReadPublishTime(Report report, DateTimeOffset now, Violations violations)
    {
        if (!FieldRules.CheckTimestamp(report.PublishTime, "report.publish_time", violations))
        {
            return null;
        }

        var micros = UnixMicros.From(report.PublishTime);
        violations.Require(
            micros >= Earliest && micros <= UnixMicros.From(now + MaxAhead),
            "report.publish_time", "TIME_OUT_OF_RANGE", "Must lie between 1900 and a day from now.");
        return micros;
    }
}
