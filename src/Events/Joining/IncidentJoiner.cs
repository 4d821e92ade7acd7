using Sitrep.Events.Storage;

namespace Sitrep.Events.Joining;

/// <summary>
/// Assigns incidents within the transaction that changes events: works out anew the blocks that the change touches, gives clusters their names,
/// and rewrites the incidents that came out otherwise. Called after the events were changed and before the first change row is inserted.
/// </summary>
internal static class IncidentJoiner
{
    /// <summary>Joins.</summary>
    /// <param name="context">In its transaction; the touched events' rows are tracked and not saved yet.</param>
    /// <param name="touched">Every event that the transaction adds, changes or takes away.</param>
    /// <param name="plan">What else is to be done.</param>
    /// <param name="now">Unix microseconds.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Entries of the change log: of events that moved although the transaction had not revised them, and of incidents.</returns>
    /// <exception cref="BlocksBusyException">Roll back and call again with its roots.</exception>
    public static async Task<IReadOnlyList<ChangeRow>> JoinAsync(
        EventsDbContext context, IReadOnlyList<TouchedEvent> touched, JoinPlan plan, long now, CancellationToken cancellationToken)
    {
        if (touched.Count == 0 && plan.Further.Count == 0)
        {
            return [];
        }

        var byId = touched.ToDictionary(t => t.Id);
        var graph = new JoinGraph(context, byId, plan.Held, plan.ComparesAnew);
        var seeds = (await graph.UpdateAsync(cancellationToken)).Concat(plan.Further).ToHashSet();
        var work = new JoinTransaction(context, byId, plan.Further, plan.Lead, now);
        seeds.UnionWith(await work.FormerCompanyAsync(cancellationToken));
        var block = await graph.BlockAsync(seeds, cancellationToken);
        await work.LoadAssignmentsAsync(block, cancellationToken);

        var joinable = block.Where(id => work.Stands(id) && graph.Signatures.ContainsKey(id)).Select(id => graph.Signatures[id]).ToList();
        var decisions = new PairDecisions(graph.Decisions, joinable);
        return await work.AssignAsync([.. AverageLinkage.Cluster(joinable, decisions).Select(Cluster.Of)], decisions, cancellationToken);
    }
}
