using Microsoft.EntityFrameworkCore;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.RecodeReports;

/// <summary>Recodings in the database: how one begins, and which reports it means.</summary>
internal static class RecodingRows
{
    /// <summary>A new recording of what is to be done; the caller saves it.</summary>
    public static async Task<RecodingRow> AddAsync(
        SourcesDbContext context, bool force, string? sourceId, string? notCoderVersion, long? from, long? until, long now, CancellationToken cancellationToken)
    {
        var row = new RecodingRow
        {
            Id = Guid.NewGuid().ToString("N"),
            Force = force,
            SourceId = sourceId,
            NotCoderVersion = notCoderVersion,
            PublishedFrom = from,
            PublishedUntil = until,
            StartTime = now,
            ReportCount = 0,
        };
        row.ReportCount = await Matching(context, row).LongCountAsync(cancellationToken);
        if (row.ReportCount == 0)
        {
            (row.Queued, row.EndTime) = (true, now);
        }

        context.Recodings.Add(row);
        return row;
    }

    /// <summary>The reports that a recoding means.</summary>
    public static IQueryable<ReportRow> Matching(SourcesDbContext context, RecodingRow recoding)
    {
        var (source, version, from, until, start) = (recoding.SourceId, recoding.NotCoderVersion, recoding.PublishedFrom, recoding.PublishedUntil, recoding.StartTime);
        var reports = context.Reports.Where(row => row.CreateTime <= start && row.Status != (int)Report.Types.Status.Withdrawn);
        if (source is not null)
        {
            reports = reports.Where(row => row.SourceId == source);
        }

        if (version is not null)
        {
            reports = reports.Where(row => row.CoderVersion != version);
        }

        // Whoever asks for a time asks for dated reports.
        if (from is not null || until is not null)
        {
            var earliest = from ?? Sitrep.Storage.UnixMicros.Min;
            reports = reports.Where(row => row.PublishTime >= earliest);
        }

        return until is null ? reports : reports.Where(row => row.PublishTime < until);
    }
}
