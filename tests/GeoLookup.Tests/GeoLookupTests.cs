using System.Diagnostics.Metrics;
using Google.Type;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.GeoLookup.Tests;

public sealed class GeoLookupTests(GeoService service) : IClassFixture<GeoService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_place_comes_by_name_with_its_alternate_names()
    {
        var place = await service.Client.GetPlaceAsync(new GetPlaceRequest { Name = "places/1135689" }, cancellationToken: Token);

        Assert.Equal(("places/1135689", "Kunduz", "P", "PPLA", "AF", "AFG", "Asia/Kabul"), (place.Name, place.DisplayName, place.FeatureClass, place.FeatureCode, place.CountryCode, place.CountryCode3, place.TimeZone));
        Assert.Equal([("places/1149361", "ADM0"), ("places/1135690", "ADM1")], place.ContainingAreas.Select(a => (a.Place, a.Level)));
        Assert.True(place.HasPopulation);
        Assert.Contains(place.AlternateNames, n => n.Text == "Qunduz");
    }

    [Fact]
    public async Task A_place_of_our_own_comes_by_its_x_name()
    {
        var place = await service.Client.GetPlaceAsync(new GetPlaceRequest { Name = "places/x-darfur" }, cancellationToken: Token);

        Assert.Equal(("Darfur", "L", "RGN", "SD", false), (place.DisplayName, place.FeatureClass, place.FeatureCode, place.CountryCode, place.HasPopulation));
        Assert.Contains(place.AlternateNames, n => n is { Text: "Darfuri", Kind: Place.Types.Kind.Demonym });
    }

    [Fact]
    public async Task A_batch_comes_in_the_order_asked_with_repeats()
    {
        var names = new[] { "places/99072", "places/x-sahel", "places/99072" };

        var response = await service.Client.BatchGetPlacesAsync(new BatchGetPlacesRequest { Names = { names } }, cancellationToken: Token);

        Assert.Equal(names, response.Places.Select(p => p.Name));
    }

    [Theory]
    [InlineData(SearchPlacesRequest.Types.Match.Unspecified, "Aleppo", "places/170063")]
    [InlineData(SearchPlacesRequest.Types.Match.Exact, "aleppo", "places/170063")]
    [InlineData(SearchPlacesRequest.Types.Match.Prefix, "Alepp", "places/170063")]
    [InlineData(SearchPlacesRequest.Types.Match.Fuzzy, "Aleppa", "places/170063")]
    public async Task Each_kind_of_match_finds(SearchPlacesRequest.Types.Match match, string query, string name)
    {
        var response = await service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = query, Match = match }, cancellationToken: Token);

        Assert.Equal(name, response.Places[0].Place.Name);
        Assert.InRange(response.Places[0].Confidence, 0.1, 1);
        Assert.Empty(response.Places[0].Place.AlternateNames);
    }

    [Fact]
    public async Task A_walk_through_a_search_gives_each_place_once_and_ends_with_an_empty_token()
    {
        var whole = await service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = "san jo", PageSize = 100, CountryCodes = { "PH", "AR" } }, cancellationToken: Token);
        var walked = new List<string>();
        var request = new SearchPlacesRequest { Query = "san jo", PageSize = 9, CountryCodes = { "PH", "AR" } };
        do
        {
            var page = await service.Client.SearchPlacesAsync(request, cancellationToken: Token);
            Assert.NotEmpty(page.Places);
            walked.AddRange(page.Places.Select(p => p.Place.Name));
            request.PageToken = page.NextPageToken;
            request.PageSize = request.PageSize == 9 ? 4 : 9; // another size goes on all the same
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(whole.Places.Select(p => p.Place.Name), walked.Take(100));
        Assert.Equal(walked.Count, walked.Distinct().Count());
    }

    [Fact]
    public async Task A_page_larger_than_the_maximum_is_read_as_the_maximum_and_none_as_the_default()
    {
        var large = await service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = "san", PageSize = 5000 }, cancellationToken: Token);
        var plain = await service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = "san" }, cancellationToken: Token);

        Assert.Equal((100, 20), (large.Places.Count, plain.Places.Count));
    }

    [Fact]
    public async Task Children_come_in_pages()
    {
        var walked = new List<Place>();
        var request = new ListChildPlacesRequest { Parent = "places/1149361", PageSize = 10 };
        do
        {
            var page = await service.Client.ListChildPlacesAsync(request, cancellationToken: Token);
            walked.AddRange(page.Places);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(34, walked.Count(p => p.FeatureCode == "ADM1"));
        Assert.Equal(walked.Count, walked.Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public async Task A_place_without_children_has_an_empty_page()
    {
        var page = await service.Client.ListChildPlacesAsync(new ListChildPlacesRequest { Parent = "places/99072" }, cancellationToken: Token);

        Assert.Empty(page.Places);
        Assert.Empty(page.NextPageToken);
    }

    [Fact]
    public async Task Toponyms_resolve_in_order_and_an_unknown_one_leaves_the_rest()
    {
        const string Text = "From Qwertzuiopia to Kunduz, 10 km north of Mosul.";
        var request = new ResolveToponymsRequest { Text = Text, MaxAlternatives = 2 };
        foreach (var word in new[] { "Qwertzuiopia", "Kunduz", "Mosul" })
            request.Spans.Add(new TextSpan { Start = Text.IndexOf(word, StringComparison.Ordinal), End = Text.IndexOf(word, StringComparison.Ordinal) + word.Length });

        var response = await service.Client.ResolveToponymsAsync(request, cancellationToken: Token);

        Assert.Equal(["Qwertzuiopia", "Kunduz", "Mosul"], response.Toponyms.Select(t => t.Evidence.Quote));
        Assert.Equal((null, Toponym.Types.UnresolvedReason.NotInGazetteer, false), (response.Toponyms[0].Place, response.Toponyms[0].Unresolved, response.Toponyms[0].HasConfidence));
        Assert.Equal(("places/1135689", GeoPrecision.Exact), (response.Toponyms[1].Place.Name, response.Toponyms[1].Precision));
        Assert.Equal(("places/99072", GeoPrecision.Near), (response.Toponyms[2].Place.Name, response.Toponyms[2].Precision));
        Assert.True(response.Toponyms[2].Point.Latitude > response.Toponyms[2].Place.Point.Latitude);
        Assert.NotEmpty(response.Toponyms[1].Alternatives);
        Assert.Equal((await service.Client.GetGazetteerAsync(new GetGazetteerRequest(), cancellationToken: Token)).Version, response.GazetteerVersion);
    }

    [Theory]
    [InlineData("Students of Georgia Tech met in Atlanta.", "Georgia", "Atlanta")]
    [InlineData("The singer Michael Jackson flew to Kabul.", "Jackson", "Kabul")]
    public async Task A_span_of_another_name_is_no_place_unless_the_caller_knows_better(string text, string other, string place)
    {
        var request = new ResolveToponymsRequest { Text = text };
        foreach (var word in new[] { other, place })
            request.Spans.Add(new TextSpan { Start = text.IndexOf(word, StringComparison.Ordinal), End = text.IndexOf(word, StringComparison.Ordinal) + word.Length });

        var read = (await service.Client.ResolveToponymsAsync(request, cancellationToken: Token)).Toponyms;
        request.SpansAreToponyms = true;
        var trusted = (await service.Client.ResolveToponymsAsync(request, cancellationToken: Token)).Toponyms;

        Assert.Equal([Toponym.Types.UnresolvedReason.NotAPlace, Toponym.Types.UnresolvedReason.Unspecified], read.Select(t => t.Unresolved));
        Assert.Null(read[0].Place);
        Assert.Equal([other, place], read.Select(t => t.Evidence.Quote));
        Assert.All(trusted, t => Assert.NotNull(t.Place));
    }

    [Fact]
    public async Task Usage_is_read_from_the_text_where_only_spans_are_given()
    {
        const string Text = "The Kabul government sent aid to Herat.";
        var request = new ResolveToponymsRequest { Text = Text, Spans = { new TextSpan { Start = 4, End = 9 }, new TextSpan { Start = 33, End = 38 } } };

        var response = await service.Client.ResolveToponymsAsync(request, cancellationToken: Token);

        Assert.Equal([Toponym.Types.Usage.Associative, Toponym.Types.Usage.Literal], response.Toponyms.Select(t => t.Usage));
    }

    [Fact]
    public async Task The_context_steers_resolution()
    {
        var request = new ResolveToponymsRequest { Text = "Melbourne", Spans = { new TextSpan { Start = 0, End = 9 } }, Context = new Context { CountryCodes = { "US" }, Bias = new LatLng { Latitude = 28.1, Longitude = -80.6 } } };

        var response = await service.Client.ResolveToponymsAsync(request, cancellationToken: Token);

        Assert.Equal("US", response.Toponyms[0].Place.CountryCode);
    }

    [Fact]
    public async Task Geoparse_gives_the_toponyms_of_the_text_in_its_order()
    {
        var response = await service.Client.GeoparseAsync(new GeoparseRequest { Text = "Taliban fighters entered Kunduz on Monday, and officials in Kabul denied it." }, cancellationToken: Token);

        Assert.Equal([("Kunduz", "places/1135689"), ("Kabul", "places/1138958")], response.Toponyms.Select(t => (t.Evidence.Quote, t.Place?.Name)));
        Assert.Equal([25, 60], response.Toponyms.Select(t => t.Evidence.Span.Start));
        Assert.All(response.Toponyms, t => Assert.Equal(GeoPrecision.Exact, t.Precision));
        Assert.NotEmpty(response.GazetteerVersion);
    }

    [Fact]
    public async Task A_point_gives_its_place_with_the_areas_around_it()
    {
        var response = await service.Client.ReverseGeocodeAsync(new ReverseGeocodeRequest { Point = new LatLng { Latitude = 36.75, Longitude = 68.86 } }, cancellationToken: Token);

        Assert.Equal("places/1135689", response.Place.Name);
        Assert.Equal(["Afghanistan", "Kunduz"], response.Place.ContainingAreas.Select(a => a.DisplayName));
        Assert.InRange(response.DistanceM, 1, 5_000);
    }

    [Theory]
    [InlineData(-16.8, 180)]
    [InlineData(-16.8, -180)]
    public async Task Both_names_of_the_date_line_are_in_Fiji(double latitude, double longitude)
    {
        var response = await service.Client.ReverseGeocodeAsync(new ReverseGeocodeRequest { Point = new LatLng { Latitude = latitude, Longitude = longitude }, MaxDistanceM = 300_000 }, cancellationToken: Token);

        Assert.Equal("FJ", response.Place.CountryCode);
    }

    [Fact]
    public async Task An_empty_sea_gives_no_place_and_other_classes_give_theirs()
    {
        var sea = new LatLng { Latitude = 20, Longitude = 38 };

        Assert.Null((await service.Client.ReverseGeocodeAsync(new ReverseGeocodeRequest { Point = sea, MaxDistanceM = 1000 }, cancellationToken: Token)).Place);
        Assert.Equal("places/x-red-sea", (await service.Client.ReverseGeocodeAsync(new ReverseGeocodeRequest { Point = sea, MaxDistanceM = 1000, FeatureClasses = { "H" } }, cancellationToken: Token)).Place.Name);
    }

    [Fact]
    public async Task The_gazetteer_names_its_version_size_and_licence()
    {
        var info = await service.Client.GetGazetteerAsync(new GetGazetteerRequest(), cancellationToken: Token);

        Assert.Matches("^[0-9a-f]{64}$", info.Sha256);
        Assert.True(info.PlaceCount > 130_000 && info.NameCount > info.PlaceCount);
        Assert.Contains("GeoNames", info.Attribution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolutions_are_counted_by_outcome()
    {
        var counts = new Dictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "sitrep.geo.resolutions") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (counts)
                counts[tags[0].Key + "=" + tags[0].Value] = counts.GetValueOrDefault(tags[0].Key + "=" + tags[0].Value) + value;
        });
        listener.Start();

        await service.Client.ResolveToponymsAsync(new ResolveToponymsRequest { Text = "Kunduz Qwertzuiopia", Spans = { new TextSpan { Start = 0, End = 6 }, new TextSpan { Start = 7, End = 19 } } }, cancellationToken: Token);

        Assert.True(counts["sitrep.outcome=resolved"] >= 1);
        Assert.True(counts["sitrep.outcome=not_in_gazetteer"] >= 1);
    }

    [Fact]
    public async Task It_says_that_it_is_healthy()
    {
        var health = await new Health.HealthClient(service.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Token);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public void A_gazetteer_that_cannot_be_read_stops_the_start()
    {
        using var factory = new Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program>().WithWebHostBuilder(host => host.UseSetting("GeoLookup:Gazetteer", typeof(GeoLookupTests).Assembly.Location));

        Assert.Throws<Sitrep.Gazetteer.GazetteerFormatException>(() => factory.Services.GetRequiredService<Sitrep.Gazetteer.LiveGazetteer>());
    }
}

