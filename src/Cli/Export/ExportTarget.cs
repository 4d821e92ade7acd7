using Google.Protobuf;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Export;

/// <summary>
/// Where an export goes: standard output, or a file that grows as `FILE.partial` and takes its name when it is whole. `FILE.resume` says how far it has
/// come, and goes with the partial file.
/// </summary>
internal sealed class ExportTarget : IAsyncDisposable
{
    private readonly string _path, _format, _filter;
    private readonly Stream _stream;
    private readonly RowWriter _rows;
    private long _noted;

    private ExportTarget(string path, Stream stream, ExportFormat format, EventFilter filter, ExportState? state)
    {
        (_path, _format, _stream, _filter) = (path, format.Name, stream, Fingerprint(filter));
        if (state is not null)
            (After, AfterDate, Rows, LeftOut, _noted) = (state.After, state.AfterDate, state.Rows, state.LeftOut, state.Rows);
        _rows = format.Open(stream, Rows);
    }

    /// <summary>`events/{event}` that came last; empty before the first.</summary>
    public string After { get; private set; } = "";

    /// <summary>Its first day; empty where it has none.</summary>
    public string AfterDate { get; private set; } = "";

    public long Rows { get; private set; }

    public long LeftOut { get; private set; }

    private bool IsFile => _path.Length > 0;

    private string PartialPath => _path + ".partial";

    private string StatePath => _path + ".resume";

    /// <param name="path">"-" is standard output.</param>
    /// <param name="format">What to write.</param>
    /// <param name="filter">Which events.</param>
    /// <param name="resume">Go on where an earlier export ended.</param>
    /// <param name="console">Standard output.</param>
    public static ExportTarget Open(string path, ExportFormat format, EventFilter filter, bool resume, CliConsole console)
    {
        if (resume && (path == "-" || OutputFile.IsDevice(path)))
            throw CliException.Usage("--resume needs --output with a file");
        if (path == "-")
            return new ExportTarget("", new TextStream(console.Output), format, filter, null);
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");
            if (OutputFile.IsDevice(path))
                return new ExportTarget("", new FileStream(path, FileMode.Open, FileAccess.Write), format, filter, null);
            var state = resume ? ExportState.Read(path + ".resume") : null;
            if (state is not null && (state.Format != format.Name || state.Filter != Fingerprint(filter)))
                throw CliException.Usage($"{path}.partial was begun with another format or filter: leave --resume out to begin anew");
            if (state is null)
                File.Delete(path + ".resume");
            var stream = new FileStream(path + ".partial", state is null ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 64 * 1024);
            if (state is not null)
            {
                stream.SetLength(state.Length);
                stream.Seek(0, SeekOrigin.End);
                stream.Write(Convert.FromBase64String(state.Tail));
                stream.Flush();
            }
            return new ExportTarget(path, stream, format, filter, state);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliException.Failed($"cannot write {path}: {(exception is DirectoryNotFoundException ? "no such folder" : exception.Message)}", exception);
        }
    }

    /// <summary>Adds an event, and notes from time to time how far the export has come.</summary>
    public async Task AddAsync(Event item, bool hasRow, int noteEvery, CancellationToken cancellationToken)
    {
        try
        {
            if (hasRow)
                await _rows.WriteAsync(item, cancellationToken);
            (Rows, LeftOut) = hasRow ? (Rows + 1, LeftOut) : (Rows, LeftOut + 1);
            (After, AfterDate) = (item.Name, EventValues.Day(item.Time?.StartDate));
            if (Rows - _noted >= noteEvery && _rows.IsComplete)
                Note();
        }
        catch (Exception exception) when (exception is IOException and not OutputClosedException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"cannot write {_path}: {exception.Message}", exception);
        }
    }

    /// <summary>Ends the file and gives it its name.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _rows.EndAsync(cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        if (!IsFile)
            return;
        try
        {
            await _stream.DisposeAsync();
            File.Move(PartialPath, _path, overwrite: true);
            File.Delete(StatePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"cannot write {_path}: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Interrupted between two notes: what is in the file by now counts too.
        if (IsFile && _stream.CanWrite && _rows.IsComplete && Rows > _noted)
            Note();
        await _stream.DisposeAsync();
    }

    private static string Fingerprint(EventFilter filter) => Convert.ToBase64String(filter.ToByteArray());

    private void Note()
    {
        if (!IsFile)
            return;
        _stream.Flush();
        ((FileStream)_stream).Flush(flushToDisk: true);
        var tail = _rows.Tail;
        new ExportState(_format, _filter, After, AfterDate, _stream.Length - tail.Length, Convert.ToBase64String(tail), Rows, LeftOut).Write(StatePath);
        _stream.Seek(0, SeekOrigin.End);
        _noted = Rows;
    }

    /// <summary>Standard output as a stream: what goes through it is text.</summary>
    private sealed class TextStream(TextWriter writer) : Stream
    {
        private readonly System.Text.Decoder _decoder = System.Text.Encoding.UTF8.GetDecoder();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            var text = new char[_decoder.GetCharCount(buffer, offset, count)];
            writer.Write(text, 0, _decoder.GetChars(buffer, offset, count, text, 0));
        }

        public override void Flush() => writer.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
