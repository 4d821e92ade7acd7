using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.GetIncident;
using Sitrep.Events.Incidents;
using Sitrep.Events.Joining;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Events.WatchEvents;
using Sitrep.Events.Writing;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Storage;

namespace Sitrep.Events.MergeIncidents;

/// <summary>
/// What analysts say of which events belong together. A decision names events and not incidents, so it holds whatever recoding and later reports
/// make of them; the opposite decision, later, undoes it pair by pair.
/// </summary>
internal sealed class IncidentDecisionHandler(IDbContextFactory<EventsDbContext> contexts, WriteGate gate, ChangeSignal changes, TimeProvider time)
{
    private const int MaxNames = 100, MaxReasonBytes = 4 * 1024;

    /// <summary>Says that incidents are one.</summary>
    /// <returns>The first, which took the others in.</returns>
    public async Task<Incident> MergeAsync(MergeIncidentsRequest request, string author, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(request.Names.Count is >= 2 and <= MaxNames, "names", "OUT_OF_RANGE", $"2 to {MaxNames} incidents.");
        for (var i = 0; i < request.Names.Count; i++)
        {
            IncidentRules.CheckName(request.Names[i], $"names[{i}]", violations);
        }

        violations.Require(request.Names.Distinct().Count() == request.Names.Count, "names", "REPEATED", "Each incident once.");
        violations.CheckText(request.Reason, "reason", MaxReasonBytes, required: true);
        violations.ThrowIfAny();

        return await DecideAsync(author, request.Reason, async context =>
        {
            var events = new List<long>();
            foreach (var name in request.Names)
            {
                events.AddRange(Events(await StandingAsync(context, name, cancellationToken)));
            }

            long[] all = [.. events.Distinct()];
            var lead = await StandingAsync(context, request.Names[0], cancellationToken);
            return new Decision(DecisionKind.MustLink, all, [], all, lead.Name);
        }, cancellationToken);
    }

    /// <summary>Says that events do not belong to an incident.</summary>
    /// <returns>The incident that they make now.</returns>
    public async Task<Incident> SplitAsync(SplitIncidentRequest request, string author, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        IncidentRules.CheckName(request.Name, "name", violations);
        violations.Require(request.Events.Count > 0, "events", "REQUIRED", "Must name the events that leave.");
        for (var i = 0; i < request.Events.Count; i++)
        {
            violations.Require(EventName.TryParse(request.Events[i], out _), $"events[{i}]", "INVALID_FORMAT", "Must be `events/{event}`.");
        }

        violations.CheckText(request.Reason, "reason", MaxReasonBytes, required: true);
        violations.ThrowIfAny();

        return await DecideAsync(author, request.Reason, async context =>
        {
            var members = Events(await StandingAsync(context, request.Name, cancellationToken));
            long[] leave = [.. request.Events.Distinct().Select(name => EventName.TryParse(name, out var id) ? id : -1)];
            var foreign = new Violations();
            for (var i = 0; i < request.Events.Count; i++)
            {
                foreign.Require(
                    EventName.TryParse(request.Events[i], out var id) && members.Contains(id), $"events[{i}]", EventsReasons.EventNotInIncident, "Is not an event of this incident.");
            }

            foreign.Require(leave.Length < members.Count, "events", "ALL_EVENTS", "Must leave an event in the incident.");
            foreign.ThrowIfAny();
            return new Decision(DecisionKind.CannotLink, leave, [.. members.Except(leave)], leave, request.Name);
        }, cancellationToken);
    }

    private async Task<Incident> DecideAsync(string author, string reason, Func<EventsDbContext, Task<Decision>> decide, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> blocks = [];
        while (true)
        {
            try
            {
                var incident = await ApplyAsync(author, reason, decide, blocks, cancellationToken);
                changes.Announce();
                return incident;
            }
            catch (BlocksBusyException busy)
            {
                blocks = busy.Roots;
            }
        }
    }

    private async Task<Incident> ApplyAsync(
        string author, string reason, Func<EventsDbContext, Task<Decision>> decide, IReadOnlyList<string> blocks, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Decided once to see which blocks that concerns, and again when they are locked, for another may have changed them meanwhile.
        var first = await decide(context);
        var before = first.One.Concat(first.Other).ToArray();
        var held = await BlockLocks.TakeAsync(context, context.Events.Where(e => before.Contains(e.Id)), blocks, cancellationToken);
        var decision = await decide(context);
        var all = decision.One.Concat(decision.Other).ToArray();
        if (await context.Events.AnyAsync(e => all.Contains(e.Id) && e.ReviewStatus == (short)Review.Types.Status.Locked, cancellationToken))
        {
            throw new SitrepException(StatusCode.FailedPrecondition, EventsReasons.EventLocked, "One of the events is locked: unlock it first.");
        }

        var row = new IncidentDecisionRow { Kind = (short)decision.Kind, Author = author, Reason = reason, Time = UnixMicros.From(time.GetUtcNow()) };
        context.IncidentDecisions.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        context.IncidentDecisionEvents.AddRange(decision.One.Select(id => new IncidentDecisionEventRow { DecisionId = row.Id, EventId = id, Side = 0 }));
        context.IncidentDecisionEvents.AddRange(decision.Other.Select(id => new IncidentDecisionEventRow { DecisionId = row.Id, EventId = id, Side = 1 }));
        await context.SaveChangesAsync(cancellationToken);

        var writer = new EventWriter(context, time) { Joining = new JoinPlan { Held = held, Further = all, Lead = decision.Lead } };
        await writer.SaveAsync(cancellationToken);
        var lead = decision.Result[0];
        var name = await context.Events.AsNoTracking().Where(e => e.Id == lead).Select(e => e.Incident).SingleAsync(cancellationToken);
        var incident = await GetIncidentHandler.FindAsync(context, name, cancellationToken) ?? throw IncidentRules.NotFound(name);
        await transaction.CommitAsync(cancellationToken);
        return incident;
    }

    /// <summary>An incident that stands; for one that was taken in, the one that took it.</summary>
    private static async Task<Incident> StandingAsync(EventsDbContext context, string name, CancellationToken cancellationToken)
    {
        var incident = await GetIncidentHandler.FindAsync(context, name, cancellationToken) ?? throw IncidentRules.NotFound(name);
        return incident.MergedInto.Length == 0
            ? incident
            : await GetIncidentHandler.FindAsync(context, incident.MergedInto, cancellationToken) ?? throw IncidentRules.NotFound(name);
    }

    private static List<long> Events(Incident incident) => [.. incident.Events.Select(name => EventName.TryParse(name, out var id) ? id : -1).Where(id => id >= 0)];

    /// <summary>What to write down, the events whose incident is the answer, and the incident that keeps its name.</summary>
    private sealed record Decision(DecisionKind Kind, IReadOnlyList<long> One, IReadOnlyList<long> Other, IReadOnlyList<long> Result, string Lead);
}
