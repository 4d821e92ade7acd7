using Grpc.Core;
using Sitrep.Access;
using static Sitrep.EndToEnd.RunningSitrep;

namespace Sitrep.EndToEnd;

/// <summary>The whole with AUTH=jwt: callers show tokens, and so do the services to one another.</summary>
[Collection(RunningSitrep.OneAtATime)]
public sealed class AccessTests
{
    [Fact]
    public async Task A_report_goes_the_whole_way_for_those_who_may_hand_it_in_and_nobody_else_is_answered()
    {
        await using var sitrep = await StartAsync(("AUTH", "jwt"));
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => sitrep.SubmitAsync(SampleReport(1)))).StatusCode);

        sitrep.BearerToken = Token(sitrep, AccessRoles.Reader);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => sitrep.SubmitAsync(SampleReport(1)))).StatusCode);

        sitrep.BearerToken = Token(sitrep, AccessRoles.Ingester);
        var coded = await sitrep.CodedAsync((await sitrep.SubmitAsync(SampleReport(1))).Name);
        Assert.True(coded.Coding.EventCount > 0);
        var (success, message) = await sitrep.ExecuteAsync("sources", "submit-samples");
        Assert.True(success, message);
    }

    private static string Token(RunningSitrep sitrep, string role) =>
        AccessTokens.Create(AccessKey.Read(sitrep.KeyFile), "somebody", [role], TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1));
}
