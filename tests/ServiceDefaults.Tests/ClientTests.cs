using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Clients;

namespace Sitrep.ServiceDefaults.Tests;

public sealed class ClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_spread_over_all_replicas()
    {
        await using var first = await TestService.StartAsync((_, _) => Task.FromResult(new Place { Name = "first" }));
        await using var second = await TestService.StartAsync((_, _) => Task.FromResult(new Place { Name = "second" }));
        using var host = Client(first.Address, second.Address);
        var client = host.Services.GetRequiredService<GeoLookupService.GeoLookupServiceClient>();

        var answers = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add((await client.GetPlaceAsync(new GetPlaceRequest(), cancellationToken: Token)).Name);
        }

        Assert.Equal(["first", "second"], answers.Order());
    }

    [Fact]
    public async Task A_dead_replica_costs_no_call()
    {
        await using var alive = await TestService.StartAsync((_, _) => Task.FromResult(new Place { Name = "alive" }));
        using var host = Client($"http://127.0.0.1:{FreePort()}", alive.Address);
        var client = host.Services.GetRequiredService<GeoLookupService.GeoLookupServiceClient>();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("alive", (await client.GetPlaceAsync(new GetPlaceRequest(), cancellationToken: Token)).Name);
        }
    }

    [Fact]
    public async Task A_call_without_a_deadline_gets_one()
    {
        await using var service = await TestService.StartAsync(async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new Place();
        });
        using var host = Client(service.Address);
        var client = host.Services.GetRequiredService<GeoLookupService.GeoLookupServiceClient>();

        var e = await Assert.ThrowsAsync<RpcException>(async () => await client.GetPlaceAsync(new GetPlaceRequest(), cancellationToken: Token));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
    }

    private static IHost Client(params string[] addresses)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(addresses.Select((a, i) => KeyValuePair.Create($"services:geo-lookup:http:{i}", (string?)a)));
        builder.AddServiceClient<GeoLookupService.GeoLookupServiceClient>("geo-lookup", TimeSpan.FromSeconds(2));
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
