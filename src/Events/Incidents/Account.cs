using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;

namespace Sitrep.Events.Incidents;

/// <summary>One report's account of an incident.</summary>
/// <param name="Id">Number of the event.</param>
/// <param name="Event">The event as it stands.</param>
/// <param name="Source">Who published the report, as delivered last.</param>
internal sealed record Account(long Id, Event Event, Source Source)
{
    /// <summary>Unix microseconds of publication; the beginning of time where unknown.</summary>
    public long Published => Event.Report.PublishTime is { } time ? Sitrep.Storage.UnixMicros.From(time) : Sitrep.Storage.UnixMicros.Min;

    /// <summary>Unix microseconds of when it was first coded.</summary>
    public long Created => Event.CreateTime is { } time ? Sitrep.Storage.UnixMicros.From(time) : 0;

    /// <summary>Half-open days; null where it has no date.</summary>
    public EventDays? Days { get; } = EventDays.Of(Event);

    /// <summary>1 completely reliable to 5 unreliable; who was not judged, or cannot be, stands in the middle.</summary>
    public int Rank => Source.Reliability is Source.Types.Reliability.Unspecified or Source.Types.Reliability.FCannotBeJudged ? 3 : (int)Source.Reliability;
}
