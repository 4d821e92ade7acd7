using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.SubmitReport;

/// <summary>What became of one submission of a commit.</summary>
internal enum CommitOutcome
{
    /// <summary>A new report.</summary>
    Accepted,
    /// <summary>A new revision of a report that was there.</summary>
    Revised,
    /// <summary>Nothing new: the report was there as submitted, or its request id was used for it.</summary>
    Duplicate,
    /// <summary>Refused; nothing was stored.</summary>
    Refused,
}

/// <summary>What became of one submission: the report as stored, or why it was refused.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Report">Without its text; null where refused.</param>
/// <param name="Refusal">Null where stored.</param>
internal sealed record CommitResult(CommitOutcome Outcome, Report? Report, SitrepException? Refusal)
{
    /// <summary>The stored report.</summary>
    /// <exception cref="SitrepException">It was refused.</exception>
    public Report ReportOrThrow() => Report ?? throw Refusal!;
}
