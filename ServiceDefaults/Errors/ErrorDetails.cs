using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Sitrep.ServiceDefaults.Errors;

/// <summary>Turns refusals into google.rpc.Status: one ErrorInfo, one BadRequest with every violation, RetryInfo where a retry helps.</summary>
/// <param name="Domain">ErrorInfo domain of the service: `events.sitrep`.</param>
public sealed record ErrorDetails(string Domain)
{
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(1);

    /// <summary>The status of a refusal.</summary>
    public Google.Rpc.Status ToStatus(SitrepException refusal)
    {
        var status = Of(refusal.Code, refusal.Reason, refusal.Message, refusal.Metadata);
        if (refusal.Violations.Count > 0)
        {
            var badRequest = new BadRequest();
            badRequest.FieldViolations.AddRange(refusal.Violations.Select(v => new BadRequest.Types.FieldViolation
            {
                Field = v.Field,
                Reason = v.Reason,
                Description = v.Description,
            }));
            status.Details.Add(Any.Pack(badRequest));
        }

        if (refusal.RetryAfter is { } wait)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        }

        return status;
    }

    /// <summary>The status of a bug: a fixed message, nothing of the cause.</summary>
    public Google.Rpc.Status Bug() => Of(StatusCode.Internal, CommonReasons.Internal, "Internal error; the service's log has the cause.");

    /// <summary>The status of a dependency that cannot be reached.</summary>
    public Google.Rpc.Status DependencyUnavailable()
    {
        var status = Of(StatusCode.Unavailable, CommonReasons.DependencyUnavailable, "A service that this call needs cannot be reached.");
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(DefaultRetry) }));
        return status;
    }

    /// <summary>A status with one ErrorInfo.</summary>
    public Google.Rpc.Status Of(StatusCode code, string reason, string message, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            info.Metadata[key] = value;
        }

        return new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
    }
}
