using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.ServiceDefaults.Tests;

public sealed class ErrorTests
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refusal_carries_one_error_info_and_every_violation()
    {
        await using var service = await TestService.StartAsync((_, _) =>
        {
            var violations = new Violations();
            violations.CheckText("", "name", 10, required: true);
            violations.CheckText("a\0b", "box.north_east", 2, required: false);
            violations.ThrowIfAny();
            return Task.FromResult(new Place());
        });

        var status = await FailAsync(service, new GetPlaceRequest());

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("test.sitrep", CommonReasons.InvalidRequest), (info.Domain, info.Reason));
        Assert.Equal(
            [("name", "REQUIRED"), ("box.north_east", "TOO_LONG"), ("box.north_east", "NUL_CHARACTER")],
            status.GetDetail<BadRequest>().FieldViolations.Select(v => (v.Field, v.Reason)));
        Assert.Empty(service.Errors);
    }

    [Fact]
    public async Task A_bug_is_logged_once_with_its_cause_and_says_nothing_to_the_caller()
    {
        await using var service = await TestService.StartAsync((_, _) => throw new InvalidOperationException("SELECT secret FROM /etc/path"));

        var status = await FailAsync(service, new GetPlaceRequest());

        Assert.Equal((int)StatusCode.Internal, status.Code);
        Assert.Equal(CommonReasons.Internal, status.GetDetail<ErrorInfo>().Reason);
        Assert.DoesNotContain("secret", status.ToString(), StringComparison.Ordinal);
        Assert.Contains("secret", Assert.Single(service.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unavailable_dependency_tells_when_to_try_again()
    {
        await using var service = await TestService.StartAsync((_, _) => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "10.0.0.1 refused")));

        var status = await FailAsync(service, new GetPlaceRequest());

        Assert.Equal((int)StatusCode.Unavailable, status.Code);
        Assert.Equal(CommonReasons.DependencyUnavailable, status.GetDetail<ErrorInfo>().Reason);
        Assert.NotNull(status.GetDetail<RetryInfo>());
        Assert.DoesNotContain("10.0.0.1", status.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passed_deadline_stays_a_deadline()
    {
        await using var service = await TestService.StartAsync(async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new Place();
        });
        using var channel = GrpcChannel.ForAddress(service.Address);
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200), cancellationToken: Token);

        var e = await Assert.ThrowsAsync<RpcException>(async () => await new GeoLookupService.GeoLookupServiceClient(channel).GetPlaceAsync(new GetPlaceRequest(), options));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        Assert.Empty(service.Errors);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x02, 0xC3, 0x28 })]
    [InlineData(new byte[] { 0x0A, 0x7F, 0x41 })]
    public async Task A_message_that_cannot_be_read_is_the_callers_fault(byte[] message)
    {
        await using var service = await TestService.StartAsync((_, _) => Task.FromResult(new Place()));

        var status = await FailRawAsync(service, message);

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal(("test.sitrep", CommonReasons.MalformedMessage), (status.GetDetail<ErrorInfo>().Domain, status.GetDetail<ErrorInfo>().Reason));
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_with_a_reason()
    {
        await using var service = await TestService.StartAsync((_, _) => Task.FromResult(new Place()));

        var status = await FailRawAsync(service, new byte[(4 * 1024 * 1024) + 1]);

        Assert.Equal((int)StatusCode.ResourceExhausted, status.Code);
        Assert.Equal(CommonReasons.MessageTooLarge, status.GetDetail<ErrorInfo>().Reason);
    }

    private static async Task<Google.Rpc.Status> FailAsync(TestService service, GetPlaceRequest request)
    {
        using var channel = GrpcChannel.ForAddress(service.Address);
        var e = await Assert.ThrowsAsync<RpcException>(
            async () => await new GeoLookupService.GeoLookupServiceClient(channel).GetPlaceAsync(request, cancellationToken: Token));
        return e.GetRpcStatus()!;
    }

    private static async Task<Google.Rpc.Status> FailRawAsync(TestService service, byte[] message)
    {
        using var channel = GrpcChannel.ForAddress(service.Address, new GrpcChannelOptions { MaxSendMessageSize = null });
        var method = new Method<byte[], byte[]>(MethodType.Unary, "sitrep.geo.v1.GeoLookupService", "GetPlace", Raw, Raw);
        var e = await Assert.ThrowsAsync<RpcException>(
            async () => await channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(cancellationToken: Token), message));
        return e.GetRpcStatus()!;
    }
}
