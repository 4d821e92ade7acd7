using System.Text.RegularExpressions;
using Sitrep.Events.CodeText;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.CodeReport;

/// <summary>What a delivered report must be like. No stricter than Sources is: what it took in, this takes.</summary>
internal static partial class CodeReportRules
{
    private const int MaxNameBytes = 400;
    /// <summary>Far beyond what some hundred characters take, for a busy machine may let a tenth of a second pass between two instructions.</summary>
    private const int MatchTimeoutMs = 10_000;

    /// <exception cref="SitrepException">INVALID_ARGUMENT with every violation.</exception>
    public static void Check(CodeReportRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Report is not null, "report", "REQUIRED", "Must be set.");
        violations.Require(request.Source is not null, "source", "REQUIRED", "Must be set.");
        if (request.Report is { } report)
        {
            Name(report.Name, "report.name", ReportName(), "`reports/{report}`", violations);
            Name(report.Source, "report.source", SourceName(), "`sources/{source}`", violations);
            violations.CheckText(report.Text, "report.text", TextRules.MaxTextBytes, required: false);
            violations.CheckText(report.Title, "report.title", TextRules.MaxTextBytes, required: false);
            TextRules.CheckPublishTime(report.PublishTime, "report.publish_time", violations);
            violations.Require(report.Revision >= 1, "report.revision", "OUT_OF_RANGE", "Counts from 1.");
            violations.Require(
                request.Source is not { } source || source.Name == report.Source, "source.name", "OTHER_SOURCE", "Must be the report's source.");
        }

        violations.ThrowIfAny();
    }

    private static void Name(string name, string field, Regex pattern, string form, Violations violations)
    {
        violations.CheckText(name, field, MaxNameBytes, required: true);
        violations.Require(name.Length is 0 or > MaxNameBytes || pattern.IsMatch(name), field, "INVALID_FORMAT", $"Must be {form}.");
    }

    [GeneratedRegex("^reports/[^/\\s]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex ReportName();

    [GeneratedRegex("^sources/[^/\\s]+\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex SourceName();
}
