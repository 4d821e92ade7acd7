using System.Diagnostics;
using Sitrep.Sources.Storage;

namespace Sitrep.Sources;

/// <summary>Changes of stored reports in one transaction: each is a revision, and is queued for the events service.</summary>
internal sealed class ReportChange(SourcesDbContext context, long now, long databaseNow)
{
    /// <summary>Counts and queues a change of a tracked report; the caller saves it.</summary>
    public Task QueueAsync(ReportRow report, CancellationToken cancellationToken)
    {
        report.Revision++;
        context.AwaitCoding(report);
        // Before the report's own row is saved: one order of locks.
        return context.QueueAsync(
            new OutboxRow { ReportId = report.Id, TraceParent = Activity.Current?.Id, CreateTime = now, AvailableTime = databaseNow }, cancellationToken);
    }
}
