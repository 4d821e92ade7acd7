using Sitrep.Events.V1;
using Sitrep.Events.Writing;

namespace Sitrep.Events.Joining;

/// <summary>An event that the transaction adds, changes or takes away.</summary>
/// <param name="Id">Number of its name.</param>
/// <param name="Stored">Row and body, tracked by the context; null where the event is taken away.</param>
/// <param name="Event">As it is about to stand, complete but for its incident; null where it is taken away.</param>
/// <param name="IsRevised">The transaction has given it a new revision, or its first, already: its incident changes within that.</param>
/// <param name="Sentence">Where the text is at hand, the sentence that it is told in; null keeps what is known.</param>
/// <param name="FormerIncident">`incidents/{incident}` that it belonged to; empty where to none.</param>
internal sealed record TouchedEvent(long Id, StoredEvent? Stored, Event? Event, bool IsRevised, Sentence? Sentence, string FormerIncident);
