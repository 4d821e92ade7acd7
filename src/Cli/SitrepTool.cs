using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using Grpc.Core;
using Sitrep.Cli.Code;
using Sitrep.Cli.Eval;
using Sitrep.Cli.EventQueries;
using Sitrep.Cli.Gazetteers;
using Sitrep.Cli.Places;
using Sitrep.Cli.ReportQueries;
using Sitrep.Cli.Services;
using Sitrep.Cli.Submit;
using Sitrep.Cli.Terminal;
using Sitrep.Cli.Tokens;

namespace Sitrep.Cli;

/// <summary>The whole tool, apart from the process around it: command line in, exit code out.</summary>
internal static class SitrepTool
{
    /// <summary>Runs one command line; never throws.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliConsole console, CancellationToken cancellationToken)
    {
        await using var services = new ServiceClients(console);
        try
        {
            var exitCode = await InvokeAsync(args, console, services, cancellationToken);
            await console.Output.FlushAsync(CancellationToken.None);
            return exitCode;
        }
        catch (OutputClosedException)
        {
            return ExitCode.Done;
        }
    }

    private static async Task<int> InvokeAsync(IReadOnlyList<string> args, CliConsole console, ServiceClients services, CancellationToken cancellationToken)
    {
        // A name that begins with @ is a name, no file of arguments.
        var result = Create(console, services).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction)
            return Refuse(result, console);
        var configuration = new InvocationConfiguration
        {
            Output = console.Output,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await result.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && IsCancellation(exception))
        {
            return ExitCode.Interrupted;
        }
        catch (CliException exception)
        {
            return Tell(exception.ExitCode, exception.Message);
        }
        catch (RpcException exception)
        {
            var (exitCode, message) = RpcErrorText.Describe(exception, services.Opened);
            return Tell(exitCode, message);
        }
        catch (IOException exception) when (exception is not (OutputClosedException or FileNotFoundException or FileLoadException))
        {
            return Tell(ExitCode.Failed, exception.Message);
        }
        catch (Exception exception) when (exception is not OutputClosedException)
        {
            return Tell(ExitCode.Bug, $"a bug, please report it: {exception}");
        }

        int Tell(int exitCode, string message)
        {
            console.Output.Flush();
            console.Error.WriteLine("sitrep: " + message);
            return exitCode;
        }
    }

    private static RootCommand Create(CliConsole console, ServiceClients services)
    {
        var root = new RootCommand("""
            Sitrep reads events out of news reports: who did what to whom, where, when, at what cost, according to whom.

            Exit codes: 0 done, 1 refused or failed, 2 wrong command line, 3 not available (a service that does not answer, a part
            that is not there yet), 70 a bug, 130 interrupted. Addresses of services: options, then SITREP_SOURCES, SITREP_EVENTS and SITREP_GEO,
            then http://localhost:5101, 5102 and 5103. SITREP_TOKEN is shown to services that ask who calls. NO_COLOR is respected, COLUMNS too.
            """);
        root.Options.OfType<HelpOption>().Single().Description = "Show help and exit.";
        foreach (var option in services.Options)
            root.Add(option);
        root.Add(CodeCommand.Create(console));
        root.Add(SubmitCommand.Create(console, services));
        root.Add(EventsCommand.Create(console, services));
        root.Add(IncidentsCommand.Create(console, services));
        root.Add(ReportsCommand.Create(console, services));
        root.Add(StoriesCommand.Create(console, services));
        root.Add(RecodeCommand.Create(console, services));
        root.Add(SourcesCommand.Create(console, services));
        root.Add(PlacesCommand.Create(console, services));
        root.Add(GazetteerCommand.Create(console, services));
        root.Add(TokenCommand.Create(console));
        root.Add(EvalCommand.Create(console));
        return root;
    }

    private static int Refuse(ParseResult result, CliConsole console)
    {
        var message = new StringBuilder();
        foreach (var error in result.Errors)
            message.Append("sitrep: ").AppendLine(error.Message);
        var path = new List<string>();
        for (SymbolPath? at = SymbolPath.Of(result); at is not null; at = at.Parent)
            path.Insert(0, at.Name);
        message.Append($"Try: {string.Join(' ', path)} --help");
        console.Error.WriteLine(message);
        return ExitCode.Usage;
    }

    private static bool IsCancellation(Exception exception) =>
        exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled };

    /// <summary>The commands that were named, innermost first.</summary>
    private sealed record SymbolPath(string Name, SymbolPath? Parent)
    {
        public static SymbolPath Of(ParseResult result) => Of(result.CommandResult);

        private static SymbolPath Of(System.CommandLine.Parsing.CommandResult command) => new(
            command.Parent is null ? "sitrep" : command.Command.Name,
            command.Parent is System.CommandLine.Parsing.CommandResult parent ? Of(parent) : null);
    }
}
