using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sitrep.Geo.V1;

namespace Sitrep.Benchmarks.Gazetteer;

/// <summary>GetPlace of the service as it ships against an RPC of the same messages that looks nothing up: what the service costs beside the transport.</summary>
internal static class RpcComparison
{
    private const int Calls = 8_000;
    private const int AtOnce = 16;
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--serve-echo", var port])
        {
            await Echo(int.Parse(port, CultureInfo.InvariantCulture)).RunAsync();
            return 0;
        }
        var service = typeof(RpcComparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "GeoLookupService").Value!;
        using var geo = Start(service, 5193);
        using var echo = Start(typeof(RpcComparison).Assembly.Location, 5194, "geo-rpc", "--serve-echo", "5194");
        try
        {
            var (place, same) = (await ClientAsync(5193), await ClientAsync(5194));
            await MeasureAsync(place);
            await MeasureAsync(same);
            for (var round = 0; round < Rounds; round++)
            {
                var (a, b) = (await MeasureAsync(place), await MeasureAsync(same));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"GetPlace {a:N0}/s   echo of the same messages {b:N0}/s   ratio {a / b:0.00}"));
            }
        }
        finally
        {
            geo.Kill(true);
            echo.Kill(true);
        }
        return 0;
    }

    private static async Task<double> MeasureAsync(GeoLookupService.GeoLookupServiceClient client)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            for (var i = 0; i < Calls / AtOnce; i++)
                await client.GetPlaceAsync(new GetPlaceRequest { Name = "places/1135689" });
        }));
        return Calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<GeoLookupService.GeoLookupServiceClient> ClientAsync(int port)
    {
        var client = new GeoLookupService.GeoLookupServiceClient(GrpcChannel.ForAddress($"http://127.0.0.1:{port}"));
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await client.GetPlaceAsync(new GetPlaceRequest { Name = "places/1135689" });
                return client;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && attempt < 200)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Process Start(string assembly, int port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["Authentication__Mode"] = "None";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    private static WebApplication Echo(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(port, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<EchoService>();
        return app;
    }

    /// <summary>The same place each time, made once.</summary>
    internal sealed class EchoService : GeoLookupService.GeoLookupServiceBase
    {
        private static readonly Place Same = Mapping.Geo.PlaceMapping.ToProto(Sitrep.Gazetteer.DefaultGazetteer.Open().Find("1135689")!);

        public override Task<Place> GetPlace(GetPlaceRequest request, ServerCallContext context) => Task.FromResult(Same);
    }
}
