namespace Sitrep.Sources.Storage;

/// <summary>A publisher of reports. Times here and below are microseconds since 1970 UTC.</summary>
internal sealed class SourceRow
{
    /// <summary>What follows `sources/`.</summary>
    public required string Id { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>Folded display name, by which reports that only give a name find their source.</summary>
    public required string NameKey { get; set; }

    public int Kind { get; set; }

    public string CountryCode { get; set; } = "";

    public string LanguageCode { get; set; } = "";

    public string HomePage { get; set; } = "";

    public int Reliability { get; set; }

    public List<string> CreditNames { get; set; } = [];

    public long CreateTime { get; init; }

    public long UpdateTime { get; set; }

    /// <summary>Counts changes from 1; the etag.</summary>
    public long Version { get; set; } = 1;

    public List<AssessmentRow> Assessments { get; } = [];
}

/// <summary>One judgement of a source's reliability, the current one included.</summary>
internal sealed class AssessmentRow
{
    public required string SourceId { get; init; }

    /// <summary>Counts a source's judgements from 1.</summary>
    public required int Ordinal { get; init; }

    public required int Reliability { get; init; }

    public required long StartTime { get; init; }

    public string Assessor { get; init; } = "";

    public string Reason { get; init; } = "";
}

/// <summary>A report without its text.</summary>
internal sealed class ReportRow
{
    /// <summary>Stands for "not stated" in <see cref="PublishTime"/>, and orders such reports after all others, on both databases alike.</summary>
    public const long Undated = long.MinValue;

    /// <summary>What follows `reports/`.</summary>
    public required string Id { get; init; }

    public required string SourceId { get; init; }

    public string Title { get; set; } = "";

    public string Url { get; init; } = "";

    public long PublishTime { get; set; } = Undated;

    public string LanguageCode { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public string Licence { get; set; } = "";

    public int Status { get; set; }

    public long Revision { get; set; } = 1;

    public long CreateTime { get; init; }

    /// <summary>PENDING exactly while the report has an outbox row.</summary>
    public int State { get; set; }

    /// <summary>Attempts that led to CODED or FAILED; while PENDING the outbox row counts.</summary>
    public int Attempts { get; set; }

    /// <summary>google.rpc.Status of the attempt that led to FAILED.</summary>
    public byte[]? LastError { get; set; }

    public string CoderVersion { get; set; } = "";

    public int EventCount { get; set; }

    public string SkipReason { get; set; } = "";
}

/// <summary>The text of a report, apart so that lists do not read it.</summary>
internal sealed class ReportTextRow
{
    public required string ReportId { get; init; }

    public required string Text { get; init; }
}

/// <summary>A request id that was used, and for what.</summary>
internal sealed class RequestRow
{
    /// <summary>The UUID in lower case.</summary>
    public required string Id { get; init; }

    /// <summary>Hash over all that was submitted.</summary>
    public required byte[] Fingerprint { get; set; }

    public required string ReportId { get; set; }

    public required long CreateTime { get; set; }
}

/// <summary>A report that the events service has yet to take, in its current state. At most one row a report.</summary>
internal sealed class OutboxRow
{
    public required string ReportId { get; init; }

    /// <summary>Counts what was queued since the row exists. A call completes the row only where this is still what it was when leased.</summary>
    public long Generation { get; set; } = 1;

    /// <summary>Code again although this version of the coder has done so.</summary>
    public bool Force { get; set; }

    /// <summary>W3C trace context of the call that queued it.</summary>
    public string? TraceParent { get; set; }

    public required long CreateTime { get; set; }

    /// <summary>By the database's clock: not to be taken before. A lease moves it to the lease's end.</summary>
    public required long AvailableTime { get; set; }

    /// <summary>Counted when leased, so that an attempt that kills its process counts too.</summary>
    public int Attempts { get; set; }

    /// <summary>Who has it; null where nobody does. Outlives its lease until the next.</summary>
    public string? LeaseToken { get; set; }

    /// <summary>google.rpc.Status of the last attempt.</summary>
    public byte[]? LastError { get; set; }
}
