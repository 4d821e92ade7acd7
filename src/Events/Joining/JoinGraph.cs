using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.Joining;

/// <summary>
/// The store's side of joining: signatures of events, the edges between those that score high enough, and the blocks that edges and decisions
/// connect. Works within one transaction, whose touched events are not in the database yet.
/// </summary>
/// <param name="context">In its transaction.</param>
/// <param name="touched">Events that the transaction adds, changes or takes away.</param>
/// <param name="held">Blocks that it has locked already.</param>
/// <param name="compareAnew">Compares the touched events with all others although they are as they were.</param>
internal sealed class JoinGraph(EventsDbContext context, IReadOnlyDictionary<long, TouchedEvent> touched, IReadOnlyList<string> held, bool compareAnew)
{
    private readonly Dictionary<long, Signature> _signatures = [];
    private readonly HashSet<(long Low, long High)> _added = [];
    private readonly HashSet<string> _locked = held.ToHashSet(StringComparer.Ordinal);

    /// <summary>Signatures of touched events and of the block.</summary>
    public IReadOnlyDictionary<long, Signature> Signatures => _signatures;

    /// <summary>Decisions that speak of the block.</summary>
    public IReadOnlyList<JoinDecision> Decisions { get; private set; } = [];

    /// <summary>Brings signatures and edges of the touched events up to date.</summary>
    /// <exception cref="BlocksBusyException">They lie in blocks beside those held that others hold.</exception>
    /// <returns>Events whose block may have changed, touched ones included.</returns>
    public async Task<IReadOnlySet<long>> UpdateAsync(CancellationToken cancellationToken)
    {
        var ids = touched.Keys.ToArray();
        var known = await context.EventSignatures.Where(s => ids.Contains(s.EventId)).ToDictionaryAsync(s => s.EventId, cancellationToken);
        var rows = touched.Values
            .Where(t => t.Event is not null)
            .Select(t => Row(t, known.GetValueOrDefault(t.Id)))
            .OfType<EventSignatureRow>()
            .ToDictionary(r => r.EventId);
        await LockAsync(known.Values.Concat(rows.Values).Select(s => Blocks.RootOf(s.BlockKey)), cancellationToken);

        var changed = ids.Where(id => compareAnew || !Same(known.GetValueOrDefault(id), rows.GetValueOrDefault(id))).ToHashSet();
        var seeds = ids.ToHashSet();
        foreach (var (id, row) in rows)
        {
            _signatures[id] = SignatureBytes.Read(row);
        }

        if (changed.Count > 0)
        {
            var former = changed.Where(known.ContainsKey).ToArray();
            if (former.Length > 0)
            {
                seeds.UnionWith(await NeighboursAsync(former, cancellationToken));
                await context.EventEdges.Where(e => former.Contains(e.LowId) || former.Contains(e.HighId)).ExecuteDeleteAsync(cancellationToken);
            }

            foreach (var id in changed)
            {
                Write(known.GetValueOrDefault(id), rows.GetValueOrDefault(id));
            }

            await ConnectAsync([.. changed.Where(rows.ContainsKey).Order()], seeds, cancellationToken);
        }

        return seeds;
    }

    /// <summary>All events that edges, decisions and locks connect with the seeds, the seeds included; loads their signatures and decisions.</summary>
    /// <exception cref="BlocksBusyException">Decisions lead to blocks that others hold.</exception>
    public async Task<IReadOnlySet<long>> BlockAsync(IReadOnlySet<long> seeds, CancellationToken cancellationToken)
    {
        var reached = seeds.ToHashSet();
        var frontier = seeds.ToArray();
        var decisions = new Dictionary<long, JoinDecision>();
        while (frontier.Length > 0)
        {
            var next = new HashSet<long>(await NeighboursAsync(frontier, cancellationToken));
            next.UnionWith(_added.Where(e => frontier.Contains(e.Low)).Select(e => e.High));
            next.UnionWith(_added.Where(e => frontier.Contains(e.High)).Select(e => e.Low));
            foreach (var decision in await DecisionsAsync(frontier, cancellationToken))
            {
                if (decisions.TryAdd(decision.Order, decision) && decision.Together)
                {
                    next.UnionWith(decision.One);
                }
            }

            await LoadAsync(frontier, cancellationToken);
            next.UnionWith(await LockedTogetherAsync(frontier, cancellationToken));
            frontier = [.. next.Where(reached.Add)];
        }

        Decisions = [.. decisions.Values];
        await LockAsync([.. reached.Where(_signatures.ContainsKey).Select(id => Blocks.RootOf(_signatures[id].BlockKey))], cancellationToken);
        return reached;
    }

    private static EventSignatureRow? Row(TouchedEvent touched, EventSignatureRow? known)
    {
        var sentence = touched.Sentence ?? (known is null ? Sentence.Unknown : SignatureBytes.Read(known).Sentence);
        return SignatureReader.Read(touched.Id, touched.Event!, sentence) is { } signature
            ? new EventSignatureRow
            {
                EventId = touched.Id,
                BlockKey = signature.BlockKey,
                StartDay = signature.StartDay,
                EndDay = signature.EndDay,
                Type = signature.Type,
                Data = SignatureBytes.Write(signature),
            }
            : null;
    }

    private static bool Same(EventSignatureRow? a, EventSignatureRow? b) => a is null || b is null
        ? a == b
        : a.BlockKey == b.BlockKey && a.StartDay == b.StartDay && a.EndDay == b.EndDay && a.Type == b.Type && a.Data.AsSpan().SequenceEqual(b.Data);

    private void Write(EventSignatureRow? known, EventSignatureRow? row)
    {
        if (known is not null && row is not null)
        {
            (known.BlockKey, known.StartDay, known.EndDay, known.Type, known.Data) = (row.BlockKey, row.StartDay, row.EndDay, row.Type, row.Data);
        }
        else if (row is not null)
        {
            context.EventSignatures.Add(row);
        }
        else if (known is not null)
        {
            context.EventSignatures.Remove(known);
        }
    }

    /// <summary>Compares events with all that they might be one with, and keeps the edges.</summary>
    private async Task ConnectAsync(long[] changed, HashSet<long> seeds, CancellationToken cancellationToken)
    {
        var own = touched.Keys.ToArray();
        var found = new Dictionary<long, Signature>();
        foreach (var group in changed.Select(id => _signatures[id]).Where(s => Blocks.IsCompared(s.BlockKey)).GroupBy(s => (s.BlockKey, Kind: Blocks.TypesMeeting(s.Type)[0])))
        {
            var types = Blocks.TypesMeeting(group.First().Type);
            var (from, to) = (group.Min(s => s.StartDay) - Blocks.DaysApart, group.Max(s => s.EndDay) + Blocks.DaysApart);
            var key = group.Key.BlockKey;
            var root = Blocks.RootOf(key);
            var near = context.EventSignatures.AsNoTracking()
                .Where(s => s.StartDay > from - Blocks.MaxDays && s.StartDay < to && s.EndDay > from && types.Contains(s.Type) && !own.Contains(s.EventId));
            // An account of the whole country meets all of it; its key comes before all of theirs, and '0' follows '/'.
            var end = root[..^1] + '0';
            near = Blocks.IsWholeRoot(key)
                ? near.Where(s => string.Compare(s.BlockKey, root) >= 0 && string.Compare(s.BlockKey, end) < 0)
                : near.Where(s => s.BlockKey == key || s.BlockKey == root);
            foreach (var row in await near.ToListAsync(cancellationToken))
            {
                found.TryAdd(row.EventId, SignatureBytes.Read(row));
            }
        }

        // Events of one report meet wherever they lie; a delivery touches them all, a correction only one.
        string[] reports = [.. changed.Select(id => touched[id].Stored!.Row.Report).Distinct()];
        foreach (var row in await context.Events.AsNoTracking()
            .Where(e => reports.Contains(e.Report) && !own.Contains(e.Id))
            .Join(context.EventSignatures, e => e.Id, s => s.EventId, (e, s) => s)
            .ToListAsync(cancellationToken))
        {
            found.TryAdd(row.EventId, SignatureBytes.Read(row));
        }

        foreach (var other in touched.Keys.Where(_signatures.ContainsKey))
        {
            found[other] = _signatures[other];
        }

        foreach (var one in changed.Select(id => _signatures[id]))
        {
            foreach (var other in found.Values)
            {
                var edge = one.EventId < other.EventId ? (one.EventId, other.EventId) : (other.EventId, one.EventId);
                if (one.EventId == other.EventId || !Blocks.Meet(one, other) || _added.Contains(edge)
                    || PairFeatures.Score(one, other) is var score && score < JoinWeights.Threshold)
                {
                    continue;
                }

                _added.Add(edge);
                context.EventEdges.Add(new EventEdgeRow { LowId = edge.Item1, HighId = edge.Item2, Score = score });
                _signatures.TryAdd(other.EventId, other);
                seeds.Add(other.EventId);
            }
        }
    }

    private async Task<List<long>> NeighboursAsync(long[] ids, CancellationToken cancellationToken)
    {
        // Two walks of an index each: "either end" in one condition would be none.
        var neighbours = await context.EventEdges.AsNoTracking().Where(e => ids.Contains(e.LowId)).Select(e => e.HighId).ToListAsync(cancellationToken);
        neighbours.AddRange(await context.EventEdges.AsNoTracking().Where(e => ids.Contains(e.HighId)).Select(e => e.LowId).ToListAsync(cancellationToken));
        return neighbours;
    }

    private async Task<List<JoinDecision>> DecisionsAsync(long[] ids, CancellationToken cancellationToken)
    {
        var decisions = await context.IncidentDecisionEvents.AsNoTracking().Where(e => ids.Contains(e.EventId)).Select(e => e.DecisionId).Distinct().ToListAsync(cancellationToken);
        if (decisions.Count == 0)
        {
            return [];
        }

        var kinds = await context.IncidentDecisions.AsNoTracking().Where(d => decisions.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Kind, cancellationToken);
        var events = await context.IncidentDecisionEvents.AsNoTracking().Where(e => decisions.Contains(e.DecisionId)).ToListAsync(cancellationToken);
        return
        [
            .. events.GroupBy(e => e.DecisionId).Select(g => new JoinDecision(
                g.Key,
                kinds[g.Key] == (short)DecisionKind.MustLink,
                [.. g.Where(e => e.Side == 0).Select(e => e.EventId).Order()],
                [.. g.Where(e => e.Side == 1).Select(e => e.EventId).Order()])),
        ];
    }

    private async Task LoadAsync(long[] ids, CancellationToken cancellationToken)
    {
        var missing = ids.Where(id => !_signatures.ContainsKey(id) && !touched.ContainsKey(id)).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        foreach (var row in await context.EventSignatures.AsNoTracking().Where(s => missing.Contains(s.EventId)).ToListAsync(cancellationToken))
        {
            _signatures[row.EventId] = SignatureBytes.Read(row);
        }
    }

    /// <summary>Events that a lock holds in the incidents that locked ones of these are held in.</summary>
    private async Task<List<long>> LockedTogetherAsync(long[] ids, CancellationToken cancellationToken)
    {
        string[] incidents = [.. ids.Select(_signatures.GetValueOrDefault).Where(s => s is { LockedIn: not 0 }).Select(s => IncidentName.Of(s!.LockedIn)).Distinct()];
        return incidents.Length == 0
            ? []
            : await context.Events.AsNoTracking()
                .Where(e => incidents.Contains(e.Incident) && e.ReviewStatus == (short)Review.Types.Status.Locked)
                .Select(e => e.Id)
                .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Whoever holds no block yet waits for them in order; whoever holds some only tries, for waiting out of order could go round in a circle.
    /// </summary>
    private async Task LockAsync(IEnumerable<string> roots, CancellationToken cancellationToken)
    {
        string[] missing = [.. roots.Where(root => !_locked.Contains(root)).Distinct().Order(StringComparer.Ordinal)];
        var waits = _locked.Count == 0;
        foreach (var root in missing)
        {
            if (waits)
            {
                await context.LockBlockAsync(root, cancellationToken);
            }
            else if (!await context.TryLockBlockAsync(root, cancellationToken))
            {
                throw new BlocksBusyException([.. _locked.Concat(missing).Distinct().Order(StringComparer.Ordinal)]);
            }

            _locked.Add(root);
        }
    }
}
