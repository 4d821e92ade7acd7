using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Sitrep.Events.V1;

namespace Sitrep.Conformance.Events;

/// <summary>The events service as a process of its own, with the coder that ships, which a drill may kill and start again on the same port.</summary>
internal sealed class EventsProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ProcessStartInfo _start;
    private readonly GrpcChannel _channel;
    private Process? _process;

    /// <param name="database">Connection string of the store.</param>
    /// <param name="geoLookup">Address of geo-lookup.</param>
    /// <param name="cache">Address of the cache; empty for none.</param>
    public EventsProcess(string database, string geoLookup, string cache)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var program = typeof(EventsProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "EventsService").Value!;
        _start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [program, $"--urls={address}", $"--ConnectionStrings:events-db={database}", $"--services:geo-lookup:http:0={geoLookup}", $"--ConnectionStrings:cache={cache}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _channel = GrpcChannel.ForAddress(address);
        Client = new EventsService.EventsServiceClient(_channel);
    }

    /// <summary>Stays the same however often the process is started.</summary>
    public EventsService.EventsServiceClient Client { get; }

    /// <summary>Starts the process and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(_start) ?? throw new InvalidOperationException("The events service did not start.");
        // What it says is read and dropped, or it would stop at a full pipe.
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await Client.SearchEventsAsync(new SearchEventsRequest { PageSize = 1 }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
                return;
            }
            catch (RpcException) when (Stopwatch.GetElapsedTime(started) < Patience && !_process.HasExited)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Ends the process as SIGKILL does: it finishes nothing.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _channel.Dispose();
    }
}
