using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.GetReport;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.RecodeReport;

/// <summary>Queues a report once more, to be coded even where this version of the coder has done so.</summary>
internal sealed class RecodeReportHandler(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, OutboxSignal signal, TimeProvider time)
{
    /// <summary>The report, PENDING. Its earlier events stay until the new ones are there.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND.</exception>
    public async Task<Report> HandleAsync(RecodeReportRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var id = FieldRules.ReadReportName(request.Name, "name", violations);
        violations.ThrowIfAny();

        var report = await QueueAsync(id!, cancellationToken);
        signal.Set();
        return report;
    }

    private async Task<Report> QueueAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Not found is found out before a row without a report is queued.
        await GetReportHandler.ReadAsync(context, id, cancellationToken);
        var row = new OutboxRow
        {
            ReportId = id,
            Force = true,
            TraceParent = Activity.Current?.Id,
            CreateTime = UnixMicros.From(time.GetUtcNow()),
            AvailableTime = await context.ReadClockAsync(cancellationToken),
        };
        await context.QueueAsync(row, cancellationToken);
        await context.Reports.Where(report => report.Id == id).ExecuteUpdateAsync(
            report => report
                .SetProperty(r => r.State, (int)Report.Types.State.Pending)
                .SetProperty(r => r.Attempts, 0)
                .SetProperty(r => r.LastError, (byte[]?)null),
            cancellationToken);
        var queued = await GetReportHandler.ReadAsync(context, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return queued;
    }
}
