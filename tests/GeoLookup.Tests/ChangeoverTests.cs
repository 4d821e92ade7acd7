using Grpc.Net.Client;
using Microsoft.AspNetCore.Mvc.Testing;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Building;
using Sitrep.Geo.V1;

namespace Sitrep.GeoLookup.Tests;

public sealed class ChangeoverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("sitrep-changeover-").FullName;

    [Fact]
    public async Task A_running_service_changes_over_to_a_new_index_and_user_places_without_one_error()
    {
        var token = TestContext.Current.CancellationToken;
        Build("a.gaz", "Kunduz");
        LiveGazetteer.SetCurrent(_folder, "a.gaz");
        var user = Path.Combine(_folder, "user.tsv");
        await File.WriteAllTextAsync(user, "#version\tone\n", token);
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("GeoLookup:Gazetteer", _folder).UseSetting("GeoLookup:UserPlaces", user).UseSetting("GeoLookup:CheckEvery", "00:00:00.1"));
        using var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = factory.Server.CreateHandler() });
        var client = new GeoLookupService.GeoLookupServiceClient(channel);
        var first = await client.GetGazetteerAsync(new GetGazetteerRequest(), cancellationToken: token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var calls = Task.Run(async () =>
        {
            var seen = new HashSet<string>();
            while (!stop.IsCancellationRequested)
            {
                seen.Add((await client.GetPlaceAsync(new GetPlaceRequest { Name = "places/10" }, cancellationToken: token)).DisplayName);
                await client.GeoparseAsync(new GeoparseRequest { Text = "Fighting in Kunduz." }, cancellationToken: token);
            }
            return seen;
        }, token);

        Build("b.gaz", "Qunduz");
        LiveGazetteer.SetCurrent(_folder, "b.gaz");
        var second = await ChangedAsync(client, first.Sha256, i => i.Sha256, token);
        await File.WriteAllTextAsync(user, "#version\ttwo\nplace\tx-camp\tCamp Seven\t36.7\t68.9\tP.PPL\tAF\t\t\t\n", token);
        var third = await ChangedAsync(client, second.Version, i => i.Version, token);
        await stop.CancelAsync();

        Assert.Subset(new HashSet<string> { "Kunduz", "Qunduz" }, await calls);
        Assert.Contains("+user-two-", third.Version, StringComparison.Ordinal);
        Assert.Equal("Camp Seven", (await client.GetPlaceAsync(new GetPlaceRequest { Name = "places/x-camp" }, cancellationToken: token)).DisplayName);

        // What cannot be read is refused, and nothing changes.
        await File.WriteAllTextAsync(user, "nonsense\n", token);
        await Task.Delay(500, token);
        Assert.Equal(third.Version, (await client.GetGazetteerAsync(new GetGazetteerRequest(), cancellationToken: token)).Version);
    }

    [Fact]
    public async Task A_page_of_one_gazetteer_is_no_page_of_another()
    {
        var token = TestContext.Current.CancellationToken;
        Build("a.gaz", "Kunduz", "Kunduz Kalan", "Kunduz Khurd");
        LiveGazetteer.SetCurrent(_folder, "a.gaz");
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("GeoLookup:Gazetteer", _folder).UseSetting("GeoLookup:CheckEvery", "00:00:00.1"));
        using var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = factory.Server.CreateHandler() });
        var client = new GeoLookupService.GeoLookupServiceClient(channel);
        var request = new SearchPlacesRequest { Query = "Kunduz", PageSize = 1 };
        request.PageToken = (await client.SearchPlacesAsync(request, cancellationToken: token)).NextPageToken;
        var first = await client.GetGazetteerAsync(new GetGazetteerRequest(), cancellationToken: token);
        Build("b.gaz", "Kunduz", "Kunduz Kalan");
        LiveGazetteer.SetCurrent(_folder, "b.gaz");
        await ChangedAsync(client, first.Sha256, i => i.Sha256, token);

        var violations = await GeoService.ViolationsAsync(client.SearchPlacesAsync(request, cancellationToken: token));

        Assert.Equal([("page_token", "FOREIGN_PAGE_TOKEN")], violations);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static async Task<GazetteerInfo> ChangedAsync(GeoLookupService.GeoLookupServiceClient client, string before, Func<GazetteerInfo, string> of, CancellationToken token)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var info = await client.GetGazetteerAsync(new GetGazetteerRequest(), cancellationToken: token);
            if (of(info) != before)
                return info;
            Assert.True(waited.Elapsed < Patience, "The service has not changed over.");
            await Task.Delay(50, token);
        }
    }

    private void Build(string file, params string[] names)
    {
        var sources = Directory.CreateTempSubdirectory("sitrep-dumps-").FullName;
        File.WriteAllText(
            Path.Combine(sources, "countryInfo.txt"), "AF\tAFG\t004\tAF\tAfghanistan\tKabul\t647500\t29121286\tAS\t.af\tAFN\tAfghani\t93\t\t\tfa-AF\t1149361\tTM,CN\t\n");
        File.WriteAllLines(
            Path.Combine(sources, "AF.txt"), names.Select((n, i) => $"{10 + i}\t{n}\t{n}\t\t36.73\t68.8{i}\tP\tPPL\tAF\t\t\t\t\t\t1000\t\t\t\t2020-01-01"));
        GazetteerBuilder.Build(GazetteerSources.FromDirectory(sources), Path.Combine(_folder, file), false, null, CancellationToken.None);
        Directory.Delete(sources, true);
    }
}
