using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.GetReport;

/// <summary>Reads one report, its text included.</summary>
internal sealed class GetReportHandler(IDbContextFactory<SourcesDbContext> contexts)
{
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND.</exception>
    public async Task<Report> HandleAsync(GetReportRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var id = FieldRules.ReadReportName(request.Name, "name", violations);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(context, id!, cancellationToken);
    }

    /// <summary>The report as it stands in this context's transaction.</summary>
    /// <exception cref="SitrepException">NOT_FOUND.</exception>
    public static async Task<Report> ReadAsync(SourcesDbContext context, string id, CancellationToken cancellationToken)
    {
        // One statement, so that report and queue are of one moment.
        var found = await context.Reports.AsNoTracking().Where(row => row.Id == id)
            .LeftJoin(context.ReportTexts, row => row.Id, text => text.ReportId, (row, text) => new { Row = row, Text = text == null ? "" : text.Text })
            .LeftJoin(context.Outbox, report => report.Row.Id, outbox => outbox.ReportId, (report, outbox) => new { report.Row, report.Text, Outbox = outbox })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? throw NotFound(id) : ReportMapping.ToProto(found.Row, found.Outbox, found.Text);
    }

    /// <summary>The refusal of what cannot be done with a tombstone.</summary>
    public static SitrepException Withdrawn(string id) => new(
        StatusCode.FailedPrecondition, SourcesReasons.ReportWithdrawn, $"reports/{id} was deleted.", new Dictionary<string, string> { ["report"] = $"reports/{id}" });

    public static SitrepException NotFound(string id) => new(
        StatusCode.NotFound, SourcesReasons.ReportNotFound, $"reports/{id} does not exist.", new Dictionary<string, string> { ["report"] = $"reports/{id}" });
}
