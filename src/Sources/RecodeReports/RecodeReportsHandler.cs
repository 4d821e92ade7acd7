using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.GetRecoding;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.RecodeReports;

/// <summary>Notes that reports are to be coded again; <see cref="RecodingSweep"/> does it.</summary>
internal sealed class RecodeReportsHandler(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, RecodingSweep sweep, TimeProvider time)
{
    private const int MaxVersionBytes = 200;

    /// <summary>The recoding, begun.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT.</exception>
    public async Task<Recoding> HandleAsync(RecodeReportsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var sourceId = request.Source.Length == 0 ? null : FieldRules.ReadSourceName(request.Source, "source", violations);
        violations.CheckText(request.NotCoderVersion, "not_coder_version", MaxVersionBytes, required: false);
        var from = FieldRules.CheckTimestamp(request.StartTime, "start_time", violations) ? UnixMicros.From(request.StartTime) : (long?)null;
        var until = FieldRules.CheckTimestamp(request.EndTime, "end_time", violations) ? UnixMicros.From(request.EndTime) : (long?)null;
        violations.Require(from is null || until is null || from <= until, "end_time", "INVALID_RANGE", "Must not lie before start_time.");
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        var row = await RecodingRows.AddAsync(
            context,
            force: true,
            await context.StandingSourceAsync(sourceId, cancellationToken),
            request.NotCoderVersion.Length == 0 ? null : request.NotCoderVersion,
            from,
            until,
            UnixMicros.From(time.GetUtcNow()),
            cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        sweep.Wake();
        return GetRecodingHandler.ToProto(row);
    }
}
