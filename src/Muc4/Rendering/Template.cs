namespace Sitrep.Muc4.Rendering;

/// <summary>The slots that name somebody or something. Human stands for both of the corpus's human target slots.</summary>
public enum Slot
{
#pragma warning disable CS1591 // The corpus defines them.
    PerpInd, PerpOrg, Target, Human, Weapon,
#pragma warning restore CS1591
}

/// <summary>What fills a slot.</summary>
/// <param name="Slot">Which one.</param>
/// <param name="Text">The words of the report.</param>
/// <param name="IsName">Of a human target: known by name, not only by description.</param>
public sealed record Filler(Slot Slot, string Text, bool IsName);

/// <summary>An incident in the corpus's form.</summary>
public sealed record Template
{
    /// <summary>ATTACK, BOMBING, KIDNAPPING, ARSON, ROBBERY or FORCED WORK STOPPAGE.</summary>
    public required string IncidentType { get; init; }

    /// <summary>A day, "A/B" for between and "/B" for on or before, as the scorer reads it; empty where open.</summary>
    public string Date { get; init; } = "";

    /// <summary>The country first, empty where unknown, then places from broad to narrow.</summary>
    public IReadOnlyList<string> Location { get; init; } = [];

    /// <summary>Who, to whom, with what.</summary>
    public IReadOnlyList<Filler> Fillers { get; init; } = [];

    /// <summary>Dead in all; null where the coder read no number.</summary>
    public int? Killed { get; init; }

    /// <summary>Injured in all; null where the coder read no number.</summary>
    public int? Injured { get; init; }
}
