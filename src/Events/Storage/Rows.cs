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

    /// <summary>The position of an event that only an analyst's work keeps.</summary>
    public const int NotFound = -1;

    /// <summary>The event's name as a number; see <see cref="EventName"/>.</summary>
    public long Id { get; set; }

    /// <summary>Minus the first day in days since 1970: ascending is newest first; <see cref="Undated"/> where there is no date.</summary>
    public int DateOrder { get; set; }

    /// <summary>One past the last day in days since 1970; null where there is no date.</summary>
    public int? EndDay { get; set; }

    /// <summary>Lasts longer than <see cref="LongDays"/>.</summary>
    public bool IsLong { get; set; }

    public required string Report { get; set; }

    /// <summary>Place in the report, from 0; <see cref="NotFound"/> where a newer coder no longer finds it.</summary>
    public int Position { get; set; }

    public required string Source { get; set; }

    /// <summary>Empty where it belongs to none.</summary>
    public required string Incident { get; set; }

    public short Type { get; set; }

    public short Factuality { get; set; }

    public short State { get; set; }

    public short ReviewStatus { get; set; }

    /// <summary>ISO 3166-1 alpha-2 of the location; empty where unknown. Of further places only the terms know.</summary>
    public required string Country { get; set; }

    /// <summary>`places/{place}` of the first-order division of the location; empty where unknown.</summary>
    public required string Adm1 { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    /// <summary>The highest of the claims' lower bounds; null where nobody gives a number of dead.</summary>
    public long? Killed { get; set; }

    /// <summary>As <see cref="Killed"/>, of the injured.</summary>
    public long? Injured { get; set; }

    public double Confidence { get; set; }

    public int Revision { get; set; }

    /// <summary>Who made it stand so: the coder's version, an analyst, or what else changed it.</summary>
    public required string Author { get; set; }

    /// <summary>Why; empty where the coder changed it.</summary>
    public required string Reason { get; set; }
}

/// <summary>What an event says: apart from the columns that are searched, so that a walk over those reads a tenth of the bytes.</summary>
internal sealed class EventBodyRow
{
    public long EventId { get; set; }

    /// <summary>Proto `Event` as it stands.</summary>
    public required byte[] Data { get; set; }

    /// <summary>Proto `Event` as the coder has it, where an analyst overrode some of it; null where nobody did.</summary>
    public byte[]? Coded { get; set; }
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

    /// <summary>Who made it stand so.</summary>
    public required string Author { get; set; }

    /// <summary>Why; empty where the coder changed it, and after a deletion for good.</summary>
    public required string Reason { get; set; }
}

/// <summary>The words of a report, as numbers: for filters by words, without its text.</summary>
internal sealed class ReportTextRow
{
    /// <summary>The report in the index of words.</summary>
    public long Number { get; set; }

    /// <summary>`reports/{report}`.</summary>
    public required string Report { get; set; }

    /// <summary>See <see cref="TextWords"/>.</summary>
    public required byte[] Words { get; set; }
}

/// <summary>What coding by another version changed about an event: rows are only added, so reports that are recoded at once do not wait for each other.</summary>
internal sealed class RecodingDifferenceRow
{
    public long Id { get; set; }

    /// <summary>Version that coded it now.</summary>
    public required string CoderVersion { get; set; }

    public long EventId { get; set; }

    /// <summary>The revision that the coding made; one past the last for a removal.</summary>
    public int Revision { get; set; }

    /// <summary>Version that had coded it before.</summary>
    public required string FormerVersion { get; set; }

    public RecodingChange Change { get; set; }

    /// <summary>Names of the fields of `Event` that differ, in the order of their numbers, joined by commas; empty where it was added or removed.</summary>
    public required string Fields { get; set; }
}

/// <summary>What became of an event under another coder version. The numbers are stored.</summary>
internal enum RecodingChange : short
{
    Changed = 1,
    Added = 2,
    Removed = 3,
    /// <summary>Not found again, and kept for an analyst's work on it.</summary>
    Kept = 4,
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
