using Google.Rpc;
using Google.Type;
using Grpc.Core;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.GeoLookup.Tests;

public sealed class GeoLookupErrorTests(GeoService service) : IClassFixture<GeoService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_place_that_is_not_there_is_not_found_by_name()
    {
        var status = await GeoService.FailAsync(service.Client.GetPlaceAsync(new GetPlaceRequest { Name = "places/999999999" }, cancellationToken: Token));

        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(((int)StatusCode.NotFound, "geo-lookup.sitrep", GeoLookupReasons.PlaceNotFound, "places/999999999"), (status.Code, info.Domain, info.Reason, info.Metadata["names"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1135689")]
    [InlineData("places/")]
    [InlineData("places/01")]
    [InlineData("places/x-")]
    [InlineData("places/x-Darfur")]
    [InlineData("places/1/2")]
    [InlineData("reports/1135689")]
    public async Task A_name_of_another_form_is_a_violation(string name) =>
        Assert.Equal([("name", GeoLookupReasons.InvalidName)], await GeoService.ViolationsAsync(service.Client.GetPlaceAsync(new GetPlaceRequest { Name = name }, cancellationToken: Token)));

    [Fact]
    public async Task A_batch_with_missing_places_gives_none_and_names_all_that_are_missing()
    {
        var request = new BatchGetPlacesRequest { Names = { "places/99072", "places/999999998", "places/1135689", "places/x-nowhere" } };

        var status = await GeoService.FailAsync(service.Client.BatchGetPlacesAsync(request, cancellationToken: Token));

        Assert.Equal((int)StatusCode.NotFound, status.Code);
        Assert.Equal("places/999999998,places/x-nowhere", status.GetDetail<ErrorInfo>().Metadata["names"]);
    }

    [Fact]
    public async Task A_thousand_missing_places_are_all_named()
    {
        var request = new BatchGetPlacesRequest { Names = { Enumerable.Range(0, 1000).Select(i => $"places/{2_000_000_000 + i}") } };

        var status = await GeoService.FailAsync(service.Client.BatchGetPlacesAsync(request, cancellationToken: Token));

        Assert.Equal(1000, status.GetDetail<ErrorInfo>().Metadata["names"].Split(',').Length);
    }

    [Fact]
    public async Task A_batch_of_none_or_too_many_or_misnamed_places_is_refused_with_each()
    {
        Assert.Equal([("names", GeoLookupReasons.Required)], await GeoService.ViolationsAsync(service.Client.BatchGetPlacesAsync(new BatchGetPlacesRequest(), cancellationToken: Token)));
        Assert.Equal(
            [("names", GeoLookupReasons.TooMany)],
            await GeoService.ViolationsAsync(service.Client.BatchGetPlacesAsync(new BatchGetPlacesRequest { Names = { Enumerable.Repeat("places/1", 1001) } }, cancellationToken: Token)));
        Assert.Equal(
            [("names[1]", GeoLookupReasons.InvalidName), ("names[2]", GeoLookupReasons.InvalidName)],
            await GeoService.ViolationsAsync(service.Client.BatchGetPlacesAsync(new BatchGetPlacesRequest { Names = { "places/1", "x", "y" } }, cancellationToken: Token)));
    }

    [Fact]
    public async Task A_search_hears_everything_that_is_wrong_at_once()
    {
        var request = new SearchPlacesRequest
        {
            Query = "",
            Match = (SearchPlacesRequest.Types.Match)9,
            CountryCodes = { "AF", "usa" },
            FeatureClasses = { "P", "Q" },
            Bias = new LatLng { Latitude = 91, Longitude = double.NaN },
            PageSize = -1,
            PageToken = "not a token",
        };

        var violations = await GeoService.ViolationsAsync(service.Client.SearchPlacesAsync(request, cancellationToken: Token));

        Assert.Equal(
            [
                ("query", GeoLookupReasons.Required), ("match", GeoLookupReasons.UnknownValue), ("country_codes[1]", GeoLookupReasons.InvalidCountryCode),
                ("feature_classes[1]", GeoLookupReasons.InvalidFeatureClass), ("bias.latitude", GeoLookupReasons.OutOfRange), ("bias.longitude", GeoLookupReasons.OutOfRange),
                ("page_size", "NEGATIVE"), ("page_token", "FOREIGN_PAGE_TOKEN"),
            ],
            violations);
    }

    [Fact]
    public async Task A_query_that_is_too_long_or_has_no_letters_or_a_nul_is_refused()
    {
        Assert.Equal([("query", GeoLookupReasons.TooLong)], await SearchViolationsAsync(new string('a', 201)));
        Assert.Equal([("query", GeoLookupReasons.NoLetters)], await SearchViolationsAsync(" .,' "));
        Assert.Equal([("query", "NUL_CHARACTER")], await SearchViolationsAsync("Kun\0duz"));
        Assert.NotEmpty((await service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = "Kunduz" }, cancellationToken: Token)).Places);
    }

    [Fact]
    public async Task A_token_of_another_request_is_foreign()
    {
        var first = await service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = "san", PageSize = 3 }, cancellationToken: Token);
        var children = await service.Client.ListChildPlacesAsync(new ListChildPlacesRequest { Parent = "places/1149361", PageSize = 3 }, cancellationToken: Token);

        Assert.Equal(
            [("page_token", "FOREIGN_PAGE_TOKEN")],
            await GeoService.ViolationsAsync(service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = "santa", PageToken = first.NextPageToken }, cancellationToken: Token)));
        Assert.Equal(
            [("page_token", "FOREIGN_PAGE_TOKEN")],
            await GeoService.ViolationsAsync(service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = "san", PageToken = children.NextPageToken }, cancellationToken: Token)));
        Assert.Equal(
            [("page_token", "FOREIGN_PAGE_TOKEN")],
            await GeoService.ViolationsAsync(service.Client.ListChildPlacesAsync(new ListChildPlacesRequest { Parent = "places/99237", PageToken = children.NextPageToken }, cancellationToken: Token)));
    }

    [Fact]
    public async Task Children_of_a_place_that_is_not_there_are_not_found()
    {
        var status = await GeoService.FailAsync(service.Client.ListChildPlacesAsync(new ListChildPlacesRequest { Parent = "places/x-nowhere" }, cancellationToken: Token));

        Assert.Equal(((int)StatusCode.NotFound, GeoLookupReasons.PlaceNotFound), (status.Code, status.GetDetail<ErrorInfo>().Reason));
        Assert.Equal(
            [("parent", GeoLookupReasons.InvalidName), ("page_size", "NEGATIVE")],
            await GeoService.ViolationsAsync(service.Client.ListChildPlacesAsync(new ListChildPlacesRequest { PageSize = -5 }, cancellationToken: Token)));
    }

    [Fact]
    public async Task Spans_must_lie_in_the_text_in_order_and_not_cut_characters()
    {
        var request = new ResolveToponymsRequest
        {
            Text = "Kabul 😀 Kunduz",
            Spans =
            {
                new TextSpan { Start = -1, End = 3 }, new TextSpan { Start = 2, End = 2 }, new TextSpan { Start = 0, End = 5 }, new TextSpan { Start = 4, End = 6 }, new TextSpan { Start = 7, End = 9 },
                new TextSpan { Start = 9, End = 99 },
            },
            MaxAlternatives = 11,
        };

        Assert.Equal(
            [
                ("spans[0]", GeoLookupReasons.SpanOutsideText), ("spans[1]", GeoLookupReasons.SpanOutsideText), ("spans[2]", GeoLookupReasons.SpansNotSorted),
                ("spans[3]", GeoLookupReasons.SpansNotSorted), ("spans[4]", GeoLookupReasons.SpanSplitsCharacter), ("spans[5]", GeoLookupReasons.SpanOutsideText),
                ("max_alternatives", GeoLookupReasons.OutOfRange),
            ],
            await GeoService.ViolationsAsync(service.Client.ResolveToponymsAsync(request, cancellationToken: Token)));
    }

    [Fact]
    public async Task Ten_thousand_wrong_spans_still_get_an_answer()
    {
        var request = new ResolveToponymsRequest { Text = "Kabul", Spans = { Enumerable.Repeat(new TextSpan { Start = 9, End = 10 }, 10_000) } };

        Assert.Equal(50, (await GeoService.ViolationsAsync(service.Client.ResolveToponymsAsync(request, cancellationToken: Token))).Length);
    }

    [Theory]
    [InlineData("", "REQUIRED")]
    [InlineData("Kabul\0", "NUL_CHARACTER")]
    public async Task A_text_must_be_there_without_U0000(string text, string reason)
    {
        Assert.Equal([("text", reason)], await GeoService.ViolationsAsync(service.Client.GeoparseAsync(new GeoparseRequest { Text = text }, cancellationToken: Token)));
        Assert.Equal([("text", reason)], await GeoService.ViolationsAsync(service.Client.ResolveToponymsAsync(new ResolveToponymsRequest { Text = text }, cancellationToken: Token)));
    }

    [Fact]
    public async Task A_text_over_a_mebibyte_is_too_long_and_one_of_just_that_is_not()
    {
        var most = new string('ä', 512 * 1024);

        Assert.Equal([("text", "TOO_LONG")], await GeoService.ViolationsAsync(service.Client.ResolveToponymsAsync(new ResolveToponymsRequest { Text = most + "a" }, cancellationToken: Token)));
        Assert.Empty((await service.Client.ResolveToponymsAsync(new ResolveToponymsRequest { Text = most }, cancellationToken: Token)).Toponyms);
    }

    [Fact]
    public async Task A_wrong_context_is_refused_field_by_field()
    {
        var context = new Context { CountryCodes = { "af" }, Bias = new LatLng { Latitude = double.PositiveInfinity, Longitude = 181 } };

        Assert.Equal(
            [("context.country_codes[0]", GeoLookupReasons.InvalidCountryCode), ("context.bias.latitude", GeoLookupReasons.OutOfRange), ("context.bias.longitude", GeoLookupReasons.OutOfRange)],
            await GeoService.ViolationsAsync(service.Client.GeoparseAsync(new GeoparseRequest { Text = "Kabul", Context = context }, cancellationToken: Token)));
    }

    [Fact]
    public async Task A_point_must_be_given_and_be_on_the_earth()
    {
        Assert.Equal([("point", GeoLookupReasons.Required)], await GeoService.ViolationsAsync(service.Client.ReverseGeocodeAsync(new ReverseGeocodeRequest(), cancellationToken: Token)));
        Assert.Equal(
            [("point.latitude", GeoLookupReasons.OutOfRange), ("point.longitude", GeoLookupReasons.OutOfRange), ("max_distance_m", GeoLookupReasons.OutOfRange), ("feature_classes[0]", GeoLookupReasons.InvalidFeatureClass)],
            await GeoService.ViolationsAsync(service.Client.ReverseGeocodeAsync(
                new ReverseGeocodeRequest { Point = new LatLng { Latitude = double.NaN, Longitude = -180.1 }, MaxDistanceM = double.NaN, FeatureClasses = { "city" } }, cancellationToken: Token)));
        Assert.Equal(
            [("max_distance_m", GeoLookupReasons.OutOfRange)],
            await GeoService.ViolationsAsync(service.Client.ReverseGeocodeAsync(new ReverseGeocodeRequest { Point = new LatLng(), MaxDistanceM = -1 }, cancellationToken: Token)));
    }

    [Fact]
    public async Task Too_many_countries_or_classes_are_refused()
    {
        var request = new SearchPlacesRequest { Query = "Kabul", CountryCodes = { Enumerable.Repeat("AF", 301) }, FeatureClasses = { Enumerable.Repeat("P", 10) } };

        Assert.Equal([("country_codes", GeoLookupReasons.TooMany), ("feature_classes", GeoLookupReasons.TooMany)], await GeoService.ViolationsAsync(service.Client.SearchPlacesAsync(request, cancellationToken: Token)));
    }

    [Fact]
    public void Every_reason_stands_in_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "GeoLookup.README.md"));
        var reasons = typeof(GeoLookupReasons).GetFields().Select(f => (string)f.GetValue(null)!).ToArray();

        Assert.NotEmpty(reasons);
        Assert.All(reasons, r => Assert.Contains($"`{r}`", readme, StringComparison.Ordinal));
    }

    private async Task<(string Field, string Reason)[]> SearchViolationsAsync(string query) =>
        await GeoService.ViolationsAsync(service.Client.SearchPlacesAsync(new SearchPlacesRequest { Query = query }, cancellationToken: Token));
}
