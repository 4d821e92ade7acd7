using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.Cli.Places;

/// <summary>`sitrep places`: what the geo-lookup service knows.</summary>
internal static class PlacesCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(CliConsole console, ServiceClients services) => new("places", "Search places, find those of a text, or the one at a point.")
    {
        Search(console, services), Resolve(console, services), Reverse(console, services), Get(console, services),
    };

    private static Command Search(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var query = new Argument<string>("name") { Description = "A name or the beginning of one, in any script." };
        var match = new Option<string>("--match") { Description = "exact, prefix or fuzzy.", HelpName = "how", DefaultValueFactory = _ => "exact" };
        var countries = Arguments.Many("--country", "Only in this country, ISO 3166-1 alpha-2.", "code");
        var classes = Arguments.Many("--class", "Only of this GeoNames feature class (P, A ...).", "letter");
        var near = new Option<string?>("--near") { Description = "Prefer places near this point.", HelpName = "lat,lon" };
        var limit = Arguments.Limit($"How many at most. Default: {DefaultLimit}.");
        var command = new Command("search", "Places by name, best first.") { query, match, countries, classes, near, limit, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Geo(result);
            var wanted = result.GetValue(limit) ?? DefaultLimit;
            if (wanted <= 0)
                throw CliException.Usage("--limit must be positive");
            var request = new SearchPlacesRequest
            {
                Query = result.GetRequiredValue(query),
                Match = Arguments.Constant<SearchPlacesRequest.Types.Match>(result.GetRequiredValue(match), "--match"),
                Bias = Point(result.GetValue(near), "--near"),
            };
            request.CountryCodes.AddRange((result.GetValue(countries) ?? []).Select(code => code.ToUpperInvariant()));
            request.FeatureClasses.AddRange((result.GetValue(classes) ?? []).Select(letter => letter.ToUpperInvariant()));
            var places = new List<Candidate>();
            do
            {
                request.PageSize = Math.Min(100, wanted - places.Count);
                var page = await client.SearchPlacesAsync(request, services.Unary(result, cancellationToken));
                places.AddRange(page.Places.Take(wanted - places.Count));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && places.Count < wanted);
            if (result.GetValue(json))
                places.ForEach(place => ProtoJson.Write(console, place));
            else if (places.Count == 0)
                console.Output.WriteLine("No such place.");
            else
                Renderer.Render(console, PlaceViews.Table(places));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Resolve(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var file = new Argument<string?>("file") { Description = "A text, - for standard input.", Arity = ArgumentArity.ZeroOrOne };
        var text = new Option<string?>("--text") { Description = "The text itself, in place of a file.", HelpName = "text" };
        var spans = Arguments.Many("--span", "Where a name stands, in UTF-16 units from 0; without, names are looked for.", "start:end");
        var countries = Arguments.Many("--country", "A country that the text has to do with, ISO 3166-1 alpha-2.", "code");
        var near = new Option<string?>("--near") { Description = "A point that the text has to do with.", HelpName = "lat,lon" };
        var alternatives = new Option<int>("--alternatives") { Description = "Runners-up with each, at most 10.", HelpName = "n" };
        var explain = new Option<bool>("--explain") { Description = "What spoke for each choice and each runner-up, in powers of two; shows three runners-up unless told otherwise." };
        var command = new Command("resolve", "The place names of a text and what each refers to.") { file, text, spans, countries, near, alternatives, explain, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (path, given) = (result.GetValue(file), result.GetValue(text));
            if ((path is null) == (given is null))
                throw CliException.Usage("give a file or --text");
            given ??= await InputFile.ReadTextAsync(path!, console.Input, cancellationToken);
            var context = new Context { Bias = Point(result.GetValue(near), "--near") };
            context.CountryCodes.AddRange((result.GetValue(countries) ?? []).Select(code => code.ToUpperInvariant()));
            var client = services.Geo(result);
            var wanted = result.GetValue(spans) ?? [];
            var why = result.GetValue(explain);
            var others = why && result.GetResult(alternatives) is null ? 3 : result.GetValue(alternatives);
            Google.Protobuf.Collections.RepeatedField<Toponym> toponyms;
            if (wanted.Length == 0)
            {
                var request = new GeoparseRequest { Text = given, Context = context, MaxAlternatives = others, Explain = why };
                toponyms = (await client.GeoparseAsync(request, services.Unary(result, cancellationToken))).Toponyms;
            }
            else
            {
                var request = new ResolveToponymsRequest { Text = given, Context = context, MaxAlternatives = others, Explain = why };
                request.Spans.AddRange(wanted.Select(Span).OrderBy(span => span.Start));
                toponyms = (await client.ResolveToponymsAsync(request, services.Unary(result, cancellationToken))).Toponyms;
            }
            if (result.GetValue(json))
                toponyms.ToList().ForEach(toponym => ProtoJson.Write(console, toponym));
            else if (toponyms.Count == 0)
                console.Output.WriteLine("No place names.");
            else
                Renderer.Render(console, ToponymsTable.Render(toponyms));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Reverse(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var latitude = new Argument<string>("latitude") { Description = "Degrees north." };
        var longitude = new Argument<string>("longitude") { Description = "Degrees east." };
        var distance = new Option<double>("--max-distance") { Description = "The farthest that the place may lie. Default: 50,000.", HelpName = "metres" };
        var classes = Arguments.Many("--class", "Only of this GeoNames feature class. Default: P.", "letter");
        var command = new Command("reverse", "The place at a point, or the nearest.") { latitude, longitude, distance, classes, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var request = new ReverseGeocodeRequest
            {
                Point = Arguments.Point(
                    Arguments.Number(result.GetRequiredValue(latitude), "latitude"), Arguments.Number(result.GetRequiredValue(longitude), "longitude")),
                MaxDistanceM = result.GetValue(distance),
            };
            request.FeatureClasses.AddRange((result.GetValue(classes) ?? []).Select(letter => letter.ToUpperInvariant()));
            var answer = await services.Geo(result).ReverseGeocodeAsync(request, services.Unary(result, cancellationToken));
            if (result.GetValue(json))
            {
                ProtoJson.Write(console, answer);
            }
            else if (answer.Place is not { } place)
            {
                console.Output.WriteLine("No place so near.");
            }
            else
            {
                Renderer.Render(console, PlaceViews.Card(place));
                console.Output.WriteLine($"  {Words.Metres(answer.DistanceM)} away");
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Get(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var names = new Argument<string[]>("place") { Description = "places/...", Arity = ArgumentArity.OneOrMore };
        var command = new Command("get", "Places by name of the resource, in full.") { names, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Geo(result);
            foreach (var name in result.GetRequiredValue(names))
            {
                var request = new GetPlaceRequest { Name = Arguments.Resource(name, "places") };
                var place = await client.GetPlaceAsync(request, services.Unary(result, cancellationToken));
                if (result.GetValue(json))
                    ProtoJson.Write(console, place);
                else
                    Renderer.Render(console, PlaceViews.Card(place));
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static TextSpan Span(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && int.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var start)
            && int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var end)
            ? new TextSpan { Start = start, End = end }
            : throw CliException.Usage($"--span: \"{text}\" is not start:end");
    }

    private static Google.Type.LatLng? Point(string? text, string option)
    {
        if (text is null)
            return null;
        var parts = Arguments.Numbers(text, option, "latitude", "longitude");
        return Arguments.Point(parts[0], parts[1]);
    }
}
