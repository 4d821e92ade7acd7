namespace Sitrep.Events.Storage;

/// <summary>An incident as it stands.</summary>
internal sealed class IncidentRow
{
    /// <summary>The incident's name as a number; see <see cref="IncidentName"/>.</summary>
    public long Id { get; set; }

    /// <summary>As in <see cref="EventRow.DateOrder"/>.</summary>
    public int DateOrder { get; set; }

    /// <summary>One past the last day of any of its events, in days since 1970; null where none has a date.</summary>
    public int? EndDay { get; set; }

    /// <summary>One of its events is <see cref="EventRow.IsLong"/>.</summary>
    public bool IsLong { get; set; }

    /// <summary>Events that count; 0 where the incident is gone or was taken in by another.</summary>
    public int EventCount { get; set; }

    public int IndependentSources { get; set; }

    /// <summary>Best estimate of the dead; null where nobody gives a number.</summary>
    public long? Killed { get; set; }

    /// <summary>Best estimate of the injured; null where nobody gives a number.</summary>
    public long? Injured { get; set; }

    /// <summary>The incident of which it is a part; null where it stands for itself.</summary>
    public long? PartOf { get; set; }

    /// <summary>The incident that took this one in; null where it stands.</summary>
    public long? MergedInto { get; set; }

    /// <summary>The event that it was first made of; it takes the incident up again where it comes back.</summary>
    public long Founder { get; set; }

    public int Revision { get; set; }

    /// <summary>Proto `Incident`.</summary>
    public required byte[] Data { get; set; }

    /// <summary>Its events with their revisions, as <see cref="IncidentMembers"/> writes them.</summary>
    public required byte[] Members { get; set; }
}

/// <summary>An incident as it stood after one change and before the next; the latest revision is in <see cref="IncidentRow"/>.</summary>
internal sealed class IncidentRevisionRow
{
    public long IncidentId { get; set; }

    public int Revision { get; set; }

    /// <summary>Proto `Incident`; what it quoted of reports that were deleted for good is taken out.</summary>
    public required byte[] Data { get; set; }

    /// <summary>As <see cref="IncidentRow.Members"/>.</summary>
    public required byte[] Members { get; set; }
}

/// <summary>What joining looks at of an event, so that likely partners are found and compared without reading events.</summary>
internal sealed class EventSignatureRow
{
    public long EventId { get; set; }

    /// <summary>Where it is looked for; events of two keys are never compared unless one of them contains the other.</summary>
    public required string BlockKey { get; set; }

    /// <summary>Days since 1970, half-open.</summary>
    public int StartDay { get; set; }

    public int EndDay { get; set; }

    public short Type { get; set; }

    /// <summary>As the joining's signature writes it.</summary>
    public required byte[] Data { get; set; }
}

/// <summary>Two events that may tell of one happening.</summary>
internal sealed class EventEdgeRow
{
    /// <summary>The smaller of the two.</summary>
    public long LowId { get; set; }

    public long HighId { get; set; }

    /// <summary>Sum of the weights of what matches.</summary>
    public int Score { get; set; }
}

/// <summary>What an analyst said of which events belong together. Later ones overrule earlier ones, pair by pair.</summary>
internal sealed class IncidentDecisionRow
{
    public long Id { get; set; }

    /// <summary>Of <see cref="DecisionKind"/>.</summary>
    public short Kind { get; set; }

    /// <summary>The caller's authenticated name; empty where the service asks for none.</summary>
    public required string Author { get; set; }

    public required string Reason { get; set; }

    /// <summary>Unix microseconds.</summary>
    public long Time { get; set; }
}

/// <summary>One event that a decision speaks of. It stays when the event is gone: recoding may bring it back.</summary>
internal sealed class IncidentDecisionEventRow
{
    public long DecisionId { get; set; }

    public long EventId { get; set; }

    /// <summary>0 or 1: on which side of a split.</summary>
    public short Side { get; set; }
}

/// <summary>Kinds of decisions. The numbers are stored.</summary>
internal enum DecisionKind : short
{
    /// <summary>All events of the decision are of one incident.</summary>
    MustLink = 1,
    /// <summary>No event of one side is of one incident with any of the other.</summary>
    CannotLink = 2,
}
