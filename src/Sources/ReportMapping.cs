using Google.Protobuf;
using Google.Type;
using Sitrep.Language;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources;

/// <summary>From rows of reports to their message.</summary>
internal static class ReportMapping
{
    /// <summary>The message.</summary>
    /// <param name="row">The report.</param>
    /// <param name="outbox">Its row in the queue; null where it is not queued.</param>
    /// <param name="text">Its text; null leaves it out.</param>
    public static Report ToProto(ReportRow row, OutboxRow? outbox, string? text)
    {
        var report = Plain(row, outbox, text);
        if (row.Boilerplate is { } spans)
        {
            // The row has them in the form of this very field.
            report.MergeFrom(spans);
        }

        return report;
    }

    /// <summary>Spans as they are stored.</summary>
    public static byte[] ToBytes(IEnumerable<TextSpan> spans) =>
        new Report { BoilerplateSpans = { spans.Select(span => new Text.V1.TextSpan { Start = span.Start, End = span.End }) } }.ToByteArray();

    private static Report Plain(ReportRow row, OutboxRow? outbox, string? text) => new()
    {
        Name = ReportNaming.Prefix + row.Id,
        Source = SourceNaming.Prefix + row.SourceId,
        Title = row.Title,
        Text = text ?? "",
        Url = row.Url,
        PublishTime = row.PublishTime == ReportRow.Undated ? null : UnixMicros.ToTimestamp(row.PublishTime),
        LanguageCode = row.LanguageCode,
        TimeZone = row.TimeZone,
        Licence = row.Licence,
        Status = (Report.Types.Status)row.Status,
        Revision = row.Revision,
        CreateTime = UnixMicros.ToTimestamp(row.CreateTime),
        Coding = ToCoding(row, outbox),
        Story = row.StoryId is { } story ? Stories.StoryNaming.Prefix + story : "",
        CreditedSources = { row.Credits.Split('\n', StringSplitOptions.RemoveEmptyEntries) },
        Dateline = row.Dateline,
        DatelinePlace = row.DatelinePlace,
        DatelineDate = row.DatelineDate == 0
            ? null
            : new Date { Year = row.DatelineDate / 10_000, Month = row.DatelineDate / 100 % 100, Day = row.DatelineDate % 100 },
        Supersedes = Name(row.Supersedes),
        SupersededBy = Name(row.SupersededBy),
        StatusReason = row.StatusReason,
    };

    private static string Name(string? id) => id is null ? "" : ReportNaming.Prefix + id;

    private static Report.Types.Coding ToCoding(ReportRow row, OutboxRow? outbox)
    {
        var lastError = outbox is null ? row.LastError : outbox.LastError;
        return new Report.Types.Coding
        {
            State = (Report.Types.State)row.State,
            Attempts = outbox?.Attempts ?? row.Attempts,
            // While a call is under way there is no next attempt to name.
            NextAttemptTime = outbox is { LeaseToken: null, Attempts: > 0 } ? UnixMicros.ToTimestamp(outbox.AvailableTime) : null,
            LastError = lastError is null ? null : Google.Rpc.Status.Parser.ParseFrom(lastError),
            CoderVersion = row.CoderVersion,
            EventCount = row.EventCount,
            SkipReason = row.SkipReason,
        };
    }
}
