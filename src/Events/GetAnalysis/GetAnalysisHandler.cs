using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.GetAnalysis;

/// <summary>What the coder read in a stored report beside its events.</summary>
internal sealed class GetAnalysisHandler(IDbContextFactory<EventsDbContext> contexts)
{
    /// <summary>A report's analysis is named after it.</summary>
    public const string Suffix = "/analysis";

    private const string Collection = "reports/";
    private const int MaxNameBytes = 400;

    public async Task<Analysis> HandleAsync(GetAnalysisRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.CheckText(request.Name, "name", MaxNameBytes, required: true);
        violations.Require(
            request.Name.Length == 0 || (request.Name.StartsWith(Collection, StringComparison.Ordinal) && request.Name.EndsWith(Suffix, StringComparison.Ordinal)),
            "name",
            "INVALID_FORMAT",
            "Must be `reports/{report}/analysis`.");
        violations.ThrowIfAny();

        var report = request.Name[..^Suffix.Length];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var bytes = await context.Reports.AsNoTracking().Where(r => r.Name == report).Select(r => r.Analysis).SingleOrDefaultAsync(cancellationToken);
        return bytes is { Length: > 0 }
            ? Analysis.Parser.ParseFrom(bytes)
            : throw new SitrepException(
                StatusCode.NotFound,
                EventsReasons.AnalysisNotFound,
                $"There is no {request.Name}.",
                new Dictionary<string, string> { ["name"] = request.Name });
    }
}
