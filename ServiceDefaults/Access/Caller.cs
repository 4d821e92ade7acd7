using Grpc.Core;

namespace Sitrep.ServiceDefaults.Access;

/// <summary>Who makes a call.</summary>
public static class Caller
{
    /// <summary>Name of whoever calls where nobody is asked for it.</summary>
    public const string Unasked = "local";

    /// <summary>The caller's name as its token has it; <see cref="Unasked"/> where no authentication is configured.</summary>
    public static string NameOf(ServerCallContext context) =>
        context.GetHttpContext().User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Unasked;
}
