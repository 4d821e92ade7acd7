using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.SubmitReport;

/// <summary>
/// Stores submissions in one transaction: reports, texts, sources that were not known, used request ids, and an outbox row for everything
/// that is new. Done twice, it comes out the same.
/// </summary>
/// <remarks>
/// Reads before it writes. On SQLite nobody can come between. On PostgreSQL another replica can: primary keys and the revision as
/// concurrency token then fail the transaction, and done again it sees what the other wrote (<see cref="StoreFaults.IsConflict"/>).
/// </remarks>
internal sealed class ReportCommit(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, TimeProvider time, IOptions<SourcesOptions> options)
{
    /// <summary>One result for each submission, in order, and whether anything was queued. All is stored when this returns.</summary>
    public async Task<(IReadOnlyList<CommitResult> Results, bool Queued)> StoreAsync(
        IReadOnlyList<SubmittedReport> submissions, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Database.AutoSavepointsEnabled = false;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        var known = await Known.LoadAsync(context, submissions, cancellationToken);
        var unit = new Unit(context, known, UnixMicros.From(time.GetUtcNow()), await context.ReadClockAsync(cancellationToken), options.Value.RequestIdLifetime);
        var results = new CommitResult[submissions.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = unit.Take(submissions[i]);
        }

        foreach (var row in unit.Requeued.Values)
        {
            await context.QueueAsync(row, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await context.InsertAsync(unit.New, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (results, unit.Queued);
    }

    /// <summary>What the database already has of a batch; grows with what the batch adds, so that duplicates within it meet.</summary>
    private sealed class Known
    {
        public required Dictionary<string, SourceRow> Sources { get; init; }

        public required ILookup<string, SourceRow> SourcesByKey { get; init; }

        public required Dictionary<string, ReportRow> Reports { get; init; }

        public required Dictionary<string, OutboxRow> Outbox { get; init; }

        public required Dictionary<string, RequestRow> Requests { get; init; }

        public static async Task<Known> LoadAsync(SourcesDbContext context, IReadOnlyList<SubmittedReport> submissions, CancellationToken cancellationToken)
        {
            var names = submissions.Select(s => s.Source.DisplayName).OfType<string>().Distinct().ToList();
            var keys = names.Select(SourceNaming.Key).Distinct().ToList();
            var ids = submissions.Select(s => s.Source.Id).OfType<string>()
                .Concat(names.Select(SourceNaming.IdOf)).Concat(names.Select(SourceNaming.SecondIdOf)).Distinct().ToList();
            var sources = await context.Sources.Where(row => ids.Contains(row.Id) || keys.Contains(row.NameKey)).ToListAsync(cancellationToken);

            var requestIds = submissions.Select(s => s.RequestId).OfType<string>().Distinct().ToList();
            var requests = requestIds.Count == 0
                ? []
                : await context.Requests.Where(row => requestIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);

            var known = new Known
            {
                Sources = sources.ToDictionary(row => row.Id),
                SourcesByKey = sources.OrderBy(row => row.CreateTime).ThenBy(row => row.Id, StringComparer.Ordinal).ToLookup(row => row.NameKey),
                Requests = requests,
                Reports = [],
                Outbox = [],
            };
            var reportIds = submissions.Select(s => ReportNaming.IdOf(known.Resolve(s.Source).Id, s.Url, s.Text))
                .Concat(requests.Values.Select(row => row.ReportId)).Distinct().ToList();
            foreach (var row in await context.Reports.Where(row => reportIds.Contains(row.Id)).ToListAsync(cancellationToken))
            {
                known.Reports.Add(row.Id, row);
            }

            if (known.Reports.Values.Any(row => row.State == (int)Report.Types.State.Pending))
            {
                foreach (var row in await context.Outbox.AsNoTracking().Where(row => reportIds.Contains(row.ReportId)).ToListAsync(cancellationToken))
                {
                    known.Outbox.Add(row.ReportId, row);
                }
            }

            return known;
        }

        /// <summary>The id of the source that a report means, and its display name where it is to be registered first.</summary>
        public (string Id, string? NewDisplayName) Resolve(SourceReference reference)
        {
            if (reference.Id is { } id)
            {
                return (id, Sources.ContainsKey(id) ? null : id);
            }

            var name = reference.DisplayName!;
            var key = SourceNaming.Key(name);
            if (SourcesByKey[key].FirstOrDefault() is { } same)
            {
                return (same.Id, null);
            }

            // The plain id, unless a source of another name has it.
            id = SourceNaming.IdOf(name);
            if (Sources.TryGetValue(id, out var holder) && holder.NameKey != key)
            {
                id = SourceNaming.SecondIdOf(name);
            }

            return (id, Sources.ContainsKey(id) ? null : name);
        }
    }

    /// <summary>One transaction's work in memory.</summary>
    private sealed class Unit(SourcesDbContext context, Known known, long now, long databaseNow, TimeSpan requestIdLifetime)
    {
        /// <summary>Outbox rows of reports that were stored before, by report.</summary>
        public Dictionary<string, OutboxRow> Requeued { get; } = [];

        /// <summary>Rows of reports, texts, outbox and requests that were not there, each after what it refers to.</summary>
        public List<object> New { get; } = [];

        public bool Queued { get; private set; }

        public CommitResult Take(SubmittedReport submission)
        {
            var (sourceId, newDisplayName) = known.Resolve(submission.Source);
            var reportId = ReportNaming.IdOf(sourceId, submission.Url, submission.Text);
            var fingerprint = submission.RequestId is null ? [] : submission.Fingerprint(reportId);
            if (submission.RequestId is { } used && known.Requests.TryGetValue(used, out var request) && !IsSpent(request))
            {
                return request.Fingerprint.AsSpan().SequenceEqual(fingerprint)
                    ? Answer(CommitOutcome.Duplicate, known.Reports[request.ReportId])
                    : new CommitResult(CommitOutcome.Refused, null, RequestIdReused(used));
            }

            if (newDisplayName is not null)
            {
                Register(sourceId, newDisplayName);
            }

            var result = known.Reports.TryGetValue(reportId, out var report)
                ? Answer(Revise(report, submission) ? CommitOutcome.Revised : CommitOutcome.Duplicate, report)
                : Answer(CommitOutcome.Accepted, Add(reportId, sourceId, submission));
            if (submission.RequestId is { } id)
            {
                Remember(id, fingerprint, reportId);
            }

            return result;
        }

        private CommitResult Answer(CommitOutcome outcome, ReportRow report) =>
            new(outcome, ReportMapping.ToProto(report, known.Outbox.GetValueOrDefault(report.Id), text: null), null);

        private void Register(string id, string displayName)
        {
            var source = new SourceRow { Id = id, DisplayName = displayName, NameKey = SourceNaming.Key(displayName), CreateTime = now, UpdateTime = now };
            known.Sources.Add(id, source);
            context.Sources.Add(source);
        }

        private ReportRow Add(string id, string sourceId, SubmittedReport submission)
        {
            var report = new ReportRow
            {
                Id = id,
                SourceId = sourceId,
                Title = submission.Title,
                Url = submission.Url,
                PublishTime = submission.PublishTime ?? ReportRow.Undated,
                LanguageCode = submission.LanguageCode,
                TimeZone = submission.TimeZone,
                Licence = submission.Licence,
                Status = (int)Report.Types.Status.Current,
                State = (int)Report.Types.State.Pending,
                CreateTime = now,
            };
            var outbox = QueueRow(id, submission);
            known.Reports.Add(id, report);
            known.Outbox.Add(id, outbox);
            New.AddRange([report, new ReportTextRow { ReportId = id, Text = submission.Text }, outbox]);
            return report;
        }

        /// <summary>Takes over what is stated and differs; what is not stated stays as it was. Whether that is a new revision.</summary>
        private bool Revise(ReportRow report, SubmittedReport submission)
        {
            report.Licence = Stated(submission.Licence, report.Licence);
            var (title, language, zone) =
                (Stated(submission.Title, report.Title), Stated(submission.LanguageCode, report.LanguageCode), Stated(submission.TimeZone, report.TimeZone));
            var publishTime = submission.PublishTime ?? report.PublishTime;
            if (title == report.Title && language == report.LanguageCode && zone == report.TimeZone && publishTime == report.PublishTime)
            {
                return false;
            }

            (report.Title, report.LanguageCode, report.TimeZone, report.PublishTime) = (title, language, zone, publishTime);
            report.Revision++;
            if (context.Entry(report).State == EntityState.Detached)
            {
                // Stored and queued by this very transaction.
                return true;
            }

            report.State = (int)Report.Types.State.Pending;
            var outbox = QueueRow(report.Id, submission);
            known.Outbox[report.Id] = outbox;
            Requeued[report.Id] = outbox;
            return true;
        }

        private OutboxRow QueueRow(string reportId, SubmittedReport submission)
        {
            Queued = true;
            return new OutboxRow { ReportId = reportId, TraceParent = submission.TraceParent, CreateTime = now, AvailableTime = databaseNow };
        }

        private void Remember(string requestId, byte[] fingerprint, string reportId)
        {
            if (known.Requests.TryGetValue(requestId, out var spent))
            {
                (spent.Fingerprint, spent.ReportId, spent.CreateTime) = (fingerprint, reportId, now);
                return;
            }

            var request = new RequestRow { Id = requestId, Fingerprint = fingerprint, ReportId = reportId, CreateTime = now };
            known.Requests.Add(requestId, request);
            New.Add(request);
        }

        private bool IsSpent(RequestRow request) => request.CreateTime <= now - (requestIdLifetime.Ticks / TimeSpan.TicksPerMicrosecond);

        private static string Stated(string submitted, string stored) => submitted.Length > 0 ? submitted : stored;

        private static SitrepException RequestIdReused(string requestId) => new(
            StatusCode.InvalidArgument,
            SourcesReasons.RequestIdReused,
            $"The request id {requestId} was used for other content.",
            new Dictionary<string, string> { ["requestId"] = requestId })
        {
            Violations = [new FieldViolation("request_id", SourcesReasons.RequestIdReused, "Was used for other content; take a new one.")],
        };
    }
}
