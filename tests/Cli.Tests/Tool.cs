using System.Text;
using Sitrep.Cli.Terminal;

namespace Sitrep.Cli.Tests;

/// <summary>What one run of the tool left behind.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the tool's entry in this process; by default no terminal is there and no environment variable is set.</summary>
internal sealed record Tool
{
    public byte[] Input { get; init; } = [];

    public Dictionary<string, string> Variables { get; init; } = [];

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public int? Width { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Standard output; a string where null.</summary>
    public TextWriter? Output { get; init; }

    public static Task<ToolRun> RunAsync(params string[] args) => new Tool().WithAsync(TestContext.Current.CancellationToken, args);

    public Task<ToolRun> WithAsync(params string[] args) => WithAsync(TestContext.Current.CancellationToken, args);

    public async Task<ToolRun> WithAsync(CancellationToken cancellationToken, params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        using var console = new CliConsole
        {
            Input = new MemoryStream(Input),
            Output = Output ?? output,
            Error = error,
            OutputIsTerminal = OutputIsTerminal,
            ErrorIsTerminal = ErrorIsTerminal,
            TerminalWidth = Width,
            Variable = Variables.GetValueOrDefault,
            Time = Time,
        };
        var exitCode = await SitrepTool.RunAsync(args, console, cancellationToken);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
