using System.Globalization;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources;

/// <summary>Between rows of sources and their messages.</summary>
internal static class SourceMapping
{
    public const int MaxCreditNames = 50;

    /// <summary>The message; the row's assessments, names and merged sources must be loaded to be in it.</summary>
    public static Source ToProto(SourceRow row)
    {
        var source = new Source
        {
            Name = SourceNaming.Prefix + row.Id,
            DisplayName = row.DisplayName,
            Kind = (Source.Types.Kind)row.Kind,
            CountryCode = row.CountryCode,
            LanguageCode = row.LanguageCode,
            HomePage = row.HomePage,
            Reliability = (Source.Types.Reliability)row.Reliability,
            CreditNames = { row.CreditNames },
            CreateTime = UnixMicros.ToTimestamp(row.CreateTime),
            UpdateTime = UnixMicros.ToTimestamp(row.UpdateTime),
            Etag = Etag(row),
            FormerNames = { row.Names.Where(name => name.Kind == (int)SourceNameKind.Former).Select(name => name.Name).Order(StringComparer.Ordinal) },
            MergedSources = { row.Merged.Select(merged => SourceNaming.Prefix + merged.Id).Order(StringComparer.Ordinal) },
        };

        // The newest judgement is the one that holds; the history is what was judged before. "Not stated" is no judgement.
        source.ReliabilityHistory.AddRange(row.Assessments
            .OrderByDescending(assessment => assessment.Ordinal)
            .Skip(1)
            .Where(assessment => assessment.Reliability != (int)Source.Types.Reliability.Unspecified)
            .Select(assessment => new Source.Types.Assessment
            {
                Reliability = (Source.Types.Reliability)assessment.Reliability,
                StartTime = UnixMicros.ToTimestamp(assessment.StartTime),
                Assessor = assessment.Assessor,
                Reason = assessment.Reason,
            }));
        return source;
    }

    /// <summary>Changes with every change of the source.</summary>
    public static string Etag(SourceRow row) => row.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Copies the named fields onto the row, noting a judgement where the reliability changes. The fields must be checked.</summary>
    public static void Apply(Source source, IEnumerable<string> fields, SourceRow row, long now, string assessor = "", string reason = "")
    {
        foreach (var field in fields)
        {
            switch (field)
            {
                case "display_name":
                    row.DisplayName = source.DisplayName;
                    row.NameKey = SourceNaming.Key(source.DisplayName);
                    break;
                case "kind":
                    row.Kind = (int)source.Kind;
                    break;
                case "country_code":
                    row.CountryCode = source.CountryCode;
                    break;
                case "language_code":
                    row.LanguageCode = source.LanguageCode;
                    break;
                case "home_page":
                    row.HomePage = source.HomePage;
                    break;
                case "credit_names":
                    row.CreditNames = [.. source.CreditNames];
                    break;
                case "reliability" when row.Reliability != (int)source.Reliability:
                    row.Reliability = (int)source.Reliability;
                    row.Assessments.Add(new AssessmentRow
                    {
                        SourceId = row.Id,
                        Ordinal = row.Assessments.Select(assessment => assessment.Ordinal).DefaultIfEmpty().Max() + 1,
                        Reliability = row.Reliability,
                        StartTime = now,
                        Assessor = assessor,
                        Reason = reason,
                    });
                    break;
            }
        }

        row.UpdateTime = now;
    }

    /// <summary>Fields that a client may set, each with the check of its value.</summary>
    public static readonly IReadOnlyDictionary<string, Action<Source, Violations>> Fields = new Dictionary<string, Action<Source, Violations>>
    {
        ["display_name"] = (source, violations) => violations.CheckText(source.DisplayName, "source.display_name", FieldRules.MaxNameBytes, required: true),
        ["kind"] = (source, violations) => FieldRules.CheckEnum(source.Kind, "source.kind", violations),
        ["country_code"] = (source, violations) => violations.Require(
            source.CountryCode is "" or [>= 'A' and <= 'Z', >= 'A' and <= 'Z'],
            "source.country_code", "INVALID_COUNTRY", "Must be two capitals of ISO 3166-1 alpha-2, such as \"AF\"."),
        ["language_code"] = (source, violations) => FieldRules.CheckLanguage(source.LanguageCode, "source.language_code", violations),
        ["home_page"] = (source, violations) => FieldRules.CheckUrl(source.HomePage, "source.home_page", violations),
        ["reliability"] = (source, violations) => FieldRules.CheckEnum(source.Reliability, "source.reliability", violations),
        ["credit_names"] = CheckCreditNames,
    };

    private static void CheckCreditNames(Source source, Violations violations)
    {
        violations.Require(source.CreditNames.Count <= MaxCreditNames, "source.credit_names", "TOO_MANY", $"At most {MaxCreditNames}.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(source.CreditNames.Count, MaxCreditNames); i++)
        {
            violations.CheckText(source.CreditNames[i], $"source.credit_names[{i}]", FieldRules.MaxNameBytes, required: true);
            violations.Require(seen.Add(source.CreditNames[i]), $"source.credit_names[{i}]", "DUPLICATE", "Given twice.");
        }
    }
}
