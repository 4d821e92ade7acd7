using System.Runtime.InteropServices;
using Sitrep.Cli;
using Sitrep.Cli.Terminal;

// The first Ctrl+C asks the command to end cleanly, the second ends the process at once.
using var cancel = new CancellationTokenSource();
var interruption = ExitCode.Interrupted;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted));
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated));
using var console = CliConsole.OfProcess();
var exitCode = await SitrepTool.RunAsync(args, console, cancel.Token);
return exitCode == ExitCode.Interrupted ? interruption : exitCode;

void Stop(PosixSignalContext context, int code)
{
    context.Cancel = !cancel.IsCancellationRequested;
    interruption = code;
    cancel.Cancel();
}
