using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.GetRecodingReport;

/// <summary>Sums up what one coder version read differently. Rows are read one by one: a year's recoding has millions.</summary>
internal sealed class GetRecodingReportHandler(IDbContextFactory<EventsDbContext> contexts)
{
    private const int MaxVersionBytes = 400;
    private const int MaxExamples = 5;

    public async Task<RecodingReport> HandleAsync(GetRecodingReportRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.CheckText(request.CoderVersion, "coder_version", MaxVersionBytes, required: false);
        violations.ThrowIfAny();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var version = request.CoderVersion.Length > 0
            ? request.CoderVersion
            : await context.RecodingDifferences.OrderByDescending(d => d.Id).Select(d => d.CoderVersion).FirstOrDefaultAsync(cancellationToken) ?? "";
        var report = new RecodingReport { CoderVersion = version };
        var (versions, fields) = (new SortedSet<string>(StringComparer.Ordinal), new Dictionary<string, RecodingReport.Types.FieldDifference>());
        await foreach (var row in context.RecodingDifferences.AsNoTracking()
            .Where(d => d.CoderVersion == version)
            .OrderBy(d => d.Id)
            .AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
        {
            versions.Add(row.FormerVersion);
            switch (row.Change)
            {
                case RecodingChange.Added:
                    report.AddedEventCount++;
                    break;
                case RecodingChange.Removed:
                    report.RemovedEventCount++;
                    break;
                case RecodingChange.Kept:
                    report.KeptEventCount++;
                    break;
                default:
                    report.ChangedEventCount++;
                    break;
            }

            foreach (var field in row.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!fields.TryGetValue(field, out var difference))
                {
                    fields[field] = difference = new RecodingReport.Types.FieldDifference { Field = field };
                }

                difference.EventCount++;
                if (difference.ExampleEvents.Count < MaxExamples)
                {
                    difference.ExampleEvents.Add(EventName.Of(row.EventId));
                }
            }
        }

        report.FormerVersions.AddRange(versions);
        report.Fields.AddRange(fields.Values.OrderByDescending(f => f.EventCount).ThenBy(f => f.Field, StringComparer.Ordinal));
        return report;
    }
}
