using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Stories;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.SubmitReport;

/// <summary>
/// Stores submissions in one transaction: reports, texts, stories, sources that were not known, used request ids, and an outbox row for everything
/// that is new. Done twice, it comes out the same.
/// </summary>
/// <remarks>
/// Reads before it writes, alone among all replicas: the story of a report depends on every report before it. What changes rows beside it (a source that is updated)
/// is met by keys and concurrency tokens: the transaction fails, and done again it sees what the other wrote (<see cref="StoreFaults.IsConflict"/>).
/// </remarks>
internal sealed class ReportCommit(
    IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, StoryBook stories, TimeProvider time, IOptions<SourcesOptions> options)
{
    /// <summary>One result for each submission, in order, and whether anything was queued. All is stored when this returns.</summary>
    public async Task<(IReadOnlyList<CommitResult> Results, bool Queued)> StoreAsync(
        IReadOnlyList<SubmittedReport> submissions, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Database.AutoSavepointsEnabled = false;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        var databaseNow = await context.LockAsync(cancellationToken);
        var known = await KnownRows.LoadAsync(context, submissions, cancellationToken);
        var now = UnixMicros.From(time.GetUtcNow());
        var unit = new CommitUnit(context, known, now, databaseNow, options.Value.RequestIdLifetime);
        foreach (var submission in submissions)
        {
            unit.Take(submission);
        }

        if (unit.Texts is not { Count: > 0 } texts)
        {
            var unchanged = unit.Results();
            await WriteAsync(context, unit, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (unchanged, unit.Queued);
        }

        var decision = await stories.DecideAsync(context, texts, cancellationToken);
        try
        {
            await MergeAsync(context, known, decision, now, databaseNow, cancellationToken);
            var results = unit.Results();
            await WriteAsync(context, unit, cancellationToken);
            await context.InsertAsync([.. decision.Added, .. decision.Sketches], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            stories.Keep(decision);
            return (results, unit.Queued || decision.Merged.Count > 0);
        }
        catch
        {
            stories.Undo();
            throw;
        }
    }

    private static async Task WriteAsync(SourcesDbContext context, CommitUnit unit, CancellationToken cancellationToken)
    {
        foreach (var row in unit.Requeued.Values)
        {
            await context.QueueAsync(row, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await context.GiveTurnsAsync([.. unit.New.OfType<OutboxRow>()], cancellationToken);
        await context.InsertAsync(unit.New, cancellationToken);
    }

    /// <summary>Gives the reports of merged stories their new story, and queues them: the events service counts stories.</summary>
    private static async Task MergeAsync(
        SourcesDbContext context, KnownRows known, StoryDecision decision, long now, long databaseNow, CancellationToken cancellationToken)
    {
        foreach (var (from, into) in decision.Merged)
        {
            await context.QueueWhereAsync(context.Reports.Where(row => row.StoryId == from), now, databaseNow, cancellationToken);
            await context.Reports.Where(row => row.StoryId == from).ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.StoryId, into)
                    .SetProperty(r => r.Revision, r => r.Revision + 1)
                    .SetProperty(r => r.State, (int)Report.Types.State.Pending)
                    .SetProperty(r => r.Attempts, 0)
                    .SetProperty(r => r.LastError, (byte[]?)null),
                cancellationToken);
            await context.Stories.Where(row => row.MergedInto == from).ExecuteUpdateAsync(row => row.SetProperty(r => r.MergedInto, into), cancellationToken);
            // Reports of this very batch that stand in it are tracked as they were.
            foreach (var report in known.Reports.Values.Concat(known.ByUrl.Values).Distinct().Where(row => row.StoryId == from && context.Entry(row).State != EntityState.Detached))
            {
                var entry = context.Entry(report);
                var revision = entry.Property(row => row.Revision);
                revision.OriginalValue++;
                revision.CurrentValue++;
                entry.Property(row => row.StoryId).OriginalValue = into;
                report.StoryId = into;
                entry.Property(row => row.State).OriginalValue = (int)Report.Types.State.Pending;
                report.State = (int)Report.Types.State.Pending;
            }
        }
    }
}
