using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Rendering;

/// <summary>Something that may fill a slot of an incident of one type, with all its mentions that may.</summary>
internal sealed class Node
{
    public required Slot Slot { get; init; }

    public required NounGroup Best { get; init; }

    /// <summary>Logit of the best mention by the first model.</summary>
    public required double First { get; init; }

    public required IReadOnlyList<NounGroup> Groups { get; init; }

    /// <summary>Logit by the second model, which sees the others too.</summary>
    public double Score { get; set; }

    /// <summary>How it is quoted; null until that is asked for.</summary>
    public string? Words { get; set; }
}
