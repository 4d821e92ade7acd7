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

    /// <summary>The event has changed since the caller read it.</summary>
    public const string EtagMismatch = "ETAG_MISMATCH";

    /// <summary>The change log no longer reaches back to this cursor.</summary>
    public const string CursorExpired = "CURSOR_EXPIRED";

    /// <summary>As many watches are open as the service allows.</summary>
    public const string TooManyWatchers = "TOO_MANY_WATCHERS";

    /// <summary>The service is stopping; another replica, or the next start, goes on from the last cursor.</summary>
    public const string Stopping = "SERVICE_STOPPING";
}
