using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.GetReport;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.DeleteReport;

/// <summary>
/// Purges a report for good: text, title, url, dateline, credits and sketch. A tombstone keeps the name, so that the same text is not taken in again, and the events
/// service hears of it, which purges its part.
/// </summary>
internal sealed class DeleteReportHandler(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, OutboxSignal signal, TimeProvider time)
{
    /// <summary>Returns once nothing of the text is left here. Done twice, it comes out the same.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND.</exception>
    public async Task HandleAsync(DeleteReportRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var id = FieldRules.ReadReportName(request.Name, "name", violations);
        violations.CheckText(request.Reason, "reason", FieldRules.MaxReasonBytes, required: false);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.OverwriteDeletedAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var databaseNow = await context.LockAsync(cancellationToken);
        var row = await context.Reports.SingleOrDefaultAsync(report => report.Id == id, cancellationToken) ?? throw GetReportHandler.NotFound(id!);
        if (row.Status == (int)Report.Types.Status.Withdrawn)
        {
            return;
        }

        await new ReportChange(context, UnixMicros.From(time.GetUtcNow()), databaseNow).QueueAsync(row, cancellationToken);
        await context.ReportTexts.Where(text => text.ReportId == id).ExecuteDeleteAsync(cancellationToken);
        await LeaveStoryAsync(context, row, cancellationToken);
        (row.Status, row.StatusReason) = ((int)Report.Types.Status.Withdrawn, request.Reason);
        (row.Title, row.Url, row.UrlHash, row.Licence, row.Credits) = ("", "", null, "", "");
        (row.Dateline, row.DatelinePlace, row.DatelineDate, row.Boilerplate) = ("", "", 0, null);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
    }

    private static async Task LeaveStoryAsync(SourcesDbContext context, ReportRow row, CancellationToken cancellationToken)
    {
        var (story, text) = (row.StoryId, row.TextHash);
        (row.StoryId, row.TextHash) = (null, 0);
        var others = await context.Reports.AsNoTracking().Where(report => report.StoryId == story && report.Id != row.Id)
            .OrderBy(report => report.PublishTime == ReportRow.Undated).ThenBy(report => report.PublishTime).ThenBy(report => report.CreateTime).ThenBy(report => report.Id)
            .Select(report => new { report.Id, report.PublishTime, report.TextHash }).ToListAsync(cancellationToken);
        // Who has the very same text keeps its sketch.
        var heir = others.Find(other => other.TextHash == text && text != 0)?.Id;
        var sketches = context.Sketches.Where(sketch => sketch.ReportId == row.Id);
        await (heir is null
            ? sketches.ExecuteUpdateAsync(sketch => sketch.SetProperty(s => s.Sketch, Array.Empty<byte>()).SetProperty(s => s.TextHash, 0L), cancellationToken)
            : sketches.ExecuteUpdateAsync(sketch => sketch.SetProperty(s => s.ReportId, heir), cancellationToken));
        if (others.Count == 0)
        {
            await context.Stories.Where(s => s.Id == story || s.MergedInto == story).ExecuteDeleteAsync(cancellationToken);
            return;
        }

        var lead = others[0];
        await context.Stories.Where(s => s.Id == story).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.LeadReportId, lead.Id).SetProperty(r => r.LeadTime, lead.PublishTime).SetProperty(r => r.ReportCount, others.Count), cancellationToken);
    }
}
