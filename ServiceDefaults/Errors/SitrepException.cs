using Grpc.Core;

namespace Sitrep.ServiceDefaults.Errors;

/// <summary>The caller's fault, or a refusal. Everything else that is thrown is our bug and answers INTERNAL.</summary>
/// <param name="code">gRPC status code.</param>
/// <param name="reason">UPPER_SNAKE, at most 63 characters, a constant of the service.</param>
/// <param name="message">For developers; every variable part stands in <paramref name="metadata"/> too.</param>
/// <param name="metadata">Variable parts of the message by lowerCamelCase name.</param>
public sealed class SitrepException(StatusCode code, string reason, string message, IReadOnlyDictionary<string, string>? metadata = null)
    : Exception(message)
{
    /// <summary>gRPC status code.</summary>
    public StatusCode Code { get; } = code;

    /// <summary>ErrorInfo reason.</summary>
    public string Reason { get; } = reason;

    /// <summary>ErrorInfo metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata ?? new Dictionary<string, string>();

    /// <summary>Every field that was wrong; empty where no field was.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; init; } = [];

    /// <summary>When to try again; null where that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One field that is wrong.</summary>
/// <param name="Field">Proto path: `box.north_east`, `spans[3].start`.</param>
/// <param name="Reason">UPPER_SNAKE.</param>
/// <param name="Description">What is wrong and what would be right.</param>
public sealed record FieldViolation(string Field, string Reason, string Description);
