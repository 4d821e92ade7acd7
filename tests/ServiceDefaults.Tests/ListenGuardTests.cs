using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Hosting;

namespace Sitrep.ServiceDefaults.Tests;

public sealed class ListenGuardTests
{
    [Theory]
    [InlineData("http://localhost:5101", true)]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("https://[::1]:5101", true)]
    [InlineData("http://unix:/tmp/sitrep.sock", true)]
    [InlineData("http://*:80", false)]
    [InlineData("http://+:80", false)]
    [InlineData("http://0.0.0.0:80", false)]
    [InlineData("http://[::]:80", false)]
    [InlineData("http://sitrep.example:80", false)]
    [InlineData("http://localhost.example:80", false)]
    public void Only_this_machine_is_loopback(string address, bool loopback) => Assert.Equal(loopback, ListenGuard.IsLoopback(address));

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--Kestrel:Endpoints:http:Url=http://0.0.0.0:0")]
    public async Task Without_authentication_a_service_refuses_to_listen_beyond_loopback(string argument)
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => TestService.StartAsync((_, _) => Task.FromResult(new Place()), argument));

        Assert.Contains("Authentication:Mode=None", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_there_where_somebody_says_so()
    {
        await using var service = await TestService.StartAsync((_, _) => Task.FromResult(new Place()), "--urls=http://0.0.0.0:0", "--Authentication:Mode=None");

        Assert.StartsWith("http://0.0.0.0:", service.Address, StringComparison.Ordinal);
    }
}
