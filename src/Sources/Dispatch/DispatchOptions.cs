using System.ComponentModel.DataAnnotations;

namespace Sitrep.Sources.Dispatch;

/// <summary>How reports are handed to the events service; configuration section `Sources:Dispatch`.</summary>
internal sealed class DispatchOptions : IValidatableObject
{
    public const string Section = "Sources:Dispatch";

    public static readonly TimeSpan DefaultCallDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Time that a lease must leave after the call's deadline, for the answer to be written down.</summary>
    internal static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(5);

    /// <summary>Whether this replica dispatches. Default true; false leaves the queue to others.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>CodeReport calls at a time. Default 8: two busy cores at the other end, and the waits of leasing and storing covered.</summary>
    [Range(1, 1_000)]
    public int Parallelism { get; set; } = 8;

    /// <summary>
    /// Reports that are leased and loaded beyond those whose calls are under way, so that a call that ends is followed by the next at once instead of by a turn with the
    /// database. Default 16: what eight calls take while a turn is under way.
    /// </summary>
    [Range(0, 1_000)]
    public int Ahead { get; set; } = 16;

    /// <summary>How long answers are gathered before they are written down together, unless enough are there. Default 20 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Deadline of one CodeReport call. Default 30 s; a text of 1 MiB takes about 5.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan CallDeadline { get; set; } = DefaultCallDeadline;

    /// <summary>How long a row is left to who leased it. Default 60 s; must outlive <see cref="CallDeadline"/> by 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the queue is looked at without being woken: for rows of other replicas and for leases that ran out. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause after the first failed attempt; each further one is twice as long. Default 0.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Attempts before a report is FAILED. Default 20, which with the pauses above is one to two hours.</summary>
    [Range(1, 10_000)]
    public int MaxAttempts { get; set; } = 20;

    /// <summary>Longest pause of all dispatching while the events service cannot be reached. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan LongestOutagePause { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lease < CallDeadline + LeaseMargin)
        {
            yield return new ValidationResult(
                $"{Section}:Lease must outlive {Section}:CallDeadline by {LeaseMargin}, or two replicas send the same report.", [nameof(Lease)]);
        }

        if (LongestPause < FirstPause)
        {
            yield return new ValidationResult($"{Section}:LongestPause must not be shorter than {Section}:FirstPause.", [nameof(LongestPause)]);
        }
    }
}
