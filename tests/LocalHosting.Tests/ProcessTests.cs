using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sitrep.AppHost;
using Sitrep.LocalHosting.Running;
using Sitrep.LocalHosting.TestApp;
using static Sitrep.LocalHosting.Tests.RunningApplication;

namespace Sitrep.LocalHosting.Tests;

public sealed class ProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_starts_only_once_what_it_waits_for_is_healthy()
    {
        var isHealthy = false;
        await using var running = await StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("gate", () => isHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
            var first = builder.AddProject<TestService>("first").WithHttpEndpoint().WithHealthCheck("gate");
            builder.AddProject<TestService>("second").WithHttpEndpoint().WaitFor(first).WithGrpcHealthCheck();
        });
        await EventuallyAsync(() => running.Resource("first") is { Health: ResourceHealth.Unhealthy, HealthMessage: "not yet" }, "the first runs and is not healthy");
        Assert.Equal(ResourceState.Waiting, running.Resource("second").State);

        isHealthy = true;
        await running.HealthyAsync();

        Assert.Equal(ResourceState.Running, running.Resource("second").State);
    }

    [Fact]
    public async Task A_service_that_is_killed_starts_again_on_the_same_port()
    {
        await using var running = await StartAsync(builder => builder.AddProject<TestService>("only").WithHttpEndpoint().WithGrpcHealthCheck());
        await running.HealthyAsync();
        var only = running.Resource("only");
        var first = only.Pid!.Value;
        var port = Port(only);

        Process.GetProcessById(first).Kill();
        await EventuallyAsync(() => only.Pid is { } pid && pid != first && only.Health == ResourceHealth.Healthy, "it is healthy again");

        Assert.Equal(1, only.Restarts);
        Assert.Equal(port, Port(only));
    }

    [Fact]
    public async Task A_service_that_never_comes_up_is_given_up_and_says_its_exit_code()
    {
        await using var running = await StartAsync(builder => builder.AddProject<TestService>("broken").WithEnvironment("BEHAVIOUR", "fails"));
        var broken = running.Resource("broken");

        await EventuallyAsync(() => broken.State == ResourceState.Failed, "it is given up");

        Assert.Equal(ProcessRunner.MaxFailedStarts, broken.Restarts);
        Assert.Contains(broken.Log.Read(0), line => line.Text.Contains("exit code 7", StringComparison.Ordinal));
        Assert.True(running.Application.Runner.HasFailed);
    }

    [Fact]
    public async Task Stopping_ends_every_process_and_those_first_that_wait_for_others()
    {
        var running = await StartAsync(builder =>
        {
            var first = builder.AddProject<TestService>("first").WithHttpEndpoint().WithGrpcHealthCheck();
            builder.AddProject<TestService>("second").WithHttpEndpoint().WaitFor(first).WithGrpcHealthCheck();
        });
        await running.HealthyAsync();
        var (first, second) = (running.Resource("first"), running.Resource("second"));
        var pids = new[] { first.Pid!.Value, second.Pid!.Value };

        await running.DisposeAsync();

        Assert.DoesNotContain(pids, IsAlive);
        Assert.True(StoppedAt(second) < StoppedAt(first));
    }

    [Fact]
    public async Task A_service_that_does_not_stop_is_killed()
    {
        var running = await StartAsync(builder => builder.AddProject<TestService>("deaf").WithHttpEndpoint().WithEnvironment("BEHAVIOUR", "deaf").WithGrpcHealthCheck());
        await running.HealthyAsync();
        var deaf = running.Resource("deaf");
        var pid = deaf.Pid!.Value;

        await running.DisposeAsync();

        Assert.False(IsAlive(pid));
        Assert.Contains(deaf.Log.Read(0), line => line.Text.Contains("was killed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_replaced_by_a_free_one()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var taken = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;

        await using var running = await StartAsync(builder => builder.AddProject<TestService>("only").WithHttpEndpoint(taken).WithGrpcHealthCheck());
        await running.HealthyAsync();

        Assert.NotEqual(taken, Port(running.Resource("only")));
    }

    [Fact]
    public async Task Two_applications_that_want_the_same_ports_run_beside_each_other()
    {
        static void Compose(IDistributedApplicationBuilder builder) => builder.AddProject<TestService>("only").WithHttpEndpoint(15_300).WithGrpcHealthCheck();
        await using var one = await StartAsync(Compose);
        await using var other = await StartAsync(Compose);

        await one.HealthyAsync();
        await other.HealthyAsync();

        Assert.NotEqual(Port(one.Resource("only")), Port(other.Resource("only")));
        Assert.NotEqual(one.Application.Page, other.Application.Page);
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused_with_the_way_out()
    {
        await using var running = await StartAsync(builder => builder.AddProject<TestService>("only").WithHttpEndpoint());
        var second = DistributedApplication.CreateBuilder([$"--SITREP_DATA={running.DataDirectory}"]).Build();
        await using var disposal = second;

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => second.StartAsync(Cancellation));

        Assert.Contains("SITREP_DATA=", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_AppHost_leaves_no_process_after_five_seconds()
    {
        using var appHost = await TestAppHost.StartAsync();
        var children = await appHost.ChildrenAsync();

        appHost.Process.Kill();

        await EventuallyAsync(() => !children.Any(IsAlive), "every service has ended", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_AppHost_that_is_asked_to_end_stops_its_services_and_returns_0()
    {
        using var appHost = await TestAppHost.StartAsync();
        var children = await appHost.ChildrenAsync();

        // .NET sends no signals but SIGKILL.
        using (var kill = Process.Start("kill", ["-TERM", appHost.Process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(Cancellation);
        await appHost.Process.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);

        Assert.Equal(0, appHost.Process.ExitCode);
        Assert.DoesNotContain(children, IsAlive);
        Assert.False(File.Exists(Path.Combine(appHost.DataDirectory, "endpoints.json")));
    }

    private static int Port(ResourceRunner runner) => new EndpointReference((ProjectResource)runner.Resource, "http").Port;

    private static DateTimeOffset StoppedAt(ResourceRunner runner) => runner.Log.Read(0).Single(line => line.Text == "stops in order").Time;
}
