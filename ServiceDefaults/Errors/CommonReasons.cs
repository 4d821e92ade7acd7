namespace Sitrep.ServiceDefaults.Errors;

/// <summary>ErrorInfo reasons that every service gives; those of one service stand beside it.</summary>
public static class CommonReasons
{
    /// <summary>One or more fields are wrong; BadRequest lists all.</summary>
    public const string InvalidRequest = "INVALID_REQUEST";

    /// <summary>The message is no valid protobuf: damaged, or a string is not UTF-8.</summary>
    public const string MalformedMessage = "MALFORMED_MESSAGE";

    /// <summary>The message is larger than the service takes.</summary>
    public const string MessageTooLarge = "MESSAGE_TOO_LARGE";

    /// <summary>Our bug; the log has the cause under the trace id.</summary>
    public const string Internal = "INTERNAL";

    /// <summary>A service that this one needs cannot be reached.</summary>
    public const string DependencyUnavailable = "DEPENDENCY_UNAVAILABLE";
}
