using Sitrep.Events.SearchEvents;

namespace Sitrep.Events.WatchEvents;

/// <summary>An entry of the change log with what it changed. Shared by all watchers: never written to.</summary>
/// <param name="Sequence">Place in the log.</param>
/// <param name="Name">`events/{event}`.</param>
/// <param name="Removed">The event is gone.</param>
/// <param name="Before">As it stood before; null for a new event, or where its report was deleted for good.</param>
/// <param name="Now">As it stood after; null for a removal, or where its report was deleted for good since.</param>
/// <param name="Bytes">About what it weighs.</param>
internal sealed record Change(long Sequence, string Name, bool Removed, EventView? Before, EventView? Now, int Bytes);
