using System.ComponentModel.DataAnnotations;

namespace Sitrep.Events;

/// <summary>Settings of the service, section `Events`.</summary>
internal sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>Watchers at a time; each holds a stream and a batch of changes. Default 5,000, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MaxWatchers { get; set; } = 5_000;

    /// <summary>How often a quiet watch says that it is alive, and where it stands. Default 10 s, 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a change may go unnoticed where no wake-up comes through Redis. Default 200 ms, 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Changes kept in memory for watchers that are up to date; who falls farther behind reads the log. Default 2,048, 1 to 100,000.
    /// </summary>
    [Range(1, 100_000)]
    public int RecentChanges { get; set; } = 2_048;

    /// <summary>How long the log of changes reaches back; older cursors are expired. Default 30 days, 1 min to 10 years.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan ChangeRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the gazetteer's version is taken to be what it was. Default 5 s, 0 to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan GazetteerMemory { get; set; } = TimeSpan.FromSeconds(5);
}
