using System.Diagnostics;
using System.Reflection;

namespace Sitrep.Events.Tests.Service;

/// <summary>The real geo-lookup with the default gazetteer, as a process of its own on a free loopback port.</summary>
internal sealed class GeoLookupProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private GeoLookupProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    public static async Task<GeoLookupProcess> StartAsync()
    {
        var program = typeof(GeoLookupProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "GeoLookup").Value!;
        // Warnings are the default of every service; the line that names the port is not one.
        string[] arguments = [program, "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"];
        var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("geo-lookup did not start.");
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                address.TrySetResult(line.Data[(at + Listening.Length)..].Trim());
            }
        };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new GeoLookupProcess(process, await address.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
