namespace Sitrep.Cli.Lines;

/// <summary>
/// A file that is written whole or not at all: it grows as `PATH.partial` and takes its name when done, so nobody mistakes half an output for the whole.
/// After an interruption the partial file stays, with whole lines only. "-" is standard output; a device is written to as it is.
/// </summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private static readonly byte[] LineFeed = [(byte)'\n'];

    private readonly string? _path;
    private readonly Stream? _stream;
    private readonly TextWriter _standardOutput;

    private OutputFile(string? path, Stream? stream, TextWriter standardOutput) => (_path, _stream, _standardOutput) = (path, stream, standardOutput);

    /// <summary>Where the lines are while the work goes on; null for standard output and devices.</summary>
    public string? PartialPath => _path is null ? null : _path + ".partial";

    public static OutputFile Create(string path, TextWriter standardOutput)
    {
        if (path == "-")
            return new OutputFile(null, null, standardOutput);
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");
            return IsDevice(path)
                ? new OutputFile(null, new FileStream(path, FileMode.Open, FileAccess.Write), standardOutput)
                : new OutputFile(path, new FileStream(path + ".partial", FileMode.Create, FileAccess.Write, FileShare.Read, 64 * 1024), standardOutput);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliException.Failed($"cannot write {path}: {(exception is DirectoryNotFoundException ? "no such folder" : exception.Message)}", exception);
        }
    }

    /// <summary>Whether a path is no file that a finished one may take the place of: /dev/null, renamed over by root, would be gone for the whole machine.</summary>
    public static bool IsDevice(string path) =>
        Path.GetFullPath(path) is var full && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>Writes one line; never cancelled in the middle.</summary>
    public void WriteLine(string line)
    {
        if (_stream is null)
        {
            _standardOutput.Write(line);
            _standardOutput.Write('\n');
            return;
        }
        Write(System.Text.Encoding.UTF8.GetBytes(line));
        Write(LineFeed);
    }

    /// <summary>Gives the file its name.</summary>
    public async Task CompleteAsync()
    {
        if (_stream is null)
        {
            await _standardOutput.FlushAsync();
            return;
        }
        try
        {
            await _stream.DisposeAsync();
            if (_path is not null)
                File.Move(PartialPath!, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"cannot write {_path ?? "to the device"}: {exception.Message}", exception);
        }
    }

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream!.Write(bytes);
        }
        catch (IOException exception)
        {
            throw CliException.Failed($"cannot write {_path ?? "to the device"}: {exception.Message}", exception);
        }
    }
}
