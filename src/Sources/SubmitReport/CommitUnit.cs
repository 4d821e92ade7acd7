using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Stories;
using Sitrep.Sources.V1;
using Sitrep.Wire.TimeZones;

namespace Sitrep.Sources.SubmitReport;

/// <summary>One transaction's work in memory: what each submission of a batch comes to.</summary>
internal sealed class CommitUnit(SourcesDbContext context, KnownRows known, long now, long databaseNow, TimeSpan requestIdLifetime)
{
    private readonly Dictionary<string, NewText> _texts = [];
    private readonly List<(CommitOutcome Outcome, ReportRow? Report, SitrepException? Refusal)> _results = [];

    /// <summary>Outbox rows of reports that were stored before, by report.</summary>
    public Dictionary<string, OutboxRow> Requeued { get; } = [];

    /// <summary>Rows of reports, texts, outbox and requests that were not there, each after what it refers to.</summary>
    public List<object> New { get; } = [];

    /// <summary>Texts of new reports, whose stories are to be decided.</summary>
    public IReadOnlyList<NewText> Texts => [.. _texts.Values];

    public bool Queued { get; private set; }

    /// <summary>What a submission comes to.</summary>
    public void Take(SubmittedReport submission) => _results.Add(Decide(submission));

    /// <summary>One result for each submission taken, as reports stand once the stories are decided.</summary>
    public IReadOnlyList<CommitResult> Results()
    {
        foreach (var (id, text) in _texts)
        {
            known.Reports[id].StoryId = text.StoryId;
        }

        return [.. _results.Select(result => new CommitResult(
            result.Outcome,
            result.Report is { } report ? ReportMapping.ToProto(report, known.Outbox.GetValueOrDefault(report.Id), text: null) : null,
            result.Refusal))];
    }

    private (CommitOutcome Outcome, ReportRow? Report, SitrepException? Refusal) Decide(SubmittedReport submission)
    {
        var (sourceId, newDisplayName) = known.Resolve(submission.Source);
        var reportId = known.ReportId(sourceId, submission);
        var fingerprint = submission.RequestId is null ? [] : submission.Fingerprint(reportId);
        if (submission.RequestId is { } used && known.Requests.TryGetValue(used, out var request) && !IsSpent(request))
        {
            return request.Fingerprint.AsSpan().SequenceEqual(fingerprint)
                ? (CommitOutcome.Duplicate, known.Reports[request.ReportId], null)
                : (CommitOutcome.Refused, null, RequestIdReused(used));
        }

        if (newDisplayName is not null)
        {
            Register(sourceId, newDisplayName);
        }

        (CommitOutcome, ReportRow?, SitrepException?) result = known.Reports.TryGetValue(reportId, out var report)
            ? (Revise(report, submission) ? CommitOutcome.Revised : CommitOutcome.Duplicate, report, null)
            : (CommitOutcome.Accepted, Add(reportId, sourceId, submission), null);
        if (submission.RequestId is { } id)
        {
            Remember(id, fingerprint, reportId);
        }

        return result;
    }

    private void Register(string id, string displayName)
    {
        var source = new SourceRow { Id = id, DisplayName = displayName, NameKey = SourceNaming.Key(displayName), CreateTime = now, UpdateTime = now };
        known.Add(source);
        context.Sources.Add(source);
    }

    private ReportRow Add(string id, string sourceId, SubmittedReport submission)
    {
        var reading = submission.Reading;
        var report = new ReportRow
        {
            Id = id,
            SourceId = sourceId,
            Title = submission.Title,
            Url = submission.Url,
            UrlHash = ReportNaming.UrlHash(submission.Url),
            PublishTime = submission.PublishTime ?? ReportRow.Undated,
            LanguageCode = submission.LanguageCode.Length > 0 ? submission.LanguageCode : reading.LanguageCode,
            TimeZone = TimeZone(submission, sourceId),
            Licence = submission.Licence,
            Status = (int)Report.Types.Status.Current,
            State = (int)Report.Types.State.Pending,
            CreateTime = now,
            TextHash = reading.Sketch.TextHash,
            Credits = Credits(reading, sourceId),
            Dateline = reading.DatelineText,
            DatelinePlace = reading.Dateline?.Place ?? "",
            DatelineDate = reading.DatelineDate,
            Boilerplate = reading.Boilerplate,
        };
        Supersede(report);
        var outbox = QueueRow(report, submission.TraceParent);
        known.Reports.Add(id, report);
        known.Outbox.Add(id, outbox);
        New.AddRange([report, new ReportTextRow { ReportId = id, Text = submission.Text }, outbox]);
        _texts.Add(id, new NewText(id, reading.Sketch, report.PublishTime, now));
        return report;
    }

    private string TimeZone(SubmittedReport submission, string sourceId) => submission.TimeZone.Length > 0
        ? submission.TimeZone
        : submission.Reading.TimeZone.Length > 0 ? submission.Reading.TimeZone : ZoneGuess.OfCountry(known.Source(sourceId)?.CountryCode ?? "");

    /// <summary>Known sources by name; of the unknown only what stands in a dateline, for a credit line may name persons.</summary>
    private string Credits(TextReading reading, string sourceId) => string.Join('\n', reading.Credits
        .Select(credit => known.Credited(credit.Key) is { } id
            ? id == sourceId ? null : SourceNaming.Prefix + id
            : credit.IsAgency ? credit.Name : null)
        .OfType<string>().Distinct());

    /// <summary>Another text of the same source under the same url: the one published later stands, of equals the one that came later.</summary>
    private void Supersede(ReportRow report)
    {
        if (report.UrlHash is not { } url)
        {
            return;
        }

        var key = (report.SourceId, url);
        if (known.ByUrl.TryGetValue(key, out var earlier) && earlier.Url == report.Url)
        {
            if (report.PublishTime != ReportRow.Undated && report.PublishTime < earlier.PublishTime)
            {
                (report.Status, report.SupersededBy) = ((int)Report.Types.Status.Superseded, earlier.Id);
                return;
            }

            (earlier.Status, earlier.SupersededBy) = ((int)Report.Types.Status.Superseded, report.Id);
            report.Supersedes = earlier.Id;
            Changed(earlier, traceParent: null);
        }

        known.ByUrl[key] = report;
    }

    /// <summary>Takes over what is stated and differs; what is not stated stays as it was. Whether that is a new revision.</summary>
    private bool Revise(ReportRow report, SubmittedReport submission)
    {
        if (report.Status == (int)Report.Types.Status.Withdrawn)
        {
            // Deleted for good: sending it again does not bring it back.
            return false;
        }

        report.Licence = Stated(submission.Licence, report.Licence);
        var (title, language, zone) =
            (Stated(submission.Title, report.Title), Stated(submission.LanguageCode, report.LanguageCode), Stated(submission.TimeZone, report.TimeZone));
        var publishTime = submission.PublishTime ?? report.PublishTime;
        if (title == report.Title && language == report.LanguageCode && zone == report.TimeZone && publishTime == report.PublishTime)
        {
            return false;
        }

        (report.Title, report.LanguageCode, report.TimeZone, report.PublishTime) = (title, language, zone, publishTime);
        Changed(report, submission.TraceParent);
        return true;
    }

    /// <summary>Counts a change of a report, and queues it.</summary>
    private void Changed(ReportRow report, string? traceParent)
    {
        report.Revision++;
        if (context.Entry(report).State == EntityState.Detached)
        {
            // Stored and queued by this very transaction.
            return;
        }

        context.AwaitCoding(report);
        var outbox = QueueRow(report, traceParent);
        known.Outbox[report.Id] = outbox;
        Requeued[report.Id] = outbox;
    }

    private OutboxRow QueueRow(ReportRow report, string? traceParent)
    {
        Queued = true;
        return new OutboxRow { ReportId = report.Id, TraceParent = traceParent, CreateTime = now, AvailableTime = databaseNow, Lane = report.SourceId };
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
