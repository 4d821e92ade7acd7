using Sitrep.Sources.V1;

namespace Sitrep.Cli.Submit;

/// <summary>One report of a bulk submission, or why it is none.</summary>
/// <param name="Position">Counts the items of the input from 0, those that are no reports too.</param>
/// <param name="Name">As errors call it: "line 12", or a path below the folder.</param>
/// <param name="Share">How much of the input is read with it, 0 to 1; null where that is unknown.</param>
/// <param name="Report">Null where the item cannot be read.</param>
/// <param name="Fault">Why it cannot be read; null where it can.</param>
internal sealed record BulkItem(long Position, string Name, double? Share, Report? Report, string? Fault);
