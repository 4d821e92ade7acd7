using System.Diagnostics;
using System.Text;

namespace Sitrep.LocalHosting.Running;

/// <summary>
/// A service as a child process. Its standard input is a pipe of which the AppHost holds the only other end: when that end closes, by
/// intent or because the AppHost was killed, the service stops itself (ServiceDefaults, where LOCALHOSTING=1). So one mechanism serves an
/// orderly stop and the worst end alike, on every system.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _output;

    private ChildProcess(Process process, Action<string, bool> onLine)
    {
        _process = process;
        Id = process.Id;
        _output = Task.WhenAll(ReadLinesAsync(process.StandardOutput, line => onLine(line, false)), ReadLinesAsync(process.StandardError, line => onLine(line, true)));
    }

    public int Id { get; }

    /// <summary>Starts <c>dotnet ASSEMBLY</c>.</summary>
    /// <param name="assemblyPath">The assembly.</param>
    /// <param name="workingDirectory">Where it looks for appsettings.json.</param>
    /// <param name="environment">Variables it gets beside those of this process.</param>
    /// <param name="onLine">Takes each line that it writes, and whether to standard error.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The process cannot be started.</exception>
    public static ChildProcess Start(string assemblyPath, string workingDirectory, IReadOnlyDictionary<string, string> environment, Action<string, bool> onLine)
    {
        var start = new ProcessStartInfo(DotnetHost())
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(assemblyPath);
        // What belongs to the AppHost alone: a service that inherited its addresses would try to listen there.
        foreach (var own in start.Environment.Keys.Where(IsOwnVariable).ToList())
            start.Environment.Remove(own);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        return new(Process.Start(start)!, onLine);
    }

    /// <summary>Ends with the process; its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        // The last lines say why; a grandchild that keeps the pipe open must not keep us.
        await Task.WhenAny(_output, Task.Delay(TimeSpan.FromSeconds(1), cancellationToken));
        return _process.ExitCode;
    }

    /// <summary>Lets the process stop in order, and kills it and what it started where it has not within <paramref name="grace"/>.</summary>
    /// <returns>Its exit code, and whether it had to be killed.</returns>
    public async Task<(int ExitCode, bool Killed)> StopAsync(TimeSpan grace)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already.
        }

        using var patience = new CancellationTokenSource(grace);
        try
        {
            return (await WaitForExitAsync(patience.Token), false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            return (await WaitForExitAsync(CancellationToken.None), true);
        }
    }

    public void Dispose() => _process.Dispose();

    private static bool IsOwnVariable(string name) =>
        name is "ASPNETCORE_URLS" or "ASPNETCORE_HTTP_PORTS" or "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT" or "DOTNET_LAUNCH_PROFILE" ||
        name.StartsWith("ASPIRE_", StringComparison.Ordinal);

    /// <summary>The dotnet that runs this process, so that a private SDK is used all the way down.</summary>
    private static string DotnetHost()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path && File.Exists(path)) return path;
        if (Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet") return self;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            var inRoot = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            if (File.Exists(inRoot)) return inRoot;
        }

        return "dotnet";
    }

    /// <summary>Reads line by line; a line without end comes out in pieces instead of filling memory.</summary>
    private static async Task ReadLinesAsync(StreamReader reader, Action<string> onLine)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        try
        {
            int count;
            while ((count = await reader.ReadAsync(buffer)) > 0)
            {
                var rest = buffer.AsMemory(0, count);
                int end;
                while ((end = rest.Span.IndexOf('\n')) >= 0)
                {
                    onLine(line.Append(rest.Span[..end].TrimEnd('\r')).ToString());
                    line.Clear();
                    rest = rest[(end + 1)..];
                }

                line.Append(rest.Span);
                if (line.Length <= ResourceLog.MaxLineLength) continue;
                onLine(line.ToString());
                line.Clear();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe broke with the process: what was read so far is all there is.
        }

        if (line.Length > 0) onLine(line.ToString());
    }
}
