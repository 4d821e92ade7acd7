namespace Sitrep.Events.Joining;

/// <summary>Events that are held to tell of one happening.</summary>
/// <param name="Ids">Numbers of the events, in order.</param>
/// <param name="Signatures">Theirs; empty for an event that takes no part in joining and stands alone.</param>
/// <param name="LockedIn">The incident that an analyst locked one of them in; 0 where none is locked.</param>
internal sealed record Cluster(IReadOnlyList<long> Ids, IReadOnlyList<Signature> Signatures, long LockedIn)
{
    /// <summary>The cluster of some signatures, in order.</summary>
    public static Cluster Of(IReadOnlyList<Signature> signatures) =>
        new([.. signatures.Select(s => s.EventId)], signatures, signatures.Select(s => s.LockedIn).FirstOrDefault(locked => locked != 0));
}
