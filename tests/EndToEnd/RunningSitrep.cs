using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Sources.V1;

namespace Sitrep.EndToEnd;

/// <summary>The whole of Sitrep, started as `dotnet run --project AppHost` starts it, with a data directory of its own.</summary>
internal sealed partial class RunningSitrep : IAsyncDisposable
{
    /// <summary>Tests that start the whole take turns: two beside each other would measure each other.</summary>
    public const string OneAtATime = "one AppHost at a time";

    /// <summary>For what has no bound of its own in the requirements: a shared machine may be many times slower than an idle one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sitrep-end-to-end-");
    private readonly ConcurrentQueue<string> _output = [];
    private readonly List<GrpcChannel> _channels = [];
    private readonly HttpClient _page = new();

    private RunningSitrep(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [AppHostAssembly]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SITREP_DATA"] = _data.FullName;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        Process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    /// <summary>The AppHost.</summary>
    public Process Process { get; }

    public SourcesService.SourcesServiceClient Sources => new(Calls("sources"));

    public EventsService.EventsServiceClient Events => new(Calls("events"));

    public GeoLookupService.GeoLookupServiceClient Geo => new(Calls("geo-lookup"));

    /// <summary>Address of each resource.</summary>
    public IReadOnlyDictionary<string, string> Endpoints { get; private set; } = new Dictionary<string, string>();

    /// <summary>What calls show to the services; nothing where null.</summary>
    public string? BearerToken { get; set; }

    /// <summary>The key of this installation, where it runs with AUTH=jwt.</summary>
    public string KeyFile => Path.Combine(_data.FullName, "access.key");

    public string Output => string.Join('\n', _output);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Built beside this project, in the same configuration.</summary>
    private static string AppHostAssembly
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "AppHost", "bin", output.Parent.Name, output.Name, "Sitrep.AppHost.dll");
        }
    }

    /// <summary>Starts everything and waits until the AppHost says that it is healthy.</summary>
    public static async Task<RunningSitrep> StartAsync(params (string Name, string Value)[] settings)
    {
        var sitrep = new RunningSitrep(settings.ToDictionary(s => s.Name, s => s.Value));
        try
        {
            await EventuallyAsync(
                () => Task.FromResult(sitrep.Output.Contains("healthy in", StringComparison.Ordinal) || (sitrep.Process.HasExited ? throw new InvalidOperationException(sitrep.Output) : false)),
                () => "the AppHost is healthy; it said:\n" + sitrep.Output);
            var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(sitrep._data.FullName, "endpoints.json"), Cancellation)).RootElement;
            sitrep.Endpoints = file.GetProperty("endpoints").Deserialize<Dictionary<string, string>>()!;
            sitrep._page.BaseAddress = new Uri(file.GetProperty("page").GetString()!);
            return sitrep;
        }
        catch
        {
            await sitrep.DisposeAsync();
            throw;
        }
    }

    /// <summary>A report of its own wherever <paramref name="number"/> differs.</summary>
    public static Report SampleReport(int number) => new()
    {
        Source = "End-to-end wire",
        Title = $"Police post {number} attacked in Kunduz",
        Text = $"Taliban fighters attacked police post {number} in Kunduz on Saturday and killed 12 officers, a police spokesman said. "
            + "The Taliban said that 30 policemen had died. On Sunday government forces shelled positions near Baghlan and wounded four civilians.",
        PublishTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2019, 9, 2, 8, 0, 0, TimeSpan.Zero)),
    };

    public static async Task EventuallyAsync(Func<Task<bool>> holds, Func<string> what, TimeSpan? patience = null)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < (patience ?? Patience), $"waited in vain until {what()}");
            await Task.Delay(50, Cancellation);
        }
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A resource as the page shows it.</summary>
    public async Task<(int? Pid, int Restarts, bool IsHealthy)> ResourceAsync(string name)
    {
        var found = (await _page.GetFromJsonAsync<JsonElement>("api/resources", Cancellation)).EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);
        var pid = found.GetProperty("pid");
        return (pid.ValueKind == JsonValueKind.Null ? null : pid.GetInt32(), found.GetProperty("restarts").GetInt32(), found.GetProperty("health").GetString() == "Healthy");
    }

    /// <summary>Processes of all services.</summary>
    public async Task<IReadOnlyList<int>> ServicesAsync() =>
        [.. (await _page.GetFromJsonAsync<JsonElement>("api/resources", Cancellation)).EnumerateArray()
            .Select(r => r.GetProperty("pid")).Where(p => p.ValueKind == JsonValueKind.Number).Select(p => p.GetInt32())];

    /// <summary>Kills a service's process as a crash or the kernel would.</summary>
    public async Task KillAsync(string name)
    {
        using var process = Process.GetProcessById((await ResourceAsync(name)).Pid!.Value);
        process.Kill();
    }

    /// <summary>What the page's data has at a path.</summary>
    public Task<JsonElement> PageAsync(string path) => _page.GetFromJsonAsync<JsonElement>(path, Cancellation);

    /// <summary>Runs a command of a resource, as its button does.</summary>
    public async Task<(bool Success, string? Message)> ExecuteAsync(string resource, string command)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/resources/{resource}/commands/{command}");
        request.Headers.Add("X-LocalHosting-Token", Token().Match(await _page.GetStringAsync("", Cancellation)).Groups[1].Value);
        using var response = await _page.SendAsync(request, Cancellation);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return (result.GetProperty("success").GetBoolean(), result.GetProperty("message").GetString());
    }

    public async Task<Report> SubmitAsync(Report report) => await Sources.SubmitReportAsync(new() { Report = report }, cancellationToken: Cancellation);

    public Task<Report> CodedAsync(string report) => CodedAsync(report, Patience);

    /// <summary>Waits until a report is coded.</summary>
    public async Task<Report> CodedAsync(string report, TimeSpan patience)
    {
        var latest = new Report();
        await EventuallyAsync(
            async () => (latest = await Sources.GetReportAsync(new() { Name = report }, cancellationToken: Cancellation)).Coding.State == Report.Types.State.Coded,
            () => $"{report} is coded; it stands at {latest.Coding}",
            patience);
        return latest;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        _page.Dispose();
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            await Process.WaitForExitAsync(CancellationToken.None);
        }

        Process.Dispose();
        _data.Delete(recursive: true);
    }

    private CallInvoker Calls(string resource)
    {
        var channel = GrpcChannel.ForAddress(Endpoints[resource], new() { MaxReceiveMessageSize = 64 * 1024 * 1024 });
        _channels.Add(channel);
        var calls = channel.CreateCallInvoker();
        return BearerToken is null ? calls : calls.Intercept(headers =>
        {
            headers.Add("authorization", "Bearer " + BearerToken);
            return headers;
        });
    }

    [GeneratedRegex("name=\"token\" content=\"([0-9a-f]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
