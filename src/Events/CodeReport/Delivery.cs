using System.Linq.Expressions;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;

namespace Sitrep.Events.CodeReport;

/// <summary>A report as it comes from Sources, and what is to be made of it.</summary>
/// <param name="Report">The report.</param>
/// <param name="Source">Its source.</param>
/// <param name="CodedFrom">Hash of what the coder sees.</param>
/// <param name="Known">What was known when it was decided on; null where nothing was.</param>
/// <param name="Coded">What the coder says; null where the events stay as they are.</param>
internal sealed record Delivery(Report Report, Source Source, string CodedFrom, KnownReport? Known, CodedReport? Coded);

/// <summary>What the coder says of a report.</summary>
/// <param name="Coded">Events named as of no report, and the analysis.</param>
/// <param name="CacheKey">Where the cache holds it; empty where it does not.</param>
/// <param name="SkipReason">Why it was not coded; empty where it was.</param>
internal sealed record CodedReport(CodeTextResponse Coded, string CacheKey, string SkipReason);

/// <summary>What is known of a report, as far as it decides what a delivery means.</summary>
internal sealed record KnownReport(string Name, long Revision, string CodedFrom, string CoderVersion, string SkipReason, string CacheKey)
{
    public static Expression<Func<ReportRow, KnownReport>> FromRow { get; } =
        row => new KnownReport(row.Name, row.Revision, row.CodedFrom, row.CoderVersion, row.SkipReason, row.CacheKey);

    private static readonly Func<ReportRow, KnownReport> Compiled = FromRow.Compile();

    public static KnownReport Of(ReportRow row) => Compiled(row);
}

/// <summary>What came of a delivery.</summary>
/// <param name="Report">What is known now.</param>
/// <param name="Changed">Whether the change log grew.</param>
/// <param name="Events">Numbers of the events that the report tells of, in its order.</param>
internal sealed record Applied(KnownReport Report, bool Changed, IReadOnlyList<long> Events);
