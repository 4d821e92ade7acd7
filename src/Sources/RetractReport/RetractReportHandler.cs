using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.GetReport;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.RetractReport;

/// <summary>Notes that a source took its report back. It stays readable and no longer counts; the events service hears of it.</summary>
internal sealed class RetractReportHandler(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, OutboxSignal signal, TimeProvider time)
{
    /// <summary>The report, RETRACTED. Said twice, it comes out the same, with the newer reason.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND; FAILED_PRECONDITION where the report was deleted.</exception>
    public async Task<Report> HandleAsync(RetractReportRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var id = FieldRules.ReadReportName(request.Name, "name", violations);
        var successor = request.SupersededBy.Length == 0 ? null : FieldRules.ReadReportName(request.SupersededBy, "superseded_by", violations);
        violations.CheckText(request.Reason, "reason", FieldRules.MaxReasonBytes, required: false);
        violations.Require(successor is null || successor != id, "superseded_by", "INVALID_NAME", "A report does not stand in its own place.");
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var databaseNow = await context.LockAsync(cancellationToken);
        var row = await context.Reports.SingleOrDefaultAsync(report => report.Id == id, cancellationToken) ?? throw GetReportHandler.NotFound(id!);
        if (row.Status == (int)Report.Types.Status.Withdrawn)
        {
            throw GetReportHandler.Withdrawn(id!);
        }

        var other = successor is null ? null : await context.Reports.SingleOrDefaultAsync(report => report.Id == successor, cancellationToken);
        violations.Require(successor is null || other is not null, "superseded_by", SourcesReasons.ReportNotFound, "Does not exist.");
        violations.Require(other is null || other.SourceId == row.SourceId, "superseded_by", "OTHER_SOURCE", "Must be a report of the same source.");
        violations.ThrowIfAny();

        var change = new ReportChange(context, UnixMicros.From(time.GetUtcNow()), databaseNow);
        if (row.Status != (int)Report.Types.Status.Retracted || row.StatusReason != request.Reason || (successor is not null && row.SupersededBy != successor))
        {
            (row.Status, row.StatusReason, row.SupersededBy) = ((int)Report.Types.Status.Retracted, request.Reason, successor ?? row.SupersededBy);
            await change.QueueAsync(row, cancellationToken);
        }

        if (other is not null && other.Supersedes != row.Id)
        {
            other.Supersedes = row.Id;
            await change.QueueAsync(other, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        var retracted = await GetReportHandler.ReadAsync(context, id!, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
        return retracted;
    }
}
