using System.Text.Json;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Events.V1;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Dispatch;

/// <summary>What the dispatcher does to the database. Not thread-safe: the dispatcher's loop owns it.</summary>
internal sealed class OutboxStore(
    IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, RetrySchedule schedule, IOptions<DispatchOptions> options)
{
    /// <summary>Writes down what came of calls and leases due rows, in one transaction.</summary>
    /// <param name="answered">What came of which lease.</param>
    /// <param name="room">Rows to lease at most; may be 0.</param>
    /// <param name="cancellationToken">Ends it; nothing has happened then.</param>
    public async Task<OutboxTurn> TurnAsync(IReadOnlyList<(Leased Lease, CodingOutcome Outcome)> answered, int room, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (answered.Count == 0)
        {
            // An idle queue is only read, so that the writer's place is left to those who have something to write.
            var (now, next) = await ReadNextAsync(context, cancellationToken);
            if (room == 0 || next is null || next > now)
            {
                return new OutboxTurn([], [], Until(now, next));
            }
        }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var clock = await context.ReadClockAsync(cancellationToken);
        var fates = new List<AttemptFate>(answered.Count);
        var rest = await WriteCodedAsync(context, answered, fates, cancellationToken);
        // In the order of names, so that two replicas take locks in one order.
        foreach (var (lease, outcome) in rest.OrderBy(pair => pair.Lease.ReportId, StringComparer.Ordinal))
        {
            fates.Add(await WriteAsync(context, lease, outcome, clock, cancellationToken));
        }

        var rows = room == 0 ? [] : await context.LeaseAsync(Guid.NewGuid().ToString("N"), options.Value.Lease, room, cancellationToken);
        var (after, due) = await ReadNextAsync(context, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new OutboxTurn(
            [.. rows.Select(row => new Leased(row.ReportId, row.LeaseToken!, row.Generation, row.Attempts, row.Force, row.TraceParent, row.RecodingId))], fates, Until(after, due));
    }

    /// <summary>What is to be sent: the report as it now stands, with text and source.</summary>
    public async Task<IReadOnlyDictionary<string, CodeReportRequest>> LoadAsync(IReadOnlyList<Leased> leases, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = leases.Select(lease => lease.ReportId).ToList();
        var reports = await context.Reports.AsNoTracking()
            .Where(row => ids.Contains(row.Id))
            .LeftJoin(context.ReportTexts, row => row.Id, text => text.ReportId, (row, text) => new { Row = row, Text = text == null ? "" : text.Text })
            .ToListAsync(cancellationToken);
        var sourceIds = reports.Select(report => report.Row.SourceId).Distinct().ToList();
        var sources = await context.Sources.AsNoTracking().Include(row => row.Assessments)
            .Where(row => sourceIds.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, SourceMapping.ToProto, cancellationToken);
        return reports.ToDictionary(report => report.Row.Id, report =>
        {
            var message = ReportMapping.ToProto(report.Row, outbox: null, report.Text);
            // How coding goes is no business of who codes.
            message.Coding = null;
            return new CodeReportRequest { Report = message, Source = sources[report.Row.SourceId] };
        });
    }

    /// <summary>
    /// Writes down all that were coded in two statements, however many they are; those that remain are other answers, and such of which something newer was queued meanwhile.
    /// </summary>
    private static async Task<IReadOnlyList<(Leased Lease, CodingOutcome Outcome)>> WriteCodedAsync(
        SourcesDbContext context, IReadOnlyList<(Leased Lease, CodingOutcome Outcome)> answered, List<AttemptFate> fates, CancellationToken cancellationToken)
    {
        var coded = answered.Where(pair => pair.Outcome is CodingOutcome.Coded).ToList();
        if (coded.Count == 0)
        {
            return answered;
        }

        var leases = JsonSerializer.Serialize(coded.Select(pair => new { id = pair.Lease.ReportId, token = pair.Lease.Token, generation = pair.Lease.Generation }));
        var done = (await context.CompleteAsync(leases, cancellationToken)).ToHashSet();
        var written = coded.Where(pair => done.Contains(pair.Lease.ReportId)).Select(pair => (pair.Lease, Outcome: (CodingOutcome.Coded)pair.Outcome)).ToList();
        if (written.Count > 0)
        {
            await context.WriteCodedAsync(
                JsonSerializer.Serialize(written.Select(pair => new
                {
                    id = pair.Lease.ReportId,
                    attempts = pair.Lease.Attempt,
                    version = pair.Outcome.CoderVersion,
                    events = pair.Outcome.EventCount,
                    skip = pair.Outcome.SkipReason,
                })),
                cancellationToken);
        }

        fates.AddRange(written.Select(pair => pair.Outcome.SkipReason.Length > 0 ? AttemptFate.Skipped : AttemptFate.Coded));
        foreach (var recoding in written.Where(pair => pair.Lease.RecodingId is not null).GroupBy(pair => pair.Lease.RecodingId))
        {
            var (id, count) = (recoding.Key, recoding.Count());
            await context.Recodings.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.DoneCount, r => r.DoneCount + count), cancellationToken);
        }

        return [.. answered.Where(pair => !done.Contains(pair.Lease.ReportId))];
    }

    private async Task<AttemptFate> WriteAsync(
        SourcesDbContext context, Leased lease, CodingOutcome outcome, long now, CancellationToken cancellationToken)
    {
        var mine = context.Outbox.Where(row => row.ReportId == lease.ReportId && row.LeaseToken == lease.Token);
        var mineAndNewest = mine.Where(row => row.Generation == lease.Generation);
        var done = outcome switch
        {
            // All that could be was written down before.
            CodingOutcome.Coded => (AttemptFate?)null,
            CodingOutcome.Refused refused => await mineAndNewest.ExecuteDeleteAsync(cancellationToken) == 1
                ? await FailedAsync(context, lease, refused.Error, cancellationToken)
                : null,
            CodingOutcome.Failed failed when lease.Attempt >= options.Value.MaxAttempts => await mineAndNewest.ExecuteDeleteAsync(cancellationToken) == 1
                ? await FailedAsync(context, lease, failed.Error, cancellationToken)
                : null,
            CodingOutcome.Failed failed => await RetryAsync(context, mineAndNewest, lease, failed, now, cancellationToken),
            CodingOutcome.GivenBack => await GiveBackAsync(mineAndNewest, now, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };
        if (done is { } fate)
        {
            return fate;
        }

        // Something newer was queued meanwhile: the row is free again, at once and with all its attempts. Or the lease ran out, and nothing is mine.
        var freed = await mine.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.LeaseToken, (string?)null).SetProperty(r => r.AvailableTime, now).SetProperty(r => r.Attempts, 0), cancellationToken);
        return freed == 1 ? AttemptFate.Superseded : AttemptFate.LeaseLost;
    }

    private static async Task<AttemptFate> FailedAsync(SourcesDbContext context, Leased lease, Google.Rpc.Status error, CancellationToken cancellationToken)
    {
        var bytes = error.ToByteArray();
        await context.Reports.Where(row => row.Id == lease.ReportId).ExecuteUpdateAsync(
            row => row
                .SetProperty(r => r.State, (int)Report.Types.State.Failed)
                .SetProperty(r => r.Attempts, lease.Attempt)
                .SetProperty(r => r.LastError, bytes),
            cancellationToken);
        if (lease.RecodingId is { } recoding)
        {
            await context.Recodings.Where(row => row.Id == recoding).ExecuteUpdateAsync(row => row.SetProperty(r => r.FailedCount, r => r.FailedCount + 1), cancellationToken);
        }

        return AttemptFate.Failed;
    }

    // To the back of its lane: many that fail would otherwise stand before all that are due.
    private async Task<AttemptFate?> RetryAsync(
        SourcesDbContext context, IQueryable<OutboxRow> row, Leased lease, CodingOutcome.Failed failed, long now, CancellationToken cancellationToken)
    {
        var available = now + (schedule.PauseAfter(lease.Attempt, failed.AtLeast).Ticks / TimeSpan.TicksPerMicrosecond);
        var bytes = failed.Error.ToByteArray();
        var updated = await row.ExecuteUpdateAsync(
            r => r.SetProperty(o => o.LeaseToken, (string?)null).SetProperty(o => o.AvailableTime, available).SetProperty(o => o.LastError, bytes)
                .SetProperty(o => o.Turn, o => context.Outbox.Where(other => other.Lane == o.Lane).Max(other => other.Turn) + 1),
            cancellationToken);
        return updated == 1 ? AttemptFate.Retried : null;
    }

    private static async Task<AttemptFate?> GiveBackAsync(IQueryable<OutboxRow> row, long now, CancellationToken cancellationToken)
    {
        var updated = await row.ExecuteUpdateAsync(
            r => r.SetProperty(o => o.LeaseToken, (string?)null).SetProperty(o => o.AvailableTime, now).SetProperty(o => o.Attempts, o => o.Attempts - 1),
            cancellationToken);
        return updated == 1 ? AttemptFate.GivenBack : null;
    }

    private static async Task<(long Now, long? Next)> ReadNextAsync(SourcesDbContext context, CancellationToken cancellationToken) =>
        (await context.ReadClockAsync(cancellationToken), await context.Outbox.MinAsync(row => (long?)row.AvailableTime, cancellationToken));

    private static TimeSpan? Until(long now, long? next) => next is null ? null : TimeSpan.FromMicroseconds(Math.Max(0, next.Value - now));
}

/// <summary>What one look at the queue gave.</summary>
/// <param name="Leases">Rows that are now ours.</param>
/// <param name="Fates">What became of each attempt that was written down.</param>
/// <param name="NextDue">How long until another row is due, leases of others included; zero where more are due now, null where the queue is empty.</param>
internal sealed record OutboxTurn(IReadOnlyList<Leased> Leases, IReadOnlyList<AttemptFate> Fates, TimeSpan? NextDue);

/// <summary>What became of an attempt; the tag `sitrep.outcome` of `sitrep.outbox.attempts`.</summary>
internal enum AttemptFate
{
    /// <summary>Coded.</summary>
    Coded,
    /// <summary>Read and taken, but not coded: another language, nothing in it.</summary>
    Skipped,
    /// <summary>Will be tried again.</summary>
    Retried,
    /// <summary>Will not be tried again.</summary>
    Failed,
    /// <summary>Something newer was queued meanwhile.</summary>
    Superseded,
    /// <summary>The lease had run out before the answer came; who has it now tells.</summary>
    LeaseLost,
    /// <summary>This process stops.</summary>
    GivenBack,
}
