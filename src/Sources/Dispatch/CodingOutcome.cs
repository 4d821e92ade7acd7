using Google.Rpc;
using Grpc.Core;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Sources.Dispatch;

/// <summary>A row that was leased, and under which token.</summary>
/// <param name="ReportId">Whose.</param>
/// <param name="Token">Of the lease.</param>
/// <param name="Generation">What was queued when it was leased.</param>
/// <param name="Attempt">Counted from 1.</param>
/// <param name="Force">Code again although this version of the coder has done so.</param>
/// <param name="TraceParent">W3C trace context of the call that queued it, or null.</param>
/// <param name="RecodingId">The recoding that queued it, or null.</param>
internal sealed record Leased(string ReportId, string Token, long Generation, int Attempt, bool Force, string? TraceParent, string? RecodingId);

/// <summary>What came of one call.</summary>
internal abstract record CodingOutcome
{
    /// <summary>The events service has taken the report.</summary>
    public sealed record Coded(string CoderVersion, int EventCount, string SkipReason) : CodingOutcome;

    /// <summary>It will not take the report as it is: it is not tried again.</summary>
    public sealed record Refused(Google.Rpc.Status Error) : CodingOutcome;

    /// <summary>It may take it another time.</summary>
    /// <param name="Error">Why not this time.</param>
    /// <param name="AtLeast">The pause it asked for, or null.</param>
    /// <param name="Unreachable">The call did not reach it.</param>
    public sealed record Failed(Google.Rpc.Status Error, TimeSpan? AtLeast, bool Unreachable) : CodingOutcome;

    /// <summary>This process stops: the row is given back as if never taken.</summary>
    public sealed record GivenBack : CodingOutcome;

    /// <summary>Sorts a failed call: what blames the report is final, all else may pass.</summary>
    /// <remarks>
    /// INTERNAL, UNKNOWN and ABORTED are retried, for a restarting database shows as any of them; UNIMPLEMENTED, PERMISSION_DENIED and
    /// UNAUTHENTICATED too, for they are mended by an operator, and a wrong deployment must not fail a whole backlog in a minute.
    /// </remarks>
    public static CodingOutcome Of(RpcException failure)
    {
        var status = failure.GetRpcStatus() ?? new Google.Rpc.Status { Code = (int)failure.StatusCode, Message = failure.Status.Detail };
        // A message that is too large stays so; all else that is exhausted recovers.
        var tooLarge = status.GetDetail<ErrorInfo>()?.Reason == CommonReasons.MessageTooLarge;
        return failure.StatusCode switch
        {
            StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange or StatusCode.NotFound or StatusCode.AlreadyExists =>
                new Refused(status),
            StatusCode.ResourceExhausted when tooLarge => new Refused(status),
            _ => new Failed(status, status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(), failure.StatusCode == StatusCode.Unavailable),
        };
    }
}
