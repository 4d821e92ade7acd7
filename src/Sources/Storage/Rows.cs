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

    /// <summary>The source that it became part of; null where it stands for itself.</summary>
    public string? MergedInto { get; set; }

    public List<AssessmentRow> Assessments { get; } = [];

    /// <summary>Every other name under which it is found.</summary>
    public List<SourceNameRow> Names { get; } = [];

    /// <summary>Sources that became part of it.</summary>
    public List<SourceRow> Merged { get; } = [];
}

/// <summary>A name, beside its display name, under which a source is found.</summary>
internal sealed class SourceNameRow
{
    public required string SourceId { get; set; }

    /// <summary>Folded.</summary>
    public required string NameKey { get; init; }

    /// <summary>See <see cref="SourceNameKind"/>.</summary>
    public required int Kind { get; init; }

    /// <summary>As it was written.</summary>
    public required string Name { get; init; }
}

/// <summary>What a name is to its source.</summary>
internal enum SourceNameKind
{
    /// <summary>A display name that it had: reports that give it mean this source.</summary>
    Former,
    /// <summary>A name under which texts credit it.</summary>
    Credit,
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

    public required string SourceId { get; set; }

    public string Title { get; set; } = "";

    public string Url { get; set; } = "";

    public long PublishTime { get; set; } = Undated;

    public string LanguageCode { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public string Licence { get; set; } = "";

    public int Status { get; set; }

    public long Revision { get; set; } = 1;

    public long CreateTime { get; init; }

    /// <summary>Hash of the url; null where there is none, and where the report is withdrawn.</summary>
    public long? UrlHash { get; set; }

    /// <summary>What follows `stories/`; null where the report is withdrawn.</summary>
    public string? StoryId { get; set; }

    /// <summary>See <see cref="Wire.Stories.TextSketch.TextHash"/>.</summary>
    public long TextHash { get; set; }

    /// <summary>Credited sources, a line each: `sources/{source}` or, of agencies that are not known, the name.</summary>
    public string Credits { get; set; } = "";

    public string Dateline { get; set; } = "";

    public string DatelinePlace { get; set; } = "";

    /// <summary>Year, month and day as one number, 20190831, the year 0 where it is not known; 0 where there is no date.</summary>
    public int DatelineDate { get; set; }

    /// <summary>Starts and ends of the spans, as varints of a packed proto field; null where there are none.</summary>
    public byte[]? Boilerplate { get; set; }

    /// <summary>What follows `reports/`; null where it replaces none.</summary>
    public string? Supersedes { get; set; }

    /// <summary>What follows `reports/`; null where none replaces it.</summary>
    public string? SupersededBy { get; set; }

    public string StatusReason { get; set; } = "";

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

    /// <summary>The recoding that queued it, which counts what becomes of it; null where none did.</summary>
    public string? RecodingId { get; set; }

    /// <summary>Whose reports wait behind each other: those of a source, or of a recoding.</summary>
    public string Lane { get; set; } = "";

    /// <summary>
    /// Place in the queue: the first of a lane has that of the row at the head of the queue, each further one the next. In this order lanes take turns, however many rows
    /// each of them has (start-time fair queueing: Goyal, Vin and Cheng 1996).
    /// </summary>
    public long Turn { get; set; }
}

/// <summary>Reports that carry the same text.</summary>
internal sealed class StoryRow
{
    /// <summary>What follows `stories/`: the id of its first report.</summary>
    public required string Id { get; init; }

    /// <summary>The story that it became part of; null where it stands for itself.</summary>
    public string? MergedInto { get; set; }

    /// <summary>The earliest report, by publication, then by when it was stored.</summary>
    public required string LeadReportId { get; set; }

    /// <summary>When the lead was published; <see cref="ReportRow.Undated"/> where no report of the story is dated.</summary>
    public required long LeadTime { get; set; }

    public required int ReportCount { get; set; }

    public required long CreateTime { get; init; }
}

/// <summary>What is kept of a text to know its copies again.</summary>
internal sealed class SketchRow
{
    /// <summary>Counts texts in the order of their commits, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>A report that has this text.</summary>
    public required string ReportId { get; set; }

    public required long TextHash { get; set; }

    /// <summary>Empty where the text is out of the window, or purged.</summary>
    public required byte[] Sketch { get; set; }
}

/// <summary>A task that hands many reports over again, in the background.</summary>
internal sealed class RecodingRow
{
    /// <summary>What follows `recodings/`.</summary>
    public required string Id { get; init; }

    /// <summary>Code again what this version has coded already; else only tell what changed about the report or its source.</summary>
    public required bool Force { get; init; }

    public string? SourceId { get; init; }

    public string? NotCoderVersion { get; init; }

    public long? PublishedFrom { get; init; }

    public long? PublishedUntil { get; init; }

    /// <summary>Only reports that were stored before it began: later ones are coded anyway.</summary>
    public required long StartTime { get; init; }

    /// <summary>Id of the last report that was queued.</summary>
    public string Position { get; set; } = "";

    /// <summary>All that match are queued.</summary>
    public bool Queued { get; set; }

    public required long ReportCount { get; set; }

    public long QueuedCount { get; set; }

    public long DoneCount { get; set; }

    public long FailedCount { get; set; }

    public long? EndTime { get; set; }
}
