namespace Sitrep.Cli;

/// <summary>What the tool tells its caller; listed in the README and in `sitrep --help`.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A service refused, a file could not be read or written, or part of the input was bad.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Not to be had: a service that does not answer, or a part that is not there yet.</summary>
    public const int NotAvailable = 3;

    /// <summary>A bug of ours (EX_SOFTWARE of sysexits.h); the stack trace is on standard error.</summary>
    public const int Bug = 70;

    /// <summary>Ctrl+C (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Told to end (128 + SIGTERM).</summary>
    public const int Terminated = 143;
}
