using System.Diagnostics;
using System.Text;

namespace Sitrep.Cli.Tests;

/// <summary>The built tool as a process of its own: for exit codes, signals and pipes.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ToolProcess(Process process) => _process = process;

    public StreamReader Output => _process.StandardOutput;

    /// <summary>The tool's own output: the copy beside the tests lacks what ASP.NET Core brings along here and the tool has to bring itself.</summary>
    public static string Assembly { get; } = Path.GetFullPath(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "Cli.Tests"), Path.Combine("src", "Cli"), StringComparison.Ordinal) + "sitrep.dll");

    public static ToolProcess Start(params string[] args) => Start([], args);

    public static ToolProcess Start(Dictionary<string, string> variables, params string[] args) => Run("dotnet", [Assembly, .. args], variables);

    /// <summary>A line of shell in which "$SITREP" is the tool.</summary>
    public static ToolProcess Shell(string line) => Run("bash", ["-c", line], new() { ["SITREP"] = "dotnet " + Assembly });

    public async Task<ToolRun> ExitAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var error = _process.StandardError.ReadToEndAsync(patience.Token);
        var output = await Output.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return new ToolRun(_process.ExitCode, output, await error);
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static ToolProcess Run(string file, IEnumerable<string> args, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(file, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new ToolProcess(process);
    }
}
