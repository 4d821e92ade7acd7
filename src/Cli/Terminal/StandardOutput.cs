using Microsoft.Win32.SafeHandles;

namespace Sitrep.Cli.Terminal;

/// <summary>The reader of our output has gone (`sitrep events export | head`): nothing is left to do and nothing has failed.</summary>
internal sealed class OutputClosedException(Exception cause) : IOException("The reader of the output has gone.", cause);

/// <summary>Opens standard output so that a closed pipe is noticed.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// .NET's own console stream drops what is written to a closed pipe without a word, so an endless watch would go on for nobody. A file stream over
    /// the same handle throws; it is used for pipes only, for on regular files it keeps an offset of its own and two commands in one redirection would
    /// overwrite each other.
    /// </summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return Console.OpenStandardOutput();
        try
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? Console.OpenStandardOutput() : new Watched(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }

    /// <summary>Turns every failed write into <see cref="OutputClosedException"/>.</summary>
    internal sealed class Watched(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                inner.Write(buffer);
            }
            catch (IOException exception)
            {
                throw new OutputClosedException(exception);
            }
        }

        public override void Flush()
        {
            try
            {
                inner.Flush();
            }
            catch (IOException exception)
            {
                throw new OutputClosedException(exception);
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
