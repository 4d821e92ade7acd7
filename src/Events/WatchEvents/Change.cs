using Sitrep.Events.SearchEvents;
using Sitrep.Events.V1;

namespace Sitrep.Events.WatchEvents;

/// <summary>An entry of the change log with what it changed. Shared by all watchers: never written to.</summary>
/// <param name="Sequence">Place in the log.</param>
/// <param name="Name">`events/{event}` or `incidents/{incident}`.</param>
/// <param name="Removed">It is gone.</param>
/// <param name="Before">As it stood before; null for a new event, or where its report was deleted for good.</param>
/// <param name="Now">As it stood after; null for a removal, or where its report was deleted for good since.</param>
/// <param name="Bytes">About what it weighs.</param>
/// <param name="Incident">Where an incident changed and not an event; <paramref name="Before"/> and <paramref name="Now"/> are null then.</param>
internal sealed record Change(long Sequence, string Name, bool Removed, EventView? Before, EventView? Now, int Bytes, IncidentChange? Incident = null);

/// <summary>An incident that changed. A filter means it where it means any of its events.</summary>
/// <param name="Before">Its events before; null where it is not known what they were.</param>
/// <param name="Now">Its events now; empty for one that is gone.</param>
/// <param name="Incident">The incident as it stood after; null where it is gone.</param>
internal sealed record IncidentChange(IReadOnlyList<EventView>? Before, IReadOnlyList<EventView> Now, Incident? Incident);
