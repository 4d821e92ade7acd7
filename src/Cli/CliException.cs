namespace Sitrep.Cli;

/// <summary>Ends a command with a message for the user and an exit code; never a bug.</summary>
internal sealed class CliException(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    public static CliException Failed(string message, Exception? cause = null) => new(Cli.ExitCode.Failed, message, cause);

    public static CliException Usage(string message) => new(Cli.ExitCode.Usage, message);

    public static CliException NotAvailable(string message, Exception? cause = null) => new(Cli.ExitCode.NotAvailable, message, cause);
}
