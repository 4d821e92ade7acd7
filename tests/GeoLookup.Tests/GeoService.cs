using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Mvc.Testing;
using Sitrep.Geo.V1;

namespace Sitrep.GeoLookup.Tests;

/// <summary>The service as it ships, on a free loopback port, with a client that speaks to it over that socket.</summary>
public sealed class GeoService : IDisposable
{
    private readonly WebApplicationFactory<Program> _factory = new();
    private readonly GrpcChannel _channel;

    public GeoService()
    {
        _factory.UseKestrel(0);
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
        _channel = GrpcChannel.ForAddress(Address);
        Client = new GeoLookupService.GeoLookupServiceClient(_channel);
    }

    public Uri Address { get; }

    public GrpcChannel Channel => _channel;

    public GeoLookupService.GeoLookupServiceClient Client { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>The status of a call that must fail.</summary>
    public static async Task<Google.Rpc.Status> FailAsync<T>(AsyncUnaryCall<T> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        return e.GetRpcStatus() ?? throw new InvalidOperationException("No google.rpc.Status came with " + e.Status);
    }

    /// <summary>Field and reason of every violation, in order.</summary>
    public static async Task<(string Field, string Reason)[]> ViolationsAsync<T>(AsyncUnaryCall<T> call)
    {
        var status = await FailAsync(call);
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal(("geo-lookup.sitrep", "INVALID_REQUEST"), (status.GetDetail<ErrorInfo>().Domain, status.GetDetail<ErrorInfo>().Reason));
        return [.. status.GetDetail<BadRequest>().FieldViolations.Select(v => (v.Field, v.Reason))];
    }

    public void Dispose()
    {
        _channel.Dispose();
        _factory.Dispose();
    }
}
