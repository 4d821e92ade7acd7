using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.CodeText;
using Sitrep.Events.Coding;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Caching;
using Sitrep.Sources.V1;

namespace Sitrep.Events.CodeReport;

/// <summary>
/// Codes and stores a report. Delivered twice, at once by two, or out of order, it comes out the same: what counts is the newest revision.
/// No transaction is open while a text is coded.
/// </summary>
internal sealed class CodeReportHandler(
    TextCoding coding, ReportStore reports, IDbContextFactory<EventsDbContext> contexts, MessageCache cache, WatchEvents.ChangeSignal changes)
{
    private const string SkippedForLanguage = "language", SkippedAsEmpty = "empty";

    public async Task<CodeReportResponse> HandleAsync(CodeReportRequest request, CancellationToken cancellationToken)
    {
        CodeReportRules.Check(request);
        var report = request.Report;
        var codedFrom = CodedFrom(request);
        while (true)
        {
            var known = await FindAsync(report.Name, cancellationToken);
            if (!Concerns(known, request))
            {
                return await AnswerAsync(known!, cancellationToken);
            }

            var delivery = new Delivery(report, request.Source, codedFrom, known, await CodeAsync(request, codedFrom, known, cancellationToken));
            if (await reports.ApplyAsync(delivery, cancellationToken) is not { } applied)
            {
                // Another delivery of the report came between: look again at what is known now.
                continue;
            }

            if (applied.Changed)
            {
                changes.Announce();
            }

            if (report.Status == Report.Types.Status.Withdrawn && known is { CacheKey.Length: > 0 })
            {
                await cache.RemoveAsync(known.CacheKey, cancellationToken);
            }

            return Answer(applied.Report, applied.Events);
        }
    }

    /// <summary>Whether a delivery says anything new.</summary>
    private bool Concerns(KnownReport? known, CodeReportRequest request) =>
        known is null
        || request.Report.Revision > known.Revision
        || (request.Report.Revision == known.Revision && request.Report.Status != Report.Types.Status.Withdrawn
            && (request.Force || known.CoderVersion != coding.CoderVersion));

    /// <summary>What the coder says of the report; null where it need not be asked.</summary>
    private async Task<CodedReport?> CodeAsync(CodeReportRequest request, string codedFrom, KnownReport? known, CancellationToken cancellationToken)
    {
        var report = request.Report;
        if (report.Status == Report.Types.Status.Withdrawn
            || (known is not null && !request.Force && known.CodedFrom == codedFrom && known.CoderVersion == coding.CoderVersion))
        {
            return null;
        }

        if (SkipReason(report) is { Length: > 0 } reason)
        {
            return new CodedReport(new CodeTextResponse { CoderVersion = coding.CoderVersion }, "", reason);
        }

        var input = new TextToCode(report.Text, report.Title, report.PublishTime, report.TimeZone, Context(request.Source));
        var (coded, cacheKey) = await coding.CodeAsync(input, cancellationToken);
        return new CodedReport(coded, cacheKey, "");
    }

    private static string SkipReason(Report report) =>
        string.IsNullOrWhiteSpace(report.Text) ? SkippedAsEmpty : TextRules.IsEnglish(report.LanguageCode) ? "" : SkippedForLanguage;

    /// <summary>A country's papers mean their own towns first.</summary>
    private static Context Context(Source source)
    {
        var context = new Context();
        if (TextRules.IsCountry(source.CountryCode))
        {
            context.CountryCodes.Add(source.CountryCode);
        }

        return context;
    }

    /// <summary>Everything of a delivery that the coder sees: where it is as it was, the events are.</summary>
    private static string CodedFrom(CodeReportRequest request)
    {
        var report = request.Report;
        var seen = new CodeTextRequest
        {
            Text = report.Text,
            Title = report.Title,
            PublishTime = report.PublishTime,
            TimeZone = report.TimeZone,
            LanguageCode = SkipReason(report),
            Context = Context(request.Source),
        };
        return Convert.ToHexStringLower(SHA256.HashData(seen.ToByteArray()));
    }

    private async Task<KnownReport?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Reports.AsNoTracking().Where(r => r.Name == name).Select(KnownReport.FromRow).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<CodeReportResponse> AnswerAsync(KnownReport report, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.Events.AsNoTracking()
            .Where(e => e.Report == report.Name && e.Position != EventRow.NotFound)
            .OrderBy(e => e.Position)
            .Select(e => e.Id)
            .ToListAsync(cancellationToken);
        return Answer(report, ids);
    }

    private static CodeReportResponse Answer(KnownReport report, IReadOnlyList<long> events) => new()
    {
        Events = { events.Select(EventName.Of) },
        CoderVersion = report.CoderVersion,
        SkipReason = report.SkipReason,
    };
}
