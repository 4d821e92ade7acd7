namespace Sitrep.Events.Storage;

/// <summary>The one row that says which database this is.</summary>
internal sealed class StoreRow
{
    public const int TheId = 1;

    public int Id { get; set; }

    /// <summary>32 lower-case hex digits, made with the schema; cursors and page tokens carry it.</summary>
    public required string DatabaseId { get; set; }

    /// <summary>Changes up to and including this one are no longer kept.</summary>
    public long PrunedSequence { get; set; }

    /// <summary>Rules by which all events were joined last; while it is not this version's, they are joined anew in the background.</summary>
    public string JoinVersion { get; set; } = "";

    /// <summary>Events up to this number were joined anew already.</summary>
    public long JoinCursor { get; set; } = -1;
}

/// <summary>A report as it was delivered last.</summary>
internal sealed class ReportRow
{
    /// <summary>`reports/{report}`.</summary>
    public required string Name { get; set; }

    /// <summary>Of Sources: deliveries that are not newer are ignored.</summary>
    public long Revision { get; set; }

    /// <summary>Hash of what the events were coded from: text, title, dates, zone, context.</summary>
    public required string CodedFrom { get; set; }

    /// <summary>Version that coded it.</summary>
    public required string CoderVersion { get; set; }

    /// <summary>Why it has no events although it was read; empty where it was coded.</summary>
    public required string SkipReason { get; set; }

    /// <summary>Where the cache may hold quotes of the text; a deletion for good forgets it there too.</summary>
    public required string CacheKey { get; set; }

    /// <summary>Proto `Report`, its text left out.</summary>
    public required byte[] Report { get; set; }

    /// <summary>Proto `Source`.</summary>
    public required byte[] Source { get; set; }

    /// <summary>Proto `Analysis`.</summary>
    public required byte[] Analysis { get; set; }

    /// <summary>Unix microseconds.</summary>
    public long UpdateTime { get; set; }
}

/// <summary>An event as it stands.</summary>
internal sealed class EventRow
{
    /// <summary>The order of events without a date: after all that have one.</summary>
    public const int Undated = int.MaxValue;

    /// <summary>Events that last longer are looked up on their own where a filter names a first day, so that the walk by date can stop.</summary>
    public const int LongDays = 31;

    /// <summary>The event's name as a number; see <see cref="EventName"/>.</summary>
    public long Id { get; set; }

    /// <summary>Minus the first day in days since 1970: ascending is newest first; <see cref="Undated"/> where there is no date.</summary>
    public int DateOrder { get; set; }

    /// <summary>One past the last day in days since 1970; null where there is no date.</summary>
    public int? EndDay { get; set; }

    /// <summary>Lasts longer than <see cref="LongDays"/>.</summary>
    public bool IsLong { get; set; }

    public required string Report { get; set; }

    /// <summary>Place in the report, from 0.</summary>
    public int Position { get; set; }

    public required string Source { get; set; }

    /// <summary>Empty where it belongs to none.</summary>
    public required string Incident { get; set; }

    public short Type { get; set; }

    public short Factuality { get; set; }

    public short State { get; set; }

    public short ReviewStatus { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    /// <summary>The highest of the claims' lower bounds; null where nobody gives a number of dead.</summary>
    public long? Killed { get; set; }

    public double Confidence { get; set; }

    public int Revision { get; set; }

    /// <summary>Proto `Event`.</summary>
    public required byte[] Data { get; set; }
}

/// <summary>One of the many values that an event is found by.</summary>
internal sealed class EventTermRow
{
    public short Kind { get; set; }

    public required string Value { get; set; }

    /// <summary>The event's, so that a term's events can be walked in the order of pages.</summary>
    public int DateOrder { get; set; }

    public long EventId { get; set; }
}

/// <summary>An event as it stood after one change and before the next; the latest revision of a standing event is in <see cref="EventRow"/>.</summary>
internal sealed class EventRevisionRow
{
    public long EventId { get; set; }

    public int Revision { get; set; }

    public required string Report { get; set; }

    /// <summary>Proto `Event`; empty where the report was deleted for good. The row stays: its name is never used again.</summary>
    public required byte[] Data { get; set; }
}

/// <summary>An entry of the change log: in the order of sequence is in the order of commit.</summary>
internal sealed class ChangeRow
{
    public long Sequence { get; set; }

    /// <summary>Number of the event, or of the incident where <see cref="IsIncident"/>.</summary>
    public long EventId { get; set; }

    public bool IsIncident { get; set; }

    /// <summary>The revision that the change made; one past the last for a removal.</summary>
    public int Revision { get; set; }

    public bool Removed { get; set; }

    /// <summary>Unix microseconds.</summary>
    public long Time { get; set; }
}
