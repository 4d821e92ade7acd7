using Google.Rpc;
using Grpc.Core;

namespace Sitrep.Events.Tests.Service;

/// <summary>What a refused call says.</summary>
/// <param name="Code">gRPC status code.</param>
/// <param name="Reason">Of its one ErrorInfo.</param>
/// <param name="Violations">Field and reason of each violation.</param>
/// <param name="Info">The ErrorInfo.</param>
/// <param name="RetryAfter">Null where no retry is advised.</param>
internal sealed record Refusal(StatusCode Code, string Reason, IReadOnlyList<(string Field, string Reason)> Violations, ErrorInfo Info, TimeSpan? RetryAfter)
{
    public static async Task<Refusal> OfAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        var status = refused.GetRpcStatus() ?? throw new InvalidOperationException($"{refused.Status} came without details.");
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal("events.sitrep", info.Domain);
        return new Refusal(
            refused.StatusCode,
            info.Reason,
            [.. (status.GetDetail<BadRequest>()?.FieldViolations ?? []).Select(v => (v.Field, v.Reason))],
            info,
            status.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan());
    }

    public static Task<Refusal> OfAsync<T>(AsyncUnaryCall<T> call) => OfAsync(() => call.ResponseAsync);
}
