using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

/// <summary>The service as a process of its own, killed without warning. `SITREP_KILL_ROUNDS` asks for more than the few rounds of every run.</summary>
public sealed class KillTests
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SITREP_KILL_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    private const int MostAhead = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Below the number of submissions that may wait, so that none is refused.</summary>
    private const int AtOnce = 256;

    [Fact]
    public async Task Killed_in_the_middle_of_a_stream_every_acknowledged_report_is_there_once_and_is_coded()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var events = await FakeEvents.StartAsync();
        var random = new Random(20261122);
        var acknowledged = new ConcurrentDictionary<string, string>();
        var sent = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await using var service = await Service.StartAsync(database.ConnectionString, events.Address);
            using var call = service.Client.SubmitReports(cancellationToken: Token);
            var first = sent;
            var reading = ReadAsync(call, acknowledged, first);
            var writing = WriteAsync(call, first, acknowledged);
            await Reports.EventuallyAsync(() => acknowledged.Count > 50 * (round + 1), "acknowledgements");
            await Task.Delay(random.Next(200), Token);

            service.Kill();
            await reading;
            sent = await writing;
        }

        await using var last = await Service.StartAsync(database.ConnectionString, events.Address);
        foreach (var (name, text) in acknowledged)
        {
            Assert.Equal(text, (await last.Client.GetAsync(name)).Text);
        }

        // What was not acknowledged can be sent again: each text is one report in the end.
        var names = new HashSet<string>();
        foreach (var some in Enumerable.Range(0, sent).Chunk(AtOnce))
        {
            names.UnionWith((await Task.WhenAll(some.Select(i => last.Client.SubmitAsync(Reports.Valid(Text(i)))))).Select(report => report.Name));
        }

        var stored = new List<string>();
        var request = new ListReportsRequest { PageSize = 1_000 };
        do
        {
            var page = await last.Client.ListReportsAsync(request, cancellationToken: Token);
            stored.AddRange(page.Reports.Select(report => report.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.True(acknowledged.Keys.All(names.Contains), "an acknowledged report has another name when it is sent again");
        Assert.Equal(names.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        var pending = new ListReportsRequest { State = Report.Types.State.Pending, PageSize = 1 };
        while ((await last.Client.ListReportsAsync(pending, cancellationToken: Token)).Reports is [var waiting])
        {
            await last.Client.AwaitStateAsync(waiting.Name, Report.Types.State.Coded);
        }

        Assert.Equal(names.Count, events.Received.Select(received => received.Report.Name).Distinct().Count());
        Assert.All(events.Received, received => Assert.Equal(1, received.Report.Revision));
    }

    private static string Text(int number) => $"Numbered dispatch {number} from the river crossing.";

    /// <summary>Writes until the service is gone, some reports ahead of the acknowledgements.</summary>
    private static async Task<int> WriteAsync(
        AsyncDuplexStreamingCall<SubmitReportsRequest, SubmitReportsResponse> call, int from, ConcurrentDictionary<string, string> acknowledged)
    {
        var before = acknowledged.Count;
        for (var i = from; ; i++)
        {
            try
            {
                if (i - from > acknowledged.Count - before + MostAhead)
                {
                    await Task.Delay(1, Token);
                }

                await call.RequestStream.WriteAsync(new SubmitReportsRequest { Report = Reports.Valid(Text(i)), RequestId = Guid.NewGuid().ToString() }, Token);
            }
            catch (Exception gone) when (gone is RpcException or InvalidOperationException or IOException)
            {
                return i + 1;
            }
        }
    }

    private static async Task ReadAsync(
        AsyncDuplexStreamingCall<SubmitReportsRequest, SubmitReportsResponse> call, ConcurrentDictionary<string, string> acknowledged, int from)
    {
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync(Token))
            {
                Assert.True(acknowledged.TryAdd(answer.Report.Name, Text(from + (int)answer.Index)), "acknowledged twice");
            }
        }
        catch (RpcException)
        {
            // Killed, as it should be.
        }
    }

    private sealed class Service : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly GrpcChannel _channel;

        private Service(Process process, string address)
        {
            _process = process;
            _channel = GrpcChannel.ForAddress(address);
            Client = new SourcesService.SourcesServiceClient(_channel);
        }

        public SourcesService.SourcesServiceClient Client { get; }

        public static async Task<Service> StartAsync(string connectionString, string events)
        {
            var address = $"http://127.0.0.1:{FreePort()}";
            var start = new ProcessStartInfo("dotnet", [Assembly(), "--urls", address]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["ConnectionStrings__sources-db"] = connectionString;
            start.Environment["services__events__http__0"] = events;
            start.Environment["Logging__LogLevel__Default"] = "Warning";
            // A killed process leaves leases behind: let them run out soon.
            start.Environment["Sources__Dispatch__CallDeadline"] = "00:00:01";
            start.Environment["Sources__Dispatch__Lease"] = "00:00:06";
            var process = Process.Start(start) ?? throw new InvalidOperationException("No process.");
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var service = new Service(process, address);
            await service._channel.ConnectAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
            return service;
        }

        public void Kill() => _process.Kill();

        public async ValueTask DisposeAsync()
        {
            _channel.Dispose();
            _process.Kill();
            await _process.WaitForExitAsync(Token);
            _process.Dispose();
        }

        /// <summary>The service as it was built beside these tests, from its own output with its own dependencies.</summary>
        private static string Assembly()
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
            return Path.Combine(root, "src", "Sources", "bin", output.Parent!.Name, output.Name, "Sitrep.Sources.dll");
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
