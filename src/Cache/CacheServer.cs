using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.server;
using Microsoft.Extensions.Options;

namespace Sitrep.Cache;

/// <summary>
/// Garnet in this process, as a cache and nothing more: loopback, memory only, the oldest entries dropped when it is full; no append-only
/// file, no scripts, no disk. A restart starts empty.
/// </summary>
internal sealed partial class CacheServer(IOptions<CacheOptions> options, ILoggerFactory loggers, ILogger<CacheServer> logger) : IHostedService, IDisposable
{
    private readonly CacheOptions _options = options.Value;
    private GarnetServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new GarnetServer(
            new GarnetServerOptions
            {
                // Both, for clients find either behind "localhost".
                EndPoints = Socket.OSSupportsIPv6
                    ? [new IPEndPoint(IPAddress.Loopback, _options.Port), new IPEndPoint(IPAddress.IPv6Loopback, _options.Port)]
                    : [new IPEndPoint(IPAddress.Loopback, _options.Port)],
                LogMemorySize = string.Create(CultureInfo.InvariantCulture, $"{_options.MemoryMb}m"),
                PageSize = "4m",
                IndexMemorySize = "8m",
                PubSubPageSize = "4k",
                EnableAOF = false,
                EnableLua = false,
                EnableStorageTier = false,
                QuietMode = true,
            },
            loggers);
        _server.Start();
        LogListening(_options.Port, _options.MemoryMb);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _server?.Dispose();

    [LoggerMessage(1, LogLevel.Information, "Cache listens on loopback port {Port}, with {MemoryMb} MB for entries", EventName = "CacheListening")]
    private partial void LogListening(int port, int memoryMb);
}
