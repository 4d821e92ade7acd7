namespace Sitrep.Muc4;

/// <summary>A report of the corpus, its header read.</summary>
/// <param name="Text">The body in mixed case.</param>
/// <param name="Date">Day of the dateline; null where it has none.</param>
/// <param name="Place">Town of the dateline; empty where it has none.</param>
/// <param name="Source">Agency, station or paper; empty where not told.</param>
public sealed record Muc4Report(string Text, DateOnly? Date, string Place, string Source);
