using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.GetRecoding;

/// <summary>Tells how far a recoding is.</summary>
internal sealed class GetRecodingHandler(IDbContextFactory<SourcesDbContext> contexts)
{
    private const string Prefix = "recodings/";

    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND.</exception>
    public async Task<Recoding> HandleAsync(GetRecodingRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(
            request.Name.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(request.Name.AsSpan(Prefix.Length), "N", out _),
            "name", "INVALID_NAME", "Must be `recodings/{recoding}`, as RecodeReports gave it.");
        violations.ThrowIfAny();

        var id = request.Name[Prefix.Length..];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Recodings.AsNoTracking().SingleOrDefaultAsync(recoding => recoding.Id == id, cancellationToken);
        return row is null
            ? throw new SitrepException(
                Grpc.Core.StatusCode.NotFound, SourcesReasons.RecodingNotFound, $"{request.Name} does not exist.", new Dictionary<string, string> { ["recoding"] = request.Name })
            : ToProto(row);
    }

    public static Recoding ToProto(RecodingRow row) => new()
    {
        Name = Prefix + row.Id,
        ReportCount = row.ReportCount,
        DoneCount = row.DoneCount,
        FailedCount = row.FailedCount,
        StartTime = UnixMicros.ToTimestamp(row.StartTime),
        EndTime = row.EndTime is { } end ? UnixMicros.ToTimestamp(end) : null,
    };
}
