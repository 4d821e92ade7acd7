using Sitrep.Muc4.Features;

namespace Sitrep.Muc4.Rendering;

/// <summary>An incident that the key may list.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Nodes">What fills its slots.</param>
/// <param name="Context">Where it is told.</param>
/// <param name="Setting">When and where it happened.</param>
internal sealed record Candidate(PreparedType Type, IReadOnlyList<Node> Nodes, IncidentContext Context, IncidentSetting Setting)
{
    /// <summary>Targets and victims.</summary>
    public IReadOnlyList<Node> Core { get; } = [.. Nodes.Where(n => n.Slot is Slot.Human or Slot.Target)];

    /// <summary>Logit that the key lists it.</summary>
    public double Score { get; set; }
}
