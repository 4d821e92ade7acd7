using System.ComponentModel.DataAnnotations;

namespace Sitrep.Sources;

/// <summary>Limits of the service; configuration section `Sources`.</summary>
internal sealed class SourcesOptions
{
    public const string Section = "Sources";

    /// <summary>Longest text, in bytes of UTF-8. Default 1 MiB; more than 4 MiB never arrives, for requests end there.</summary>
    [Range(1, 4 * 1024 * 1024)]
    public int MaxTextBytes { get; set; } = 1024 * 1024;

    /// <summary>SubmitReports calls at a time; one more is RESOURCE_EXHAUSTED. Default 64.</summary>
    [Range(1, 10_000)]
    public int MaxIngestStreams { get; set; } = 64;

    /// <summary>Reports of one stream that are read and not yet answered; beyond, the stream is not read on. Default 256: two commits' worth.</summary>
    [Range(1, 100_000)]
    public int MaxUnansweredPerStream { get; set; } = 256;

    /// <summary>SubmitReport calls that wait for their commit; one more is RESOURCE_EXHAUSTED. Default 1,024, some seconds of work on a slow disk.</summary>
    [Range(1, 100_000)]
    public int MaxWaitingSubmissions { get; set; } = 1_024;

    /// <summary>Reports of one transaction. Default 128: beyond, the commit is no longer what a report costs.</summary>
    [Range(1, 10_000)]
    public int MaxReportsPerCommit { get; set; } = 128;

    /// <summary>Text of one transaction, in UTF-16 units. Default 4 Mi, so that a few long reports do not hold up many short ones.</summary>
    [Range(1, int.MaxValue)]
    public int MaxTextPerCommit { get; set; } = 4 * 1024 * 1024;

    /// <summary>Reports that may wait for the events service; beyond, submissions are RESOURCE_EXHAUSTED. Default 1,000,000, about 5 GB of text.</summary>
    [Range(1, int.MaxValue)]
    public int MaxQueuedReports { get; set; } = 1_000_000;

    /// <summary>
    /// Texts among which the rewritten copies of a new one are found, the latest; the same text is found however old it is. Default 262,144: half a day of the world's news,
    /// for 70 MB of memory.
    /// </summary>
    [Range(1, 16_777_216)]
    public int StoryWindow { get; set; } = 262_144;

    /// <summary>Whether the registry begins with the sources that we know. Default true.</summary>
    public bool SeedRegistry { get; set; } = true;

    /// <summary>
    /// Reports that one source may submit a minute, to each replica; beyond, they are RESOURCE_EXHAUSTED. Default 120,000: no source of the world writes so much, but a
    /// client in a loop does. 0 means no limit.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int MaxReportsPerSourcePerMinute { get; set; } = 120_000;

    /// <summary>How long a `request_id` makes a repeat safe. Default 24 hours, as the contract says.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan RequestIdLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often spent request ids are removed. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the queue is measured, for metrics and for its bound. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MeasureInterval { get; set; } = TimeSpan.FromSeconds(5);
}
