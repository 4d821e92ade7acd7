namespace Sitrep.Events.Joining;

/// <summary>
/// Joining has come, through analysts' decisions, to blocks that another transaction holds, and may not wait for them out of order: the
/// transaction begins anew and locks them first.
/// </summary>
internal sealed class BlocksBusyException(IReadOnlyList<string> roots) : Exception("Other blocks are being joined.")
{
    /// <summary>All that are needed, in order.</summary>
    public IReadOnlyList<string> Roots { get; } = roots;
}
