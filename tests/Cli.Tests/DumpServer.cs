using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sitrep.Cli.Tests;

/// <summary>A download area on loopback: serves files with validators and ranges, and breaks connections where it is told to.</summary>
internal sealed class DumpServer : IAsyncDisposable
{
    private static readonly DateTime Modified = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public DumpServer()
    {
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/dump/";
        _serving = ServeAsync();
    }

    public string Address { get; }

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Bytes after which the connection breaks, once for each entry.</summary>
    public Queue<int> Breaks { get; } = new();

    /// <summary>Path, range and status of every request.</summary>
    public List<(string File, string Range, int Status)> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                await AnswerAsync(stream);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException
            || (e is InvalidOperationException && _stop.IsCancellationRequested))
        {
            // Stopped; a listener that is stopped between two connections says that it does not listen.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 1024, true);
        var path = (await reader.ReadLineAsync(_stop.Token))?.Split(' ')[1] ?? "";
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var file = path["/dump/".Length..];
        var range = headers.GetValueOrDefault("Range", "");
        if (!Files.TryGetValue(file, out var content))
        {
            await SendAsync(stream, file, range, 404, "", []);
            return;
        }
        var modified = "Last-Modified: " + Modified.ToString("R", CultureInfo.InvariantCulture) + "\r\n";
        if (headers.TryGetValue("If-Modified-Since", out var since) && DateTime.Parse(since, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) >= Modified)
            await SendAsync(stream, file, range, 304, modified, []);
        else if (range.Length > 0 && headers.GetValueOrDefault("If-Range") == Modified.ToString("R", CultureInfo.InvariantCulture))
            await SendAsync(stream, file, range, 206, modified, content[int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture)..]);
        else
            await SendAsync(stream, file, range, 200, modified, content);
    }

    private async Task SendAsync(NetworkStream stream, string file, string range, int status, string headers, byte[] content)
    {
        Requests.Add((file, range, status));
        var length = status == 304 ? "" : $"Content-Length: {content.Length}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\n{headers}{length}Connection: close\r\n\r\n"), _stop.Token);
        var most = content.Length > 0 && Breaks.TryDequeue(out var at) ? Math.Min(at, content.Length) : content.Length;
        await stream.WriteAsync(content.AsMemory(0, most), _stop.Token);
    }
}
