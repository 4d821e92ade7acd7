namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is shown.</summary>
public sealed class CommandOptions
{
    /// <summary>What it does, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>Question put before it runs; null asks nothing.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Icon in Aspire's dashboard; the local page shows none.</summary>
    public string? IconName { get; set; }

    /// <summary>Whether it stands out.</summary>
    public bool IsHighlighted { get; set; }
}

/// <summary>What a command is run with.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>Services of the AppHost.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource that the command belongs to.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Ends when the AppHost stops or the caller goes away.</summary>
    public required CancellationToken CancellationToken { get; init; }
}

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it did what it says.</summary>
    public required bool Success { get; init; }

    /// <summary>What it did, or why not.</summary>
    public string? Message { get; init; }
}

/// <summary>Makes <see cref="ExecuteCommandResult"/>s.</summary>
public static class CommandResults
{
    /// <summary>Done.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>Done, with something to say.</summary>
    /// <param name="message">What was done.</param>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>Not done.</summary>
    /// <param name="errorMessage">Why.</param>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };
}
