using Microsoft.Extensions.Hosting;

namespace Sitrep.ServiceDefaults.Hosting;

/// <summary>
/// Under LocalHosting a service's standard input is a pipe that its AppHost holds open: its end means that the AppHost is gone, however it
/// died, and the service stops so that no orphan is left.
/// </summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    public const string Switch = "LOCALHOSTING";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var buffer = new byte[256];
        await using var input = Console.OpenStandardInput();
        // Console reads ignore cancellation, so the read has a thread of its own and is simply left behind at a normal stop.
        await Task.Run(() => { while (input.Read(buffer) > 0) { } }, stoppingToken).WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }
}
