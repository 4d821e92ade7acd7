using System.Diagnostics;

namespace Sitrep.Events.Telemetry;

/// <summary>Spans of this service's own work; calls and queries have theirs from their instrumentation.</summary>
internal static class EventsActivities
{
    public static ActivitySource Source { get; } = new("Sitrep.Events");
}
