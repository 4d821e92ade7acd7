using Google.Protobuf.WellKnownTypes;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Tests;

/// <summary>What only a process of its own can show.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Help_ends_with_0_and_lists_every_command()
    {
        using var tool = ToolProcess.Start("--help");
        var run = await tool.ExitAsync();
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(["code", "submit", "events", "reports", "sources", "places", "gazetteer", "eval"], command => Assert.Contains("\n  " + command, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_a_watch_cleanly_with_its_exit_code(string signal, int exitCode)
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Watched = async (_, stream, token) =>
        {
            await stream.WriteAsync(new EventChange { Cursor = "1", Heartbeat = new Timestamp() }, token);
            await Task.Delay(Timeout.Infinite, token);
        };
        using var tool = ToolProcess.Start(services.Variables, "events", "watch", "--json");
        Assert.Contains("heartbeat", await tool.Output.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await tool.SignalAsync(signal);
        var run = await tool.ExitAsync();
        Assert.Equal((exitCode, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task An_endless_watch_ends_with_0_when_its_reader_goes()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Watched = async (_, stream, token) =>
        {
            for (var n = 0; ; n++)
                await stream.WriteAsync(new EventChange { Cursor = $"{n}", RemovedEvent = $"events/{n}" }, token);
        };
        using var tool = ToolProcess.Shell($"$SITREP events watch --cursor 0 --events {services.Address} | head -n 2; echo ${{PIPESTATUS[0]}}");
        var run = await tool.ExitAsync();
        Assert.Equal("gone: events/0\ngone: events/1\n0\n", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Two_runs_into_one_redirection_stand_behind_each_other()
    {
        using var folder = new TemporaryFolder();
        using var tool = ToolProcess.Shell($"($SITREP --version; $SITREP --version) > {folder.File("out")}");
        await tool.ExitAsync();
        var lines = await File.ReadAllLinesAsync(folder.File("out"), TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Equal(lines[0], lines[1]);
    }
}
