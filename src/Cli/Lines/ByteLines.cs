using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Sitrep.Cli.Lines;

/// <summary>One line of a file, undecoded.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Bytes">Without the line end.</param>
/// <param name="Share">How much of the file is read after it, 0 to 1; null where the length is unknown.</param>
internal readonly record struct ByteLine(long Number, ReadOnlyMemory<byte> Bytes, double? Share);

/// <summary>Reads a file line by line as bytes, so that what is no UTF-8 can be told instead of being mended silently.</summary>
internal sealed class ByteLines : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly Stream _raw;
    private readonly Stream _stream;
    private readonly long? _length;

    private ByteLines(Stream raw, bool zipped)
    {
        _raw = raw;
        _stream = zipped ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        _length = raw.CanSeek ? raw.Length : null;
    }

    /// <summary>Opens a file, plain or `.gz`, or standard input where <paramref name="path"/> is "-".</summary>
    public static ByteLines Open(string path, Stream standardInput) => path == "-"
        ? new ByteLines(standardInput, zipped: false)
        : new ByteLines(InputFile.OpenRead(path), path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));

    /// <summary>Every line, those of white space left out unless <paramref name="keepBlank"/>; a byte order mark is dropped.</summary>
    public async IAsyncEnumerable<ByteLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken, bool keepBlank = false)
    {
        var buffer = new byte[ChunkBytes];
        var (start, end, scanned, number) = (0, 0, 0, 0L);
        while (true)
        {
            var feed = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                feed += scanned;
                if (Take(buffer.AsSpan(start, feed - start), ++number, keepBlank) is { } line)
                    yield return line;
                start = scanned = feed + 1;
                continue;
            }
            scanned = end;
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                scanned = end;
            }
            if (end == buffer.Length)
                Array.Resize(ref buffer, checked(buffer.Length * 2));
            var read = await _stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
            {
                if (Take(buffer.AsSpan(start, end - start), ++number, keepBlank) is { } last)
                    yield return last;
                yield break;
            }
            end += read;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _raw.Dispose();
    }

    private ByteLine? Take(ReadOnlySpan<byte> line, long number, bool keepBlank)
    {
        if (number == 1 && line.StartsWith("\uFEFF"u8))
            line = line["\uFEFF"u8.Length..];
        line = line.TrimEnd((byte)'\r');
        if (!keepBlank && line.TrimStart(" \t"u8).IsEmpty)
            return null;
        return new ByteLine(number, line.ToArray(), _length is > 0 and var length ? (double)_raw.Position / length : null);
    }
}
