namespace Sitrep.Events.Joining;

/// <summary>What joining does beside working out anew the blocks of the events that the transaction touches.</summary>
internal sealed record JoinPlan
{
    /// <summary>Blocks that the transaction has locked already; see <see cref="BlockLocks"/>.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>Events whose blocks are worked out anew although nothing of them changes: a decision speaks of them.</summary>
    public IReadOnlyList<long> Further { get; init; } = [];

    /// <summary>`incidents/{incident}` that keeps its name when it takes others in; empty where the oldest does.</summary>
    public string Lead { get; init; } = "";

    /// <summary>Compares the touched events with all others again, for the rules have changed.</summary>
    public bool ComparesAnew { get; init; }
}
