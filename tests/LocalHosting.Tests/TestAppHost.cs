using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sitrep.LocalHosting.Tests;

/// <summary>An AppHost of two services as a process of its own.</summary>
internal sealed class TestAppHost : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("localhosting-test-");

    private TestAppHost()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sitrep.LocalHosting.TestApp.dll"), $"--SITREP_DATA={_data.FullName}"]) { RedirectStandardOutput = true };
        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, line) => Output.Add(line.Data ?? "");
        Process.BeginOutputReadLine();
    }

    public Process Process { get; }

    public string DataDirectory => _data.FullName;

    public System.Collections.Concurrent.ConcurrentBag<string> Output { get; } = [];

    /// <summary>Starts it and waits until it says that it is healthy.</summary>
    public static async Task<TestAppHost> StartAsync()
    {
        var appHost = new TestAppHost();
        await RunningApplication.EventuallyAsync(() => appHost.Output.Any(line => line.Contains("healthy in", StringComparison.Ordinal)), "the AppHost says that it is healthy");
        return appHost;
    }

    /// <summary>Processes of its services, as its page tells them.</summary>
    public async Task<IReadOnlyList<int>> ChildrenAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(DataDirectory, "endpoints.json"), cancellation));
        using var client = new HttpClient { BaseAddress = new Uri(file.RootElement.GetProperty("page").GetString()!) };
        var resources = await client.GetFromJsonAsync<JsonElement>("api/resources", cancellation);
        return [.. resources.EnumerateArray().Select(r => r.GetProperty("pid").GetInt32())];
    }

    public void Dispose()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        Process.Dispose();
        _data.Delete(recursive: true);
    }
}
