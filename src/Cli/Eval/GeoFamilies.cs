using System.Text.Json;
using Sitrep.Cli.Lines;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Cli.Eval;

/// <summary>geo_score.py: `{"id","toponyms":[{"start","end","lat","lon","geonameid","country"}]}`.</summary>
internal static class GeoFamilies
{
    /// <summary>Finds the toponyms and resolves them, as Geoparse does; reads id, text and title.</summary>
    public static string Geo(TextAnalyzer analyzer, IToponymResolver resolver, JsonLine line)
    {
        var text = line.Required("text");
        var analysis = analyzer.Analyze(text, AnalysisContext.None with { Title = line.Optional("title") ?? "" });
        var toponyms = resolver.Resolve(text, analysis.Toponyms, ResolutionContext.None, maxAlternatives: 0);
        return Write(line.RawId, text, toponyms.Where(toponym => toponym.Unresolved != UnresolvedReason.NotAPlace));
    }

    /// <summary>Resolves the toponyms whose spans are given; reads id, text, title and of `toponyms` start and end.</summary>
    public static string GeoSpans(TextAnalyzer analyzer, IToponymResolver resolver, JsonLine line)
    {
        var text = line.Required("text");
        var points = new CodePoints(text);
        var usages = analyzer.Analyze(text, AnalysisContext.None with { Title = line.Optional("title") ?? "" })
            .Toponyms.ToDictionary(mention => mention.Span, mention => mention.Usage);
        var left = Spans(line, points).Distinct().OrderBy(span => span.Start).ThenBy(span => span.End)
            .Select(span => new ToponymMention(span, usages.GetValueOrDefault(span, ToponymUsage.Literal))).ToList();
        var resolved = new List<ResolvedToponym>();
        // A resolver takes spans that do not overlap; the few gold spans that do go to a further round.
        while (left.Count > 0)
        {
            var (round, later) = (new List<ToponymMention>(), new List<ToponymMention>());
            foreach (var mention in left)
                (round.Count > 0 && mention.Span.Overlaps(round[^1].Span) ? later : round).Add(mention);
            resolved.AddRange(resolver.Resolve(text, round, ResolutionContext.None, maxAlternatives: 0));
            left = later;
        }
        return Write(line.RawId, text, resolved.OrderBy(toponym => toponym.Span.Start).ThenBy(toponym => toponym.Span.End));
    }

    private static IEnumerable<TextSpan> Spans(JsonLine line, CodePoints points)
    {
        if (!line.Root.TryGetProperty("toponyms", out var toponyms) || toponyms.ValueKind != JsonValueKind.Array)
            throw new BadLineException("no \"toponyms\" with spans to resolve");
        foreach (var toponym in toponyms.EnumerateArray())
        {
            if (toponym.ValueKind != JsonValueKind.Object
                || !toponym.TryGetProperty("start", out var start) || !toponym.TryGetProperty("end", out var end)
                || start.ValueKind != JsonValueKind.Number || end.ValueKind != JsonValueKind.Number
                || !start.TryGetInt64(out var first) || !end.TryGetInt64(out var last) || points.ToUtf16(first, last) is not { } span)
            {
                throw new BadLineException("a toponym without \"start\" and \"end\" inside the text");
            }
            yield return span;
        }
    }

    private static string Write(string rawId, string text, IEnumerable<ResolvedToponym> toponyms)
    {
        var points = new CodePoints(text);
        return Prediction.Line(rawId, json =>
        {
            json.WriteStartArray("toponyms");
            foreach (var toponym in toponyms)
            {
                json.WriteStartObject();
                Prediction.WriteSpan(json, toponym.Span, points);
                if (toponym.Place is { } place)
                {
                    var point = toponym.Point ?? place.Point;
                    json.WriteNumber("lat", point.Latitude);
                    json.WriteNumber("lon", point.Longitude);
                    // Places of our own (regions, seas) have no GeoNames id.
                    if (int.TryParse(place.Id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id))
                        json.WriteNumber("geonameid", id);
                    if (place.CountryCode.Length > 0)
                        json.WriteString("country", place.CountryCode);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }
}
