using System.Threading.Channels;
using Sitrep.Cli.Terminal;

namespace Sitrep.Cli.Lines;

/// <summary>A line that cannot be used, and why; the rest of the file goes on.</summary>
internal sealed class BadLineException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Turns each line of one file into a line of another: in parallel over the cores, in the order of the input, so the output is the same at any speed.</summary>
internal static class LinePipeline
{
    /// <summary>Lines read ahead for each core: enough to keep all busy while the slowest line is worked on, few enough to hold 1 MiB texts in memory.</summary>
    private const int AheadPerCore = 8;

    /// <summary>Bad lines that are told one by one; of the others only the number is.</summary>
    private const int BadLinesTold = 20;

    /// <summary>Runs <paramref name="work"/> over every line; it may answer null for nothing to write, or throw <see cref="BadLineException"/>.</summary>
    /// <returns><see cref="ExitCode.Done"/>, or <see cref="ExitCode.Failed"/> where any line was bad: the others are written all the same.</returns>
    public static async Task<int> RunAsync(
        CliConsole console, string inputPath, string outputPath, string unit,
        Func<ByteLine, CancellationToken, ValueTask<string?>> work, CancellationToken cancellationToken)
    {
        if (inputPath != "-" && outputPath != "-" && Path.GetFullPath(inputPath) == Path.GetFullPath(outputPath))
            throw CliException.Usage("--input and --output are the same file");
        using var lines = ByteLines.Open(inputPath, console.Input);
        await using var output = OutputFile.Create(outputPath, console.Output);
        using var progress = new Progress(console, unit);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = Channel.CreateBounded<(ByteLine Line, Task<string?> Result)>(
            new BoundedChannelOptions(AheadPerCore * Environment.ProcessorCount) { SingleReader = true, SingleWriter = true });
        var reading = ReadAsync(lines, pending.Writer, work, inputPath, stop.Token);
        var (done, bad) = (0L, 0L);
        try
        {
            await foreach (var (line, result) in pending.Reader.ReadAllAsync(cancellationToken))
            {
                try
                {
                    if (await result is { } text)
                        output.WriteLine(text);
                    done++;
                }
                catch (BadLineException exception)
                {
                    if (++bad <= BadLinesTold)
                        progress.Note($"sitrep: {Name(inputPath)}, line {line.Number}: {exception.Message}");
                }
                progress.Report(done, line.Share);
            }
            await reading;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (output.PartialPath is { } partial)
                progress.Note($"sitrep: interrupted after {done} {unit}; they are in {partial}");
            throw;
        }
        finally
        {
            await stop.CancelAsync();
        }
        await output.CompleteAsync();
        if (bad > BadLinesTold)
            progress.Note($"sitrep: {Name(inputPath)}: {bad - BadLinesTold} more bad lines");
        if (console.ErrorIsTerminal)
            progress.Note(Progress.Line(done, null, progress.Elapsed, unit) + (bad > 0 ? $"  {bad} bad lines" : ""));
        return bad == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task ReadAsync(
        ByteLines lines, ChannelWriter<(ByteLine Line, Task<string?> Result)> pending,
        Func<ByteLine, CancellationToken, ValueTask<string?>> work, string path, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in lines.ReadAsync(cancellationToken))
                await pending.WriteAsync((line, Task.Run(() => work(line, cancellationToken).AsTask(), cancellationToken)), cancellationToken);
            pending.Complete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            pending.Complete(CliException.Failed($"cannot read {Name(path)}: {InputFile.Why(exception)}", exception));
        }
        catch (OperationCanceledException exception)
        {
            pending.Complete(exception);
        }
    }

    private static string Name(string path) => path == "-" ? "standard input" : path;
}
