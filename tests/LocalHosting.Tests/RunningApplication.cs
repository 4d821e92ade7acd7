using System.Diagnostics;
using Sitrep.LocalHosting.Running;

namespace Sitrep.LocalHosting.Tests;

/// <summary>An application of test services, run in this process in a data directory of its own, and stopped at the end of the test.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    // Two busy cores: a service that starts in half a second alone may need twenty.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("localhosting-test-");

    private RunningApplication(Action<IDistributedApplicationBuilder> compose, string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        builder.Configuration["SITREP_DATA"] = _data.FullName;
        compose(builder);
        Application = builder.Build();
    }

    public DistributedApplication Application { get; }

    public string DataDirectory => _data.FullName;

    public static async Task<RunningApplication> StartAsync(Action<IDistributedApplicationBuilder> compose, params string[] args)
    {
        var running = new RunningApplication(compose, args);
        try
        {
            await running.Application.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }

        return running;
    }

    public ResourceRunner Resource(string name) => Application.Runner.Find(name)!;

    public Task HealthyAsync() => Application.Runner.WaitUntilHealthyAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Waits for something that has no event of its own, such as the state of a process of the operating system.</summary>
    public static async Task EventuallyAsync(Func<bool> holds, string what, TimeSpan? patience = null)
    {
        var start = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < (patience ?? Patience), $"waited in vain until {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
