using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using StackExchange.Redis;

namespace Sitrep.Conformance;

/// <summary>The two servers that the cache runs on.</summary>
public enum CacheKind
{
    /// <summary>Ours, embedded: src/Cache.</summary>
    Garnet,
    /// <summary>`redis-server`, where it is installed.</summary>
    Redis,
}

/// <summary>A cache server of the test's own on a free loopback port, which the test may flush, kill and start again.</summary>
internal sealed class TestCache : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CacheKind _kind;
    private readonly int _port;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sitrep-cache-");
    private Process? _process;

    private TestCache(CacheKind kind, int port) => (_kind, _port) = (kind, port);

    /// <summary>What a service gets as `ConnectionStrings:cache`.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Starts a server; skips the test where Redis is asked for and not installed, which CI refuses.</summary>
    public static async Task<TestCache> StartAsync(CacheKind kind)
    {
        Assert.SkipWhen(kind == CacheKind.Redis && RedisServer() is null, "redis-server is not installed.");
        var cache = new TestCache(kind, FreePort());
        await cache.StartAsync();
        return cache;
    }

    /// <summary>Starts the server again, empty, on the same port.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(_kind == CacheKind.Redis ? Redis() : Garnet()) ?? throw new InvalidOperationException("The cache server did not start.");
        // What it says is read and dropped, or it would stop at a full pipe.
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience && !_process.HasExited, $"The {_kind} server on port {_port} does not answer.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends the server as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Forgets every entry.</summary>
    public async Task FlushAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true");
        await redis.GetServers()[0].FlushAllDatabasesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private ProcessStartInfo Redis() => Piped(RedisServer()!, "--bind", "127.0.0.1", "--port", Port, "--save", "", "--appendonly", "no", "--dir", _folder.FullName);

    private ProcessStartInfo Garnet() => Piped(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", CacheServer, $"--PORT={Port}", "--MemoryMb=32");

    private static string CacheServer => typeof(TestCache).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CacheServer").Value!;

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private ProcessStartInfo Piped(string file, params string[] arguments) =>
        new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName };

    private static string? RedisServer() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            var answer = new byte[5];
            await client.GetStream().ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
            return answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
