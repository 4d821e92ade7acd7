using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Joining;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Events.WatchEvents;
using Sitrep.Events.Writing;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Storage;

namespace Sitrep.Events.UpdateEvent;

/// <summary>
/// An analyst's correction or review. What the coder reads is kept beside it, so that recoding goes on under the correction and fields can be given
/// back: by `review.overridden` without them.
/// </summary>
internal sealed class UpdateEventHandler(
    IDbContextFactory<EventsDbContext> contexts, WriteGate gate, CorrectedPlaces places, ChangeSignal changes, TimeProvider time)
{
    /// <param name="request">What to set.</param>
    /// <param name="author">The caller's name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The event as it stands now.</returns>
    public async Task<Event> HandleAsync(UpdateEventRequest request, string author, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        CorrectionRules.Check(request, violations);
        violations.ThrowIfAny();
        var paths = Overlay.Normalize(request.UpdateMask.Paths).ToList();
        var correction = request.Event.Clone();
        paths.AddRange(await places.CompleteAsync(correction, paths, violations, cancellationToken));
        violations.ThrowIfAny();
        if (!EventName.TryParse(correction.Name, out var id))
        {
            throw NotFound(correction.Name);
        }

        IReadOnlyList<string> blocks = [];
        while (true)
        {
            try
            {
                return await ApplyAsync(id, correction, paths, request.Reason, author, blocks, cancellationToken);
            }
            catch (BlocksBusyException busy)
            {
                blocks = busy.Roots;
            }
        }
    }

    private async Task<Event> ApplyAsync(
        long id, Event correction, IReadOnlyList<string> paths, string reason, string author, IReadOnlyList<string> blocks, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var report = await context.Events.AsNoTracking().Where(e => e.Id == id).Select(e => e.Report).SingleOrDefaultAsync(cancellationToken)
            ?? throw NotFound(correction.Name);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // The report may be under way to another coding just now; whoever comes second builds on the first.
        await context.LockReportAsync(report, cancellationToken);
        var held = await BlockLocks.TakeAsync(context, context.Events.Where(e => e.Id == id), blocks, cancellationToken);
        var row = await context.Events.SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        var body = await context.EventBodies.SingleOrDefaultAsync(b => b.EventId == id, cancellationToken);
        if (row is null || body is null)
        {
            throw NotFound(correction.Name);
        }

        var before = Event.Parser.ParseFrom(body.Data);
        if (correction.Etag.Length > 0 && correction.Etag != before.Etag)
        {
            throw new SitrepException(
                StatusCode.Aborted, EventsReasons.EtagMismatch, $"{before.Name} has changed since it was read.",
                new Dictionary<string, string> { ["name"] = before.Name, ["etag"] = before.Etag });
        }

        var (account, coded) = Corrected(before, body, correction, paths, violations);
        violations.ThrowIfAny();
        var writer = new EventWriter(context, time) { Joining = new JoinPlan { Held = held } };
        var formerOrder = row.DateOrder;
        if (!writer.Update(new StoredEvent(row, body), before, account, coded, row.Position, author, reason))
        {
            return before;
        }

        if (row.DateOrder != formerOrder && await context.ReportTexts.SingleOrDefaultAsync(t => t.Report == report, cancellationToken) is { } text)
        {
            var others = await context.Events.Where(e => e.Report == report && e.Id != id).Select(e => e.DateOrder).ToListAsync(cancellationToken);
            writer.Index(text, [.. others, formerOrder], [.. others, row.DateOrder]);
        }

        await writer.SaveAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Announce();
        return account;
    }

    /// <summary>The coder's reading, with what was overridden before and still is, and with the correction on top.</summary>
    private static (Event Account, byte[]? Coded) Corrected(
        Event before, EventBodyRow body, Event correction, IReadOnlyList<string> paths, Violations violations)
    {
        IReadOnlyList<string> former = [.. before.Review?.Overridden?.Paths ?? []];
        var kept = former;
        if (paths.Any(path => Overlay.Covers(path, CorrectionRules.OverriddenPath)))
        {
            kept = [.. correction.Review?.Overridden?.Paths ?? []];
            // A mask of the whole review that says nothing of them leaves them alone.
            kept = kept.Count == 0 && !paths.Contains(CorrectionRules.OverriddenPath) ? former : kept;
            violations.Require(
                kept.All(former.Contains), "event.review.overridden", "NOT_OVERRIDDEN", "May only leave out paths: what is corrected is added by itself.");
            kept = [.. kept.Where(former.Contains)];
        }

        var read = paths.Where(path => !CorrectionRules.IsOfReview(path)).ToList();
        var overridden = Overlay.Normalize([.. kept, .. read]);
        var coded = body.Coded ?? body.Data;
        var account = Event.Parser.ParseFrom(coded);
        (account.Report, account.Incident, account.State) = (before.Report, before.Incident, before.State);
        Overlay.Apply(before, account, kept);
        Overlay.Apply(correction, account, read);
        CorrectedMappings.Derive(account, overridden);

        account.Review = before.Review?.Clone() ?? new Review();
        var given = new Event { Review = correction.Review ?? new Review() };
        foreach (var path in paths.Where(CorrectionRules.IsOfReview))
        {
            Overlay.Apply(given, account, path == "review" ? ["review.status", "review.tags", "review.note"] : [path]);
        }

        var tags = account.Review!.Tags.Distinct().ToList();
        account.Review.Tags.Clear();
        account.Review.Tags.AddRange(tags);
        account.Review.Overridden = overridden.Count > 0 ? new FieldMask { Paths = { overridden } } : null;
        if (account.Review.Equals(new Review()))
        {
            account.Review = null;
        }

        violations.Require(account.CalculateSize() <= CorrectionRules.MaxEventBytes, "event", "TOO_LONG", "The corrected event would be too large.");
        return (account, overridden.Count > 0 ? coded : null);
    }

    private static SitrepException NotFound(string name) => new(
        StatusCode.NotFound, EventsReasons.EventNotFound, $"There is no {name}.", new Dictionary<string, string> { ["name"] = name });
}
