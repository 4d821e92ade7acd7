namespace Sitrep.Sources;

/// <summary>ErrorInfo reasons of this service (domain `sources.sitrep`), beside those that all services have. The README lists them.</summary>
internal static class SourcesReasons
{
    public const string ReportNotFound = "REPORT_NOT_FOUND";
    public const string SourceNotFound = "SOURCE_NOT_FOUND";
    public const string SourceAlreadyExists = "SOURCE_ALREADY_EXISTS";

    /// <summary>The source changed since its etag was read.</summary>
    public const string EtagMismatch = "ETAG_MISMATCH";

    /// <summary>The request id was used within 24 hours for other content.</summary>
    public const string RequestIdReused = "REQUEST_ID_REUSED";

    /// <summary>As many ingest streams are open as are allowed.</summary>
    public const string TooManyStreams = "TOO_MANY_STREAMS";

    /// <summary>As many submissions wait for their commit as are allowed.</summary>
    public const string IntakeFull = "INTAKE_FULL";

    /// <summary>As many reports wait for the events service as are allowed.</summary>
    public const string QueueFull = "QUEUE_FULL";

    /// <summary>The database cannot be reached.</summary>
    public const string StoreUnavailable = "STORE_UNAVAILABLE";

    /// <summary>The source has submitted as many reports as one source may.</summary>
    public const string SourceTooFast = "SOURCE_TOO_FAST";

    public const string StoryNotFound = "STORY_NOT_FOUND";
    public const string RecodingNotFound = "RECODING_NOT_FOUND";

    /// <summary>The report was deleted; nothing can be done with it.</summary>
    public const string ReportWithdrawn = "REPORT_WITHDRAWN";
}
