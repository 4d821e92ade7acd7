namespace Sitrep.Events;

/// <summary>ErrorInfo reasons of this service; those that every service gives are in ServiceDefaults.</summary>
internal static class EventsReasons
{
    /// <summary>No event has this name, or none any more.</summary>
    public const string EventNotFound = "EVENT_NOT_FOUND";

    /// <summary>No report of this name was ever coded here, or it was deleted for good.</summary>
    public const string AnalysisNotFound = "ANALYSIS_NOT_FOUND";

    /// <summary>The language that the request names is not coded.</summary>
    public const string LanguageNotCoded = "LANGUAGE_NOT_CODED";

    /// <summary>Counts by these keys are more than a client can hold.</summary>
    public const string TooManyBuckets = "TOO_MANY_BUCKETS";

    /// <summary>The event has changed since the caller read it.</summary>
    public const string EtagMismatch = "ETAG_MISMATCH";

    /// <summary>The change log no longer reaches back to this cursor.</summary>
    public const string CursorExpired = "CURSOR_EXPIRED";

    /// <summary>As many watches are open as the service allows.</summary>
    public const string TooManyWatchers = "TOO_MANY_WATCHERS";

    /// <summary>The service is stopping; another replica, or the next start, goes on from the last cursor.</summary>
    public const string Stopping = "SERVICE_STOPPING";

    /// <summary>No incident has this name, or none of its events counts any more.</summary>
    public const string IncidentNotFound = "INCIDENT_NOT_FOUND";

    /// <summary>The event that is to leave an incident is not of it.</summary>
    public const string EventNotInIncident = "EVENT_NOT_IN_INCIDENT";

    /// <summary>An event that an analyst locked stays in its incident.</summary>
    public const string EventLocked = "EVENT_LOCKED";
}
