using System.Buffers.Binary;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.ListReports;

/// <summary>Pages through reports: newest publication first, undated ones last, ties by name, Z first. Texts are left out.</summary>
internal sealed class ListReportsHandler(IDbContextFactory<SourcesDbContext> contexts)
{
    private const int DefaultPageSize = 50, MaxPageSize = 1_000;

    /// <exception cref="SitrepException">INVALID_ARGUMENT.</exception>
    public async Task<ListReportsResponse> HandleAsync(ListReportsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var pageSize = PageSize.Read(request.PageSize, DefaultPageSize, MaxPageSize, violations);
        var sourceId = request.Source.Length == 0 ? null : FieldRules.ReadSourceName(request.Source, "source", violations);
        FieldRules.CheckEnum(request.State, "state", violations);
        var hasStart = FieldRules.CheckTimestamp(request.StartTime, "start_time", violations);
        var hasEnd = FieldRules.CheckTimestamp(request.EndTime, "end_time", violations);
        var start = hasStart ? UnixMicros.From(request.StartTime) : (long?)null;
        var end = hasEnd ? UnixMicros.From(request.EndTime) : (long?)null;
        violations.Require(start is null || end is null || start <= end, "end_time", "INVALID_RANGE", "Must not lie before start_time.");
        var fingerprint = Fingerprint(request);
        var position = PageToken.Read(request.PageToken, fingerprint, violations);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var reports = context.Reports.AsNoTracking();
        if (await context.StandingSourceAsync(sourceId, cancellationToken) is { } standing)
        {
            reports = reports.Where(row => row.SourceId == standing);
        }

        if (request.State != Report.Types.State.Unspecified)
        {
            reports = reports.Where(row => row.State == (int)request.State);
        }

        // Whoever asks for a time asks for dated reports.
        if (start is not null || end is not null)
        {
            var from = start ?? UnixMicros.Min;
            reports = reports.Where(row => row.PublishTime >= from);
        }

        if (end is not null)
        {
            reports = reports.Where(row => row.PublishTime < end);
        }

        if (position is not null)
        {
            var (time, name) = ReadPosition(position);
#pragma warning disable CA1309 // Becomes SQL, where the column's collation compares bytes.
            reports = reports.Where(row => row.PublishTime <= time && (row.PublishTime < time || string.Compare(row.Id, name) < 0));
#pragma warning restore CA1309
        }

        var rows = await reports
            .OrderByDescending(row => row.PublishTime).ThenByDescending(row => row.Id).Take(pageSize + 1)
            .LeftJoin(context.Outbox, row => row.Id, outbox => outbox.ReportId, (row, outbox) => new Listed(row, outbox))
            .ToListAsync(cancellationToken);
        // A join need not keep the order of what it joins.
        rows.Sort((a, b) => b.Row.PublishTime != a.Row.PublishTime
            ? b.Row.PublishTime.CompareTo(a.Row.PublishTime)
            : string.CompareOrdinal(b.Row.Id, a.Row.Id));
        return Page.Fill<ListReportsResponse, Listed, Report>(
            rows, pageSize, listed => ReportMapping.ToProto(listed.Row, listed.Outbox, text: null), response => response.Reports,
            (response, last) => response.NextPageToken = PageToken.Write(Position(last.Row), fingerprint));
    }

    private static byte[] Fingerprint(ListReportsRequest request)
    {
        var bare = request.Clone();
        bare.PageSize = 0;
        bare.PageToken = "";
        return PageToken.Fingerprint(bare);
    }

    private static byte[] Position(ReportRow row)
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(row.Id)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, row.PublishTime);
        Encoding.UTF8.GetBytes(row.Id, bytes.AsSpan(sizeof(long)));
        return bytes;
    }

    private static (long Time, string Name) ReadPosition(byte[] bytes) =>
        (BinaryPrimitives.ReadInt64BigEndian(bytes), Encoding.UTF8.GetString(bytes.AsSpan(sizeof(long))));

    private sealed record Listed(ReportRow Row, OutboxRow? Outbox);
}
