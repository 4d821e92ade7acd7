using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sitrep.Conformance.Events;

/// <summary>A PostgreSQL server of the test's own in a folder of its own, which the test may stop and start under load.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sitrep-postgres-");
    private readonly string _binaries;
    private readonly int _port;

    private PostgresServer(string binaries, int port) => (_binaries, _port) = (binaries, port);

    /// <summary>Of a database that is there.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=sitrep;Database=postgres");

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Makes and starts a server; skips the test where PostgreSQL's programs are not installed.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        Assert.SkipWhen(binaries is null, "PostgreSQL's programs are not installed below /usr/lib/postgresql.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = new PostgresServer(binaries!, ((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        if (Environment.IsPrivilegedProcess)
        {
            // It refuses to run as root.
            await server.RunAsync("/bin/chown", asPostgres: false, "postgres", server._folder.FullName);
        }

        await server.RunAsync(Path.Combine(binaries!, "initdb"), asPostgres: true, "-D", server.Data, "-U", "sitrep", "--auth=trust", "--encoding=UTF8", "--no-sync");
        await server.UpAsync();
        return server;
    }

    /// <summary>Starts it and waits until it takes connections.</summary>
    public Task UpAsync() => RunAsync(
        Path.Combine(_binaries, "pg_ctl"),
        asPostgres: true,
        "-D", Data, "-w", "-l", Path.Combine(_folder.FullName, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder.FullName}"), "start");

    /// <summary>Stops it as a crash would: every connection breaks, nothing is written any more; the next start recovers from its log.</summary>
    public Task CrashAsync() => RunAsync(Path.Combine(_binaries, "pg_ctl"), asPostgres: true, "-D", Data, "-w", "-m", "immediate", "stop");

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Path.Combine(_binaries, "pg_ctl"), asPostgres: true, "-D", Data, "-w", "-m", "immediate", "stop");
        _folder.Delete(recursive: true);
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
    }

    private Task RunAsync(string program, bool asPostgres, params string[] arguments) => RunAsync(
        asPostgres && Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments]) { WorkingDirectory = _folder.FullName }
            : new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName });
}
