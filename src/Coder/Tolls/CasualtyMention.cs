using Sitrep.Coder.Events;
using Sitrep.Coder.Participants;
using Sitrep.Language.Numbers;

namespace Sitrep.Coder.Tolls;

/// <summary>A toll as one place of the text gives it.</summary>
internal sealed class CasualtyMention
{
    public required Harm Harm { get; init; }

    public required CountRange Count { get; init; }

    public Party? Group { get; init; }

    /// <summary>Tokens of the evidence, [First, End).</summary>
    public required int First { get; init; }

    public required int End { get; init; }

    /// <summary>The harm word.</summary>
    public required int Token { get; init; }

    public required int Sentence { get; init; }

    public CasualtyScope Scope { get; set; } = CasualtyScope.Event;

    /// <summary>The mention that this one is a part of.</summary>
    public CasualtyMention? Whole { get; set; }
}

/// <summary>A number that is no toll, where it stands.</summary>
internal sealed record QuantityMention(Quantity Quantity, int Token);
