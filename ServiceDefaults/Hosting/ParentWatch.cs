using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sitrep.ServiceDefaults.Hosting;

/// <summary>
/// Under LocalHosting a service's standard input is a pipe that its AppHost holds open: its end means that the AppHost is gone, however it
/// died, and the service stops so that no orphan is left.
/// </summary>
public static class ParentWatch
{
    /// <summary>LocalHosting sets it to 1.</summary>
    private const string Switch = "LOCALHOSTING";

    /// <summary>How long calls under way may take to end; an AppHost that stops in order kills after five seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>Stops the host with its AppHost, where it runs under LocalHosting; else changes nothing.</summary>
    /// <param name="builder">The host; it need not serve anything.</param>
    public static IHostApplicationBuilder AddParentWatch(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration[Switch] == "1")
        {
            builder.Services.AddHostedService<Watcher>();
        }

        return builder;
    }

    private sealed class Watcher(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var buffer = new byte[256];
            var input = Console.OpenStandardInput();
            // Console reads ignore cancellation, so the read has a thread of its own and is simply left behind at a normal stop.
            await Task.Run(() => { while (input.Read(buffer) > 0) { } }, stoppingToken).WaitAsync(stoppingToken);
            // Not under the stopping token: a stop that hangs on an open stream is what this is for.
            _ = Task.Delay(Grace, CancellationToken.None).ContinueWith(_ => Environment.Exit(0), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            lifetime.StopApplication();
        }
    }
}
