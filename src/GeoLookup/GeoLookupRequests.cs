using System.Buffers;
using Google.Protobuf.Collections;
using Google.Type;
using Grpc.Core;
using Sitrep.Gazetteer;
using Sitrep.Geo.V1;
using Sitrep.Language;
using Sitrep.Language.Toponyms;
using Sitrep.Mapping.Geo;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;

namespace Sitrep.GeoLookup;

/// <summary>Reads requests into what the engine takes. Each method throws with every violation of its request at once.</summary>
internal sealed class GeoLookupRequests(GazetteerDescription gazetteer, int maxTextBytes)
{
    private const int MaxBatch = 1000;
    private const int MaxQueryUnits = 200;
    private const int MaxAlternatives = 10;
    private const int MaxCountryCodes = 300;
    private const double DefaultDistanceM = 50_000;
    private const double MaxDistanceM = 20_037_509; // half way round

    // An answer with thousands of violations would not fit into the trailers that carry it.
    private const int MaxItemViolations = 50;

    private static readonly SearchValues<char> OwnIdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly RepeatedField<string> NoCodes = [];

    private readonly string _index = gazetteer.Version + " " + gazetteer.Sha256;

    public static string ReadName(string name, string field)
    {
        var violations = new Violations();
        CheckName(name, field, violations);
        violations.ThrowIfAny();
        return PlaceMapping.ToId(name);
    }

    public static IReadOnlyList<string> ReadBatch(BatchGetPlacesRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Names.Count > 0, "names", GeoLookupReasons.Required, "Must not be empty.");
        violations.Require(request.Names.Count <= MaxBatch, "names", GeoLookupReasons.TooMany, $"At most {MaxBatch}.");
        var wrong = 0;
        for (var i = 0; i < request.Names.Count && wrong < MaxItemViolations; i++)
        {
            if (!CheckName(request.Names[i], $"names[{i}]", violations))
                wrong++;
        }
        violations.ThrowIfAny();
        return [.. request.Names.Select(PlaceMapping.ToId)];
    }

    public (PlaceQuery Query, int Skip, int Take, byte[] Fingerprint) ReadSearch(SearchPlacesRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Query.Length > 0, "query", GeoLookupReasons.Required, "Must not be empty.");
        violations.Require(request.Query.Length <= MaxQueryUnits, "query", GeoLookupReasons.TooLong, $"At most {MaxQueryUnits} UTF-16 code units.");
        violations.Require(!request.Query.Contains('\0'), "query", "NUL_CHARACTER", "Must not hold U+0000.");
        violations.Require(request.Query.Length is 0 or > MaxQueryUnits || Folding.Fold(request.Query).Length > 0, "query", GeoLookupReasons.NoLetters, "Has neither letter nor digit.");
        NameMatch? match = request.Match switch
        {
            SearchPlacesRequest.Types.Match.Unspecified => NameMatch.ExactThenPrefix,
            SearchPlacesRequest.Types.Match.Exact => NameMatch.Exact,
            SearchPlacesRequest.Types.Match.Prefix => NameMatch.Prefix,
            SearchPlacesRequest.Types.Match.Fuzzy => NameMatch.Fuzzy,
            _ => null,
        };
        violations.Require(match is not null, "match", GeoLookupReasons.UnknownValue, "Not a value of this enum.");
        CheckCountries(request.CountryCodes, "country_codes", violations);
        CheckClasses(request.FeatureClasses, "feature_classes", violations);
        CheckPoint(request.Bias, "bias", violations);
        var take = PageSize.Read(request.PageSize, 20, 100, violations);
        var plain = request.Clone();
        plain.PageSize = 0;
        plain.PageToken = "";
        var fingerprint = PageToken.Fingerprint(plain, _index);
        var skip = ReadPosition(request.PageToken, fingerprint, violations);
        violations.ThrowIfAny();
        return (new PlaceQuery(request.Query, match!.Value, request.CountryCodes, request.FeatureClasses, PlaceMapping.ToPoint(request.Bias)), skip, take, fingerprint);
    }

    public (string ParentId, int Skip, int Take, byte[] Fingerprint) ReadChildren(ListChildPlacesRequest request)
    {
        var violations = new Violations();
        CheckName(request.Parent, "parent", violations);
        var take = PageSize.Read(request.PageSize, 50, 1000, violations);
        var fingerprint = PageToken.Fingerprint(new ListChildPlacesRequest { Parent = request.Parent }, _index);
        var skip = ReadPosition(request.PageToken, fingerprint, violations);
        violations.ThrowIfAny();
        return (PlaceMapping.ToId(request.Parent), skip, take, fingerprint);
    }

    public (IReadOnlyList<ToponymMention> Mentions, ResolutionContext Context) ReadResolve(ResolveToponymsRequest request)
    {
        var violations = new Violations();
        violations.CheckText(request.Text, "text", maxTextBytes, true);
        var mentions = new List<ToponymMention>(request.Spans.Count);
        var end = 0;
        var wrong = 0;
        for (var i = 0; i < request.Spans.Count && wrong < MaxItemViolations; i++)
        {
            var span = request.Spans[i];
            if (span.Start < 0 || span.End <= span.Start || span.End > request.Text.Length)
            {
                violations.Add($"spans[{i}]", GeoLookupReasons.SpanOutsideText, $"Must hold 0 <= start < end <= {request.Text.Length}.");
                wrong++;
            }
            else if (span.Start < end)
            {
                violations.Add($"spans[{i}]", GeoLookupReasons.SpansNotSorted, "Must not start before the span before it ends.");
                wrong++;
            }
            else if (Splits(request.Text, span.Start) || Splits(request.Text, span.End))
            {
                violations.Add($"spans[{i}]", GeoLookupReasons.SpanSplitsCharacter, "Must not cut a surrogate pair.");
                wrong++;
            }
            else
            {
                mentions.Add(new ToponymMention(new Language.TextSpan(span.Start, span.End), ToponymUsage.Literal));
            }
            end = Math.Max(end, span.End);
        }
        var context = ReadContext(request.Context, request.MaxAlternatives, violations);
        violations.ThrowIfAny();
        return (mentions, context);
    }

    public ResolutionContext ReadGeoparse(GeoparseRequest request)
    {
        var violations = new Violations();
        violations.CheckText(request.Text, "text", maxTextBytes, true);
        var context = ReadContext(request.Context, request.MaxAlternatives, violations);
        violations.ThrowIfAny();
        return context;
    }

    public static (GeoPoint Point, double MaxDistanceM, IReadOnlyCollection<string> Classes) ReadReverse(ReverseGeocodeRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Point is not null, "point", GeoLookupReasons.Required, "Must be set.");
        CheckPoint(request.Point, "point", violations);
        violations.Require(
            request.MaxDistanceM is >= 0 and <= MaxDistanceM, "max_distance_m", GeoLookupReasons.OutOfRange, $"Must be a number from 0 to {MaxDistanceM:F0}.");
        CheckClasses(request.FeatureClasses, "feature_classes", violations);
        violations.ThrowIfAny();
        return (PlaceMapping.ToPoint(request.Point)!.Value, request.MaxDistanceM == 0 ? DefaultDistanceM : request.MaxDistanceM, request.FeatureClasses);
    }

    public static SitrepException NotFound(IReadOnlyCollection<string> names) => new(
        StatusCode.NotFound,
        GeoLookupReasons.PlaceNotFound,
        names.Count == 1 ? $"The gazetteer has no {names.First()}." : $"The gazetteer lacks {names.Count} of the places.",
        new Dictionary<string, string> { ["names"] = string.Join(',', names) });

    private static ResolutionContext ReadContext(Context? context, int maxAlternatives, Violations violations)
    {
        CheckCountries(context?.CountryCodes ?? NoCodes, "context.country_codes", violations);
        CheckPoint(context?.Bias, "context.bias", violations);
        violations.Require(
            maxAlternatives is >= 0 and <= MaxAlternatives, "max_alternatives", GeoLookupReasons.OutOfRange, $"Must lie in 0 to {MaxAlternatives}.");
        return ToponymMapping.ToContext(context);
    }

    private static int ReadPosition(string token, byte[] fingerprint, Violations violations) =>
        PageToken.Read(token, fingerprint, violations) is { } position ? PagePosition.Read(position, violations) : 0;

    private static bool Splits(string text, int at) => at < text.Length && char.IsLowSurrogate(text[at]);

    // GeoNames ids are numbers below 2^31; ours are "x-" and words.
    private static bool CheckName(string name, string field, Violations violations)
    {
        var id = PlaceMapping.ToId(name).AsSpan();
        var own = id.StartsWith("x-");
        var valid = own
            ? id.Length is > 2 and <= 40 && !id.ContainsAnyExcept(OwnIdCharacters)
            : id.Length is > 0 and <= 10 && id[0] != '0' && !id.ContainsAnyExceptInRange('0', '9');
        violations.Require(valid, field, GeoLookupReasons.InvalidName, "Must be `places/{place}`, the id a number or `x-` and words of a-z, 0-9 and hyphens.");
        return valid;
    }

    private static void CheckCountries(RepeatedField<string> codes, string field, Violations violations)
    {
        violations.Require(codes.Count <= MaxCountryCodes, field, GeoLookupReasons.TooMany, $"At most {MaxCountryCodes}.");
        for (var i = 0; i < Math.Min(codes.Count, MaxCountryCodes); i++)
        {
            if (codes[i].Length != 2 || !char.IsAsciiLetterUpper(codes[i][0]) || !char.IsAsciiLetterUpper(codes[i][1]))
            {
                violations.Add($"{field}[{i}]", GeoLookupReasons.InvalidCountryCode, "Must be an ISO 3166-1 alpha-2 code in capitals, or XK.");
                if (i >= MaxItemViolations)
                    break;
            }
        }
    }

    private static void CheckClasses(RepeatedField<string> classes, string field, Violations violations)
    {
        violations.Require(classes.Count <= 9, field, GeoLookupReasons.TooMany, "There are nine.");
        for (var i = 0; i < Math.Min(classes.Count, 9); i++)
            violations.Require(classes[i].Length == 1 && "AHLPRSTUV".Contains(classes[i][0]), $"{field}[{i}]", GeoLookupReasons.InvalidFeatureClass, "Must be one of A H L P R S T U V.");
    }

    // The comparisons are false for NaN.
    private static void CheckPoint(LatLng? point, string field, Violations violations)
    {
        if (point is null)
            return;
        violations.Require(point.Latitude is >= -90 and <= 90, field + ".latitude", GeoLookupReasons.OutOfRange, "Must be a number from -90 to 90.");
        violations.Require(point.Longitude is >= -180 and <= 180, field + ".longitude", GeoLookupReasons.OutOfRange, "Must be a number from -180 to 180.");
    }
}
