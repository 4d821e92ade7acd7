using Sitrep.Coder;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Mapping.Coding;
using Sitrep.Mapping.Geo;
using Sitrep.ServiceDefaults.Caching;

namespace Sitrep.Events.Coding;

/// <summary>The coder that ships, its toponyms resolved by geo-lookup.</summary>
internal sealed class ReportTextCoder(GeoLookupService.GeoLookupServiceClient geo, MessageCache cache) : ITextCoder
{
    private readonly ReportCoder _coder = new();

    public string Version => ReportCoder.Version;

    public Task<CodeTextResponse> CodeAsync(TextToCode input, DateOnly? day, string gazetteerVersion, CancellationToken cancellationToken) =>
        CodeAsync(input, day, new GeoLookupToponyms(geo, cache, gazetteerVersion), cancellationToken);

    /// <summary>The same with toponyms resolved by another.</summary>
    public async Task<CodeTextResponse> CodeAsync(TextToCode input, DateOnly? day, IToponymSource toponyms, CancellationToken cancellationToken)
    {
        // The day is worked out already: as a time of UTC it stays what it is.
        var published = day is { } d ? new DateTimeOffset(d, TimeOnly.MinValue, TimeSpan.Zero) : (DateTimeOffset?)null;
        var coderInput = new CoderInput(input.Text, input.Title, published, TimeZone: "", ToponymMapping.ToContext(input.Context));
        // Coding is all arithmetic between two awaits; a long text must not hold up the thread that reads requests.
        var coded = await Task.Run(async () => await _coder.CodeAsync(coderInput, toponyms, cancellationToken), cancellationToken);

        var analysis = CodedTextMapping.ToAnalysis(coded, reportName: "");
        var names = coded.Events.Select((_, index) => EventName.Of(index)).ToList();
        return new CodeTextResponse
        {
            Events = { coded.Events.Select(one => CodedTextMapping.ToEvent(one, coded, names)) },
            Attributions = { analysis.Attributions },
            Toponyms = { analysis.Toponyms },
            TimeExpressions = { analysis.TimeExpressions },
            Entities = { analysis.Entities },
            Quantities = { analysis.Quantities },
            CoderVersion = coded.CoderVersion,
        };
    }
}
